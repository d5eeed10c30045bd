"""Every exercise of the course can be solved in a notebook, and stands in its lesson.

That right answers are right and typical wrong ones wrong is tested in Rust, by the crate `lessons`.
"""

import json
import re

import pytest
from conftest import CLONE

# A cell of a lesson that poses an exercise.
POSED = re.compile(r"check!\((ex_(\d+)_\d+),")


@pytest.fixture(scope="module")
def course(instant):
    """A session with the course's crate, and its exercises by their names."""
    instant.run("use lessons::prelude::*;").expect_ok()
    listed = instant.run('println!("{}", lessons::exercises::catalogue());').expect_ok()
    exercises = json.loads(listed.text("stdout"))
    assert exercises
    return instant, {exercise["id"]: exercise for exercise in exercises}


def shown(cell) -> str:
    """The text of what a cell displays."""
    (content,) = cell.expect_ok().contents("display_data")
    assert "text/html" in content["data"]
    return content["data"]["text/plain"]


def test_every_solution_is_right(course):
    session, exercises = course
    wrong = []
    for name, exercise in exercises.items():
        given = f"let {exercise['inputs']} = given!({name});"
        text = shown(session.run(f"{given}\n{exercise['solution']}\ncheck!({name}, answer)"))
        if text != f"✔ `{name}` is right.":
            wrong.append(f"{exercise['solution']}\n{text}")
    assert not wrong, "\n\n".join(wrong)


def test_answers_of_any_type_are_judged(course):
    session, _ = course
    session.run("struct Mine;\nlet mine = Mine;").expect_ok()
    for answer, told in {
        "mine": "`Mine`",
        "vec![1.5]": "`Vec<f64>` of length 1",
        "(1, mine)": "`(i32, Mine)`",
        "|x: f64| x": "closure",
        "()": "semicolon",
        "array([1]).reshape((1, 1)).inv()": "`?` behind it",
    }.items():
        text = shown(session.run(f"check!(ex_3_1, {answer})"))
        assert text.startswith("✘ `ex_3_1`: not yet."), text
        assert told in text, text
    session.run("let kept = mine;").expect_ok()


def test_hints_get_more_specific_and_solutions_are_told(course):
    session, exercises = course
    hints = [shown(session.run("hint!(ex_3_1)")) for _ in range(4)]
    assert [hint.split("\n")[0][-6:] for hint in hints] == ["1 of 3", "2 of 3", "3 of 3", "3 of 3"]
    assert len(set(hints)) == 3
    text = shown(session.run("solution!(ex_3_1)"))
    assert "let (m,) = given!(ex_3_1);" in text
    assert exercises["ex_3_1"]["solution"] in text


def test_progress_plan_and_contents_are_shown(course):
    session, _ = course
    session.run("check!(ex_3_2, 1)").expect_ok()
    table = session.run("progress()").result
    assert "Basic array operations" in table["text/plain"]
    assert "<table" in table["text/html"]
    plan = shown(session.run("%plan daily --hours 2"))
    assert "day 1" in plan and "3. Basic array operations" in plan
    assert "write `%plan daily`" in shown(session.run("%plan monthly")).lower()
    contents = session.run("%lesson 3\nlet after = 1;\nafter").expect_ok()
    assert "Fancy indexing" in shown(contents)
    assert contents.result["text/plain"] == "1"


def test_another_learner_is_given_other_inputs(course):
    session, _ = course
    before = session.run("given!(ex_3_5).0").result["text/plain"]
    session.run("%env LESSONS_LEARNER=somebody").expect_ok()
    after = session.run("given!(ex_3_5).0").result["text/plain"]
    session.run("%env LESSONS_LEARNER=book").expect_ok()
    assert before != after
    assert session.run("given!(ex_3_5).0").result["text/plain"] == before


def test_lessons_pose_all_their_exercises_word_for_word(course):
    _, exercises = course
    posed = []
    for path in sorted((CLONE / "lessons").glob("[0-9]*.md")):
        text = path.read_text()
        plain = " ".join(text.split())
        for name, number in POSED.findall(text):
            assert int(number) == int(path.name[:2]), f"{name} stands in {path.name}"
            assert name in exercises, f"{path.name}: there is no {name}"
            assert exercises[name]["task"] in plain, f"{path.name}: the task of {name} differs"
            posed.append(name)
    assert sorted(posed) == sorted(exercises)
