//! Groups, joins, pivots, summaries, categories, rows.

use array_core::prelude::*;
use array_frames::prelude::*;

/// Passengers, so to speak.
fn people() -> DataFrame {
    df!(
        "sex" => ["m", "f", "f", "m", "m"],
        "class" => [3, 1, 3, 1, 3],
        "age" => [Some(22.0), Some(38.0), Some(26.0), None, Some(35.0)],
        "port" => [Some("S"), Some("C"), Some("S"), None, Some("S")],
    )
    .unwrap()
}

fn floats(df: &DataFrame, name: &str) -> Vec<f64> {
    df.col(name).unwrap().to_vec()
}

#[test]
fn groups_have_a_row_each_in_order() {
    let groups = people().groupby("sex").unwrap();
    let mean = groups.mean().unwrap();
    let names: Vec<&str> = mean.columns().iter().map(|c| c.name().as_str()).collect();
    assert_eq!(names, ["sex", "class", "age"], "text has no mean");
    assert_eq!(mean.strings("sex").unwrap(), ["f", "m"]);
    assert_eq!(floats(&mean, "age"), [32.0, 28.5]);
    assert_eq!(floats(&groups.size().unwrap(), "size"), [2.0, 3.0]);
    assert_eq!(floats(&groups.count().unwrap(), "age"), [2.0, 2.0]);
    assert_eq!(groups.max().unwrap().strings("port").unwrap(), ["S", "S"]);
    assert_eq!(floats(&groups.nunique().unwrap(), "class"), [2.0, 2.0]);
    let std = groups.std().unwrap();
    assert_eq!(floats(&std, "age")[0], 72.0_f64.sqrt());
    let some = groups.columns(["age"]).unwrap().sum().unwrap();
    assert_eq!((some.width(), floats(&some, "age")), (2, vec![64.0, 57.0]));
}

#[test]
fn groups_by_several_columns_and_of_missing_values() {
    let by_both = people().groupby(["sex", "class"]).unwrap().size().unwrap();
    assert_eq!(by_both.strings("sex").unwrap(), ["f", "f", "m", "m"]);
    assert_eq!(floats(&by_both, "class"), [1.0, 3.0, 1.0, 3.0]);
    let ports = people().groupby("port").unwrap().size().unwrap();
    assert_eq!(floats(&ports, "size"), [1.0, 3.0, 1.0], "C, S, missing");
    assert_eq!(ports.column("port").unwrap().null_count(), 1);
}

#[test]
fn nan_is_missing_to_statistics() {
    let df = df!("k" => [1, 1, 2], "x" => [f64::NAN, 3.0, f64::NAN]).unwrap();
    let mean = df.groupby("k").unwrap().mean().unwrap();
    assert_eq!(mean.column("x").unwrap().null_count(), 1);
    assert_eq!(floats(&mean, "x")[0], 3.0);
    assert_eq!(floats(&df.describe().unwrap(), "x")[0], 1.0);
    assert_eq!(df.dropna().unwrap().height(), 1);
    assert_eq!(floats(&df.sort_by_desc("x").unwrap(), "x")[0], 3.0);
    assert_eq!(floats(&df.fillna("x", 0.0).unwrap(), "x"), [0.0, 3.0, 0.0]);
    assert_eq!(floats(&df.missing().unwrap(), "missing"), [0.0, 2.0]);
}

#[test]
fn values_are_counted_by_group_with_and_without_nulls() {
    let groups = people().groupby("sex").unwrap();
    let all = groups.count().unwrap();
    assert_eq!((floats(&all, "class"), floats(&all, "age")), (vec![2.0, 3.0], vec![2.0, 2.0]));
    let some = groups.agg([("class", "count"), ("port", "count")]).unwrap();
    assert_eq!(floats(&some, "class_count"), [2.0, 3.0], "a column without nulls");
    assert_eq!(floats(&some, "port_count"), [2.0, 2.0]);
    let df = df!("k" => [1, 1, 2], "x" => [f64::NAN, 3.0, 5.0]).unwrap();
    assert_eq!(floats(&df.groupby("k").unwrap().count().unwrap(), "x"), [1.0, 1.0], "NaN");
    let wide = people().pivot_table("sex", "class", "class", "count").unwrap();
    assert_eq!((floats(&wide, "1"), floats(&wide, "3")), (vec![1.0, 1.0], vec![1.0, 2.0]));
}

#[test]
fn aggregates_are_named_after_their_statistic() {
    let groups = people().groupby("class").unwrap();
    let table = groups.agg([("age", "median"), ("age", "max"), ("port", "first")]).unwrap();
    let names: Vec<&str> = table.columns().iter().map(|c| c.name().as_str()).collect();
    assert_eq!(names, ["class", "age_median", "age_max", "port_first"]);
    assert_eq!(floats(&table, "age_median"), [38.0, 26.0]);
    let error = groups.agg([("age", "avg")]).unwrap_err().to_string();
    assert!(error.starts_with("agg: no statistic \"avg\" among count, sum, mean"), "{error}");
    let error = groups.agg([("port", "mean")]).unwrap_err().to_string();
    assert_eq!(error, "agg: no mean of column \"port\": its type is str");
    let error = people().groupby("deck").unwrap_err().to_string();
    assert_eq!(error, "groupby: no column \"deck\" among sex, class, age, port");
}

#[test]
fn frames_merge_in_the_left_ones_order() {
    let ports = df!("port" => ["C", "S", "Q"], "town" => ["Cherbourg", "Southampton", "Cobh"]);
    let ports = ports.unwrap();
    let inner = people().merge(&ports, "port").unwrap();
    assert_eq!(inner.strings("town").unwrap()[..2], ["Southampton", "Cherbourg"]);
    assert_eq!(inner.height(), 4);
    assert_eq!(people().merge_with(&ports, "port", JoinType::Left).unwrap().height(), 5);
    let full = people().merge_with(&ports, ["port"], JoinType::Full).unwrap();
    assert_eq!(full.shape(), (6, 5));
    let without = people().merge_with(&ports, "port", JoinType::Anti).unwrap();
    assert_eq!(floats(&without, "class"), [1.0]);
    let error = people().merge(&ports, "town").unwrap_err().to_string();
    assert!(error.starts_with("merge: no column \"town\" among sex"), "{error}");
}

#[test]
fn long_frames_become_wide() {
    let wide = people().pivot_table("sex", "class", "age", "mean").unwrap();
    let names: Vec<&str> = wide.columns().iter().map(|c| c.name().as_str()).collect();
    assert_eq!(names, ["sex", "1", "3"]);
    assert_eq!(wide.strings("sex").unwrap(), ["f", "m"]);
    assert_eq!(floats(&wide, "3"), [26.0, 28.5]);
    let first = floats(&wide, "1");
    assert!(first[0] == 38.0 && first[1].is_nan());
    let counts = people().pivot_table(["sex", "class"], "port", "age", "count").unwrap();
    assert_eq!(counts.shape(), (4, 5), "C, S and null");
    assert_eq!(wide.melt("sex").unwrap().shape(), (4, 3));
}

#[test]
fn numbers_are_described_as_in_pandas() {
    let about = describe(&people()).unwrap();
    let names: Vec<&str> = about.columns().iter().map(|c| c.name().as_str()).collect();
    assert_eq!(names, ["statistic", "class", "age"]);
    let wanted = [4.0, 30.25, 7.5, 22.0, 25.0, 30.5, 35.75, 38.0];
    let age = about.col("age").unwrap();
    assert!(allclose(&age, array(wanted)), "{age}");
    let empty = describe(&df!("x" => [None::<f64>]).unwrap()).unwrap();
    assert_eq!(empty.column("x").unwrap().null_count(), 7);
}

#[test]
fn text_is_described_by_counts() {
    let ports = people().select(["port"]).unwrap();
    let about = describe(&ports).unwrap();
    assert_eq!(about.strings("statistic").unwrap(), ["count", "unique", "top", "freq"]);
    assert_eq!(about.strings("port").unwrap(), ["4", "2", "S", "3"]);
    let counts = df!("count" => ["a", "b", "b"]).unwrap().value_counts("count").unwrap();
    assert_eq!(counts.strings("count").unwrap(), ["b", "a"]);
    assert_eq!(floats(&counts, "number"), [2.0, 1.0]);
}

#[test]
fn missing_values_are_counted_per_column() {
    let missing = people().missing().unwrap();
    assert_eq!(missing.strings("column").unwrap(), ["sex", "class", "age", "port"]);
    assert_eq!(floats(&missing, "missing"), [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(floats(&missing, "share")[2], 0.2);
}

#[test]
fn categories_become_numbers() {
    let (codes, ports) = people().factorize("port").unwrap();
    assert_eq!(codes.to_vec(), [0, 1, 0, -1, 0]);
    assert_eq!(ports, ["S", "C"]);
    let hot = people().one_hot(["port", "class"]).unwrap();
    let names: Vec<&str> = hot.columns().iter().map(|c| c.name().as_str()).collect();
    assert_eq!(names, ["sex", "class_1", "class_3", "age", "port_C", "port_S"]);
    assert_eq!(floats(&hot, "port_S"), [1.0, 0.0, 1.0, 0.0, 1.0]);
    let ten = df!("n" => [10, 9]).unwrap().one_hot("n").unwrap();
    assert_eq!(ten.columns()[0].name(), "n_9", "numbers in their own order");
}

#[test]
fn rows_are_chosen_and_ordered() {
    let df = people();
    let old = df.rows(df.col("age").unwrap().gt(25.0)).unwrap();
    assert_eq!(floats(&old, "age"), [38.0, 26.0, 35.0]);
    assert_eq!(floats(&df.rows(array([-1, 0])).unwrap(), "age"), [35.0, 22.0]);
    let error = df.rows(array([true])).unwrap_err().to_string();
    assert_eq!(error, "rows: the mask has shape [1], the data frame 5 rows");
    let error = df.rows(array([5])).unwrap_err().to_string();
    assert_eq!(error, "rows: index 5 is out of bounds for 5 rows");

    let sorted = df.sort_by(["class", "age"]).unwrap();
    assert_eq!(floats(&sorted, "age")[0], 38.0);
    assert!(floats(&sorted, "age")[1].is_nan(), "missing values come last");
    assert_eq!(floats(&df.sort_by_desc("age").unwrap(), "age")[..2], [38.0, 35.0]);
}

#[test]
fn holes_are_filled_with_what_the_column_can_hold() {
    let df = people();
    assert_eq!(df.dropna().unwrap().height(), 4);
    assert_eq!(df.fillna("port", "?").unwrap().strings("port").unwrap()[3], "?");
    let whole = df!("n" => [Some(1), None]).unwrap();
    assert_eq!(whole.fillna("n", 0).unwrap().array::<i32>("n").unwrap().to_vec(), [1, 0]);
    assert_eq!(floats(&whole.fillna("n", 0.5).unwrap(), "n"), [1.0, 0.5]);
    let error = df.fillna("age", "old").unwrap_err().to_string();
    assert!(error.starts_with("fillna: column \"age\" of type f64 cannot take"), "{error}");
}
