//! NumPy's `.npz` files: zip archives of `.npy` files.

mod archive;
mod format;
mod writer;

use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::DynArray;
use super::elements::{Layout, Stored};
use super::entries::{NamedArrays, refuse_repeated};
use super::input::{self, Input};
use super::npy::{self, with_ending};
use super::site::{Flaw, Outcome, Site};
use crate::array::Array;
use crate::display::html::{Cell, Look, Table, tables_html};
use crate::display::{Bundle, Render};
use crate::dtype::Element;
use crate::error::{Result, show_shape};
use archive::{Archive, Member};
use writer::Writer;

/// The ending of the members' names, which the arrays' names lack.
const ENDING: &str = ".npy";

/// Writes arrays with names to an `.npz` file (NumPy: `numpy.savez`).
///
/// Arrays of one element type can stand in a list, those of several in a tuple. Without names they
/// are called `arr_0`, `arr_1` and so on. The ending `.npz` is added to a name that lacks it.
///
/// # Errors
/// When the file cannot be written, or two arrays have one name.
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// # let path = std::env::temp_dir().join(format!("array-core-{}.npz", std::process::id()));
/// let (x, n) = (array([0.5, 1.5]), array([1, 2, 3]));
/// savez(&path, (("x", &x), ("n", &n)))?;
/// let file = load_npz(&path)?;
/// assert_eq!(file.names(), ["x", "n"]);
/// assert_eq!(file.get::<i64>("n")?, n);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok(())
/// # }
/// ```
pub fn savez(path: impl AsRef<Path>, arrays: impl NamedArrays) -> Result<()> {
    save_file("savez", path.as_ref(), &arrays.entries(), false)
}

/// As [`savez`], compressed (NumPy: `numpy.savez_compressed`).
///
/// # Errors
/// When the file cannot be written, or two arrays have one name.
pub fn savez_compressed(path: impl AsRef<Path>, arrays: impl NamedArrays) -> Result<()> {
    save_file("savez_compressed", path.as_ref(), &arrays.entries(), true)
}

fn save_file(
    operation: &'static str,
    path: &Path,
    arrays: &[(String, DynArray)],
    compressed: bool,
) -> Result<()> {
    let path = with_ending(path, "npz");
    let write = || -> Outcome<()> {
        refuse_repeated(arrays)?;
        let mut writer = Writer::new(BufWriter::new(File::create(&path)?));
        for (name, array) in arrays {
            writer.add(&format!("{name}{ENDING}"), compressed, |out| npy::encode_to(array, out))?;
        }
        writer.finish()
    };
    write().map_err(|flaw| Site::file(operation, &path).error(flaw))
}

/// The arrays of an `.npz` file, opened by [`load_npz`]; each is read when it is asked for.
pub struct Npz {
    site: Site,
    archive: Archive,
    input: Mutex<Box<dyn Input>>,
}

/// Opens an `.npz` file (NumPy: `numpy.load`).
///
/// # Errors
/// When the file cannot be read or is no sound zip archive.
pub fn load_npz(path: impl AsRef<Path>) -> Result<Npz> {
    let site = Site::file("load_npz", path.as_ref());
    let input = input::file(path.as_ref()).map_err(|flaw| site.error(flaw))?;
    Npz::new(site, input)
}

impl Npz {
    fn new(site: Site, mut input: Box<dyn Input>) -> Result<Self> {
        let archive = Archive::open(&mut input).map_err(|flaw| site.error(flaw))?;
        Ok(Self { site, archive, input: Mutex::new(input) })
    }

    /// Opens an `.npz` file that is in memory.
    ///
    /// # Errors
    /// When the bytes are no sound zip archive.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Result<Self> {
        Self::new(Site::memory("load_npz", "bytes"), input::memory(bytes.into()))
    }

    /// The arrays' names in the file's order (NumPy: `NpzFile.files`).
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.archive.members.iter().map(array_name).collect()
    }

    /// Reads the array of this name, of elements of type `T` (NumPy: `file["x"]`).
    ///
    /// # Errors
    /// When there is no such array, it is damaged, or has elements of another type.
    pub fn get<T: Element>(&self, name: &str) -> Result<Array<T>> {
        let (array, stored) = self.read(name)?;
        npy::typed(&array, stored).map_err(|flaw| self.error(name, flaw))
    }

    /// Reads the array of this name and converts its elements to type `T` (NumPy:
    /// `file["x"].astype(T)`).
    ///
    /// # Errors
    /// When there is no such array, or it is damaged.
    pub fn get_as<T: Element>(&self, name: &str) -> Result<Array<T>> {
        Ok(self.read(name)?.0.astype())
    }

    /// Reads the array of this name, of whatever element type.
    ///
    /// # Errors
    /// When there is no such array, or it is damaged.
    pub fn get_any(&self, name: &str) -> Result<DynArray> {
        Ok(self.read(name)?.0)
    }

    fn error(&self, name: &str, flaw: Flaw) -> crate::error::Error {
        self.site.error(flaw.within(format_args!("array {name:?}")))
    }

    fn member(&self, name: &str) -> Outcome<&Member> {
        let found = self.archive.members.iter().find(|member| array_name(member) == name);
        found.ok_or_else(|| Flaw::new(format!("there is none; there are {:?}", self.names())))
    }

    fn read(&self, name: &str) -> Result<(DynArray, Stored)> {
        let read = || {
            let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
            let member = self.member(name)?;
            self.archive.read(&mut **input, member, npy::decode_from)
        };
        read().map_err(|flaw| self.error(name, flaw))
    }

    /// How an array lies in the file, if its header can be read.
    fn layout(&self, member: &Member) -> Option<Layout> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let peek = |reader: &mut dyn Read, _| Ok(npy::read_header(reader)?.0);
        self.archive.peek(&mut **input, member, peek).ok()
    }
}

fn array_name(member: &Member) -> &str {
    member.name.strip_suffix(ENDING).unwrap_or(&member.name)
}

/// The arrays' names.
impl fmt::Debug for Npz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<npz file with {}>", self.names().join(", "))
    }
}

/// A table of the arrays.
impl Render for Npz {
    fn bundle(&self) -> Bundle {
        let mut text = format!("{self:?}");
        let mut rows = Vec::new();
        for member in &self.archive.members {
            let (shape, dtype) = match self.layout(member) {
                Some(layout) => (show_shape(&layout.shape), layout.stored.name()),
                None => ("not readable".to_owned(), ""),
            };
            text.push_str(&format!("\n{}: {shape} {dtype}", array_name(member)));
            let cells = [array_name(member), &shape, dtype];
            rows.push((None, cells.map(|cell| Cell::new(cell, Look::Text)).to_vec()));
        }
        let head = ["array", "shape", "dtype"].map(|name| Cell::new(name, Look::Text)).to_vec();
        let table = Table { caption: None, head: vec![head], rows };
        let about = format!("{} arrays · npz file", self.archive.members.len());
        Bundle::text(text).with("text/html", tables_html(&about, &[table], None))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::creation::{array, zeros};

    fn packed(compressed: bool) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let mut writer = Writer::new(&mut out);
        for (name, array) in [
            ("x.npy", DynArray::from(array([1., 2.]))),
            ("größe.npy", array([[true], [false]]).into()),
            ("zeros.npy", zeros(1000).into()),
        ] {
            writer.add(name, compressed, |out| npy::encode_to(&array, out)).unwrap();
        }
        writer.finish().unwrap();
        out.into_inner()
    }

    #[test]
    fn arrays_come_back_by_name_stored_and_compressed() {
        for compressed in [false, true] {
            let bytes = packed(compressed);
            assert_eq!(bytes.len() > 8000, !compressed);
            let file = Npz::from_bytes(bytes).unwrap();
            assert_eq!(file.names(), ["x", "größe", "zeros"]);
            assert_eq!(file.get::<f64>("x").unwrap().to_vec(), [1., 2.]);
            assert_eq!(file.get_as::<i64>("größe").unwrap(), array([[1], [0]]));
            assert_eq!(file.get::<f64>("zeros").unwrap(), zeros(1000));
            assert!(file.bundle().plain().contains("größe: (2, 1) bool"));
        }
    }

    #[test]
    fn what_is_missing_or_damaged_is_named() {
        let mut bytes = packed(false);
        let file = Npz::from_bytes(bytes.clone()).unwrap();
        let error = file.get::<f64>("y").unwrap_err().to_string();
        assert_eq!(
            error,
            "load_npz: bytes: array \"y\": there is none; there are [\"x\", \"größe\", \"zeros\"]"
        );
        let error = file.get::<i64>("x").unwrap_err().to_string();
        assert!(error.contains("ask for `f64`"), "{error}");
        // A bit of an element flips.
        let last_of_x = bytes.windows(8).position(|w| w == 2_f64.to_le_bytes()).unwrap();
        bytes[last_of_x] ^= 1;
        let error = Npz::from_bytes(bytes).unwrap().get::<f64>("x").unwrap_err().to_string();
        assert!(error.contains("checksum"), "{error}");
        assert!(Npz::from_bytes(*b"PK\x03\x04").is_err());
    }
}
