//! Frames and arrays both ways, CSV files, and the tables.

use array_core::display::show::{Foreign, Probe};
use array_core::prelude::*;
use array_frames::prelude::*;
use array_frames::register;

fn sample() -> DataFrame {
    df!(
        "name" => ["Ada <b>", "Bob", "Cid"],
        "age" => [36_i32, 41, 29],
        "height" => [Some(1.7), None, Some(1.825)],
        "member" => [true, false, true],
    )
    .unwrap()
}

fn html<T>(value: &T) -> String {
    register();
    let bundle = Probe(value).rich().expect("a registered type");
    bundle.get("text/html").unwrap().to_owned()
}

/// Both preludes at once leave no name ambiguous: this does not compile otherwise.
#[test]
fn the_preludes_go_together() {
    type Types = (
        (BooleanChunked, Float32Chunked, Float64Chunked, Int32Chunked, Int64Chunked),
        (AnyValue<'static>, Column, CsvReadOptions, CsvWriter<Vec<u8>>, DataFrame, DataType),
        (JoinArgs, JoinType, PlSmallStr, PolarsError, PolarsResult<()>, Schema, Series),
        (SortMultipleOptions, StringChunked, TimeUnit, UniqueKeepStrategy),
    );
    #[allow(unused_imports)] // to name them is the test
    use {ChunkCompareEq as _, ChunkCompareIneq as _, DataFrameJoinOps as _, FrameArrays as _};
    #[allow(unused_imports)]
    use {IntoColumn as _, IntoSeries as _, NamedFrom as _, SerReader as _, SerWriter as _};
    assert!(std::any::type_name::<Types>().contains("DataFrame"));
}

#[test]
fn matrices_become_frames_and_come_back() {
    let a = array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let df = to_df(&a, ["x", "y", "z"]).unwrap();
    assert_eq!(df.shape(), (2, 3));
    let back = from_df::<f64>(&df).unwrap();
    assert_eq!((back.shape(), back.to_vec()), (&[2, 3][..], a.to_vec()));
    let one = to_df(&array([1, 2, 3]), ["n"]).unwrap();
    assert_eq!(one.array::<i64>("n").unwrap().to_vec(), [1, 2, 3]);
    assert_eq!(one.col("n").unwrap().to_vec(), [1.0, 2.0, 3.0]);
}

#[test]
fn missing_values_become_nan() {
    let heights = sample().col("height").unwrap().to_vec();
    assert_eq!((heights[0], heights[2]), (1.7, 1.825));
    assert!(heights[1].is_nan());
}

#[test]
fn errors_name_the_column() {
    let df = sample();
    let message = |error: Error| error.to_string();
    assert_eq!(
        message(from_df::<f64>(&df).unwrap_err()),
        "from_df: column \"name\" has type str, which does not become f64"
    );
    assert_eq!(
        message(df.array::<i64>("height").unwrap_err()),
        "array: column \"height\" has type f64, which does not become i64"
    );
    assert_eq!(
        message(df.col("weight").unwrap_err()),
        "array: no column \"weight\" among name, age, height, member"
    );
    let holes = df!("n" => [Some(1), None]).unwrap();
    assert_eq!(
        message(holes.array::<i32>("n").unwrap_err()),
        "array: column \"n\" has missing values (1 of 2), and i32 has no NaN: fill them, or take f64"
    );
    let large = df!("n" => [300]).unwrap();
    assert!(message(large.array::<u8>("n").unwrap_err()).contains("does not fit u8"));
    assert!(message(to_df(&zeros((2, 2)), ["x"]).unwrap_err()).contains("each of the 2 columns"));
    assert!(message(to_df(&zeros((2, 2, 2)), ["x"]).unwrap_err()).contains("1 or 2 axes, got 3"));
}

#[test]
fn csv_files_are_written_and_read() {
    let path = std::env::temp_dir().join(format!("array-frames-{}.csv", std::process::id()));
    write_csv(&path, &sample()).unwrap();
    let back = read_csv(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(back.shape(), (3, 4));
    assert_eq!(back.array::<i32>("age").unwrap().to_vec(), [36, 41, 29]);
    let error = read_csv("/no/such/file.csv").unwrap_err().to_string();
    assert!(error.contains("/no/such/file.csv"), "{error}");
}

#[test]
fn frames_are_tables_with_types_and_escaped_text() {
    let html = html(&sample());
    for piece in [
        "shape (3, 4) · data frame",
        "<tr><th class=\"ac-text\">name</th><th>age</th><th>height</th><th class=\"ac-text\">member</th>",
        "<tr><th class=\"ac-text\">str</th><th>i32</th><th>f64</th><th class=\"ac-text\">bool</th>",
        "Ada &lt;b&gt;",
        "<td class=\"ac-dim\">null</td>",
        // Points below each other.
        "<td>1.7  </td>",
        "<td>1.825</td>",
    ] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
}

#[test]
fn large_frames_leave_out_their_middle() {
    let matrix = Array::from(array_core::ndarray::Array2::<f64>::zeros((1000, 20)));
    let names: Vec<String> = (0..20).map(|j| format!("c{j}")).collect();
    let html = html(&to_df(&matrix, names).unwrap());
    assert_eq!(html.matches("<tr>").count(), 2 + 11);
    assert!(html.contains("<th>c3</th><th class=\"ac-dim\">…</th><th>c16</th>"), "{html}");
}

#[test]
fn series_and_columns_are_tables_too() {
    let series = Series::new("n".into(), [1, 2]);
    assert!(html(&series).contains("2 values · series of i32"));
    assert!(html(&series.clone().into_column()).contains("<td>2</td>"));
}
