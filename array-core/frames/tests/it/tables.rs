//! Frames as HTML tables.

use array_core::display::show::{Foreign, Probe};
use array_core::prelude::*;
use array_frames::prelude::*;
use array_frames::register;

use crate::sample;

fn html<T>(value: &T) -> String {
    register();
    let bundle = Probe(value).rich_or(|| panic!("the type is not registered"));
    bundle.get("text/html").unwrap().to_owned()
}

#[test]
fn frames_are_tables_with_types_and_escaped_text() {
    let html = html(&sample());
    for piece in [
        "shape (3, 4) · data frame",
        "<tr><th class=\"ac-text\">name</th><th>age</th><th>height</th><th class=\"ac-text\">member</th>",
        "<tr><th class=\"ac-text\">str</th><th>i32</th><th>f64</th><th class=\"ac-text\">bool</th>",
        "Ada &lt;b&gt;",
        // What is missing ends where the points stand, which are below each other.
        "<td class=\"ac-dim\">null    </td>",
        "<td>1.7  </td>",
        "<td>1.825</td>",
    ] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
}

#[test]
fn missing_values_stand_where_the_others_do() {
    let df =
        df!("name" => [Some("Ada"), None], "age" => [Some(36), None], "fare" => [7.25, f64::NAN]);
    let html = html(&df.unwrap());
    for piece in [
        "<td class=\"ac-dim ac-text\">null</td>",
        "<td class=\"ac-dim\">null</td>",
        "<td>7.25</td>",
        "<td>NaN   </td>",
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
