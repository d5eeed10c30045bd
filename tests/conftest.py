"""What all tests share: an installed kernel in a Jupyter of its own, and running sessions of it.

The tests use the kernel named by ARRAY_KERNEL, else the release build in the target directory.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parent.parent

# Set before anything of Jupyter reads it: the tests see no kernel, configuration or history of the
# user's own, and leave nothing behind.
HOME = Path(tempfile.mkdtemp(prefix="array-kernel-tests-"))
for variable, folder in {
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "XDG_DATA_HOME": "share",
    "IPYTHONDIR": "ipython",
}.items():
    os.environ[variable] = str(HOME / folder)
os.environ.pop("JUPYTER_PATH", None)
# Who solves exercises, as in the committed notebooks; see lessons/build.py.
os.environ["LESSONS_LEARNER"] = "book"
os.environ["LESSONS_PROGRESS"] = str(HOME / "progress.json")
# `%%python` cells run by the Python of these tests, which has NumPy.
os.environ["ARRAY_KERNEL_PYTHON"] = sys.executable

from session import KERNEL_NAME, running_kernel

ENGINES = ["instant", "evcxr"]

FIGURES = pytest.StashKey[list[str]]()


def executable() -> Path:
    """The `array-kernel` under test."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", CLONE / "target"))
    kernel = Path(os.environ.get("ARRAY_KERNEL", target / "release" / "array-kernel"))
    if not kernel.is_file():
        pytest.exit(f"no kernel at {kernel}: run `bash test.sh`, or name one in ARRAY_KERNEL", 2)
    return kernel


def pytest_configure(config):
    config.stash[FIGURES] = []


def pytest_terminal_summary(terminalreporter, config):
    if config.stash[FIGURES]:
        terminalreporter.section("figures")
        for line in config.stash[FIGURES]:
            terminalreporter.line(line)


def pytest_unconfigure(config):
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def figure(pytestconfig):
    """Notes a measured figure for the end of the report."""
    return pytestconfig.stash[FIGURES].append


@pytest.fixture(scope="session")
def array_kernel():
    """Runs the kernel's command line."""

    def run(*arguments, **options) -> subprocess.CompletedProcess:
        return subprocess.run(
            [executable(), *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            timeout=3600,
            **options,
        )

    return run


@pytest.fixture(scope="session")
def installed(array_kernel) -> Path:
    """The kernel installed for the user of these tests; its kernelspec's folder."""
    result = array_kernel("install", "--user")
    assert result.returncode == 0, result.stderr
    return HOME / "data" / "kernels" / "rust-array"


def with_engine(installed: Path, engine: str) -> str:
    """The name of a kernel with that engine, installed beside the default one."""
    folder = installed.parent / f"{KERNEL_NAME}-{engine}"
    folder.mkdir(exist_ok=True)
    spec = json.loads((installed / "kernel.json").read_text())
    spec["argv"] += ["--engine", engine]
    (folder / "kernel.json").write_text(json.dumps(spec))
    return folder.name


@pytest.fixture(scope="module", params=ENGINES)
def kernel(installed, request):
    """A session that the tests of one file share, with each of the engines."""
    with running_kernel(with_engine(installed, request.param)) as session:
        yield session.connect()


@pytest.fixture(params=ENGINES)
def fresh_kernel(installed, request):
    """A session for one test, for what would disturb others, with each of the engines."""
    with running_kernel(with_engine(installed, request.param)) as session:
        yield session.connect()


@pytest.fixture(scope="module")
def instant(installed):
    """A session of the default engine, for what the other one cannot."""
    with running_kernel() as session:
        yield session.connect()
