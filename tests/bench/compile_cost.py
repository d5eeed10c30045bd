"""What compiling array cells costs: rustc's time, and how much code it has to compile.

    python tests/bench/compile_cost.py [RUNTIME]

compiles fixed cells against a runtime's shared array-core, as the instant engine does, and prints
medians at opt-level 0 and 2. RUNTIME is a folder that `array-kernel install` made; by default it is
the newest in the cache. The cells are: one of ten statements that call array-core; one of many more,
of all kinds; an empty one, which is the floor; and one of ten statements of generic ndarray code,
which is what the ten calls would cost if array-core's functions were not compiled already.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPEATS = 7
LEVELS = [0, 2]

ARRAYS = """
let a = arange(12).reshape((3, 4));
let b = linspace(0., 1., 12).reshape((3, 4));
let c = &b * 2. + 1.;
let d = c.sum_axis(0);
let e = c.i((.., 1..3));
let f = where_(&b.gt(0.5), &b, 0.);
let g = sort(&a.ravel());
let h = concatenate([&b, &c]);
let k = b.dot(&c.t());
let m = sqrt(&k).mean_axis(-1);
"""
NDARRAY = """
use ::array_core::ndarray::{concatenate, s, Array1, ArrayD, Axis, Zip};
let a = Array1::from_iter(0..12_i64).into_shape_with_order((3, 4)).unwrap();
let b = Array1::linspace(0., 1., 12).into_shape_with_order((3, 4)).unwrap();
let c = &b * 2. + 1.;
let d = c.sum_axis(Axis(0));
let e = c.slice(s![.., 1..3]).to_owned();
let f = Zip::from(&b).map_collect(|&x| if x > 0.5 { x } else { 0. });
let mut g = a.iter().copied().collect::<Vec<_>>(); g.sort();
let h = concatenate(Axis(0), &[b.view(), c.view()]).unwrap();
let k: ArrayD<f64> = b.dot(&c.t()).into_dyn();
let m = k.mapv(f64::sqrt).mean_axis(Axis(1));
"""
MANY = """
let rng = default_rng(0);
let a = rng.normal((4, 3));
let (n, b) = (rng.integers(0, 9, 5), rng.uniform((3, 3)));
let picked = (rng.choice(&n, 3), rng.permutation(4), a.i(&array([2, 0])), a.i(&a.gt(0.)));
let made = (array([[1., 2.], [3., 4.]]), zeros((2, 3)), full(2, 7), eye(3), diag(&n), triu(&a));
let grids = (meshgrid(&n, &n), indices((2, 3)), fromfn((2, 3), |ix| ix[0]), logspace(0, 1, 3));
let shaped = (expand_dims(&a, 0).squeeze(), a.t(), flip(&a), roll(&n, 1), broadcast_to(&n, (2, 5)));
let joined = (stack([&a, &a]), vstack([&a, &b]), hstack([&n, &n]), tile(&n, 2), repeat(&n, 2));
let found = (nonzero(&a), argwhere(&a), unique(&n), argsort(&a), searchsorted(&n, 3), a.argmax());
let folded = (a.mean(), a.std_axis(0), a.max_axis(1), a.median(), a.percentile(50), a.cumsum());
let solved = (solve(&b, &b), inv(&b), det(&b), norm(&a), svd(&a), a.matmul(&b), b.trace());
let counted = (histogram(&a, 4), bincount(&n), diff(&n), clip(&a, 0., 1.), exp(&a), isnan(&a));
let mut c = a.clone();
c.set((0, ..), 5.);
println!("{c} {:?} {:?}", c.to_vec(), c.shape());
"""
TEN_CALLS, MANY_CALLS = "ten array-core statements", "many array-core calls"
NOTHING, TEN_GENERIC = "no statement", "ten ndarray statements"
CELLS = {TEN_CALLS: ARRAYS, MANY_CALLS: MANY, NOTHING: "", TEN_GENERIC: NDARRAY}

# What the instant engine writes around a cell.
CRATE = """
#![allow(warnings)]
extern crate array_core;
use array_core::prelude::*;
#[unsafe(no_mangle)]
pub extern "C" fn array_kernel_cell(host: &::array_core::cell::Host) {{
::array_core::cell::enter(host);
let outcome = ::array_core::cell::run(|| {{
{cell}
::std::result::Result::Ok::<(), ::array_core::cell::CellError>(())
}});
::array_core::cell::leave(outcome);
}}
"""


@dataclass
class Cost:
    """What one cell cost at one level of optimisation."""

    seconds: list[float]
    functions: list[str]

    @property
    def of_ndarray(self) -> list[str]:
        """ndarray's functions among them."""
        return [name for name in self.functions if re.search(r"\bndarray::", name)]

    @property
    def of_kernels(self) -> list[str]:
        """array-core's functions among them that go through elements."""
        inner = r"\barray_core::(kernel|random::(pcg64|ziggurat)|linalg::(gemm|deep|narrow)|reduce::(fold|plan))::"
        return [name for name in self.functions if re.search(inner, name)]


class Compiler:
    """rustc and a runtime's libraries."""

    def __init__(self, runtime: Path):
        # The compiler itself: rustup's proxy of the same name costs hundredths of a second a call.
        self.program = Path(ask("rustc", "--print", "sysroot").strip()) / "bin/rustc"
        target = runtime / "template/cell/target"
        self.libraries = target / host() / "debug/deps"
        self.macros = target / "debug/deps"
        suffix = "dylib" if sys.platform == "darwin" else "so"
        self.array_core = self.libraries / f"libarray_core.{suffix}"

    def compile(self, cell: str, level: int, folder: Path) -> Path:
        """Makes a shared library of a cell, with the instant engine's options."""
        source, library = folder / "cell.rs", folder / "cell.so"
        source.write_text(CRATE.format(cell=cell), encoding="utf-8")
        units = ["-Ccodegen-units=1"] if level == 0 else []
        command = [
            self.program, "--crate-name", "notebook", "--crate-type=cdylib", "--edition=2024",
            "-Cprefer-dynamic", "-Cdebuginfo=0", "-Cembed-bitcode=no", "-Cstrip=debuginfo",
            f"-Copt-level={level}", *units, "-Cmetadata=generation0",
            f"-Ldependency={self.libraries}", f"-Ldependency={self.macros}",
            f"--extern=array_core={self.array_core}", f"-Clink-arg=-Wl,-rpath,{self.libraries}",
            "-o", library, source,
        ]  # fmt: skip
        subprocess.run(command, check=True, cwd=folder)
        return library


def ask(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def host() -> str:
    """The platform that rustc compiles for unless told otherwise."""
    return re.search(r"^host: (.*)$", ask("rustc", "-vV"), re.MULTILINE)[1]


def newest_runtime() -> Path:
    """The runtime that was built last."""
    cache = os.environ.get("ARRAY_KERNEL_CACHE")
    if not cache:
        mac = Path.home() / "Library/Caches"
        base = mac if sys.platform == "darwin" else os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        cache = Path(base) / "array-kernel"
    markers = sorted(Path(cache).glob("*/runtime.json"), key=lambda marker: marker.stat().st_mtime)
    if not markers:
        sys.exit(f"{cache} has no runtime: run `array-kernel install` first")
    return markers[-1].parent


def functions(library: Path) -> list[str]:
    """The functions that a library defines."""
    lines = ask("nm", "--demangle", library).splitlines()
    return [line.split(maxsplit=2)[2] for line in lines if re.match(r"[0-9a-f]+ [tTwW] ", line)]


def measure(runtime: Path, repeats: int) -> dict[tuple[str, int], Cost]:
    """The cost of every cell at every level; the cells take turns, so that all see the same load."""
    compiler = Compiler(runtime)
    costs = {(name, level): Cost([], []) for name in CELLS for level in LEVELS}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(repeats + 1):
            for (name, level), cost in costs.items():
                started = time.monotonic()
                library = compiler.compile(CELLS[name], level, Path(folder))
                seconds = time.monotonic() - started
                if turn == 0:
                    # The first turn warms the disk's cache.
                    cost.functions = functions(library)
                else:
                    cost.seconds.append(seconds)
    return costs


def main(arguments: list[str]) -> None:
    runtime = Path(arguments[0]) if arguments else newest_runtime()
    print(f"{'cell':28}{'level':>6}{'median s':>10}{'least':>8}{'most':>8}{'functions':>11}{'of ndarray':>12}")
    for (name, level), cost in measure(runtime, REPEATS).items():
        seconds = f"{statistics.median(cost.seconds):10.3f}{min(cost.seconds):8.3f}{max(cost.seconds):8.3f}"
        print(f"{name:28}{level:6}{seconds}{len(cost.functions):11}{len(cost.of_ndarray):12}")


if __name__ == "__main__":
    main(sys.argv[1:])
