//! IDX files, the form in which MNIST is distributed: a header of big-endian sizes, then elements.

use std::io::{self, Read};
use std::path::Path;

use array_core::prelude::{Array, DType, Element, array_of};

use super::Error;
use super::files::open;

/// The most axes that a file may have.
const MOST_AXES: u8 = 8;

/// An element type of IDX files. Sealed by being an [`Element`] with a code of its own.
pub trait IdxElement: Element {
    /// What stands for it in the header.
    const CODE: u8;
    /// The elements of big-endian bytes.
    fn from_bytes(bytes: &[u8]) -> Vec<Self>;
}

macro_rules! elements {
    ($($t:ty => $code:literal),+) => {$(
        impl IdxElement for $t {
            const CODE: u8 = $code;

            fn from_bytes(bytes: &[u8]) -> Vec<Self> {
                let (elements, _) = bytes.as_chunks();
                elements.iter().map(|element| Self::from_be_bytes(*element)).collect()
            }
        }
    )+};
}

/// Of which MNIST has 47 million.
impl IdxElement for u8 {
    const CODE: u8 = 0x08;

    fn from_bytes(bytes: &[u8]) -> Vec<Self> {
        bytes.to_vec()
    }
}

elements! { i8 => 0x09, i16 => 0x0b, i32 => 0x0c, f32 => 0x0d, f64 => 0x0e }

/// Reads an IDX file, decompressed if its name ends with `.gz`.
///
/// ```no_run
/// let images = lessons::datasets::read_idx::<u8>("train-images-idx3-ubyte.gz")?;
/// # Ok::<(), lessons::datasets::Error>(())
/// ```
///
/// # Errors
/// When the file cannot be read, is of another element type, or has not as many elements as its
/// header says.
pub fn read_idx<T: IdxElement>(path: impl AsRef<Path>) -> Result<Array<T>, Error> {
    let path = path.as_ref();
    let io = |cause| Error::Io { path: path.to_owned(), cause };
    let invalid = |reason| Error::Invalid { path: path.to_owned(), reason };
    let mut file = open(path).map_err(io)?;
    parse(&mut *file).map_err(|problem| match problem {
        Problem::Io(cause) => io(cause),
        Problem::Invalid(reason) => invalid(reason),
    })
}

#[derive(Debug)]
enum Problem {
    Io(io::Error),
    Invalid(String),
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Problem::Invalid("its header is cut off".to_owned()),
            _ => Problem::Io(error),
        }
    }
}

fn parse<T: IdxElement>(file: &mut dyn Read) -> Result<Array<T>, Problem> {
    let mut magic = [0; 4];
    file.read_exact(&mut magic)?;
    let [0, 0, code, axes] = magic else {
        return Err(Problem::Invalid(format!(
            "it is not an IDX file: it begins with {magic:02x?}"
        )));
    };
    if code != T::CODE {
        let (found, asked) = (type_name(code), T::DTYPE);
        return Err(Problem::Invalid(format!("its elements are {found}, not {asked}")));
    }
    if axes > MOST_AXES {
        return Err(Problem::Invalid(format!("it has {axes} axes, more than {MOST_AXES}")));
    }
    let mut shape = Vec::new();
    for _ in 0..axes {
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        shape.push(u32::from_be_bytes(length) as usize);
    }
    // Even an array without elements must have a shape whose other axes can be addressed.
    let lengths = shape.iter().filter(|&&length| length != 0);
    let extent = lengths.copied().try_fold(T::DTYPE.itemsize(), usize::checked_mul);
    let Some(extent) = extent.filter(|&extent| isize::try_from(extent).is_ok()) else {
        return Err(Problem::Invalid(format!("its shape {shape:?} is too large")));
    };
    let size = if shape.contains(&0) { 0 } else { extent as u64 };
    // No more than the file has is ever allocated, whatever its header says.
    let mut bytes = Vec::new();
    file.take(size.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size {
        let found =
            if bytes.len() as u64 > size { "more".to_owned() } else { bytes.len().to_string() };
        let reason = format!("its shape {shape:?} asks for {size} bytes, and there are {found}");
        return Err(Problem::Invalid(reason));
    }
    Ok(array_of::<T>(T::from_bytes(&bytes)).reshape(shape))
}

fn type_name(code: u8) -> String {
    let dtype = match code {
        0x08 => DType::U8,
        0x09 => DType::I8,
        0x0b => DType::I16,
        0x0c => DType::I32,
        0x0d => DType::F32,
        0x0e => DType::F64,
        other => return format!("of the unknown type {other:#04x}"),
    };
    dtype.to_string()
}

/// A file with these elements.
#[cfg(test)]
pub(super) fn write(array: &Array<u8>) -> Vec<u8> {
    let mut bytes = vec![0, 0, u8::CODE, array.ndim() as u8];
    bytes.extend(array.shape().iter().flat_map(|&length| (length as u32).to_be_bytes()));
    bytes.extend(array.to_vec());
    bytes
}

#[cfg(test)]
mod tests {
    use array_core::prelude::*;

    use super::*;

    fn read<T: IdxElement>(bytes: &[u8]) -> Result<Array<T>, String> {
        parse(&mut &bytes[..]).map_err(|problem| match problem {
            Problem::Invalid(reason) => reason,
            Problem::Io(error) => error.to_string(),
        })
    }

    #[test]
    fn what_is_written_is_read() {
        let images = arange(24).reshape((2, 3, 4)).astype::<u8>();
        assert!(array_equal(&read::<u8>(&write(&images)).unwrap(), &images));
        let halves = [&[0, 0, 0x0d, 1, 0, 0, 0, 2][..], &[0x3f, 0, 0, 0, 0xbf, 0, 0, 0]].concat();
        assert_eq!(read::<f32>(&halves).unwrap().to_vec(), [0.5, -0.5]);
    }

    #[test]
    fn other_files_are_refused() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(read::<u8>(bytes).unwrap_err(), expected);
        };
        check(b"PK\x03\x04", "it is not an IDX file: it begins with [50, 4b, 03, 04]");
        check(&[0, 0, 0x0d, 1, 0, 0, 0, 0], "its elements are f32, not u8");
        check(&[0, 0, 8, 1, 0, 0, 0, 2, 7], "its shape [2] asks for 2 bytes, and there are 1");
        check(
            &[0, 0, 8, 1, 0, 0, 0, 1, 7, 8],
            "its shape [1] asks for 1 bytes, and there are more",
        );
        check(&[0, 0, 8, 9], "it has 9 axes, more than 8");
        check(&[[0, 0, 8, 8].as_slice(), &[0xff; 32]].concat(), &{
            let shape = vec![u32::MAX; 8];
            format!("its shape {shape:?} is too large")
        });
        check(&[[0, 0, 8, 4, 0, 0, 0, 0].as_slice(), &[0xff; 12]].concat(), &{
            let shape = [0, u32::MAX, u32::MAX, u32::MAX];
            format!("its shape {shape:?} is too large")
        });
    }

    #[test]
    fn no_cut_or_changed_file_panics() {
        let file = write(&arange(6).reshape((2, 3)).astype::<u8>());
        for end in 0..file.len() {
            assert!(read::<u8>(&file[..end]).is_err(), "cut at {end}");
        }
        for (k, value) in
            (0..file.len()).flat_map(|k| [0, 1, 3, 0x7f, 0xff].map(|value| (k, value)))
        {
            let mut changed = file.clone();
            changed[k] = value;
            let _either = read::<u8>(&changed);
        }
    }
    /// The inputs that are kept for fuzzing: sound files, and what once went wrong.
    #[test]
    fn only_sound_inputs_of_the_fuzzer_are_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../array-core/fuzz/corpus/idx");
        let mut sound = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let bytes = std::fs::read(entry.path()).unwrap();
            let is_read = read::<u8>(&bytes).is_ok()
                || read::<i8>(&bytes).is_ok()
                || read::<i16>(&bytes).is_ok()
                || read::<i32>(&bytes).is_ok()
                || read::<f32>(&bytes).is_ok()
                || read::<f64>(&bytes).is_ok();
            let is_sound = entry.file_name().to_string_lossy().starts_with("sound");
            assert_eq!(is_read, is_sound, "{:?}", entry.file_name());
            sound += usize::from(is_sound);
        }
        assert!(sound >= 6, "{sound} sound inputs");
    }
}
