//! Arrays as HTML tables.
//!
//! One axis is a row, two are a table, more are pages of two. Numbers are formatted as in the text,
//! and what exceeds the [`limits`] is left out in the middle.

use super::html::{Cell, Look, Table, tables_html};
use super::text::{AnyArray, Axis, any_repr, any_str, get_printoptions, positions};
use super::{Bundle, Render, limits};
use crate::array::Array;
use crate::dtype::Element;
use crate::error::show_shape;

impl<T: Element> Render for Array<T> {
    fn bundle(&self) -> Bundle {
        any_bundle(T::erased(self))
    }
}

fn any_bundle(array: AnyArray<'_>) -> Bundle {
    let options = get_printoptions();
    Bundle::text(any_str(array, &options))
        .with_repr(any_repr(array, &options))
        .with("text/html", array_html(array))
}

fn array_html(array: AnyArray<'_>) -> String {
    let about = about(array);
    if array.size() == 0 {
        return tables_html(&about, &[], None);
    }
    let (outer, inner) = array.shape.split_at(array.shape.len().saturating_sub(2));
    let page_count: usize = outer.iter().product();
    let pages: Vec<Vec<usize>> =
        (0..page_count.min(limits::PAGES)).map(|page| unravel(page, outer)).collect();
    let mut axes: Vec<Axis> = match *inner {
        [rows, columns] => vec![limited(rows, limits::ROWS), limited(columns, limits::COLUMNS)],
        [columns] => vec![limited(columns, limits::COLUMNS)],
        _ => vec![],
    };
    let mut words = words(array, &pages, &axes);
    let widest = words.iter().map(|word| word.chars().count()).max().unwrap_or_default();
    let fitting =
        (limits::ROW_CHARACTERS / (widest + limits::CELL_CHARACTERS)).max(limits::FEWEST_COLUMNS);
    if let Some(columns) = axes.last_mut().filter(|columns| columns.shown() > fitting) {
        *columns = limited(columns.len, fitting);
        words = self::words(array, &pages, &axes);
    }
    let tables: Vec<Table> = pages
        .iter()
        .zip(words.chunks(words.len() / pages.len()))
        .map(|(page, words)| Table { caption: page_caption(page), ..page_table(words, &axes) })
        .collect();
    let left_out = page_count - pages.len();
    let note = (left_out > 0).then(|| format!("… and {left_out} more pages of {page_count}"));
    tables_html(&about, &tables, note.as_deref())
}

/// The index that selects a page: `[0, 1, :, :]`; nothing for an array that is one page.
fn page_caption(page: &[usize]) -> Option<String> {
    let index: String = page.iter().map(|position| format!("{position}, ")).collect();
    (!page.is_empty()).then(|| format!("[{index}:, :]"))
}

/// The line above an array: `shape (3, 4) · float64 (f64) · 96 bytes`.
fn about(array: AnyArray<'_>) -> String {
    let (numpy, rust) = (array.dtype.name(), array.dtype.rust_name());
    let dtype = if numpy == rust { numpy.to_owned() } else { format!("{numpy} ({rust})") };
    let empty = if array.size() == 0 { " · no elements" } else { "" };
    let bytes = byte_count(array.size() * array.dtype.itemsize());
    format!("shape {} · {dtype} · {bytes}{empty}", show_shape(array.shape))
}

/// A number of bytes as people read it.
fn byte_count(bytes: usize) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} byte{}", if bytes == 1 { "" } else { "s" });
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

/// An axis of which at most `most` positions are shown.
fn limited(len: usize, most: usize) -> Axis {
    Axis::new(len, (len > most).then_some(most / 2))
}

/// The index along each of `shape`'s axes of a position in row-major order.
fn unravel(mut position: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, &len) in index.iter_mut().zip(shape).rev() {
        *place = position % len;
        position /= len;
    }
    index
}

/// The texts of the shown elements of all shown pages.
fn words(array: AnyArray<'_>, pages: &[Vec<usize>], axes: &[Axis]) -> Vec<String> {
    let within = positions(axes);
    let indices: Vec<Vec<usize>> = pages
        .iter()
        .flat_map(|page| within.iter().map(move |rest| [&page[..], &rest[..]].concat()))
        .collect();
    array.values(&indices).words(&get_printoptions(), array.shape.is_empty())
}

/// One page of an array: its shown words with the indices around them and ellipses between.
fn page_table(words: &[String], axes: &[Axis]) -> Table {
    let (rows, columns) = match axes {
        [rows, columns] => (Some(rows), Some(columns)),
        [columns] => (None, Some(columns)),
        _ => (None, None),
    };
    let mut body: Vec<Vec<Cell>> = words
        .chunks(columns.map_or(1, Axis::shown))
        .map(|row| {
            let mut row: Vec<Cell> = row.iter().map(|word| cell(word)).collect();
            if let Some(edge) = columns.and_then(|axis| axis.edge) {
                row.insert(edge, left_out("…"));
            }
            row
        })
        .collect();
    if let Some(edge) = rows.and_then(|axis| axis.edge) {
        body.insert(edge, vec![left_out("⋮"); body[0].len()]);
    }
    let headers: Vec<Option<String>> =
        rows.map_or_else(|| vec![None], |axis| labels(axis, "⋮").into_iter().map(Some).collect());
    Table {
        caption: None,
        head: columns.map(head).into_iter().collect(),
        rows: headers.into_iter().zip(body).collect(),
    }
}

/// The header row of an axis.
fn head(axis: &Axis) -> Vec<Cell> {
    labels(axis, "…").into_iter().map(|label| Cell::new(label, Look::Number)).collect()
}

/// The cell of an element.
fn cell(word: &str) -> Cell {
    let pale = matches!(word.trim(), "False" | "nan");
    Cell::new(word, if pale { Look::Dim } else { Look::Number })
}

/// A cell that stands for others.
fn left_out(mark: &str) -> Cell {
    Cell::new(mark, Look::Dim)
}

/// The shown positions of an axis, with a mark where some are left out.
fn labels(axis: &Axis, mark: &str) -> Vec<String> {
    let mut labels: Vec<String> = axis.positions().map(|position| position.to_string()).collect();
    if let Some(edge) = axis.edge {
        labels.insert(edge, mark.to_owned());
    }
    labels
}

#[cfg(test)]
mod tests {
    use ndarray::{Array as Owned, IxDyn};

    use super::*;

    fn of_shape(shape: &[usize]) -> Array<i64> {
        let size = shape.iter().product::<usize>();
        let elements = (0..i64::try_from(size).unwrap()).collect();
        Array::from(Owned::from_shape_vec(IxDyn(shape), elements).unwrap())
    }

    fn html(array: &Array<i64>) -> String {
        array.bundle().get("text/html").unwrap().to_owned()
    }

    #[test]
    fn a_matrix_has_its_facts_headers_and_cells() {
        let html = html(&of_shape(&[2, 3]));
        assert!(html.contains("shape (2, 3) · int64 (i64) · 48 bytes"), "{html}");
        assert!(html.contains("<tr><th></th><th>0</th><th>1</th><th>2</th></tr>"), "{html}");
        assert!(html.contains("<tr><th>1</th><td>3</td><td>4</td><td>5</td></tr>"), "{html}");
    }

    #[test]
    fn long_axes_leave_out_their_middle() {
        let html = html(&of_shape(&[25, 40]));
        assert_eq!(html.matches("<tr>").count(), 1 + limits::ROWS + 1);
        assert_eq!(html.matches("<th>").count(), 1 + limits::COLUMNS + 1 + limits::ROWS + 1);
        assert!(html.contains("<th>39</th>") && html.contains('⋮') && html.contains('…'));
        assert!(html.len() < 20_000, "{} bytes", html.len());
    }

    #[test]
    fn more_axes_are_pages_with_their_index() {
        let html = html(&of_shape(&[2, 5, 1, 2]));
        assert_eq!(html.matches("<table").count(), limits::PAGES);
        assert!(html.contains("<caption>[1, 0, :, :]</caption>"), "{html}");
        assert!(html.contains("… and 4 more pages of 10"), "{html}");
    }

    #[test]
    fn arrays_of_no_axes_and_of_no_elements_have_a_display_too() {
        assert!(html(&of_shape(&[])).contains("<td>0</td>"));
        assert!(
            html(&of_shape(&[0, 3])).contains("shape (0, 3) · int64 (i64) · 0 bytes · no elements")
        );
    }

    #[test]
    fn arrays_in_a_tuple_are_tables_side_by_side() {
        let bundle = (of_shape(&[2]), 1.5).bundle();
        assert_eq!(bundle.plain(), "(array([0, 1]), 1.5)");
        assert!(bundle.get("text/html").unwrap().contains("<td>1</td>"));
    }
}
