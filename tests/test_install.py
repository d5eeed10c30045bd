"""What install.sh and test.sh download: each no more than it needs, and nothing twice."""

import re
import subprocess
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parent.parent
JUPYTER, TESTS = "requirements-jupyter.txt", "requirements.txt"


def packages(name: str) -> set[str]:
    """The packages that a file lists, each with its one version."""
    lines = (CLONE / "tests" / name).read_text().splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", line) for line in listed), f"all of {name} are pinned"
    return {line.split("==")[0] for line in listed}


def test_users_download_nothing_that_only_tests_need():
    assert {"jupyterlab", "nbconvert", "numpy"} <= packages(JUPYTER)
    assert not packages(JUPYTER) & packages(TESTS)
    assert {"pandas", "polars", "pyarrow", "pytest", "selenium"} <= packages(TESTS)


@pytest.fixture
def install(tmp_path):
    """Runs the installation of Python packages with a Python that only notes what it is to install."""
    noted, environment = tmp_path / "noted", tmp_path / "environment"
    python = f'#!/bin/sh\necho "$@" >>{noted}\n'

    def run(*names: str) -> list[str]:
        noted.write_text("")
        script = f"""
            source {CLONE}/install.sh
            python_environment={environment}
            python3() {{
                mkdir -p "$python_environment/bin"
                printf '%s' '{python}' >"$python_environment/bin/python"
                chmod +x "$python_environment/bin/python"
            }}
            install_python_environment {" ".join(names)}
        """
        subprocess.run(["bash", "-c", script], check=True, capture_output=True)
        return re.findall(r"--requirement \S*/tests/(\S+)", noted.read_text())

    run.environment = environment
    return run


def test_what_is_installed_is_not_installed_again(install):
    assert install(JUPYTER) == [JUPYTER]
    assert install(JUPYTER) == []
    assert install(JUPYTER, TESTS) == [TESTS], "the tests add what is missing"
    assert install(JUPYTER, TESTS) == install(JUPYTER) == []


def test_what_the_tests_have_installed_serves_the_user(install):
    assert install(JUPYTER, TESTS) == [JUPYTER, TESTS]
    assert install(JUPYTER) == []


def test_other_versions_are_installed(install):
    install(JUPYTER, TESTS)
    (install.environment / TESTS).write_text("pytest==1.0\n")
    assert install(JUPYTER) == []
    assert install(JUPYTER, TESTS) == [TESTS]
