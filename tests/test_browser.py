"""An executed notebook in JupyterLab, in a real browser."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait


DRIVER = shutil.which("chromedriver")
BROWSER = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)

pytestmark = pytest.mark.skipif(
    not (DRIVER and BROWSER), reason="no Chromium with its chromedriver on the path"
)

# Tall enough for JupyterLab to render all of a short notebook: it leaves out what is off screen.
WINDOW = (1100, 1130)


@pytest.fixture
def lab(installed, tmp_path):
    """JupyterLab on a folder with a notebook of a table and a plot; its address."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Arrays in Rust"),
            nbformat.v4.new_code_cell("let a = arange(12).reshape((3, 4));\na"),
            nbformat.v4.new_code_cell(
                'let x = linspace(0., 12.57, 200);\nplot(&x, &sin(&x)).title("sine").line()'
            ),
            nbformat.v4.new_code_cell("a.sum_axis(0).no_such_method()"),
        ]
    )
    notebook.metadata.kernelspec = {"name": "rust-array", "display_name": "Rust (array-core)"}
    folder = tmp_path / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "arrays.ipynb")
    settings = Path(os.environ["JUPYTER_CONFIG_DIR"], "lab", "user-settings", "@jupyterlab")
    news = settings / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True, exist_ok=True)
    news.write_text('{"fetchNews": "false"}')
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    log = tmp_path / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
            + [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
            + [f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"],
            stdout=output,
            stderr=output,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not answers(f"{address}/api?token={token}"):
            assert server.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield f"{address}/lab/tree/arrays.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={profile}",
            "--window-size={},{}".format(*WINDOW),
        ]:
            options.add_argument(argument)
        driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
        try:
            yield driver
        finally:
            driver.quit()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as reply:
            return reply.status == 200
    except OSError:
        return False


def test_a_notebook_runs_in_jupyterlab(lab, browser, figure):
    browser.get(lab)
    wait = WebDriverWait(browser, 180)

    def one(selector: str):
        return wait.until(lambda page: page.find_element(By.CSS_SELECTOR, selector))

    one(".jp-Notebook .jp-CodeCell")
    wait.until(lambda page: "Rust (array-core)" in page.page_source)
    keyword = one(".jp-CodeCell .cm-line span")
    assert keyword.text == "let", "the editor highlights Rust"

    for command in ["application:toggle-left-area", "notebook:run-all-cells"]:
        browser.execute_script("window.jupyterapp.commands.execute(arguments[0])", command)
    table = one(".jp-OutputArea-output table")
    assert "11" in table.text
    svg = one(".jp-RenderedSVG svg, .jp-RenderedSVG img, .jp-OutputArea-output svg")
    assert svg.size["width"] > 300 and svg.size["height"] > 200
    error = one(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']")
    assert "no_such_method" in error.text
    for theme in ["Light", "Dark"]:
        browser.execute_script(
            "window.jupyterapp.commands.execute('apputils:change-theme', {theme: arguments[0]})",
            f"JupyterLab {theme}",
        )
        one(f"body[data-jp-theme-light='{str(theme == 'Light').lower()}']")
        picture = Path(tempfile.gettempdir()) / f"array-kernel-lab-{theme.lower()}.png"
        assert browser.save_screenshot(str(picture))
        figure(f"screenshot: {picture}")
