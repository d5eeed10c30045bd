//! The header of a safetensors file.

use std::io::Read;

use serde_json::{Map, Value, json};

use crate::dtype::DType;
use crate::io::DynArray;
use crate::io::elements::{Layout, Stored};
use crate::io::site::{Flaw, Outcome};

/// A longer header is refused, as the format's own library does.
const LONGEST: u64 = 100_000_000;
/// Headers are filled up with spaces to a multiple of this, so that elements are aligned.
const ALIGNMENT: usize = 8;
/// The key of what is noted about the file.
const METADATA: &str = "__metadata__";

/// The format's names of element types.
const NAMES: [(&str, Stored); 14] = [
    ("BOOL", Stored::Plain(DType::Bool)),
    ("I8", Stored::Plain(DType::I8)),
    ("I16", Stored::Plain(DType::I16)),
    ("I32", Stored::Plain(DType::I32)),
    ("I64", Stored::Plain(DType::I64)),
    ("U8", Stored::Plain(DType::U8)),
    ("U16", Stored::Plain(DType::U16)),
    ("U32", Stored::Plain(DType::U32)),
    ("U64", Stored::Plain(DType::U64)),
    ("F32", Stored::Plain(DType::F32)),
    ("F64", Stored::Plain(DType::F64)),
    ("C64", Stored::Plain(DType::C64)),
    ("F16", Stored::F16),
    ("BF16", Stored::Bf16),
];

/// What the file holds.
pub(super) struct Header {
    /// Sorted by name.
    pub(super) tensors: Vec<Tensor>,
    pub(super) metadata: Vec<(String, String)>,
}

/// One array, and where in the file it lies.
pub(super) struct Tensor {
    pub(super) name: String,
    pub(super) layout: Layout,
    pub(super) start: u64,
    pub(super) length: u64,
}

impl Header {
    /// Reads the header of a file of `length` bytes, and compares what it claims with them.
    pub(super) fn read(input: &mut dyn Read, length: u64) -> Outcome<Self> {
        let mut size = [0; 8];
        input.read_exact(&mut size)?;
        let size = u64::from_le_bytes(size);
        let data = length.checked_sub(8).and_then(|rest| rest.checked_sub(size));
        let Some(data) = data.filter(|_| size <= LONGEST) else {
            return Err(Flaw::new(format!(
                "is no safetensors file: it claims a header of {size} bytes, but has {length}"
            )));
        };
        let mut text = vec![0; size as usize];
        input.read_exact(&mut text)?;
        let object: Map<String, Value> =
            serde_json::from_slice(&text).map_err(|error| Flaw::new(format!("header: {error}")))?;
        let mut header = Self { tensors: Vec::new(), metadata: Vec::new() };
        for (name, about) in object {
            if name == METADATA {
                header.metadata = metadata(&about)?;
            } else {
                let tensor = tensor(&name, &about, 8 + size);
                let within = |flaw: Flaw| flaw.within(format_args!("header: array {name:?}"));
                header.tensors.push(tensor.map_err(within)?);
            }
        }
        header.check(8 + size, data)?;
        Ok(header)
    }

    /// Refuses arrays that overlap or leave gaps: the format has neither.
    fn check(&self, data_start: u64, data: u64) -> Outcome<()> {
        let mut places: Vec<(u64, u64)> =
            self.tensors.iter().map(|tensor| (tensor.start, tensor.length)).collect();
        places.sort_unstable();
        let mut end = data_start;
        for (start, length) in places {
            if start != end {
                return Err(Flaw::new("header: the arrays overlap or leave gaps"));
            }
            end += length;
        }
        if end != data_start + data {
            return Err(Flaw::new(format!(
                "has {data} bytes of elements, but its header claims {}: it is cut off or damaged",
                end - data_start
            )));
        }
        Ok(())
    }
}

fn metadata(about: &Value) -> Outcome<Vec<(String, String)>> {
    let entries = about.as_object().and_then(|entries| {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        entries.iter().map(|(key, value)| Some((key.clone(), text(value)?))).collect()
    });
    entries.ok_or_else(|| Flaw::new("header: the metadata are not texts"))
}

fn tensor(name: &str, about: &Value, data_start: u64) -> Outcome<Tensor> {
    let dtype = about["dtype"].as_str().ok_or_else(|| Flaw::new("has no dtype"))?;
    let known = NAMES.iter().find(|(name, _)| *name == dtype);
    let Some(&(_, stored)) = known else {
        return Err(Flaw::new(format!("has elements of {dtype:?}, which arrays here cannot have")));
    };
    let numbers = |key: &str| {
        let list = about[key]
            .as_array()
            .and_then(|list| list.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>());
        list.ok_or_else(|| Flaw::new(format!("{key} is {}, not a list of sizes", about[key])))
    };
    let offsets = numbers("data_offsets")?;
    let place = match offsets[..] {
        [start, end] => data_start.checked_add(start).zip(end.checked_sub(start)),
        _ => None,
    };
    let Some((start, length)) =
        place.filter(|&(start, length)| start.checked_add(length).is_some())
    else {
        return Err(Flaw::new(format!("data_offsets is {offsets:?}, not a start and an end")));
    };
    let shape = numbers("shape")?.into_iter().map(usize::try_from).collect::<Result<_, _>>();
    let shape = shape.map_err(|_| Flaw::new("the shape is more than memory can hold"))?;
    let layout = Layout { stored, shape, fortran: false, big_endian: false };
    let bytes = layout.bytes(length)? as u64;
    if bytes != length {
        return Err(Flaw::new(format!("has {length} bytes, but its shape needs {bytes}")));
    }
    Ok(Tensor { name: name.to_owned(), layout, start, length })
}

/// Everything before the elements of these arrays, which follow in this order.
pub(super) fn encode(arrays: &[(String, DynArray)]) -> Outcome<Vec<u8>> {
    let mut object = Map::new();
    let mut end = 0;
    for (name, array) in arrays {
        let dtype = array.dtype();
        let known = NAMES.iter().find(|(_, stored)| *stored == Stored::Plain(dtype));
        let Some((dtype_name, _)) = known else {
            return Err(Flaw::new(format!("array {name:?}: the format has no {}", dtype.name())));
        };
        if name == METADATA {
            return Err(Flaw::new(format!("an array cannot be named {METADATA:?}")));
        }
        let start = end;
        end += array.shape().iter().product::<usize>() * dtype.itemsize();
        let about = json!({
            "dtype": dtype_name, "shape": array.shape(), "data_offsets": [start, end],
        });
        object.insert(name.clone(), about);
    }
    let mut text = Value::Object(object).to_string().into_bytes();
    text.resize(text.len().next_multiple_of(ALIGNMENT), b' ');
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.append(&mut text);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(header: &str, data: usize) -> String {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.as_bytes());
        bytes.resize(bytes.len() + data, 0);
        let length = bytes.len() as u64;
        match Header::read(&mut &bytes[..], length) {
            Ok(_) => String::new(),
            Err(flaw) => format!("{flaw:?}"),
        }
    }

    #[test]
    fn claims_are_compared_with_the_file() {
        let one = |shape: &str, offsets: &str| {
            format!(r#"{{"a":{{"dtype":"F32","shape":{shape},"data_offsets":{offsets}}}}}"#)
        };
        assert_eq!(flaw(&one("[2]", "[0,8]"), 8), "");
        assert!(flaw(&one("[2]", "[0,8]"), 7).contains("cut off"));
        assert!(flaw(&one("[2]", "[0,8]"), 9).contains("cut off"));
        assert!(flaw(&one("[3]", "[0,8]"), 8).contains("needs 12 bytes"));
        assert!(flaw(&one("[1]", "[0,8]"), 8).contains("needs 4"));
        assert!(flaw(&one("[2]", "[4,12]"), 12).contains("gaps"));
        assert!(flaw(&one("[2]", "[8,0]"), 8).contains("not a start and an end"));
        assert!(flaw(&one("[-2]", "[0,8]"), 8).contains("not a list of sizes"));
        assert!(flaw(&one("[4611686018427387904,4]", "[0,0]"), 0).contains("memory"));
        assert!(
            flaw(r#"{"a":{"dtype":"F8_E4M3","shape":[],"data_offsets":[0,1]}}"#, 1)
                .contains("F8_E4M3")
        );
        assert!(flaw(r#"{"a":3}"#, 0).contains("no dtype"));
        assert!(flaw(r#"{"__metadata__":{"k":1}}"#, 0).contains("metadata"));
        assert!(flaw("[]", 0).contains("header"));
    }
}
