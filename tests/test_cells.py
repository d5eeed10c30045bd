"""What a user types and sees: values, tables, plots, errors that point at the cell."""

import re
import statistics
from html.parser import HTMLParser

import numpy as np
import pytest
from bench.latency import describe, warm_cells


def plain(text: str) -> str:
    """Text without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class Table(HTMLParser):
    """The text of each row's cells, and of the caption; checks that tags are balanced."""

    VOID = {"br", "col", "hr", "img", "input", "meta", "link"}

    def __init__(self, html: str):
        super().__init__()
        self.rows, self.text, self.open = [], "", []
        self.feed(html)
        assert not self.open, f"unclosed: {self.open}"
        assert self.rows, f"no table rows in {html}"

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text += data
        if self.rows and self.rows[-1] and {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def test_an_array_is_shown_as_numpy_prints_it_and_as_a_table(kernel):
    result = kernel.run("let a = arange(12).reshape((3, 4)); a").result
    assert result["text/plain"] == str(np.arange(12).reshape(3, 4))
    table = Table(result["text/html"])
    values = [[text.strip() for text in row[-4:]] for row in table.rows][-3:]
    assert values == [[str(4 * i + j) for j in range(4)] for i in range(3)]
    assert "int64" in table.text or "i64" in table.text
    assert re.search(r"3\D+4", table.text), f"no shape in {table.text}"


def test_axis_sum(kernel):
    kernel.run("let a = arange(12).reshape((3, 4));").expect_ok()
    result = kernel.run("a.sum_axis(0)").result
    assert result["text/plain"] == str(np.arange(12).reshape(3, 4).sum(axis=0))


@pytest.mark.parametrize(
    ("rust", "numpy"),
    [
        ("linspace(0., 1., 7)", lambda: np.linspace(0, 1, 7)),
        ("zeros((2, 3))", lambda: np.zeros((2, 3))),
        ("eye(3)", lambda: np.eye(3)),
        ("arange(2000)", lambda: np.arange(2000)),
        ("arange(24).reshape((2, 3, 4))", lambda: np.arange(24).reshape(2, 3, 4)),
        ("sqrt(&arange((0., 10.)))", lambda: np.sqrt(np.arange(0.0, 10.0))),
        ("exp(&(arange((0., 5.)) * 10.))", lambda: np.exp(np.arange(0.0, 5.0) * 10)),
        ("arange(6).gt(2)", lambda: np.arange(6) > 2),
        ("array([1., f64::NAN, f64::INFINITY])", lambda: np.array([1.0, np.nan, np.inf])),
        ("arange(100).reshape((10, 10)).i((1..4, ..2))", lambda: np.arange(100).reshape(10, 10)[1:4, :2]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_text_equals_numpys_print(kernel, rust, numpy):
    assert kernel.run(rust).result["text/plain"] == str(numpy())


def test_a_panic_is_an_error_and_keeps_variables(kernel):
    kernel.run("let a = arange(12).reshape((3, 4));").expect_ok()
    error = kernel.run("let v: Vec<i32> = vec![];\nv[3]").error
    assert error["ename"] == "Panic"
    assert error["evalue"] == "index out of bounds: the len is 0 but the index is 3"
    traceback = plain("\n".join(error["traceback"]))
    assert "v[3]" in traceback, "the line that panicked is shown"
    assert re.search(r"\b2\b", traceback), "its number is shown"
    assert kernel.run("a.shape()").result["text/plain"] == "[3, 4]"


def test_a_shape_error_names_the_operation_and_both_shapes(kernel):
    error = kernel.run("zeros((2, 3)) + zeros((4,))").error
    assert error["ename"] == "Panic"
    assert "(2,3)" in error["evalue"] and "(4,)" in error["evalue"]


def test_a_compile_error_points_at_the_cells_own_line_and_column(kernel):
    kernel.run("let a = arange(12).reshape((3, 4));").expect_ok()
    cell = kernel.run("let one = 1;\n  a.foo()")
    error = cell.error
    assert error["ename"] == "CompileError"
    assert "foo" in error["evalue"]
    traceback = plain("\n".join(error["traceback"]))
    assert "E0599" in traceback
    number = cell.reply["execution_count"]
    assert re.search(rf"cell \[{number}\]:2:5\b", traceback), traceback
    assert "a.foo()" in traceback
    assert kernel.run("a.sum()").result["text/plain"] == "66"


def test_every_error_of_a_cell_is_reported(kernel):
    error = kernel.run('let p: i32 = "text";\nno_such_function();').error
    traceback = plain("\n".join(error["traceback"]))
    assert "E0308" in traceback and ":1:14" in traceback
    assert "E0425" in traceback and ":2:1" in traceback


def test_a_question_mark_that_meets_an_error_is_reported(kernel):
    error = kernel.run('let n: i32 = "x".parse()?;').error
    assert "invalid digit" in error["evalue"]


def test_definitions_live_on(kernel):
    kernel.run("fn double(x: f64) -> f64 { 2. * x }\nstruct Point { x: f64 }").expect_ok()
    kernel.run("impl Point { fn twice(&self) -> f64 { double(self.x) } }").expect_ok()
    assert kernel.run("Point { x: 1.5 }.twice()").result["text/plain"] == "3.0"


def test_nothing_is_shown_for_a_statement(kernel):
    for code in ["let quiet = 1;", "arange(3);", "()", "", "// only a comment"]:
        cell = kernel.run(code).expect_ok()
        assert "execute_result" not in cell.types, code


def test_values_without_debug_are_named(kernel):
    cell = kernel.run("struct Opaque;\nOpaque")
    assert "Opaque" in cell.result["text/plain"]


def test_tuples_show_each_array(kernel):
    result = kernel.run("(arange(3), 1.5)").result
    assert "[0 1 2]" in result["text/plain"] or "array([0, 1, 2])" in result["text/plain"]


def test_display_shows_mid_cell_any_number_of_times_in_order(kernel):
    cell = kernel.run(
        'for i in 1..=3 { println!("round {i}"); display(&arange(i)); }\nprintln!("end");'
    )
    assert cell.types == [
        "busy", "execute_input",
        "stream", "display_data", "stream", "display_data", "stream", "display_data",
        "stream", "idle",
    ]  # fmt: skip
    shown = [content["data"]["text/plain"] for content in cell.contents("display_data")]
    assert shown == [str(np.arange(n)) for n in (1, 2, 3)]


def test_a_display_can_be_updated_and_output_cleared(kernel):
    cell = kernel.run(
        'display_with_id("progress", html("<b>0 %</b>"));\n'
        'update_display("progress", html("<b>100 %</b>"));\n'
        "clear_output(true);"
    ).expect_ok()
    shown, updated = cell.contents("display_data") + cell.contents("update_display_data")
    assert shown["transient"]["display_id"] == updated["transient"]["display_id"] == "progress"
    assert updated["data"]["text/html"] == "<b>100 %</b>"
    assert cell.contents("clear_output") == [{"wait": True}]


def test_stdout_markers_of_other_crates_still_display(kernel):
    cell = kernel.run(
        'println!("EVCXR_BEGIN_CONTENT text/html\\n<i>x</i>\\nEVCXR_END_CONTENT");\n'
        'println!("EVCXR_BEGIN_CONTENT text/html\\n<i>y</i>\\nEVCXR_END_CONTENT");'
    ).expect_ok()
    shown = [content["data"]["text/html"].strip() for content in cell.contents("display_data")]
    assert shown == ["<i>x</i>", "<i>y</i>"]


def test_a_plot_is_svg(kernel):
    result = kernel.run(
        'let x = linspace(0., 6.28, 50);\nplot(&x, &sin(&x)).title("sine & co").line()'
    ).result
    svg = result["image/svg+xml"]
    assert svg.lstrip().startswith("<svg")
    assert "sine &amp; co" in svg
    assert "text/plain" in result


def test_a_data_frame_is_a_table(kernel):
    code = 'let m = array([[1., 2.], [3., 4.5]]);\nto_df(&m, ["width", "height<"])?'
    result = kernel.run(code).result
    table = Table(result["text/html"])
    texts = [text.strip() for row in table.rows for text in row]
    assert "height<" in table.text, "column names are escaped"
    assert "4.5" in texts
    assert "f64" in table.text
    assert "text/plain" in result


def test_html_is_escaped(kernel):
    result = kernel.run('vec!["<script>alert(1)</script>"]').result
    assert "<script>" not in result.get("text/html", "")


def test_warm_cells_are_fast(kernel, figure):
    seconds = warm_cells(kernel)
    figure(f"warm array cell: {describe(seconds)}")
    assert statistics.median(seconds) < 5, f"cells took {seconds}"
