//! `savetxt`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::format::{Pattern, Value};
use crate::dtype::DType;
use crate::error::Result;
use crate::interrupt;
use crate::io::DynArray;
use crate::io::site::{Flaw, Outcome, Site};

/// How numbers are written unless something else is said: every float comes back as it was.
const FORMAT: &str = "%.18e";
/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// A text file that is to be written: options, then [`write`](Self::write).
///
/// Made by [`savetxt`].
#[must_use = "nothing is written before `.write()?`"]
pub struct SaveText {
    path: PathBuf,
    array: DynArray,
    /// One for each column, or one for all.
    formats: Vec<String>,
    delimiter: String,
    newline: String,
    header: String,
    footer: String,
    comments: String,
}

/// Writes an array of one or two axes to a text file (NumPy: `numpy.savetxt`).
///
/// The elements of one axis stand below each other. A file whose name ends in `.gz` is packed.
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// # let path = std::env::temp_dir().join(format!("array-core-{}.txt", std::process::id()));
/// let a = array([[1., 2.5], [3., 4.]]);
/// savetxt(&path, &a).fmt("%.2f").delimiter(',').header("x,y").write()?;
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), "# x,y\n1.00,2.50\n3.00,4.00\n");
/// assert_eq!(loadtxt(&path).delimiter(',').read()?, a);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok(())
/// # }
/// ```
pub fn savetxt(path: impl AsRef<Path>, array: impl Into<DynArray>) -> SaveText {
    SaveText {
        path: path.as_ref().to_owned(),
        array: array.into(),
        formats: vec![FORMAT.to_owned()],
        delimiter: " ".to_owned(),
        newline: "\n".to_owned(),
        header: String::new(),
        footer: String::new(),
        comments: "# ".to_owned(),
    }
}

impl SaveText {
    /// How a number is written, as in C: `"%.3f"`, `"%d"`, `"%10.4e"`, `"%g"`, `"%s"`; or how a
    /// line is, with as many of these as it has numbers (NumPy: `fmt`).
    pub fn fmt(mut self, format: impl Into<String>) -> Self {
        self.formats = vec![format.into()];
        self
    }

    /// How the numbers of each column are written (NumPy: `fmt=["%d", "%.2f"]`).
    pub fn fmt_columns(mut self, formats: impl IntoIterator<Item: Into<String>>) -> Self {
        self.formats = formats.into_iter().map(Into::into).collect();
        self
    }

    /// What stands between the numbers of a line, a space unless this says otherwise (NumPy:
    /// `delimiter`).
    pub fn delimiter(mut self, delimiter: impl Into<String>) -> Self {
        self.delimiter = delimiter.into();
        self
    }

    /// What ends a line (NumPy: `newline`).
    pub fn newline(mut self, newline: impl Into<String>) -> Self {
        self.newline = newline.into();
        self
    }

    /// Lines of comment at the beginning (NumPy: `header`).
    pub fn header(mut self, text: impl Into<String>) -> Self {
        self.header = text.into();
        self
    }

    /// Lines of comment at the end (NumPy: `footer`).
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer = text.into();
        self
    }

    /// What stands before header and footer, `# ` unless this says otherwise (NumPy: `comments`).
    pub fn comments(mut self, mark: impl Into<String>) -> Self {
        self.comments = mark.into();
        self
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When the file cannot be written, the array has no axis or more than two, or a format is not
    /// one.
    pub fn write(&self) -> Result<()> {
        let write = || -> Outcome<()> {
            let pattern = self.pattern()?;
            let mut out = BufWriter::new(File::create(&self.path)?);
            if self.path.extension().is_some_and(|ending| ending == "gz") {
                let mut packed = GzEncoder::new(&mut out, Compression::default());
                self.write_to(&pattern, &mut packed)?;
                packed.finish()?;
            } else {
                self.write_to(&pattern, &mut out)?;
            }
            Ok(out.flush()?)
        };
        write().map_err(|flaw| Site::file("savetxt", &self.path).error(flaw))
    }

    /// Rows and columns.
    fn shape(&self) -> Outcome<(usize, usize)> {
        match *self.array.shape() {
            [rows] => Ok((rows, 1)),
            [rows, columns] => Ok((rows, columns)),
            ref shape => Err(Flaw::new(format!(
                "an array of {} axes cannot be written as lines; 1 or 2 can",
                shape.len()
            ))),
        }
    }

    fn pattern(&self) -> Outcome<Pattern> {
        let complex = matches!(self.array.dtype(), DType::C64 | DType::C128);
        Pattern::new(&self.formats, &self.delimiter, self.shape()?.1, complex)
    }

    fn write_to(&self, pattern: &Pattern, out: &mut dyn Write) -> Outcome<()> {
        let comment = |text: &str| {
            let lines = text.replace('\n', &format!("\n{}", self.comments));
            format!("{}{lines}{}", self.comments, self.newline)
        };
        if !self.header.is_empty() {
            out.write_all(comment(&self.header).as_bytes())?;
        }
        let (rows, columns) = self.shape()?;
        let values = Values::of(&self.array);
        let mut text = String::new();
        let mut line: Vec<Value> = Vec::with_capacity(2 * columns);
        for row in 0..rows {
            line.clear();
            values.push_row(row * columns..(row + 1) * columns, &mut line);
            pattern.write(&line, &mut text)?;
            text.push_str(&self.newline);
            if text.len() > GATHERED {
                out.write_all(text.as_bytes())?;
                text.clear();
                interrupt::check();
            }
        }
        out.write_all(text.as_bytes())?;
        if !self.footer.is_empty() {
            out.write_all(comment(&self.footer).as_bytes())?;
        }
        Ok(())
    }
}

/// Elements in row-major order, in the widest type of their kind.
enum Values {
    Bool(Vec<bool>),
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    Single(Vec<f32>),
    Double(Vec<f64>),
    Complex(Vec<num_complex::Complex64>),
}

impl Values {
    fn of(array: &DynArray) -> Self {
        match array.dtype() {
            DType::Bool => Self::Bool(array.astype().to_vec()),
            DType::I8 | DType::I16 | DType::I32 | DType::I64 => {
                Self::Signed(array.astype().to_vec())
            }
            DType::U8 | DType::U16 | DType::U32 | DType::U64 => {
                Self::Unsigned(array.astype().to_vec())
            }
            DType::F32 => Self::Single(array.astype().to_vec()),
            DType::F64 => Self::Double(array.astype().to_vec()),
            DType::C64 | DType::C128 => Self::Complex(array.astype().to_vec()),
        }
    }

    fn push_row(&self, places: std::ops::Range<usize>, line: &mut Vec<Value>) {
        match self {
            Self::Bool(all) => line.extend(all[places].iter().map(|&x| Value::Bool(x))),
            Self::Signed(all) => line.extend(all[places].iter().map(|&x| Value::Int(x.into()))),
            Self::Unsigned(all) => line.extend(all[places].iter().map(|&x| Value::Int(x.into()))),
            Self::Single(all) => line.extend(all[places].iter().map(|&x| Value::Single(x))),
            Self::Double(all) => line.extend(all[places].iter().map(|&x| Value::Double(x))),
            Self::Complex(all) => {
                line.extend(all[places].iter().flat_map(|z| [z.re, z.im].map(Value::Double)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;
    use crate::creation::{arange, array, array_of, zeros};
    use crate::dtype::{Complex64, Element};

    fn written<T: Element>(array: &Array<T>, set: impl FnOnce(SaveText) -> SaveText) -> String {
        let save = set(savetxt("unused", array));
        let mut out = Vec::new();
        save.write_to(&save.pattern().unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_written_as_numpy_writes_them() {
        assert_eq!(
            written(&array([1., -0.1]), |save| save),
            "1.000000000000000000e+00\n-1.000000000000000056e-01\n"
        );
        let grid = array([[1, 20], [300, 4]]);
        assert_eq!(written(&grid, |save| save.fmt("%4d")), "   1   20\n 300    4\n");
        assert_eq!(written(&grid, |save| save.fmt("%d: %.1f")), "1: 20.0\n300: 4.0\n");
        assert_eq!(
            written(&grid, |save| save.fmt_columns(["%d", "%x"]).delimiter(", ")),
            "1, 14\n300, 4\n"
        );
        assert_eq!(written(&array([true, false]), |save| save.fmt("%s")), "True\nFalse\n");
        assert_eq!(
            written(&array([Complex64::new(1., -2.)]), |save| save.fmt("%.1f")),
            " (1.0-2.0j)\n"
        );
        assert_eq!(written(&array_of::<f32>([0.1]), |save| save.fmt("%s")), "0.1\n");
        assert_eq!(
            written(&arange(1), |save| save.fmt("%d").header("a\nb").footer("end").comments("; ")),
            "; a\n; b\n0\n; end\n"
        );
    }

    #[test]
    fn what_cannot_be_lines_is_refused() {
        let error = savetxt("unused", zeros((2, 2, 2))).write().unwrap_err().to_string();
        assert_eq!(
            error,
            "savetxt: unused: an array of 3 axes cannot be written as lines; 1 or 2 can"
        );
        assert!(savetxt("unused", zeros(2)).fmt("%q").write().is_err());
        assert!(savetxt("unused", zeros((2, 3))).fmt("%d %d").write().is_err());
        assert!(savetxt("no/such/folder/x", zeros(2)).write().is_err());
    }
}
