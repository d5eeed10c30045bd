//! Pictures of shapes that meet, as lesson 6 draws them.

use array_core::prelude::{Bundle, explain_broadcast};

/// The colours of what stays, what is stretched, what comes out, and what does not fit; they read on
/// light and on dark.
const KEPT: &str = "31,119,180";
const STRETCHED: &str = "255,150,0";
const RESULT: &str = "44,160,44";
const CONFLICT: &str = "214,39,40";

/// Shapes one below the other, aligned at the right, and the shape that they broadcast to.
///
/// ```
/// use lessons::prelude::*;
///
/// let picture = aligned(&[&[3, 1], &[4]]);
/// assert!(picture.get("text/html").unwrap().contains("1 → 4"));
/// ```
#[must_use]
pub fn aligned(shapes: &[&[usize]]) -> Bundle {
    let axes = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let mut rows: Vec<String> = ('a'..).take(shapes.len()).map(|name| header(&name)).collect();
    let mut result = header(&"result");
    // Axes are counted from the last, where shapes are aligned.
    for axis in (1..=axes).rev() {
        let lengths: Vec<Option<usize>> = shapes
            .iter()
            .map(|shape| shape.len().checked_sub(axis).map(|place| shape[place]))
            .collect();
        let common = lengths.iter().flatten().copied().find(|&length| length != 1).unwrap_or(1);
        for (row, length) in rows.iter_mut().zip(&lengths) {
            *row += &match length {
                Some(1) if common != 1 => cell(&format!("1 → {common}"), STRETCHED),
                Some(length) => cell(&length.to_string(), KEPT),
                None => cell(&format!("· → {common}"), STRETCHED),
            };
        }
        let fits = lengths.iter().flatten().all(|&length| length == 1 || length == common);
        result += &if fits { cell(&common.to_string(), RESULT) } else { cell("✗", CONFLICT) };
    }
    rows.push(result);
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let style = "border-spacing:3px;border-collapse:separate;margin:0";
    Bundle::text(explain_broadcast(shapes))
        .with("text/html", format!("<table style=\"{style}\">{rows}</table>"))
}

fn header(name: &dyn std::fmt::Display) -> String {
    format!("<td style=\"background:none\">{name}</td>")
}

fn cell(text: &str, colour: &str) -> String {
    let style = format!("background:rgba({colour},.3);min-width:3.5em;text-align:center");
    format!("<td style=\"{style}\">{text}</td>")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the table's cells, row by row.
    fn cells(shapes: &[&[usize]]) -> Vec<Vec<String>> {
        let bundle = aligned(shapes);
        let rows = bundle.get("text/html").unwrap().split("</tr>").map(|row| {
            let cells = row.split("</td>").filter_map(|cell| cell.rsplit_once('>'));
            cells.map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty()).collect()
        });
        rows.filter(|row: &Vec<String>| !row.is_empty()).collect()
    }

    #[test]
    fn stretched_lengths_say_what_becomes_of_them() {
        let rows = cells(&[&[3, 1], &[4]]);
        assert_eq!(
            rows,
            [vec!["a", "3", "1 → 4"], vec!["b", "· → 3", "4"], vec!["result", "3", "4"]]
        );
        let rows = cells(&[&[1, 1], &[1]]);
        assert_eq!(rows, [vec!["a", "1", "1"], vec!["b", "· → 1", "1"], vec!["result", "1", "1"]]);
    }

    #[test]
    fn nothing_is_stretched_as_well() {
        let rows = cells(&[&[0, 2], &[1, 2]]);
        assert_eq!(rows[1..], [vec!["b", "1 → 0", "2"], vec!["result", "0", "2"]]);
    }

    #[test]
    fn a_conflict_is_marked() {
        let rows = cells(&[&[3, 4], &[3]]);
        assert_eq!(rows[2], ["result", "3", "✗"]);
        assert!(aligned(&[&[3, 4], &[3]]).plain().contains("must be equal, or one of them 1"));
    }
}
