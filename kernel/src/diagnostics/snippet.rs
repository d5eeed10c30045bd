//! Places in a cell: the source lines with a gutter, and what is said under them.

use engine_protocol::{Location, Span};

use super::Source;
use super::style::Style;

/// Tabs become this, as underlines are made of spaces.
const TAB: &str = "    ";

/// Lines between two marked ones that are still shown; more become `...`.
const GAP: usize = 1;

/// Renders ` --> cell [3]:2:5` and the lines that the spans are in, underlined with `mark` style
/// where primary.
pub(super) fn render(source: Source<'_>, spans: &[Span], mark: Style) -> Vec<String> {
    let Some(first) = spans.iter().find(|span| span.primary).or(spans.first()) else {
        return Vec::new();
    };
    let lines: Vec<&str> = source.code.lines().collect();
    let mut spans: Vec<&Span> =
        spans.iter().filter(|span| (1..=lines.len()).contains(&span.start.line)).collect();
    spans.sort_by_key(|span| (span.start.line, std::cmp::Reverse(span.start.column)));

    let width = spans.last().map_or(1, |span| span.start.line.to_string().len());
    let Location { line, column } = first.start;
    let place = format!("cell [{}]:{line}:{column}", source.cell);
    let mut out = vec![format!("{}{} {place}", " ".repeat(width), Style::Guide.paint("-->"))];
    if spans.is_empty() {
        return out;
    }
    let gutter = |number: &str| Style::Guide.paint(&format!("{number:>width$} |"));
    out.push(gutter(""));
    let mut shown = None;
    for span in spans {
        let number = span.start.line;
        if shown != Some(number) {
            match shown {
                Some(last) if number - last > GAP + 1 => out.push(Style::Guide.paint("...")),
                Some(last) => {
                    for between in last + 1..number {
                        out.push(source_line(&gutter(&between.to_string()), lines[between - 1]));
                    }
                }
                None => {}
            }
            out.push(source_line(&gutter(&number.to_string()), lines[number - 1]));
            shown = Some(number);
        }
        let style = if span.primary { mark } else { Style::Guide };
        out.push(format!("{} {}", gutter(""), underline(lines[number - 1], span, style)));
    }
    out
}

fn source_line(gutter: &str, line: &str) -> String {
    format!("{gutter} {}", line.replace('\t', TAB)).trim_end().to_owned()
}

/// The underline of a span's first line, followed by its label.
fn underline(line: &str, span: &Span, style: Style) -> String {
    let columns = line.chars().count();
    let from = (span.start.column.max(1) - 1).min(columns);
    let to = if span.end.line > span.start.line { columns } else { span.end.column.max(1) - 1 };
    let wide = |range: std::ops::Range<usize>| -> usize {
        let chars = line.chars().skip(range.start).take(range.len());
        chars.map(|c| if c == '\t' { TAB.len() } else { 1 }).sum()
    };
    let mark = if span.primary { "^" } else { "-" };
    let mut text = mark.repeat(wide(from..to.clamp(from, columns)).max(1));
    if !span.label.is_empty() {
        // A label's further lines would break the picture.
        text = format!("{text} {}", span.label.lines().collect::<Vec<_>>().join(" "));
    }
    format!("{}{}", " ".repeat(wide(0..from)), style.paint(&text))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::style::readable;
    use super::*;

    fn span(line: usize, columns: (usize, usize), label: &str, primary: bool) -> Span {
        Span {
            start: Location { line, column: columns.0 },
            end: Location { line, column: columns.1 },
            label: label.into(),
            primary,
        }
    }

    fn check(code: &str, spans: &[Span], expected: Expect) {
        expected.assert_eq(&readable(&render(Source { cell: 3, code }, spans, Style::Error)));
    }

    #[test]
    fn spans_on_one_and_several_lines() {
        check(
            "let a = 1;\nlet b = 2;\nlet c = 3;\n\na + b + c",
            &[
                span(5, (5, 6), "here", true),
                span(5, (1, 2), "", false),
                span(3, (5, 6), "and there", false),
                span(1, (1, 4), "first", false),
            ],
            expect![[r#"
                 <b>--></> cell [3]:5:5
                <b>  |</>
                <b>1 |</> let a = 1;
                <b>  |</> <b>--- first</>
                <b>2 |</> let b = 2;
                <b>3 |</> let c = 3;
                <b>  |</>     <b>- and there</>
                <b>4 |</>
                <b>5 |</> a + b + c
                <b>  |</>     <r>^ here</>
                <b>  |</> <b>-</>
            "#]],
        );
    }

    #[test]
    fn tabs_and_wide_spans_keep_the_underline_in_place() {
        check(
            "\tlet π = f(\n\t\t1);",
            &[Span { end: Location { line: 2, column: 4 }, ..span(1, (10, 0), "", true) }],
            expect![[r#"
             <b>--></> cell [3]:1:10
            <b>  |</>
            <b>1 |</>     let π = f(
            <b>  |</>             <r>^^</>
        "#]],
        );
    }

    #[test]
    fn places_outside_of_the_cell_are_named_only() {
        let lines = |span| {
            let lines = render(Source { cell: 3, code: "x" }, &[span], Style::Error);
            readable(&lines).lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(span(7, (3, 4), "gone", true)), [" <b>--></> cell [3]:7:3"]);
        let beyond_the_line = lines(span(1, (30, 40), "far", true));
        assert_eq!(beyond_the_line[0], " <b>--></> cell [3]:1:30");
        assert_eq!(beyond_the_line[3], "<b>  |</>  <r>^ far</>");
        assert_eq!(render(Source { cell: 3, code: "x" }, &[], Style::Error), [""; 0]);
    }
}
