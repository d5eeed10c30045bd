//! Which columns of text have dates and times.

use std::sync::Arc;

use polars::prelude::schema_inference::infer_field_schema;
use polars::prelude::{DataType, PlSmallStr, Schema, SchemaRef, StringChunked};

use super::blocks::Blocks;

/// The schema with dates and times for the columns whose first texts are all of one such type, as
/// polars infers it. It looks at each text of each column, which takes longer than to read them; here
/// a column's first text that is no date tells that the column has none.
pub(super) fn recognised(
    blocks: &Blocks,
    rows: &[u8],
    told_by: usize,
    given: Option<&Schema>,
) -> SchemaRef {
    let is_given = |name: &PlSmallStr| given.is_some_and(|given| given.contains(name));
    let names: Vec<PlSmallStr> = blocks.names();
    let may_be = |name: &PlSmallStr| {
        !is_given(name) && blocks.schema.get(name).is_some_and(DataType::is_string)
    };
    let names: Vec<PlSmallStr> = names.into_iter().filter(may_be).collect();
    if names.is_empty() {
        return blocks.schema.clone();
    }
    // Rows that do not parse are an error when they are read.
    let Ok(texts) = blocks.parse(rows, &blocks.schema, Some(&names)) else {
        return blocks.schema.clone();
    };
    let mut schema = (*blocks.schema).clone();
    for column in texts.head(Some(told_by)).columns() {
        let dtype = column.str().ok().and_then(|texts| common_type(texts, blocks.decimal_comma()));
        if let Some(dtype) = dtype {
            schema.set_dtype(column.name(), dtype);
        }
    }
    Arc::new(schema)
}

/// The one type of dates or times that all texts have.
fn common_type(texts: &StringChunked, decimal_comma: bool) -> Option<DataType> {
    let mut types =
        texts.iter().flatten().map(|text| infer_field_schema(text, true, decimal_comma));
    let first = types.next().filter(|dtype| dtype.is_temporal())?;
    types.all(|dtype| dtype == first).then_some(match first {
        // polars reads times of a zone as those of UTC, and does not keep that they are.
        DataType::Datetime(unit, Some(_)) => DataType::Datetime(unit, None),
        dtype => dtype,
    })
}
