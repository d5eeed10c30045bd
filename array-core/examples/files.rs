//! Reads and writes files as it is told, so that tests in Python can hold NumPy beside it.
//!
//! Each line of stdin is a request in JSON, and a line of stdout answers it:
//!
//! ```text
//! {"do": "read", "format": "npy", "path": "a.npy"}
//! {"dtype": "float64", "shape": [2], "fortran": false, "hex": "00..", "seconds": 0.0001}
//! {"do": "write", "format": "npy", "path": "b.npy", "arrays": [{"name": "x", "dtype": ..}]}
//! {"seconds": 0.0001}
//! ```
//!
//! What fails is answered with `{"error": ".."}`. Elements are hexadecimal, in row-major order and
//! with the lowest byte first.

#![allow(clippy::print_stdout, reason = "the answers are its output")]

use std::io::{BufRead, stdin};
use std::time::Instant;

use array_core::dtype::{DType, Element};
use array_core::io::{ColumnKey, ColumnValues, TextReader};
use array_core::prelude::*;
use serde_json::{Value, json};

fn main() {
    for line in stdin().lock().lines() {
        let line = line.expect("stdin is text");
        let request: Value = serde_json::from_str(&line).expect("a request is JSON");
        println!(
            "{}",
            answer(&request).unwrap_or_else(|error| json!({"error": error.to_string()}))
        );
    }
}

fn answer(request: &Value) -> Result<Value, Error> {
    let start = Instant::now();
    let (mut answer, seconds) = match text(request, "do") {
        "read" => {
            let array = read(request)?;
            let seconds = start.elapsed();
            (described(&array), seconds)
        }
        "columns" => {
            let columns = reader(request).read_columns()?;
            let seconds = start.elapsed();
            (described_columns(&columns), seconds)
        }
        "write" => {
            write(request)?;
            (json!({}), start.elapsed())
        }
        other => panic!("nothing is called {other}"),
    };
    answer["seconds"] = seconds.as_secs_f64().into();
    Ok(answer)
}

fn text<'a>(request: &'a Value, key: &str) -> &'a str {
    request[key].as_str().unwrap_or_else(|| panic!("a request has {key}: {request}"))
}

/// Calls a function with the element type that a name stands for.
macro_rules! with_dtype {
    ($name:expr, $function:ident($($argument:expr),*)) => {
        match $name {
            "bool" => $function::<bool>($($argument),*),
            "int8" => $function::<i8>($($argument),*),
            "int16" => $function::<i16>($($argument),*),
            "int32" => $function::<i32>($($argument),*),
            "int64" => $function::<i64>($($argument),*),
            "uint8" => $function::<u8>($($argument),*),
            "uint16" => $function::<u16>($($argument),*),
            "uint32" => $function::<u32>($($argument),*),
            "uint64" => $function::<u64>($($argument),*),
            "float32" => $function::<f32>($($argument),*),
            "float64" => $function::<f64>($($argument),*),
            "complex64" => $function::<Complex32>($($argument),*),
            "complex128" => $function::<Complex64>($($argument),*),
            other => panic!("no element type is called {other}"),
        }
    };
}

fn read(request: &Value) -> Result<DynArray, Error> {
    let path = text(request, "path");
    match text(request, "format") {
        "npy" => load_any(path),
        "mmap" => with_dtype!(text(request, "dtype"), read_mapped(path)),
        "npz" => load_npz(path)?.get_any(text(request, "name")),
        "safetensors" => load_safetensors(path)?.get_any(text(request, "name")),
        "loadtxt" | "genfromtxt" => with_dtype!(text(request, "dtype"), read_text(request)),
        other => panic!("no format is called {other}"),
    }
}

fn read_mapped<T: Element>(path: &str) -> Result<DynArray, Error> {
    Ok(load_mmap::<T>(path)?.to_array().into())
}

fn read_text<T: Element>(request: &Value) -> Result<DynArray, Error> {
    Ok(reader(request).read_as::<T>()?.into())
}

/// The reader with the options of a request.
fn reader(request: &Value) -> TextReader {
    let path = text(request, "path");
    let mut reader = match text(request, "format") {
        "loadtxt" => loadtxt(path),
        _ => genfromtxt(path),
    };
    let count = |value: &Value| value.as_u64().expect("a count") as usize;
    let key = |value: &Value| match value.as_i64() {
        Some(place) => ColumnKey::from(place),
        None => ColumnKey::from(value.as_str().expect("a name")),
    };
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let string = |value: &Value| value.as_str().expect("a text").to_owned();
    for (option, value) in request["options"].as_object().expect("options") {
        reader = match option.as_str() {
            "delimiter" if value.is_array() => reader.widths(list(value).iter().map(count)),
            "delimiter" => reader.delimiter(string(value)),
            "comments" => reader.comments(string(value)),
            "skip_header" => reader.skip_header(count(value)),
            "skiprows" => reader.skiprows(count(value)),
            "skip_footer" => reader.skip_footer(count(value)),
            "max_rows" => reader.max_rows(count(value)),
            "usecols" => reader.usecols(list(value).iter().map(key)),
            "names" => reader.names(value.as_bool().expect("true or false")),
            "missing_values" => reader.missing_values([string(value)]),
            "filling_values" => reader.filling_values(value),
            "quotechar" => reader.quotechar(string(value).chars().next().expect("a character")),
            "encoding" => reader.encoding(string(value)),
            "ndmin" => reader.ndmin(count(value)),
            "loose" if value.as_bool() == Some(false) => reader.strict(),
            other => panic!("no option is called {other}"),
        };
    }
    reader
}

/// An element as bytes, lowest first.
trait Bytes: Element {
    fn bytes(self) -> Vec<u8>;
    fn of(bytes: &[u8]) -> Self;
}

macro_rules! bytes {
    ($($t:ty)*) => {$(
        impl Bytes for $t {
            fn bytes(self) -> Vec<u8> {
                self.to_le_bytes().to_vec()
            }
            fn of(bytes: &[u8]) -> Self {
                Self::from_le_bytes(bytes.try_into().expect("as many bytes as an element has"))
            }
        }
    )*};
}
bytes!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

impl Bytes for bool {
    fn bytes(self) -> Vec<u8> {
        vec![self.into()]
    }
    fn of(bytes: &[u8]) -> Self {
        bytes == [1]
    }
}

macro_rules! complex_bytes {
    ($($t:ty)*) => {$(
        impl Bytes for $t {
            fn bytes(self) -> Vec<u8> {
                [self.re.bytes(), self.im.bytes()].concat()
            }
            fn of(bytes: &[u8]) -> Self {
                let (re, im) = bytes.split_at(bytes.len() / 2);
                Self::new(Bytes::of(re), Bytes::of(im))
            }
        }
    )*};
}
complex_bytes!(Complex32 Complex64);

fn described(array: &DynArray) -> Value {
    with_dtype!(array.dtype().name(), describe(array))
}

fn describe<T: Bytes>(array: &DynArray) -> Value {
    let array = array.get::<T>().expect("an array of its own type");
    let flags = array.flags();
    let hex: String = array.iter().flat_map(|x| x.bytes()).map(|b| format!("{b:02x}")).collect();
    json!({
        "dtype": array.dtype().name(),
        "shape": array.shape(),
        "fortran": flags.f_contiguous && !flags.c_contiguous,
        "hex": hex,
    })
}

fn described_columns(columns: &Columns) -> Value {
    let types: Vec<&str> = columns.iter().map(|(_, values)| values.type_name()).collect();
    let values: Vec<Value> = columns
        .iter()
        .map(|(_, values)| match values {
            ColumnValues::Bool(values) => json!(values),
            ColumnValues::I64(values) => json!(values),
            ColumnValues::F64(values) => json!(values),
            ColumnValues::Text(values) => json!(values),
        })
        .collect();
    json!({"names": columns.names(), "types": types, "values": values})
}

/// An array of a request, and its name.
fn named(array: &Value) -> (String, DynArray) {
    let name = array["name"].as_str().unwrap_or("array").to_owned();
    (name, with_dtype!(text(array, "dtype"), given(array)))
}

fn given<T: Bytes>(array: &Value) -> DynArray {
    let digits = text(array, "hex");
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    let bytes: Vec<u8> = (0..digits.len()).step_by(2).map(byte).collect();
    let elements: Array<T> = bytes.chunks(DType::itemsize(T::DTYPE)).map(T::of).collect();
    let lengths = array["shape"].as_array().expect("a shape");
    let shape: Vec<usize> =
        lengths.iter().map(|n| n.as_u64().expect("a length") as usize).collect();
    let array_in_rows = elements.reshape(&shape[..]);
    if array["fortran"] == json!(true) {
        // The same elements, laid out by columns.
        return copy(&array_in_rows.t()).t().into();
    }
    array_in_rows.into()
}

fn write(request: &Value) -> Result<(), Error> {
    let path = text(request, "path");
    let arrays: Vec<_> = request["arrays"].as_array().expect("arrays").iter().map(named).collect();
    match text(request, "format") {
        "npy" => save(path, &arrays[0].1),
        "npz" => savez(path, arrays),
        "npz compressed" => savez_compressed(path, arrays),
        "safetensors" => save_safetensors(path, arrays),
        "savetxt" => {
            let mut writer = savetxt(path, &arrays[0].1);
            for (option, value) in request["options"].as_object().expect("options") {
                let value = value.as_str().expect("a text");
                writer = match option.as_str() {
                    "fmt" => writer.fmt(value),
                    "delimiter" => writer.delimiter(value),
                    "newline" => writer.newline(value),
                    "header" => writer.header(value),
                    "footer" => writer.footer(value),
                    "comments" => writer.comments(value),
                    other => panic!("no option is called {other}"),
                };
            }
            writer.write()
        }
        other => panic!("no format is called {other}"),
    }
}
