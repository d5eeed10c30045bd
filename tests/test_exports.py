"""Notebooks in other forms: pages, slides, paper, and Rust programs that compile and run."""

import re
import shutil
import subprocess

import nbformat
import pytest
from conftest import CLONE
from nbconvert import HTMLExporter, ScriptExporter, SlidesExporter

NOTEBOOKS = sorted((CLONE / "notebooks").rglob("*.ipynb"))
BROWSER = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)

# Seconds that building crates may take on a busy machine.
BUILD = 1800.0
DEPENDENCY = re.compile(r"^// (%dep .*)$", re.MULTILINE)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path) -> list:
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@every_notebook
@pytest.mark.parametrize("exporter", [HTMLExporter, SlidesExporter], ids=["html", "slides"])
def test_a_notebook_is_a_page_and_slides(path, exporter):
    page, _ = exporter().from_filename(str(path))
    assert page.count('<div class="jp-Cell-inputWrapper"') >= len(code_cells(path))
    tables = sum(
        "text/html" in output.get("data", {}) for cell in code_cells(path) for output in cell.outputs
    )
    assert page.count("jp-RenderedHTMLCommon") >= tables


@every_notebook
def test_a_notebook_is_a_script(path):
    script, resources = ScriptExporter().from_filename(str(path))
    assert resources["output_extension"] == ".rs"
    missing = [cell.source for cell in code_cells(path) if cell.source.strip() not in script]
    assert not missing


@pytest.mark.skipif(not BROWSER, reason="no Chromium on the path, which prints without TeX")
@every_notebook
def test_a_notebook_is_printed(path, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(HTMLExporter().from_filename(str(path))[0])
    paper = tmp_path / "paper.pdf"
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
    command += [f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    printed = paper.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 2


@every_notebook
def test_a_notebook_is_a_program_that_compiles(path, array_kernel, instant, tmp_path):
    program = tmp_path / "notebook.rs"
    result = array_kernel("script", path, "--output", program)
    assert result.returncode == 0, result.stderr
    text = program.read_text()
    if "df!(" in text:
        # Before the crates, as in the notebook, so that these are built once.
        instant.run('df!("x" => [1])?', patience=BUILD).expect_ok()
    if crates := DEPENDENCY.findall(text):
        instant.run("\n".join(crates), patience=BUILD).expect_ok()
    instant.run(text, patience=BUILD).expect_ok()


def test_a_lesson_is_a_program_that_runs(array_kernel, instant, tmp_path):
    """The program is compiled as it stands, as a cell, and shows what the notebook shows."""
    path = CLONE / "notebooks" / "03-basic-array-operations.ipynb"
    program = tmp_path / "lesson.rs"
    result = array_kernel("script", path, "--output", program)
    assert result.returncode == 0, result.stderr
    # Hints and marks depend on what other tests have solved already.
    instant.run(f"%env LESSONS_PROGRESS={tmp_path / 'progress.json'}").expect_ok()
    instant.run(program.read_text()).expect_ok()
    ran = instant.run("main()?;").expect_ok()
    shown = [content["data"]["text/plain"] for content in ran.contents("display_data")]
    expected = [
        output.data["text/plain"]
        for cell in code_cells(path)
        if not {"raises-exception", "volatile"} & set(cell.metadata.get("tags", []))
        for output in cell.outputs
        if "data" in output
    ]
    assert set(expected) <= set(shown)
    printed = [
        output.text for cell in code_cells(path) for output in cell.outputs if "text" in output
    ]
    assert all(text in ran.text("stdout") for text in printed)
