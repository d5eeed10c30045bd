//! safetensors files: the tensors of machine learning, by name.
//!
//! Eight bytes with the length of a header, the header as JSON, the elements of all tensors without
//! gaps. PyTorch, Hugging Face's libraries and candle read and write them.

mod header;

use std::fmt;
use std::fs::File;
use std::io::{BufWriter, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::DynArray;
use super::elements::{self, Stored};
use super::entries::{NamedArrays, refuse_repeated};
use super::input::{self, Input};
use super::npy;
use super::site::{Flaw, Outcome, Site};
use crate::array::Array;
use crate::dtype::Element;
use crate::error::{Error, Result, show_shape};
use header::{Header, Tensor};

/// Writes arrays with names to a safetensors file (Python: `safetensors.numpy.save_file`).
///
/// Arrays of one element type can stand in a list, those of several in a tuple.
///
/// # Errors
/// When the file cannot be written, two arrays have one name, or one is of `Complex64`, which the
/// format lacks.
///
/// ```
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// # let path = std::env::temp_dir().join(format!("array-core-{}.st", std::process::id()));
/// let (w, b) = (array_of::<f32>([[1., 2.], [3., 4.]]), array_of::<f32>([0.5]));
/// save_safetensors(&path, [("w", &w), ("b", &b)])?;
/// let model = load_safetensors(&path)?;
/// assert_eq!(model.get::<f32>("w")?, w);
/// # std::fs::remove_file(&path).unwrap();
/// # Ok(())
/// # }
/// ```
pub fn save_safetensors(path: impl AsRef<Path>, arrays: impl NamedArrays) -> Result<()> {
    save_file(path.as_ref(), arrays.entries())
}

fn save_file(path: &Path, arrays: Vec<(String, DynArray)>) -> Result<()> {
    let write = || -> Outcome<()> {
        let mut out = BufWriter::new(File::create(path)?);
        encode_to(arrays, &mut out)?;
        Ok(out.flush()?)
    };
    write().map_err(|flaw| Site::file("save_safetensors", path).error(flaw))
}

/// The safetensors file of arrays with names, in memory (Python: `safetensors.numpy.save`).
///
/// # Errors
/// As [`save_safetensors`], but for the file.
pub fn encode(arrays: impl NamedArrays) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    encode_to(arrays.entries(), &mut bytes)
        .map_err(|flaw| Site::memory("encode", "safetensors").error(flaw))?;
    Ok(bytes)
}

fn encode_to(mut arrays: Vec<(String, DynArray)>, out: &mut dyn Write) -> Outcome<()> {
    refuse_repeated(&arrays)?;
    // Larger elements first, so that all are aligned; then by name, so that files are the same.
    arrays.sort_by(|(one, a), (other, b)| {
        b.dtype().itemsize().cmp(&a.dtype().itemsize()).then_with(|| one.cmp(other))
    });
    out.write_all(&header::encode(&arrays)?)?;
    arrays.iter().try_for_each(|(_, array)| elements::write(array, out))
}

/// The arrays of a safetensors file, opened by [`load_safetensors`]; each is read when it is asked
/// for.
pub struct SafeTensors {
    site: Site,
    header: Header,
    input: Mutex<Box<dyn Input>>,
}

/// Opens a safetensors file (Python: `safetensors.safe_open`).
///
/// # Errors
/// When the file cannot be read or its header is not sound.
pub fn load_safetensors(path: impl AsRef<Path>) -> Result<SafeTensors> {
    let site = Site::file("load_safetensors", path.as_ref());
    let input = input::file(path.as_ref()).map_err(|flaw| site.error(flaw))?;
    SafeTensors::new(site, input)
}

impl SafeTensors {
    fn new(site: Site, mut input: Box<dyn Input>) -> Result<Self> {
        let read = |input: &mut dyn Input| -> Outcome<Header> {
            let length = input.seek(SeekFrom::End(0))?;
            input.rewind()?;
            Header::read(input, length)
        };
        let header = read(&mut *input).map_err(|flaw| site.error(flaw))?;
        Ok(Self { site, header, input: Mutex::new(input) })
    }

    /// Opens a safetensors file that is in memory (Python: `safetensors.numpy.load`).
    ///
    /// # Errors
    /// When the header is not sound.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Result<Self> {
        let site = Site::memory("load_safetensors", "bytes");
        Self::new(site, input::memory(bytes.into()))
    }

    /// The arrays' names, sorted (Python: `safe_open(..).keys()`).
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.header.tensors.iter().map(|tensor| tensor.name.as_str()).collect()
    }

    /// What the writer has noted about the file (Python: `safe_open(..).metadata()`).
    #[must_use]
    pub fn metadata(&self) -> &[(String, String)] {
        &self.header.metadata
    }

    /// Reads the array of this name, of elements of type `T` (Python: `f.get_tensor("w")`).
    ///
    /// # Errors
    /// When there is no such array, it cannot be read, or has elements of another type.
    pub fn get<T: Element>(&self, name: &str) -> Result<Array<T>> {
        let (array, stored) = self.read(name)?;
        npy::typed(&array, stored).map_err(|flaw| self.error(name, flaw))
    }

    /// Reads the array of this name and converts its elements to type `T`; half-precision floats
    /// (float16, bfloat16) can only be had so.
    ///
    /// # Errors
    /// When there is no such array, or it cannot be read.
    pub fn get_as<T: Element>(&self, name: &str) -> Result<Array<T>> {
        Ok(self.read(name)?.0.astype())
    }

    /// Reads the array of this name, of whatever element type; half-precision floats become `f32`.
    ///
    /// # Errors
    /// When there is no such array, or it cannot be read.
    pub fn get_any(&self, name: &str) -> Result<DynArray> {
        Ok(self.read(name)?.0)
    }

    fn error(&self, name: &str, flaw: Flaw) -> Error {
        self.site.error(flaw.within(format_args!("array {name:?}")))
    }

    fn tensor(&self, name: &str) -> Outcome<&Tensor> {
        let found = self.header.tensors.iter().find(|tensor| tensor.name == name);
        found.ok_or_else(|| Flaw::new(format!("there is none; there are {:?}", self.names())))
    }

    fn read(&self, name: &str) -> Result<(DynArray, Stored)> {
        let read = || {
            let tensor = self.tensor(name)?;
            let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
            input.seek(SeekFrom::Start(tensor.start))?;
            let array = tensor.layout.read(&mut **input, tensor.length)?;
            Ok((array, tensor.layout.stored))
        };
        read().map_err(|flaw| self.error(name, flaw))
    }
}

/// The arrays' names, shapes and element types.
impl fmt::Debug for SafeTensors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<safetensors file with {} arrays>", self.header.tensors.len())?;
        self.header.tensors.iter().try_for_each(|tensor| {
            let layout = &tensor.layout;
            write!(f, "\n{}: {} {}", tensor.name, show_shape(&layout.shape), layout.stored.name())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, array, array_of};
    use crate::dtype::Complex64;

    #[test]
    fn arrays_of_several_types_come_back_by_name() {
        let a = arange(6).reshape((2, 3)).t();
        let b = array([true, false, true]);
        let c = array_of::<f32>([0.5]);
        let bytes = encode((("a", &a), ("b", &b), ("c", &c))).unwrap();
        let file = SafeTensors::from_bytes(bytes).unwrap();
        assert_eq!(file.names(), ["a", "b", "c"]);
        assert_eq!(file.get::<i64>("a").unwrap(), a);
        assert_eq!(file.get::<bool>("b").unwrap(), b);
        assert_eq!(file.get_as::<f64>("c").unwrap(), array([0.5]));
        assert!(file.get::<f64>("c").unwrap_err().to_string().contains("ask for `f32`"));
        assert!(file.get::<f64>("d").unwrap_err().to_string().contains("there is none"));
        assert!(format!("{file:?}").contains("a: (3, 2) int64"));
    }

    #[test]
    fn half_precision_is_widened() {
        let header = br#"{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#;
        let header = [&header[..], br#""b":{"dtype":"BF16","shape":[],"data_offsets":[4,6]}}"#];
        let header = header.concat();
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header);
        bytes.extend([0x00, 0x3c, 0x00, 0xc0, 0x80, 0x3f]);
        let file = SafeTensors::from_bytes(bytes).unwrap();
        assert_eq!(file.get_as::<f64>("h").unwrap(), array([1., -2.]));
        assert_eq!(file.get_any("b").unwrap(), array_of::<f32>(1.).into());
        let error = file.get::<f32>("h").unwrap_err().to_string();
        assert!(error.contains("float16") && error.contains("_as::<f32>"), "{error}");
    }

    #[test]
    fn what_the_format_lacks_is_refused() {
        let error = encode([("z", array([Complex64::new(0., 1.)]))]).unwrap_err().to_string();
        assert!(error.contains("complex128"), "{error}");
        let twice = encode([("a", array([1])), ("a", array([2]))]).unwrap_err().to_string();
        assert!(twice.contains("two arrays are named \"a\""), "{twice}");
    }
}
