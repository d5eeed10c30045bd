//! The header of an `.npy` file.

use std::io::Read;

use super::literal::Literal;
use crate::dtype::DType;
use crate::error::show_shape;
use crate::io::elements::{Layout, Stored};
use crate::io::site::{Flaw, Outcome};

const MAGIC: &[u8; 6] = b"\x93NUMPY";
/// What the first bytes of a zip archive, and so of an `.npz` file, are.
const ZIP_MAGIC: &[u8; 2] = b"PK";
/// The elements begin at a multiple of this.
const ALIGNMENT: usize = 64;
/// NumPy leaves room for the first length to grow to so many digits.
const GROWTH_DIGITS: usize = 21;
/// A longer header is refused, as NumPy does: those of arrays have a hundred characters.
const LONGEST: usize = 10_000;
/// NumPy's arrays have no more axes.
const MOST_AXES: usize = 64;

/// Reads magic number, version and header: the layout, and how many bytes they took.
pub(super) fn decode(reader: &mut dyn Read) -> Outcome<(Layout, u64)> {
    let mut start = [0; 8];
    reader.read_exact(&mut start)?;
    if !start.starts_with(MAGIC) {
        let hint = if start.starts_with(ZIP_MAGIC) {
            "it is a zip archive: read it with load_npz"
        } else {
            "it does not begin with the mark of one"
        };
        return Err(Flaw::new(format!("is no .npy file: {hint}")));
    }
    let (length_bytes, version) = match (start[6], start[7]) {
        (1, 0) => (2, 1),
        (2, 0) => (4, 2),
        (3, 0) => (4, 3),
        (major, minor) => {
            let found = format!("has version {major}.{minor} of the .npy format, not 1.0 to 3.0");
            return Err(Flaw::new(found));
        }
    };
    let mut length = [0; 4];
    reader.read_exact(&mut length[..length_bytes])?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(Flaw::new(format!("claims a header of {length} bytes, more than {LONGEST}")));
    }
    let mut header = vec![0; length];
    reader.read_exact(&mut header)?;
    let text = match String::from_utf8(header) {
        Ok(text) => text,
        // Versions before 3 are in latin-1, whose characters are the first of Unicode's.
        Err(bytes) if version < 3 => bytes.as_bytes().iter().map(|&b| char::from(b)).collect(),
        Err(_) => return Err(Flaw::new("has a header that is not UTF-8")),
    };
    let layout = layout(&text).map_err(|flaw| flaw.within("header"))?;
    Ok((layout, (start.len() + length_bytes + length) as u64))
}

/// What the dictionary says.
fn layout(text: &str) -> Outcome<Layout> {
    let (mut descr, mut fortran, mut shape) = (None, None, None);
    for (key, value) in Literal::dictionary(text)? {
        let seen = match key.as_str() {
            "descr" => descr.replace(value).is_some(),
            "fortran_order" => fortran.replace(value).is_some(),
            "shape" => shape.replace(value).is_some(),
            _ => return Err(Flaw::new(format!("unknown key {key:?}"))),
        };
        if seen {
            return Err(Flaw::new(format!("{key:?} stands there twice")));
        }
    }
    let (Some(descr), Some(fortran), Some(shape)) = (descr, fortran, shape) else {
        return Err(Flaw::new("lacks one of 'descr', 'fortran_order' and 'shape'"));
    };
    let Literal::Bool(fortran) = fortran else {
        return Err(Flaw::new(format!("'fortran_order' is {fortran}, not True or False")));
    };
    let Literal::Tuple(lengths) = &shape else {
        return Err(Flaw::new(format!("'shape' is {shape}, not a tuple of lengths")));
    };
    if lengths.len() > MOST_AXES {
        return Err(Flaw::new(format!("'shape' has {} axes, more than 64", lengths.len())));
    }
    let lengths = lengths.iter().map(|length| match length {
        Literal::Int(length) => usize::try_from(*length).ok(),
        _ => None,
    });
    let Some(shape) = lengths.collect::<Option<Vec<usize>>>() else {
        return Err(Flaw::new(format!("'shape' is {shape}, not a tuple of lengths")));
    };
    let (stored, big_endian) = stored(&descr)?;
    Ok(Layout { stored, shape, fortran, big_endian })
}

/// The element type that `descr` names, and whether its first byte is the highest.
fn stored(descr: &Literal) -> Outcome<(Stored, bool)> {
    let Literal::Text(code) = descr else {
        return Err(Flaw::new(format!(
            "the elements are records, {descr}, which arrays here cannot have: save the fields \
             as arrays of their own in NumPy"
        )));
    };
    let (order, kind) = match code.as_bytes() {
        [b'<' | b'>' | b'=' | b'|', kind @ ..] => (code.as_bytes()[0], kind),
        kind => (b'=', kind),
    };
    let dtype = match kind {
        b"b1" | b"?" => DType::Bool,
        b"i1" => DType::I8,
        b"i2" => DType::I16,
        b"i4" => DType::I32,
        b"i8" => DType::I64,
        b"u1" => DType::U8,
        b"u2" => DType::U16,
        b"u4" => DType::U32,
        b"u8" => DType::U64,
        b"f4" => DType::F32,
        b"f8" => DType::F64,
        b"c8" => DType::C64,
        b"c16" => DType::C128,
        b"f2" => return Ok((Stored::F16, is_big(order))),
        _ => return Err(foreign(code, kind)),
    };
    Ok((Stored::Plain(dtype), is_big(order)))
}

fn is_big(order: u8) -> bool {
    order == b'>' || (matches!(order, b'=' | b'|') && cfg!(target_endian = "big"))
}

/// What to say of an element type that arrays here do not have.
fn foreign(code: &str, kind: &[u8]) -> Flaw {
    let what = match kind.first() {
        Some(b'U' | b'S' | b'a') => "text",
        Some(b'O') => "Python objects",
        Some(b'M' | b'm') => "dates or durations",
        Some(b'V') => "raw bytes",
        Some(b'f' | b'c') => "numbers of another precision",
        _ => "of an unknown type",
    };
    Flaw::new(format!("the elements are {what} ({code:?}), which arrays here cannot have"))
}

/// Everything before the elements, as NumPy writes it.
pub(super) fn encode(dtype: DType, shape: &[usize], fortran: bool) -> Outcome<Vec<u8>> {
    let order = if dtype.itemsize() == 1 { '|' } else { '<' };
    let kind = match dtype {
        DType::Bool => 'b',
        DType::I8 | DType::I16 | DType::I32 | DType::I64 => 'i',
        DType::U8 | DType::U16 | DType::U32 | DType::U64 => 'u',
        DType::F32 | DType::F64 => 'f',
        DType::C64 | DType::C128 => 'c',
    };
    let flag = if fortran { "True" } else { "False" };
    let mut header = format!(
        "{{'descr': '{order}{kind}{}', 'fortran_order': {flag}, 'shape': {}, }}",
        dtype.itemsize(),
        show_shape(shape),
    );
    let growing = if fortran { shape.last() } else { shape.first() };
    if let Some(length) = growing {
        let digits = length.to_string().len();
        header.push_str(&" ".repeat(GROWTH_DIGITS.saturating_sub(digits)));
    }
    let before = MAGIC.len() + 4;
    let total = (before + header.len() + 1).next_multiple_of(ALIGNMENT);
    let length = total - before;
    if shape.len() > MOST_AXES || length > LONGEST {
        let axes = shape.len();
        return Err(Flaw::new(format!("an array of {axes} axes: .npy files have at most 64")));
    }
    // No header of 64 axes needs the longer length of version 2.
    let length_bytes = u16::try_from(length).expect("below the limit").to_le_bytes();
    let mut bytes = Vec::with_capacity(total);
    bytes.extend(MAGIC);
    bytes.extend([1, 0]);
    bytes.extend(length_bytes);
    bytes.extend(header.as_bytes());
    bytes.resize(total - 1, b' ');
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> String {
        format!("{:?}", layout(text).unwrap_err())
    }

    #[test]
    fn a_header_in_any_spelling_is_read() {
        let text = "{\"shape\": ( 3 , 4L,), 'fortran_order': True , 'descr' : '>f4'} \n";
        let expect = Layout {
            stored: Stored::Plain(DType::F32),
            shape: vec![3, 4],
            fortran: true,
            big_endian: true,
        };
        assert_eq!(layout(text).unwrap(), expect);
        let scalar = layout("{'descr':'|b1','fortran_order':False,'shape':()}").unwrap();
        assert_eq!(scalar.shape, [0; 0]);
    }

    #[test]
    fn what_is_not_a_header_is_refused() {
        let with = |shape: &str| format!("{{'descr':'<f8','fortran_order':False,'shape':{shape}}}");
        assert!(layout(&with("(2,)")).is_ok());
        for shape in ["(2)", "2", "(-1,)", "(2.5,)", "(1e3,)", "[2]", "(99999999999999999999,)"] {
            assert!(layout(&with(shape)).is_err(), "{shape}");
        }
        assert!(flaw("{'descr': '<f8', 'fortran_order': False}").contains("lacks one of"));
        assert!(flaw("{'descr': '<f8', 'descr': '<f8'}").contains("twice"));
        assert!(flaw("{'x': 1}").contains("unknown key"));
        assert!(
            flaw("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}")
                .contains("records")
        );
        for (code, what) in [("<U5", "text"), ("|O", "objects"), ("<M8[ns]", "dates")] {
            let text = format!("{{'descr':'{code}','fortran_order':False,'shape':()}}");
            assert!(flaw(&text).contains(what), "{code}");
        }
    }
}
