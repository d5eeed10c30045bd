"""Every committed notebook runs from a fresh kernel and gives the outputs it was committed with."""

import json
import os
import re
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import jupytext
import nbformat
import pytest
from conftest import CLONE

LESSONS = CLONE / "lessons"
NOTEBOOKS = sorted((CLONE / "notebooks").rglob("*.ipynb"))

# The tag of cells whose values differ from run to run, such as measured times. Of these only the
# kinds of output are compared.
VOLATILE = "volatile"

# What differs between two runs of the same cell wherever it occurs.
NOISE = [
    (re.compile(r"\b\d+(\.\d+)? ?(ns|us|µs|μs|ms|s)\b"), "<time>"),
    (re.compile(r"\b0x[0-9a-f]{6,}\b"), "<address>"),
    (re.compile(r"/\S*/array-kernel/[^\s\"'<]*"), "<runtime>"),
]


def test_there_are_notebooks():
    assert {path.name for path in NOTEBOOKS} >= {
        "01-introduction.ipynb",
        "03-basic-array-operations.ipynb",
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_gives_its_committed_outputs(path: Path, installed, tmp_path):
    committed = nbformat.read(path, as_version=4)
    executed = execute(path, tmp_path)
    assert len(executed.cells) == len(committed.cells)
    differing = []
    for number, (now, before) in enumerate(zip(executed.cells, committed.cells), 1):
        if now.cell_type != "code":
            continue
        volatile = VOLATILE in before.metadata.get("tags", [])
        new, old = outputs(now, volatile), outputs(before, volatile)
        if new != old:
            lines = unified_diff(
                old.splitlines(), new.splitlines(), "committed", "now", n=0, lineterm=""
            )
            differing.append("\n".join([f"cell {number}:", before.source, *lines]))
    assert not differing, "\n\n".join(differing)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_was_committed_as_run_in_order(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "rust-array"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


@pytest.mark.parametrize(
    "path",
    sorted([*LESSONS.glob("[0-9]*.md"), *LESSONS.glob("projects/*.md")]),
    ids=lambda path: path.stem,
)
def test_notebook_is_built_from_its_text(path: Path):
    lesson = jupytext.read(path, fmt="md:myst")
    built_at = CLONE / "notebooks" / path.relative_to(LESSONS).with_suffix(".ipynb")
    notebook = nbformat.read(built_at, as_version=4)
    told = [(cell.cell_type, cell.source, cell.metadata.get("tags")) for cell in lesson.cells]
    built = [(cell.cell_type, cell.source, cell.metadata.get("tags")) for cell in notebook.cells]
    assert built == told, f"run `python lessons/build.py {path.relative_to(CLONE)}`"


def execute(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Runs a notebook as a user would on the command line, in its own folder."""
    result = subprocess.run(
        [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook"]
        + ["--ExecutePreprocessor.timeout=-1", "--output-dir", str(folder), str(path)],
        capture_output=True,
        text=True,
        check=False,
        # Nothing is solved yet, as when the notebook was built.
        env={**os.environ, "LESSONS_PROGRESS": str(folder / "progress.json")},
    )
    assert result.returncode == 0, result.stderr
    return nbformat.read(folder / path.name, as_version=4)


def outputs(cell: nbformat.NotebookNode, volatile: bool) -> str:
    """A cell's outputs as comparable text."""
    lines = []
    for output in merged(cell.outputs):
        kind = output.get("name", output.output_type)
        if output.output_type == "stream":
            content = {"text": output.text}
        elif output.output_type == "error":
            content = {"ename": output.ename, "evalue": output.evalue}
        else:
            content = output.data
        if volatile and kind == "stderr":
            # How building goes is told by the session that builds.
            continue
        if volatile:
            lines.append(f"{kind}: {sorted(content)}")
        else:
            lines += [f"{kind} {key}: {normalised(content[key])}" for key in sorted(content)]
    return "\n".join(lines)


def merged(outputs: list) -> list:
    """Joins what a stream wrote in one go: in how many messages it came is chance."""
    result = []
    for output in outputs:
        if (
            result
            and output.output_type == "stream"
            and output.get("name") == result[-1].get("name")
        ):
            result[-1] = nbformat.from_dict({**result[-1], "text": result[-1].text + output.text})
        else:
            result.append(output)
    return result


def normalised(value) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    for pattern, replacement in NOISE:
        text = pattern.sub(replacement, text)
    return text
