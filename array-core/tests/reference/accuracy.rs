//! The elementary functions, within the units in the last place that NumPy's validation sets allow.
//!
//! Each line of a set gives an element type, an argument, the correctly rounded value (all as bits)
//! and the error that NumPy allows itself there.

use std::collections::BTreeMap;

use array_core::prelude::*;

/// Every function of the sets, for both element types. NumPy has no set for a function that
/// array-core lacks, and no line of an element type that it lacks: the test fails on either.
macro_rules! functions {
    ($($name:ident)*) => {
        const FUNCTIONS: &[&str] = &[$(stringify!($name)),*];

        fn values_f64(function: &str, x: &Array<f64>) -> Array<f64> {
            match function {
                $(stringify!($name) => $name(x),)*
                _ => panic!("{function} has a validation set, and this test does not call it"),
            }
        }

        fn values_f32(function: &str, x: &Array<f32>) -> Array<f32> {
            match function {
                $(stringify!($name) => $name(x),)*
                _ => panic!("{function} has a validation set, and this test does not call it"),
            }
        }
    };
}
functions! {
    arccos arccosh arcsin arcsinh arctan arctanh cbrt cos cosh exp exp2 expm1 log log10 log1p log2
    sin sinh tan tanh
}

/// The lines of a set for one element type: bits of arguments and values, and the errors allowed.
#[derive(Default)]
struct Lines {
    arguments: Vec<u64>,
    expected: Vec<u64>,
    allowed: Vec<u64>,
}

/// The lines of a validation set by element type.
fn parse(text: &str) -> BTreeMap<&str, Lines> {
    let mut sets: BTreeMap<&str, Lines> = BTreeMap::new();
    let lines = text.lines().skip(1).map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let &[dtype, argument, value, ulps] = &fields[..] else { panic!("four fields: {line}") };
        let bits = |text: &str| {
            let digits = text.strip_prefix("0x").expect("hexadecimal digits");
            u64::from_str_radix(digits, 16).expect("hexadecimal digits")
        };
        let set = sets.entry(dtype).or_default();
        set.arguments.push(bits(argument));
        set.expected.push(bits(value));
        set.allowed.push(ulps.parse().expect("a number of units"));
    }
    sets
}

/// How many floats lie between two, zeros being one and the same; `None` if only one is NaN.
fn distance(a: f64, b: f64, place: impl Fn(f64) -> i64) -> Option<u64> {
    match (a.is_nan(), b.is_nan()) {
        (true, true) => Some(0),
        (false, false) => Some(place(a).abs_diff(place(b))),
        _ => None,
    }
}

/// The place of a float among all floats of its type, counted from zero.
fn place_f64(x: f64) -> i64 {
    let place = (x.to_bits() & !(1 << 63)) as i64;
    if x.is_sign_negative() { -place } else { place }
}

fn place_f32(x: f64) -> i64 {
    let x = x as f32;
    let place = i64::from(x.to_bits() & !(1 << 31));
    if x.is_sign_negative() { -place } else { place }
}

/// The values that array-core gives and those expected, as `f64`, which holds both types exactly.
fn both_values(function: &str, dtype: &str, lines: &Lines) -> (Vec<f64>, Vec<f64>) {
    let of = |bits: &[u64]| bits.iter().map(|&bits| f32::from_bits(bits as u32)).collect();
    match dtype {
        "np.float64" => {
            let of = |bits: &[u64]| bits.iter().map(|&bits| f64::from_bits(bits)).collect();
            let arguments: Vec<f64> = of(&lines.arguments);
            (values_f64(function, &array(arguments)).to_vec(), of(&lines.expected))
        }
        "np.float32" => {
            let arguments: Vec<f32> = of(&lines.arguments);
            let expected: Vec<f32> = of(&lines.expected);
            let values = values_f32(function, &array_of::<f32>(arguments)).to_vec();
            let wide = |values: Vec<f32>| values.into_iter().map(f64::from).collect();
            (wide(values), wide(expected))
        }
        _ => panic!("{function}: the set has lines of {dtype}, which this test does not know"),
    }
}

#[test]
fn elementary_functions_are_as_close_as_numpy_asks() {
    let Some(folder) = crate::numpy_folder("_core/tests/data") else { return };
    let mut failures = Vec::new();
    for function in functions_with_sets(&folder) {
        let path = folder.join(format!("umath-validation-set-{function}.csv"));
        let text = std::fs::read_to_string(path).expect("a validation set is readable");
        for (dtype, lines) in parse(&text) {
            let place = if dtype == "np.float32" { place_f32 } else { place_f64 };
            let (values, expected) = both_values(&function, dtype, &lines);
            let mut largest = 0;
            for (k, (&value, &expected)) in values.iter().zip(&expected).enumerate() {
                let error = distance(value, expected, place);
                largest = largest.max(error.unwrap_or(0));
                if error.is_none_or(|error| error > lines.allowed[k]) {
                    failures.push(format!(
                        "{function} of {dtype} {:#x}: {value:e}, not {expected:e}: {error:?} units \
                         in the last place, and {} are allowed",
                        lines.arguments[k], lines.allowed[k]
                    ));
                }
            }
            println!(
                "{function:8} {dtype}: {:4} values, at most {largest} units off",
                values.len()
            );
        }
    }
    assert!(failures.is_empty(), "{} values:\n{}", failures.len(), failures.join("\n"));
}

/// The functions that NumPy has sets for: exactly those that this test calls.
fn functions_with_sets(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("NumPy's package has its tests' data");
    let mut found: Vec<String> = files
        .filter_map(|file| {
            let name = file.expect("a folder's entry").file_name().into_string().ok()?;
            let name = name.strip_prefix("umath-validation-set-")?.strip_suffix(".csv")?;
            Some(name.to_owned())
        })
        .collect();
    found.sort();
    assert_eq!(found, FUNCTIONS, "the functions that have validation sets");
    found
}
