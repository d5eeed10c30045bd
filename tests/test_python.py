"""`%%python` cells: a Python that stays, variables both ways, outputs, errors, interrupts, its end."""

import json
import re
import sys
import time

import numpy as np
import pytest

DTYPES = {
    "bool": "bool",
    "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
    "uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64",
    "float32": "f32", "float64": "f64",
    "complex64": "Complex<f32>", "complex128": "Complex<f64>",
}  # fmt: skip


def types(instant) -> dict[str, str]:
    """The variables in Rust with their types."""
    lines = instant.run("%whos").text("stdout").splitlines()[1:]
    return dict(re.split(r"  +", line, maxsplit=1) for line in lines)


def test_variables_stay_from_cell_to_cell(instant):
    assert "execute_result" not in instant.run("%%python\nx = [1, 2]").expect_ok().types
    assert instant.run("%%python\nx.append(3)\nx").result["text/plain"] == "[1, 2, 3]"
    assert instant.run("%%python\nx;").expect_ok().contents("execute_result") == []
    assert instant.run("%%python\n_").result["text/plain"] == "[1, 2, 3]"


def test_arrays_go_to_python_and_come_back(instant):
    instant.run("let x = arange(6.).reshape((2, 3)); let k = 3;").expect_ok()
    cell = "%%python -i x,k -o y\nassert x.flags.writeable\ny = x.T * k\ny.dtype, y.shape"
    assert instant.run(cell).result["text/plain"] == "(dtype('float64'), (3, 2))"
    expected = str(np.arange(6.0).reshape(2, 3).T * 3)
    assert instant.run("y").result["text/plain"] == expected
    assert instant.run("x.sum()").result["text/plain"] == "15.0", "it was lent"


@pytest.mark.parametrize("name", DTYPES)
def test_every_element_type_travels_both_ways(instant, name):
    """Bit for bit, whatever the order in memory and of the bytes, and with no or one element, too."""
    make = f"np.array([[0, 1, 100], [7, 0, 1]]).astype({name!r})"
    instant.run(
        "%%python -o whole,turned,foreign,empty,one,scalar\nimport numpy as np\n"
        f"whole = {make}\nturned = whole.T[::-1]\nforeign = whole.astype(whole.dtype.newbyteorder())\n"
        "empty = np.zeros((0, 3), whole.dtype)\none = np.array(1).astype(whole.dtype)\nscalar = whole[0, 1]"
    ).expect_ok()
    found = types(instant)
    for variable in ["whole", "turned", "foreign", "empty", "one"]:
        assert found[variable] == f"Array<{DTYPES[name]}>"
    assert found["scalar"] == DTYPES[name]
    instant.run(
        "%%python -i whole,turned,foreign,empty,one,scalar\n"
        f"original = {make}\n"
        "for got, wanted in [(whole, original), (turned, original.T[::-1]), (foreign, original),\n"
        "                    (empty, original[:0]), (one, original[0, 1])]:\n"
        "    assert got.dtype == wanted.dtype and got.shape == wanted.shape, (got, wanted)\n"
        "    assert got.tobytes() == wanted.tobytes(), (got, wanted)\n"
        "assert scalar == 1 and type(scalar) is type(original[0, 1].item()), scalar"
    ).expect_ok()


def test_scalars_texts_and_lists_travel_both_ways(instant):
    instant.run(
        'let i = -7i32; let f = 2.5; let b = true; let s = String::from("grün\\n"); let t = "lit";\n'
        'let n = vec![1u8, 2]; let w = vec!["a".to_owned(), String::new()]; let u = 3usize;'
    ).expect_ok()
    cell = "%%python -i i,f,b,s,t,n,w,u\n(i, f, b, s, t, n, w, u)"
    expected = "(-7, 2.5, True, 'grün\\n', 'lit', [1, 2], ['a', ''], 3)"
    assert instant.run(cell).result["text/plain"] == expected
    instant.run(
        "%%python -o i,f,b,s,n,w,m,e\ni, f, b, s = i * 2, f * 2, not b, s + '!'\n"
        "n, w, m, e = [1, 2], ('x', ''), [1, 2.5], b'ab'"
    ).expect_ok()
    assert instant.run("(i, f, b, &s, &n, &w, &m, &e)").result["text/plain"] == (
        '(-14, 5.0, false, "grün\\n!", [1, 2], ["x", ""], [1.0, 2.5], [97, 98])'
    )


def test_what_cannot_travel_says_why(instant):
    instant.run("let map = std::collections::HashMap::<i32, i32>::new();").expect_ok()
    for cell, reason in {
        "%%python -i map\n": "`HashMap<i32, i32>` has no counterpart in Python",
        "%%python -i no_such\n": "there is no variable `no_such` in Rust",
        "%%python -o no_such\n": "Python has no variable `no_such`",
        "%%python -o d\nd = {}": "type dict has no counterpart in Rust",
        "%%python -o d\nd = 2**63": "does not fit an i64",
        "%%python -o d\nimport numpy\nd = numpy.zeros(1, 'float16')": "d.astype(float)",
        "%%python -o d\nd = []": "empty list",
        "%%python -o d\nd = [1, 'a']": "lists of str, bool, int or float",
        "%%python -x\n": "-x",
        "%%python -i\n": "needs names",
        "%python": "no code",
    }.items():
        assert reason in instant.run(cell).error["evalue"], cell


def test_a_moved_variable_is_explained(instant):
    instant.run("let gone = vec![1.]; drop(gone);").expect_ok()
    instant.run("let moved = vec![1.];").expect_ok()
    instant.run("drop(moved);").expect_ok()
    assert "was moved in cell" in instant.run("%%python -i moved\n1").error["evalue"]


def test_values_are_shown_by_all_their_representations(instant):
    shown = instant.run(
        "%%python\nclass Rich:\n"
        "    def _repr_html_(self): return '<b>1</b>'\n"
        "    def _repr_latex_(self): return '$1$'\n"
        "    def _repr_svg_(self): return '<svg/>'\n"
        "    def _repr_png_(self): return b'png'\n"
        "    def __repr__(self): return 'rich'\n"
        "print('before')\ndisplay(Rich())\nprint('after')\nRich()"
    )
    data = {
        "text/html": "<b>1</b>", "text/latex": "$1$", "image/svg+xml": "<svg/>",
        "image/png": "cG5n", "text/plain": "rich",
    }  # fmt: skip
    assert shown.result == data
    assert shown.contents("display_data")[0]["data"] == data
    kinds = [kind for kind in shown.types if kind in ("stream", "display_data", "execute_result")]
    assert kinds == ["stream", "display_data", "stream", "execute_result"]


def test_streams_are_told_apart_and_come_at_once(instant):
    code = "%%python\nimport sys, time\nprint('out', end='')\nprint('err', file=sys.stderr)\ntime.sleep(2)"
    started = time.monotonic()
    running = instant.client.execute(code)
    for message in instant.messages_of(running):
        if message["msg_type"] == "stream":
            assert time.monotonic() - started < 2
            break
    assert instant.finish(running).reply["status"] == "ok"


def test_figures_are_pictures(instant):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    cell = instant.run(
        "%%python\nimport matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nplt.show()\n"
        "print('between')\n_ = plt.plot([2, 1])\n_ = plt.figure()"
    ).expect_ok()
    pictures = [content["data"] for content in cell.contents("display_data")]
    assert len(pictures) == 3 and all(data["image/png"].startswith("iVBOR") for data in pictures)
    kinds = [kind for kind in cell.types if kind in ("stream", "display_data")]
    assert kinds == ["display_data", "stream", "display_data", "display_data"]
    assert instant.run("%%python\n1").contents("display_data") == [], "they were closed"


def test_lines_of_python_stand_before_rust(instant):
    instant.run("let side = 3;").expect_ok()
    cell = instant.run("%python -i side side ** 2\nside + 1").expect_ok()
    assert cell.contents("display_data")[0]["data"]["text/plain"] == "9"
    assert cell.result["text/plain"] == "4"


def test_errors_have_the_cells_traceback(instant):
    error = instant.run("%%python\ndef divide(a):\n    return 1 / a\ndivide(0)").error
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    traceback = "\n".join(error["traceback"])
    assert re.search(r'<cell \[\d+\]>", line 4.*\n.*divide\(0\)', traceback)
    assert re.search(r"line 3, in divide\n.*return 1 / a", traceback)
    assert "worker.py" not in traceback
    error = instant.run("%%python\nx = (\n").error
    assert error["ename"] == "SyntaxError" and "line 2" in "\n".join(error["traceback"])
    assert "ast.py" not in "\n".join(error["traceback"])


@pytest.mark.parametrize("code", ["time.sleep(60)", "while True: pass", "input()"])
def test_an_interrupt_keeps_the_variables(instant, code):
    instant.run("let in_rust = 5;").expect_ok()
    instant.run("%%python\nimport time\nkept = 7").expect_ok()
    running = instant.client.execute(f"%%python\nprint('begun')\n{code}", allow_stdin=True)
    while instant.client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    time.sleep(0.3)
    started = time.monotonic()
    instant.manager.interrupt_kernel()
    assert instant.finish(running).reply["ename"] == "KeyboardInterrupt"
    assert time.monotonic() - started < 1
    assert instant.run("%%python\nkept").result["text/plain"] == "7"
    assert instant.run("in_rust").result["text/plain"] == "5"


def test_a_second_interrupt_ends_what_does_not_heed_the_first(instant):
    instant.run("let in_rust = 5;").expect_ok()
    code = "%%python\nimport time\nprint('begun')\nwhile True:\n    try: time.sleep(9)\n    except KeyboardInterrupt: pass"
    running = instant.client.execute(code)
    while instant.client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    instant.manager.interrupt_kernel()
    while "second interrupt" not in instant.client.get_iopub_msg(timeout=10)["content"].get("text", ""):
        pass
    instant.manager.interrupt_kernel()
    ended = instant.finish(running)
    assert ended.reply["ename"] == "KeyboardInterrupt"
    assert "starts a new process" in ended.text("stderr")
    assert instant.run("in_rust").result["text/plain"] == "5"


def test_the_end_of_the_process_is_explained_and_a_new_one_starts(instant):
    instant.run("%%python\nx = 1").expect_ok()
    error = instant.run("%%python\nimport os\nos.abort()").error
    assert error["ename"] == "PythonDied"
    assert "SIGABRT" in error["evalue"] and "variables are gone" in error["evalue"]
    assert instant.run("%%python\nx").error["ename"] == "NameError"
    instant.run("%%python\nimport os, threading\nthreading.Timer(0.2, os._exit, [3]).start()").expect_ok()
    time.sleep(1)
    assert "has ended since" in instant.run("%%python\n1").expect_ok().text("stderr")


def test_input_is_asked_for(instant):
    msg_id = instant.client.execute("%%python\ninput('name? ')", allow_stdin=True)
    instant.client.get_stdin_msg(timeout=60)
    instant.client.input("Ada")
    assert instant.finish(msg_id).result["text/plain"] == "'Ada'"


def test_directory_and_environment_are_the_sessions(instant, tmp_path):
    instant.run("%%python\nimport os").expect_ok()
    instant.run(f"%cd {tmp_path}\n%env GREETING=hello").expect_ok()
    cell = instant.run("%%python\n(os.getcwd(), os.environ['GREETING'])")
    assert cell.result["text/plain"] == str((str(tmp_path), "hello"))


def test_restore_takes_from_python_what_it_took_then(instant):
    instant.run("%reset").expect_ok()
    instant.run("%%python -o z\nz = 2.5").expect_ok()
    instant.run("let double = z * 2.;").expect_ok()
    instant.run("%%python -i double -o z\nz = double + 1").expect_ok()
    instant.run("std::process::abort()")
    instant.run("%restore").expect_ok()
    assert instant.run("(double, z)").result["text/plain"] == "(5.0, 6.0)"
    assert instant.run("%%python\nz").result["text/plain"] == "6.0", "Python went on"


def test_reset_ends_python_too(instant):
    instant.run("%%python\nx = 1").expect_ok()
    instant.run("%reset").expect_ok()
    assert instant.run("%%python\nx").error["ename"] == "NameError"


def test_without_python_or_numpy_one_line_says_what_to_do(instant, tmp_path):
    instant.run(f"%reset\n%env ARRAY_KERNEL_PYTHON={tmp_path}/none").expect_ok()
    error = instant.run("%%python\n1").error
    assert error["ename"] == "PythonMissing" and "ARRAY_KERNEL_PYTHON=" in error["evalue"]
    instant.run(f"%env ARRAY_KERNEL_PYTHON={sys.executable}").expect_ok()
    instant.run("%%python\nimport sys\nsys.modules['numpy'] = None").expect_ok()
    instant.run("let a = zeros(2); let n = 1;").expect_ok()
    assert instant.run("%%python -i n\nn").result["text/plain"] == "1", "numbers do without NumPy"
    error = instant.run("%%python -i a\n1").error
    assert error["ename"] == "MissingNumPy" and "-m pip install numpy" in error["evalue"]
    instant.run("%reset").expect_ok()


def test_large_arrays_are_not_copied_through_text(instant, figure):
    """A hundred megabytes, there and back."""
    instant.run("let large = zeros((100, 125_000));").expect_ok()
    started = time.monotonic()
    instant.run("%%python -i large -o large\nlarge += 1").expect_ok()
    took = time.monotonic() - started
    figure(f"100 MB to Python and back: {took:.2f} s")
    assert json.loads(instant.run("large.sum()").result["text/plain"]) == 12_500_000
