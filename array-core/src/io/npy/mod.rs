//! NumPy's `.npy` files: one array each.
//!
//! The format is that of NumPy Enhancement Proposal 1: a magic number and version, the length of a
//! header, the header as a Python dictionary, the elements. Versions 1 to 3 are read; what is
//! written is byte for byte what NumPy writes.

mod header;
mod literal;

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::DynArray;
use super::elements::{self, Layout, Stored};
use super::site::{Flaw, Outcome, Site};
use crate::array::Array;
use crate::dtype::Element;
use crate::error::Result;

/// Writes an array to an `.npy` file (NumPy: `numpy.save`).
///
/// As with NumPy, the ending `.npy` is added to a name that lacks it, and an array that lies in
/// column-major order is written so.
///
/// # Errors
/// When the file cannot be written.
///
/// ```no_run
/// # use array_core::prelude::*;
/// # fn main() -> Result<(), Error> {
/// let a = arange(6).reshape((2, 3));
/// save("a.npy", &a)?;
/// let b: Array<i64> = load("a.npy")?;
/// # Ok(())
/// # }
/// ```
pub fn save(path: impl AsRef<Path>, array: impl Into<DynArray>) -> Result<()> {
    save_file(&with_ending(path.as_ref(), "npy"), &array.into())
}

fn save_file(path: &Path, array: &DynArray) -> Result<()> {
    let write = || -> Outcome<()> {
        let mut out = BufWriter::new(File::create(path)?);
        encode_to(array, &mut out)?;
        Ok(out.flush()?)
    };
    write().map_err(|flaw| Site::file("save", path).error(flaw))
}

/// The path with `.ending` added unless it is there, as NumPy adds it.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|found| found == ending) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Reads an array of elements of type `T` from an `.npy` file (NumPy: `numpy.load`).
///
/// # Errors
/// When the file cannot be read, is no sound `.npy` file, or has elements of another type.
pub fn load<T: Element>(path: impl AsRef<Path>) -> Result<Array<T>> {
    let path = path.as_ref();
    let (array, stored) = load_file("load", path)?;
    typed(&array, stored).map_err(|flaw| Site::file("load", path).error(flaw))
}

/// Reads an array from an `.npy` file and converts its elements to type `T` (NumPy:
/// `numpy.load(path).astype(T)`).
///
/// # Errors
/// When the file cannot be read or is no sound `.npy` file.
pub fn load_as<T: Element>(path: impl AsRef<Path>) -> Result<Array<T>> {
    Ok(load_file("load_as", path.as_ref())?.0.astype())
}

/// Reads an array from an `.npy` file, of whatever element type (NumPy: `numpy.load`).
///
/// Half-precision floats, which arrays cannot have, become `f32`.
///
/// # Errors
/// When the file cannot be read or is no sound `.npy` file.
pub fn load_any(path: impl AsRef<Path>) -> Result<DynArray> {
    Ok(load_file("load_any", path.as_ref())?.0)
}

fn load_file(operation: &'static str, path: &Path) -> Result<(DynArray, Stored)> {
    let read = || -> Outcome<(DynArray, Stored)> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            // A pipe does not tell its size, without which a header cannot be checked.
            let mut bytes = Vec::new();
            BufReader::new(file).read_to_end(&mut bytes)?;
            return decode_from(&mut &bytes[..], bytes.len() as u64);
        }
        decode_from(&mut BufReader::new(file), about.len())
    };
    read().map_err(|flaw| Site::file(operation, path).error(flaw))
}

/// The array as one of elements of type `T`, or what to write instead.
pub(super) fn typed<T: Element>(array: &DynArray, stored: Stored) -> Outcome<Array<T>> {
    match array.get() {
        Some(same) if stored == Stored::Plain(T::DTYPE) => Ok(same),
        _ => Err(other_type(stored, array.dtype(), T::DTYPE)),
    }
}

/// What to say when a file has elements of another type than was asked for.
#[cold]
pub(super) fn other_type(
    stored: Stored,
    read_as: crate::dtype::DType,
    asked: crate::dtype::DType,
) -> Flaw {
    let own = match stored {
        Stored::Plain(_) => format!("ask for `{read_as}`, "),
        Stored::F16 | Stored::Bf16 => String::new(),
    };
    Flaw::new(format!(
        "has elements of {}, not {} as asked for by `{asked}`; {own}or convert by a call that \
         ends in `_as::<{asked}>`",
        stored.name(),
        asked.name(),
    ))
}

/// The `.npy` file of an array, in memory.
///
/// # Errors
/// When the array has more axes than a header can tell.
pub fn encode(array: impl Into<DynArray>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    encode_to(&array.into(), &mut bytes)
        .map_err(|flaw| Site::memory("encode", "npy").error(flaw))?;
    Ok(bytes)
}

/// The array of an `.npy` file that is in memory.
///
/// # Errors
/// When the bytes are no sound `.npy` file.
pub fn decode(bytes: &[u8]) -> Result<DynArray> {
    let decoded = decode_from(&mut &bytes[..], bytes.len() as u64);
    Ok(decoded.map_err(|flaw| Site::memory("decode", "npy").error(flaw))?.0)
}

/// Writes the file of an array.
pub(super) fn encode_to(array: &DynArray, out: &mut dyn Write) -> Outcome<()> {
    let (c_contiguous, f_contiguous) = array.contiguous();
    let fortran = f_contiguous && !c_contiguous;
    out.write_all(&header::encode(array.dtype(), array.shape(), fortran)?)?;
    if fortran { elements::write(&array.t(), out) } else { elements::write(array, out) }
}

/// Reads the array of a file of `available` bytes.
pub(super) fn decode_from(reader: &mut dyn Read, available: u64) -> Outcome<(DynArray, Stored)> {
    let (layout, used) = read_header(reader)?;
    let array = layout.read(reader, available.saturating_sub(used))?;
    Ok((array, layout.stored))
}

/// Reads what stands before the elements: how they lie, and how many bytes that took.
pub(super) fn read_header(reader: &mut dyn Read) -> Outcome<(Layout, u64)> {
    header::decode(reader)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creation::{arange, array};
    use crate::dtype::{Complex64, DType};

    #[test]
    fn arrays_come_back_in_their_order() {
        let a = arange(6).reshape((2, 3));
        let back = decode(&encode(&a).unwrap()).unwrap();
        assert_eq!(back.get::<i64>().unwrap(), a);
        let back = decode(&encode(a.t()).unwrap()).unwrap().get::<i64>().unwrap();
        assert_eq!(back, a.t());
        assert!(back.flags().f_contiguous);
        // Neither order: written row by row.
        let cube = arange(24).reshape((2, 3, 4)).swapaxes(0, 1);
        assert_eq!(decode(&encode(&cube).unwrap()).unwrap().get::<i64>().unwrap(), cube);
    }

    #[test]
    fn the_bytes_are_those_that_numpy_writes() {
        let bytes = encode(array([true, false])).unwrap();
        let header = "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }";
        assert_eq!(&bytes[..10], b"\x93NUMPY\x01\x00\x76\x00");
        assert_eq!(&bytes[10..10 + header.len()], header.as_bytes());
        assert_eq!((bytes.len(), bytes[127]), (130, b'\n'));
        assert_eq!(bytes[128..], [1, 0]);
    }

    #[test]
    fn big_endian_numbers_are_turned_around() {
        let mut bytes = encode(array([Complex64::new(1., -2.)])).unwrap();
        let sign = bytes.iter().position(|&b| b == b'<').unwrap();
        bytes[sign] = b'>';
        bytes[128..136].reverse();
        bytes[136..144].reverse();
        let back = decode(&bytes).unwrap().get::<Complex64>().unwrap();
        assert_eq!(back.to_vec(), [Complex64::new(1., -2.)]);
    }

    #[test]
    fn large_arrays_come_back_from_either_byte_order() {
        // More than is read at a time, and not a multiple of it.
        let a = arange(100_003);
        let mut bytes = encode(&a).unwrap();
        assert_eq!(decode(&bytes).unwrap().get::<i64>().unwrap(), a);
        let sign = bytes.iter().position(|&b| b == b'<').unwrap();
        bytes[sign] = b'>';
        let start = bytes.len() - 8 * a.size();
        bytes[start..].chunks_exact_mut(8).for_each(<[u8]>::reverse);
        assert_eq!(decode(&bytes).unwrap().get::<i64>().unwrap(), a);
    }

    #[test]
    fn another_type_is_named_with_what_to_write() {
        let error = typed::<f64>(&array([1]).into(), Stored::Plain(DType::I64)).unwrap_err();
        let site = Site::memory("load", "a.npy");
        assert_eq!(
            site.error(error).to_string(),
            "load: a.npy: has elements of int64, not float64 as asked for by `f64`; ask for \
             `i64`, or convert by a call that ends in `_as::<f64>`"
        );
    }

    #[test]
    fn what_is_cut_off_is_told_with_its_sizes() {
        let bytes = encode(array([1, 2, 3])).unwrap();
        let error = decode(&bytes[..bytes.len() - 1]).unwrap_err().to_string();
        assert_eq!(
            error,
            "decode: npy: needs 24 bytes for shape (3,) of int64, but has 23: it is cut off or \
             damaged"
        );
        assert!(decode(&bytes[..40]).unwrap_err().to_string().ends_with("ends too early"));
        assert!(decode(b"PK\x03\x04....").unwrap_err().to_string().contains("load_npz"));
    }
}
