"""Builds the notebooks from the lessons' text and runs them.

    python lessons/build.py [LESSON.md ...]

Each `lessons/NN-topic.md` becomes `notebooks/NN-topic.ipynb`, each `lessons/projects/NAME.md`
`notebooks/projects/NAME.ipynb`, executed by the kernel that its header names, as the learner `book`,
who has solved nothing yet. Cell ids come from the cells' contents, so that an unchanged lesson gives
an unchanged file.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

LESSONS = Path(__file__).resolve().parent
NOTEBOOKS = LESSONS.parent / "notebooks"
# Metadata of a run that differ from run to run and that no reader needs.
TRANSIENT = ["execution", "collapsed", "scrolled"]
# The tag of cells whose outputs differ from run to run.
VOLATILE = "volatile"


def main():
    named = [Path(argument).resolve() for argument in sys.argv[1:]]
    for source in named or sources():
        target = target_of(source)
        nbformat.write(build(source), target)
        print(target)


def sources():
    """The texts of the lessons and of the projects, in their order."""
    return sorted(LESSONS.glob("[0-9][0-9]-*.md")) + sorted(LESSONS.glob("projects/*.md"))


def target_of(source):
    """The notebook that is built from a text."""
    return NOTEBOOKS / source.relative_to(LESSONS).with_suffix(".ipynb")


def build(source):
    """The executed notebook of a lesson."""
    notebook = jupytext.read(source, fmt="md:myst")
    name_cells(notebook)
    resources = {"metadata": {"path": str(target_of(source).parent)}}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(book(folder))
        NotebookClient(notebook, timeout=None, resources=resources).execute()
    for cell in notebook.cells:
        for key in TRANSIENT:
            cell.metadata.pop(key, None)
        if VOLATILE in cell.metadata.get("tags", []):
            # How building a crate goes is told by the session that builds.
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    notebook.metadata.pop("jupytext", None)
    return notebook


def book(folder):
    """The environment in which lessons are executed: inputs of exercises and progress depend on it,
    and `%%python` cells run by the Python that runs this."""
    return {
        "LESSONS_LEARNER": "book",
        "LESSONS_PROGRESS": str(Path(folder) / "progress.json"),
        "ARRAY_KERNEL_PYTHON": sys.executable,
    }


def name_cells(notebook):
    """Gives every cell an id that depends on what it and its equals before it contain."""
    seen = {}
    for cell in notebook.cells:
        count = seen[cell.source] = seen.get(cell.source, 0) + 1
        digest = hashlib.sha256(f"{count}\n{cell.source}".encode()).hexdigest()
        cell.id = digest[:8]


if __name__ == "__main__":
    main()
