"""No widely used crate makes cargo compile array-core or polars again.

That would take minutes and cost a session its variables. cargo compiles again what one feature more
is asked of, also when it is asked of a crate far below; `kernel/evcxr-host/src/unify/` asks for all
that these crates ask for beforehand. cargo tells what it would compile, without compiling it.
"""

import json
import os
import shutil
import subprocess

import pytest
from bench.compile_cost import host

# What a notebook may ask for. A crate's own dependencies are the newest that it allows.
SETS = {
    "machine learning": [
        'smartcore = "0.7"',
        'ndarray = "0.16"',
        'linfa = "0.8"',
        'linfa-linear = "0.8"',
        'linfa-clustering = "0.8"',
        'candle-core = "0.11"',
        'candle-nn = "0.11"',
    ],
    "burn": ['burn = { version = "0.22", default-features = false, features = ["std", "flex"] }'],
    "linear algebra": ['nalgebra = "0.34"', 'faer = "0.23"', 'sprs = "0.11"', 'ndarray-npy = "0.10"'],
    "random": ['rand = "0.9"', 'rand_distr = "0.5"', 'statrs = "0.18"'],
    "text and time": ['regex = "1"', 'chrono = "0.4"', 'itertools = "0.14"', 'csv = "1"'],
    "serde": ['serde = { version = "1", features = ["derive"] }', 'serde_json = "1"'],
    "network": [
        'tokio = { version = "1", features = ["full"] }',
        'reqwest = { version = "0.12", features = ["blocking", "json"] }',
    ],
    "pictures": ['image = "0.25"', 'plotly = "0.13"'],
}


@pytest.fixture(scope="module")
def runtime(installed, array_kernel):
    """Where the kernel's runtime is, with data frames built."""
    spec = json.loads((installed / "kernel.json").read_text())
    result = array_kernel("install", "--user", "--frames")
    assert result.returncode == 0, result.stderr
    return os.path.dirname(os.path.dirname(spec["argv"][0]))


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("library", ["array_core", "array_frames"])
def test_a_crate_leaves_the_library_as_it_is(runtime, library, name, tmp_path):
    alone = compiled_for(library, workspace(runtime, library, [], tmp_path / "alone"))
    beside = compiled_for(library, workspace(runtime, library, SETS[name], tmp_path / "beside"))
    assert any(package.split("#")[-1].startswith("ndarray") for package, *_ in alone)
    assert beside - alone == set()


def workspace(runtime, library, crates, root):
    """A package that depends on what a session's crates do, and on these."""
    own = {"array-core": "src/array-core", "array-kernel-unify": "unify"}
    if library == "array_frames":
        own["array-frames"] = "src/array-core/frames"
        own["array-kernel-unify-frames"] = "unify-frames"
    lines = [f"{name} = {{ path = {json.dumps(f'{runtime}/{path}')} }}" for name, path in own.items()]
    (root / "src").mkdir(parents=True)
    (root / "src" / "lib.rs").touch()
    template = "template-frames" if library == "array_frames" else "template"
    shutil.copy(f"{runtime}/{template}/Cargo.lock", root)
    (root / "Cargo.toml").write_text(
        '[package]\nname = "crates"\nedition = "2024"\n\n[workspace]\nresolver = "3"\n\n'
        "[dependencies]\n" + "\n".join(lines + crates) + "\n"
    )
    return root


def compiled_for(library, root):
    """Each unit of work that a library needs: of which package, with which features, for what."""
    command = ["cargo", "build", "--unit-graph", "-Z", "unstable-options", "--target", host()]
    # What cargo would do is told by compilers that allow what is unstable, or that are told to.
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    units = json.loads(ran.stdout)["units"]
    pending = [unit for unit in units if unit["target"]["name"] == library]
    found = set()
    while pending:
        unit = pending.pop()
        name = (unit["pkg_id"], *unit["features"], unit["mode"], unit["platform"])
        if name not in found:
            found.add(name)
            pending += [units[dependency["index"]] for dependency in unit["dependencies"]]
    return found
