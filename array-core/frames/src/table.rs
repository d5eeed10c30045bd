//! Data frames and series as HTML tables, in the style of array tables.
//!
//! What is shown follows polars' own settings, the environment variables `POLARS_FMT_MAX_ROWS`,
//! `POLARS_FMT_MAX_COLS` and `POLARS_FMT_STR_LEN`; `-1` shows everything.

use std::env;

use array_core::display::html::{Cell, Look, Table, tables_html};
use array_core::display::{Bundle, registry};
use polars::prelude::{AnyValue, Column, DataFrame, DataType, Series};

/// polars' own limits where the environment names none.
const ROWS: usize = 10;
const COLUMNS: usize = 8;
const CHARACTERS: usize = 30;

/// Shows frames and series as tables wherever a value is shown from now on.
pub fn register() {
    // SAFETY: none of these types has a lifetime parameter.
    unsafe {
        registry::register::<DataFrame>(frame_bundle);
        registry::register::<Series>(series_bundle);
        registry::register::<Column>(|column| series_bundle(column.as_materialized_series()));
    }
}

fn frame_bundle(df: &DataFrame) -> Bundle {
    let (rows, columns) = df.shape();
    let about = format!("shape ({rows}, {columns}) · data frame");
    Bundle::text(df.to_string()).with("text/html", html(df, &about))
}

fn series_bundle(series: &Series) -> Bundle {
    let about = format!("{} values · series of {}", series.len(), series.dtype());
    let frame = series.clone().into_frame();
    Bundle::text(series.to_string()).with("text/html", html(&frame, &about))
}

/// The positions shown of `len`; `None` stands for those left out.
fn shown(len: usize, most: usize) -> Vec<Option<usize>> {
    if len <= most {
        return (0..len).map(Some).collect();
    }
    let tail = most / 2;
    let head = most - tail;
    (0..head).map(Some).chain([None]).chain((len - tail..len).map(Some)).collect()
}

/// A limit from the environment, or the usual one.
fn limit(variable: &str, usual: usize) -> usize {
    match env::var(variable).ok().and_then(|text| text.parse::<i64>().ok()) {
        // Negative: without limit.
        Some(limit) => usize::try_from(limit).unwrap_or(usize::MAX),
        None => usual,
    }
}

fn html(df: &DataFrame, about: &str) -> String {
    let rows = shown(df.height(), limit("POLARS_FMT_MAX_ROWS", ROWS));
    let columns = shown(df.width(), limit("POLARS_FMT_MAX_COLS", COLUMNS));
    let column = |&place: &Option<usize>| place.map(|j| &df.columns()[j]);
    let head = |text: fn(&Column) -> String| -> Vec<Cell> {
        let cell = |column: Option<&Column>| match column {
            Some(column) => Cell::new(text(column), look(column.dtype())),
            None => mark("…"),
        };
        columns.iter().map(column).map(cell).collect()
    };
    let names = head(|column| column.name().to_string());
    let dtypes = head(|column| column.dtype().to_string());
    let cells: Vec<Vec<Cell>> = columns
        .iter()
        .map(column)
        .map(|column| match column {
            Some(column) => column_cells(column, &rows),
            None => rows.iter().map(|_| mark("…")).collect(),
        })
        .collect();
    let body = (0..rows.len())
        .map(|i| (None, cells.iter().map(|column| column[i].clone()).collect()))
        .collect();
    let table = Table { caption: None, head: vec![names, dtypes], rows: body };
    tables_html(about, &[table], None)
}

/// A pale cell for columns that are left out.
fn mark(text: &str) -> Cell {
    Cell::new(text, Look::Dim)
}

/// The shown cells of a column; the points of floats stand below each other, and what has no point,
/// NaN and null among them, ends where those stand.
fn column_cells(column: &Column, rows: &[Option<usize>]) -> Vec<Cell> {
    let characters = limit("POLARS_FMT_STR_LEN", CHARACTERS);
    let mut cells: Vec<Cell> = rows
        .iter()
        .map(|&row| match row.map(|row| column.get(row)) {
            None => Cell::new("⋮", pale_look(column.dtype())),
            Some(Ok(AnyValue::Null) | Err(_)) => Cell::new("null", pale_look(column.dtype())),
            Some(Ok(value)) => Cell::new(text(&value, characters), look(column.dtype())),
        })
        .collect();
    if column.dtype().is_float() {
        let places = |cell: &Cell| cell.text.split_once('.').map_or(0, |(_, frac)| frac.len() + 1);
        let most = cells.iter().map(places).max().unwrap_or_default();
        for cell in &mut cells {
            let missing = most - places(cell);
            cell.text.push_str(&" ".repeat(missing));
        }
    }
    cells
}

fn look(dtype: &DataType) -> Look {
    if dtype.is_primitive_numeric() { Look::Number } else { Look::Text }
}

/// The look of what is missing or left out in a column, which stands where its values do.
fn pale_look(dtype: &DataType) -> Look {
    match look(dtype) {
        Look::Text => Look::DimText,
        _ => Look::Dim,
    }
}

/// A value's text as polars prints it, strings without quotes and cut at so many characters.
fn text(value: &AnyValue<'_>, characters: usize) -> String {
    let text = match value {
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        other => other.to_string(),
    };
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
