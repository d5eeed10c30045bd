"""What editors ask for: completion, documentation, whether a cell is complete, history."""

import pytest


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("let x = 1;", "complete"),
        ("fn f() -> i32 {\n    1\n}", "complete"),
        ('let s = "a { b";', "complete"),
        ("%who", "complete"),
        ("fn f() {", "incomplete"),
        ("let v = vec![1,", "incomplete"),
        ('let s = "open', "incomplete"),
        ("/* open", "incomplete"),
        ("let x = 1)", "invalid"),
    ],
)
def test_is_complete(kernel, code, status):
    assert kernel.ask("is_complete_request", {"code": code})["status"] == status


def test_completion_offers_methods_and_own_names(kernel):
    kernel.run("let weights = zeros((2, 3));").expect_ok()
    code = "weights.resh"
    reply = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    assert "reshape" in reply["matches"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len("weights."), len(code))
    reply = kernel.ask("complete_request", {"code": "weig", "cursor_pos": 4})
    assert "weights" in reply["matches"]


def test_cursor_positions_count_code_points(kernel):
    kernel.run("let breiteé = ones(3);").expect_ok()
    code = 'let t = "✓😀"; breiteé.su'
    reply = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    assert "sum" in reply["matches"]
    assert reply["cursor_start"] == len(code) - len("su")


def test_inspection_shows_documentation(kernel):
    code = "let z = arange(3);"
    reply = kernel.ask(
        "inspect_request", {"code": code, "cursor_pos": code.index("arange") + 3, "detail_level": 0}
    )
    assert reply["found"]
    assert "arange" in reply["data"]["text/plain"]
    missing = kernel.ask("inspect_request", {"code": "", "cursor_pos": 0, "detail_level": 0})
    assert not missing["found"]


def test_history_remembers_the_session(fresh_kernel):
    for code in ["let h = 1;", "h + 1"]:
        fresh_kernel.run(code).expect_ok()
    fresh_kernel.run("h + 2", store_history=False).expect_ok()
    tail = fresh_kernel.ask(
        "history_request",
        {"hist_access_type": "tail", "n": 2, "output": False, "raw": True},
    )["history"]
    assert [entry[2] for entry in tail] == ["let h = 1;", "h + 1"]
    found = fresh_kernel.ask(
        "history_request",
        {"hist_access_type": "search", "pattern": "h +*", "output": False, "raw": True, "n": 5},
    )["history"]
    assert "h + 1" in [entry[2] for entry in found]
