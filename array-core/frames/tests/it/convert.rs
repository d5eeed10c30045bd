//! Arrays as frames and columns, and back.

use array_core::prelude::*;
use array_frames::prelude::*;

use crate::sample;

/// Both preludes at once leave no name ambiguous: this does not compile otherwise.
#[test]
fn the_preludes_go_together() {
    type Types = (
        (BooleanChunked, Float32Chunked, Float64Chunked, Int32Chunked, Int64Chunked),
        (AnyValue<'static>, Column, CsvReadOptions, CsvWriter<Vec<u8>>, DataFrame, DataType),
        (JoinArgs, JoinType, PlSmallStr, PolarsError, PolarsResult<()>, Schema, Series),
        (Groups, SortMultipleOptions, StringChunked, TimeUnit, UniqueKeepStrategy),
    );
    #[allow(unused_imports)] // to name them is the test
    use {ChunkCompareEq as _, ChunkCompareIneq as _, DataFrameJoinOps as _, FrameArrays as _};
    #[allow(unused_imports)]
    use {DatetimeMethods as _, SeriesRank as _, StringNameSpaceImpl as _, TemporalMethods as _};
    #[allow(unused_imports)]
    use {FrameCategories as _, FrameGroups as _, FrameJoins as _, FrameRows as _};
    #[allow(unused_imports)]
    use {FrameSummaries as _, df as _, polars as _};
    #[allow(unused_imports)]
    use {IntoColumn as _, IntoSeries as _, NamedFrom as _, SerReader as _, SerWriter as _};
    let path = "/no/such/file";
    let readers = [read_csv(path), read_csv_with(path).read(), read_ipc(path), read_json(path)];
    assert!(readers.iter().chain(&[read_parquet(path)]).all(Result::is_err));
    type Write = fn(&str, &DataFrame) -> Result<(), Error>;
    let writers: [Write; 4] = [
        |path, df| write_csv(path, df),
        |path, df| write_ipc(path, df),
        |path, df| write_json(path, df),
        |path, df| write_parquet(path, df),
    ];
    assert!(writers.iter().all(|write| write(path, &sample()).is_err()));
    assert!(describe(&sample()).is_ok());
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
fn texts_come_out_of_any_column_and_go_in() {
    let df = sample();
    assert_eq!(df.strings("age").unwrap(), ["36", "41", "29"]);
    let error = df.strings("height").unwrap_err().to_string();
    assert!(error.starts_with("strings: column \"height\" has missing values (1 of 3)"), "{error}");
    let df = df.with_strings("name", ["x", "y", "z"]).unwrap();
    assert_eq!(df.strings("name").unwrap(), ["x", "y", "z"]);
    assert_eq!(df.width(), 4, "in the place of the old one");
}

#[test]
fn arrays_become_columns_of_a_new_frame() {
    let df = sample();
    let more = df.with_array("double", &(df.col("age").unwrap() * 2.0)).unwrap();
    assert_eq!((df.width(), more.width()), (4, 5));
    assert_eq!(
        more.array::<i64>("double").unwrap_err().to_string(),
        "array: column \"double\" has type f64, which does not become i64"
    );
    assert_eq!(more.col("double").unwrap().to_vec(), [72.0, 82.0, 58.0]);
    let first = DataFrame::empty().with_array("x", &array([1, 2])).unwrap();
    assert_eq!(first.shape(), (2, 1));
    let error = df.with_array("x", &array([1.0])).unwrap_err().to_string();
    assert_eq!(error, "with_array: column \"x\" has 1 values, the data frame 3 rows");
    let error = df.with_array("x", &zeros((3, 1))).unwrap_err().to_string();
    assert_eq!(error, "with_array: a column has 1 axis, got an array of shape [3, 1]");
}

#[test]
fn tables_of_text_files_become_frames() {
    let text = "name,age,height,member\nAda,36,1.7,true\nBob,,,false\n";
    let table = genfromtxt_str(text).delimiter(',').names(true).read_columns().unwrap();
    let df = columns_to_df(&table).unwrap();
    let dtypes: Vec<String> = df.columns().iter().map(|c| c.dtype().to_string()).collect();
    assert_eq!(dtypes, ["str", "i64", "f64", "bool"]);
    assert_eq!(df.missing().unwrap().array::<i64>("missing").unwrap().to_vec(), [0, 1, 1, 0]);
    assert_eq!(df.strings("name").unwrap(), ["Ada", "Bob"]);
}
