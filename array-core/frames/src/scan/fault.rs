//! Which record of a block cannot be parsed, and why.

use std::sync::Arc;

use array_core::error::Error;
use polars::prelude::{DataType, PlSmallStr, PolarsError, Schema};

use super::blocks::Blocks;
use super::records;
use crate::names::texts;

/// What is wrong with the records of a block that end at `end`, with the line and the column where
/// these can be found.
pub(super) fn explain(blocks: &Blocks, end: usize, error: &PolarsError) -> Error {
    let text = &blocks.buffer[1..end];
    let (start, end) = narrow(blocks, text);
    let first = blocks.line + records::lines(&text[..start]);
    let record = &text[start..end];
    let last = first + records::lines(record.strip_suffix(b"\n").unwrap_or(record));
    let lines =
        if first == last { format!("line {first}") } else { format!("lines {first}-{last}") };
    let cause = error.to_string();
    let cause = wrong_type(blocks, record)
        .unwrap_or_else(|| cause.lines().next().unwrap_or_default().trim_end_matches('.').into());
    blocks.fault(format!("{lines}: {cause}"))
}

/// The first record that does not parse, by halving; or the fewest records that together do not.
fn narrow(blocks: &Blocks, text: &[u8]) -> (usize, usize) {
    let comment = blocks.comment();
    let mut places = vec![0];
    places.extend(records::ends(text, comment.as_ref()));
    let (mut low, mut high) = (0, places.len() - 1);
    while high - low > 1 {
        let middle = low.midpoint(high);
        let parses = |from: usize, to: usize| parses(blocks, &text[places[from]..places[to]], None);
        if !parses(low, middle) {
            high = middle;
        } else if !parses(middle, high) {
            low = middle;
        } else {
            break;
        }
    }
    (places[low], places[high])
}

/// Names the column of a record whose value is not of the column's type.
fn wrong_type(blocks: &Blocks, record: &[u8]) -> Option<String> {
    let name = blocks.names().into_iter().find(|name| !parses(blocks, record, Some(name)))?;
    let dtype = blocks.schema.get(&name)?;
    let all_text = blocks.schema.iter_names().map(|name| (name.clone(), DataType::String));
    let all_text = Arc::new(all_text.collect::<Schema>());
    let value =
        blocks.parse(&with_line_end(record), &all_text, Some(std::slice::from_ref(&name))).ok()?;
    let value = texts("scan_csv", value.columns().first()?).ok()?.into_iter().next()??;
    let (better, or) = if dtype.is_integer() && value.trim().parse::<f64>().is_ok() {
        ("Float64", String::new())
    } else {
        ("String", format!(", or, where it stands for nothing, .null_values([{value:?}])"))
    };
    Some(format!(
        "column {:?} is of type {dtype} by the rows before, and {value:?} is not: \
         read_csv_with(..).dtypes([({:?}, DataType::{better})]).scan(){or}",
        name.as_str(),
        name.as_str(),
    ))
}

fn parses(blocks: &Blocks, records: &[u8], column: Option<&PlSmallStr>) -> bool {
    let columns = column.map(std::slice::from_ref);
    blocks.parse(&with_line_end(records), &blocks.schema, columns).is_ok()
}

/// Records as a block has them.
fn with_line_end(records: &[u8]) -> Vec<u8> {
    [b"\n", records].concat()
}
