"""The command line, and what Jupyter's own tools make of its kernelspec."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import CLONE


def kernelspec(*arguments, **variables) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "jupyter", "kernelspec", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **variables},
    )


def listed(**variables) -> dict[str, dict]:
    result = kernelspec("list", "--json", **variables)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["kernelspecs"]


def test_an_installed_kernel_is_listed_with_what_jupyter_needs(installed):
    spec = listed()["rust-array"]
    assert spec["resource_dir"] == str(installed)
    assert spec["spec"]["display_name"] == "Rust (array-core)"
    assert spec["spec"]["language"] == "rust"
    assert spec["spec"]["interrupt_mode"] == "message"
    assert spec["spec"]["metadata"]["debugger"] is False
    program, *rest = spec["spec"]["argv"]
    assert os.access(program, os.X_OK)
    assert rest == ["--connection-file", "{connection_file}"]
    for logo in ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"]:
        assert (installed / logo).is_file()


def test_the_installed_kernel_does_not_need_the_clone(installed):
    program = argv(installed)[0]
    assert CLONE not in Path(program).parents


def test_an_installed_kernel_finds_the_runtime_it_belongs_to(installed, tmp_path):
    """Without the clone, and although cargo has rewritten the lock file of the runtime's copy."""
    program = argv(installed)[0]
    subprocess.run([program, "install", "--prefix", tmp_path], check=True, timeout=60)
    copy = tmp_path / "share" / "jupyter" / "kernels" / "rust-array"
    assert argv(copy)[0] == program


@pytest.mark.parametrize("remover", ["jupyter", "array-kernel"])
def test_a_kernel_of_another_name_is_installed_listed_and_removed(array_kernel, tmp_path, remover):
    prefix = ["--prefix", tmp_path]
    result = array_kernel(
        "install", *prefix, "--name", "other", "--display-name", "Other", "--env", "A=b=c"
    )
    assert result.returncode == 0, result.stderr
    data = {"JUPYTER_PATH": str(tmp_path / "share" / "jupyter")}
    spec = listed(**data)["other"]["spec"]
    assert (spec["display_name"], spec["env"]) == ("Other", {"A": "b=c"})

    if remover == "jupyter":
        result = kernelspec("remove", "-f", "other", **data)
    else:
        result = array_kernel("uninstall", *prefix, "--name", "other")
    assert result.returncode == 0, result.stderr
    assert "other" not in listed(**data)


def test_jupyter_can_install_a_copy_of_the_kernelspec(installed, tmp_path):
    result = kernelspec("install", installed, "--name", "copy", "--prefix", tmp_path)
    assert result.returncode == 0, result.stderr
    assert "copy" in listed(JUPYTER_PATH=str(tmp_path / "share" / "jupyter"))


def test_sys_prefix_means_the_active_environment(array_kernel, tmp_path):
    environment = {**os.environ, "VIRTUAL_ENV": str(tmp_path)}
    result = array_kernel("install", "--sys-prefix", env=environment)
    assert result.returncode == 0, result.stderr
    folder = tmp_path / "share" / "jupyter" / "kernels" / "rust-array"
    assert (folder / "kernel.json").is_file()
    result = array_kernel("uninstall", "--sys-prefix", env=environment)
    assert result.returncode == 0 and not folder.exists(), result.stderr


def test_a_foreign_kernelspec_is_not_overwritten(array_kernel, tmp_path):
    folder = tmp_path / "share" / "jupyter" / "kernels" / "rust-array"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text('{"argv": ["foreign"], "display_name": "Foreign"}')
    refused = array_kernel("install", "--prefix", tmp_path)
    assert refused.returncode != 0
    assert "another program" in refused.stderr and "--replace" in refused.stderr
    assert "foreign" in (folder / "kernel.json").read_text()

    kept = array_kernel("uninstall", "--prefix", tmp_path)
    assert kept.returncode != 0 and folder.exists()

    assert array_kernel("install", "--prefix", tmp_path, "--replace").returncode == 0
    assert "foreign" not in (folder / "kernel.json").read_text()


def test_uninstalling_what_is_not_there_is_an_error(array_kernel, tmp_path):
    result = array_kernel("uninstall", "--prefix", tmp_path)
    assert result.returncode != 0
    assert "no kernel rust-array" in result.stderr


def test_doctor_finds_everything_after_the_set_up(array_kernel, installed):
    result = array_kernel("doctor", env=with_this_python())
    assert result.returncode == 0, result.stdout
    for name in ["rustc", "cargo", "linker", "OpenBLAS", "Python", "Jupyter", "runtime"]:
        assert any(
            line.startswith("found") and name in line for line in result.stdout.splitlines()
        ), f"{name} in\n{result.stdout}"
    assert str(installed) in result.stdout


def test_doctor_names_what_is_missing_and_the_fix(array_kernel, tmp_path):
    result = array_kernel("doctor", env={"PATH": str(tmp_path), "HOME": str(tmp_path)})
    assert result.returncode == 1
    missing = [line for line in result.stdout.splitlines() if line.startswith("not found")]
    assert any("rustc" in line for line in missing), result.stdout
    assert result.stdout.count("fix") >= len(missing)


def test_run_executes_a_notebook_into_a_file(array_kernel, tmp_path):
    notebook = write_notebook(tmp_path / "sum.ipynb", "arange(5).sum()")
    for name in ["out.html", "out.ipynb", "out.md"]:
        output = tmp_path / "results" / name
        result = array_kernel("run", notebook, "--output", output, env=with_this_python())
        assert result.returncode == 0, result.stderr
        assert result.stdout.splitlines()[-1] == str(output)
        assert "10" in output.read_text()
    assert nbformat.read(notebook, as_version=4).cells[0].outputs == [], "the source is untouched"


def test_run_of_a_failing_notebook_shows_the_error(array_kernel, tmp_path):
    notebook = write_notebook(tmp_path / "bad.ipynb", "let x = 1;\nx.no_such_method()")
    result = array_kernel("run", notebook, env=with_this_python())
    assert result.returncode != 0
    assert "no_such_method" in result.stderr and "did not run to its end" in result.stderr


def test_run_refuses_what_it_cannot_do_before_it_starts(array_kernel, tmp_path):
    missing = array_kernel("run", tmp_path / "none.ipynb")
    assert missing.returncode != 0 and "no notebook" in missing.stderr
    notebook = write_notebook(tmp_path / "a.ipynb", "1")
    format_ = array_kernel("run", notebook, "--output", "a.pdf")
    assert format_.returncode != 0 and "expected .html, .ipynb or .md" in format_.stderr


def test_clean_keeps_the_runtime_in_use(array_kernel, installed, instant):
    instant.run("let kept = arange(3);").expect_ok()
    result = array_kernel("clean")
    assert result.returncode == 0, result.stderr
    assert os.access(argv(installed)[0], os.X_OK)
    assert instant.run("kept.sum()").result["text/plain"] == "3"


def argv(folder) -> list[str]:
    return json.loads((folder / "kernel.json").read_text())["argv"]


def with_this_python() -> dict[str, str]:
    return {**os.environ, "ARRAY_KERNEL_PYTHON": sys.executable}


def write_notebook(path, *cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "rust-array", "display_name": "Rust (array-core)"}
    nbformat.write(notebook, path)
    return path
