"""How fast files are read and written: cells of this kernel beside NumPy, pandas and polars in
Python, on the same files and taking turns.

    cd tests && python -m bench.files [--python PYTHON] [--threads N] [--only TEXT] [--json FILE]

`PYTHON` has numpy, pandas, polars and pyarrow. Prints for each way of reading or writing, and for
each number of threads, the median time, megabytes of the file in a second, and how many times as
fast as each other library a cell is (the median over the turns). Each side says what it has read by
a sum; all have to agree. Files are in the page cache.
"""

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from session import Session, running_kernel

from bench.arrays.contenders import THREADS, Contender
from bench.compile_cost import newest_runtime
from bench.contenders import make_known, ours
from bench.latency import machine

TURNS = 5
# What takes longer than this on some side gets fewer turns.
SLOW_SECONDS = 2.0
SLOW_TURNS = 3
# Libraries of data frames that start threads of their own, besides those that arrays use.
MORE_THREADS = ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS")
OURS = "array-core"
# How exactly sums agree: the sides add in different orders.
AGREED = 1e-9


@dataclass
class Case:
    """A way to read or write a file; `{name}` is a file of the benchmark."""

    name: str
    # Whose size is the number of bytes.
    file: str
    cell: str
    cell_check: str
    others: dict[str, str]
    check: str = "np.nansum(found)"
    samples: dict[str, list[float]] = field(default_factory=dict)
    size: int = 0


READ_SUM = "nansum(&found)"
MEAN = 'found.col("x_mean")?.sum()'
PL_TABLE = "pl.read_csv({table}, try_parse_dates=True)"
PD_TABLE = "pd.read_csv({table}, engine='c', parse_dates=['day'])"
CASES = [
    Case(
        "loadtxt, floats",
        "floats",
        "loadtxt({floats}).delimiter(',').read()?",
        READ_SUM,
        {
            "NumPy": "np.loadtxt({floats}, delimiter=',')",
            "pandas": "pd.read_csv({floats}, header=None, engine='c').to_numpy()",
            "polars": "pl.read_csv({floats}, has_header=False).to_numpy()",
        },
    ),
    Case(
        "loadtxt, integers",
        "integers",
        "loadtxt({integers}).delimiter(',').read_as::<i64>()?",
        "found.sum() as f64",
        {
            "NumPy": "np.loadtxt({integers}, delimiter=',', dtype=np.int64)",
            "pandas": "pd.read_csv({integers}, header=None, engine='c').to_numpy()",
            "polars": "pl.read_csv({integers}, has_header=False).to_numpy()",
        },
    ),
    Case(
        "loadtxt, spaces",
        "spaces",
        "loadtxt({spaces}).read()?",
        READ_SUM,
        {
            "NumPy": "np.loadtxt({spaces})",
            "pandas": "pd.read_csv({spaces}, header=None, sep=' ', engine='c').to_numpy()",
            "polars": "pl.read_csv({spaces}, has_header=False, separator=' ').to_numpy()",
        },
    ),
    Case(
        "genfromtxt, holes",
        "holes",
        "genfromtxt({holes}).delimiter(',').read()?",
        READ_SUM,
        {
            "NumPy": "np.genfromtxt({holes}, delimiter=',')",
            "pandas": "pd.read_csv({holes}, header=None, engine='c').to_numpy()",
            "polars": "pl.read_csv({holes}, has_header=False).to_numpy()",
        },
    ),
    Case(
        "read_csv",
        "table",
        "read_csv({table})?",
        'found.col("x")?.nansum()',
        {"pandas": PD_TABLE, "polars": PL_TABLE},
        "np.nansum(found['x'])",
    ),
    Case(
        "scan_csv, groups",
        "table",
        'scan_csv({table}).groupby("key").agg([("x", "mean"), ("n", "max")])?',
        MEAN,
        {
            "pandas": PD_TABLE + ".groupby('key').agg(x=('x', 'mean'), n=('n', 'max'))",
            "polars": "pl.scan_csv({table}, try_parse_dates=True).group_by('key')"
            ".agg(pl.col('x').mean(), pl.col('n').max()).collect()",
        },
        "np.nansum(found['x'])",
    ),
    Case(
        "scan_csv, head",
        "table",
        "scan_csv({table}).head(5).collect()?",
        'found.col("x")?.nansum()',
        {
            "pandas": "pd.read_csv({table}, engine='c', parse_dates=['day'], nrows=5)",
            "polars": "pl.scan_csv({table}, try_parse_dates=True).head(5).collect()",
        },
        "np.nansum(found['x'])",
    ),
    Case("load", "array", "load::<f64>({array})?", READ_SUM, {"NumPy": "np.load({array})"}),
    Case(
        "load_mmap, sum",
        "array",
        "load_mmap::<f64>({array})?.to_array().sum()",
        "found",
        {"NumPy": "np.load({array}, mmap_mode='r').sum()"},
    ),
    Case(
        "npz, stored",
        "stored",
        'load_npz({stored})?.get::<f64>("a")?',
        READ_SUM,
        {"NumPy": "np.load({stored})['a']"},
    ),
    Case(
        "npz, deflated",
        "deflated",
        'load_npz({deflated})?.get::<f64>("a")?',
        READ_SUM,
        {"NumPy": "np.load({deflated})['a']"},
    ),
    Case("save", "array", "save({new_array}, &big)?", "1.0", {"NumPy": "np.save({new_array}, big)"}, "1"),
    Case(
        "savez_compressed",
        "deflated",
        'savez_compressed({new_deflated}, [("a", &rough)])?',
        "1.0",
        {"NumPy": "np.savez_compressed({new_deflated}, a=rough)"},
        "1",
    ),
    Case(
        "savetxt",
        "spaces",
        "savetxt({new_spaces}, &matrix).write()?",
        "1.0",
        {"NumPy": "np.savetxt({new_spaces}, matrix)"},
        "1",
    ),
    Case(
        "savetxt, %.6f",
        "sixes",
        "savetxt({sixes}, &matrix).fmt(\"%.6f\").delimiter(\",\").write()?",
        "1.0",
        {"NumPy": "np.savetxt({sixes}, matrix, fmt='%.6f', delimiter=',')"},
        "1",
    ),
]
# What is written, by both sides' names.
VARIABLES = {"big": "array", "rough": "rough", "matrix": "matrix"}


def make_files(folder: Path, scale: float) -> dict[str, str]:
    """Writes the files; their paths as literals of both languages."""
    rng = np.random.default_rng(5)
    texts = {"floats": 50_000, "integers": 200_000, "holes": 30_000, "spaces": 30_000, "table": 400_000}
    rows = {name: max(100, int(count * scale)) for name, count in texts.items()}

    def lines(name: str, separator: str, row) -> None:
        text = "".join(separator.join(row(k)) + "\n" for k in range(rows[name]))
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    floats = rng.normal(size=(max(rows.values()), 10))
    integers = rng.integers(-1_000_000, 1_000_000, (rows["integers"], 10))
    holes = rng.random(floats.shape) < 0.1
    lines("floats", ",", lambda k: map(repr, floats[k].tolist()))
    lines("spaces", " ", lambda k: [f"{x:.18e}" for x in floats[k]])
    lines("integers", ",", lambda k: map(str, integers[k].tolist()))
    lines("holes", ",", lambda k: ["" if hole else f"{x:.4f}" for x, hole in zip(floats[k], holes[k])])
    keys, words = ["north", "south", "east", "west"], ["fine", "rain, then sun", "", "fog"]
    table = folder / "table.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("key,n,x,note,day,seen\n")
        for k in range(rows["table"]):
            note, x = words[k % 4], "" if k % 9 == 4 else f"{floats[k, 0]:.4f}"
            note = f'"{note}"' if "," in note else note
            day, seen = f"2026-{k % 12 + 1:02}-{k % 28 + 1:02}", "true" if k % 3 == 0 else "false"
            file.write(f"{keys[k * 7 % 4]},{k},{x},{note},{day},{seen}\n")
    size = max(1000, int(8_000_000 * scale))
    np.save(folder / "array.npy", rng.normal(size=size))
    # Compresses as measured values do: few digits.
    rough = np.round(rng.normal(size=size // 4), 2)
    np.save(folder / "rough.npy", rough)
    np.save(folder / "matrix.npy", floats[: rows["spaces"]])
    np.savez(folder / "stored.npz", a=np.load(folder / "array.npy"))
    np.savez_compressed(folder / "deflated.npz", a=rough)
    np.savetxt(folder / "sixes.csv", floats[: rows["spaces"]], fmt="%.6f", delimiter=",")
    files = ["floats.csv", "spaces.csv", "integers.csv", "holes.csv", "table.csv", "array.npy", "rough.npy"]
    files += ["matrix.npy", "stored.npz", "deflated.npz", "sixes.csv"]
    files += ["new_array.npy", "new_deflated.npz", "new_spaces.csv"]
    return {file.partition(".")[0]: json.dumps(str(folder / file)) for file in files}


def filled(code: str, files: dict[str, str]) -> str:
    """An expression with the files' paths."""
    for name, path in files.items():
        code = code.replace("{" + name + "}", path)
    return code


class Cells:
    """This side: cells of a running kernel."""

    def __init__(self, session: Session, files: dict[str, str]):
        self.session, self.files = session, files
        for name, file in VARIABLES.items():
            session.run(f"let {name} = load::<f64>({files[file]})?;").expect_ok()

    def measure(self, case: Case) -> tuple[float, float]:
        # The same text each time, so that only its first run is compiled.
        code = f"""{{
    let started = std::time::Instant::now();
    let found = {filled(case.cell, self.files)};
    let seconds = started.elapsed().as_secs_f64();
    println!("{{seconds}} {{}}", {case.cell_check});
}}"""
        seconds, value = self.session.run(code).expect_ok().text("stdout").split()
        return float(seconds), float(value)


class Python:
    """The others, in one process."""

    def __init__(self, python: str, threads: int, files: dict[str, str]):
        more = {name: str(threads) for name in MORE_THREADS}
        self.process, self.files = Contender("Python", [python, "-m", "bench.files_side"], threads, more), files
        for name, file in VARIABLES.items():
            self.ask({"set": name, "to": f"np.load({files[file]})"})

    def ask(self, request: dict):
        return json.loads(self.process.ask(json.dumps(request)))

    def measure(self, expression: str, check: str) -> tuple[float, float]:
        return tuple(self.ask({"measure": filled(expression, self.files), "check": check}))


def race(case: Case, cells: Cells, python: Python) -> None:
    """Measures a case on all sides in turns; a first one, which is not counted, warms up."""
    calls = {OURS: lambda: cells.measure(case)}
    for label, expression in case.others.items():
        calls[label] = lambda expression=expression: python.measure(expression, case.check)
    first = {label: call() for label, call in calls.items()}
    values = {label: value for label, (_, value) in first.items()}
    if not all(math.isclose(value, values[OURS], rel_tol=AGREED, abs_tol=1e-6) for value in values.values()):
        sys.exit(f"{case.name}: the sides do not agree: {values}")
    slow = max(seconds for seconds, _ in first.values()) > SLOW_SECONDS
    case.samples = {label: [] for label in calls}
    for _ in range(SLOW_TURNS if slow else TURNS):
        for label, call in calls.items():
            case.samples[label].append(call()[0])


def ratios(case: Case) -> dict[str, float]:
    """How many times as fast as each other side a cell is."""
    turns = {label: zip(case.samples[OURS], samples) for label, samples in case.samples.items() if label != OURS}
    return {label: statistics.median(b / a for a, b in pairs) for label, pairs in turns.items()}


def line(case: Case, threads: int) -> str:
    cells = [f"{case.name:20} {threads:>2} {case.size / 1e6:>7.1f} MB"]
    for label in [OURS, "NumPy", "pandas", "polars"]:
        if label not in case.samples:
            cells.append(" " * 22)
            continue
        seconds = statistics.median(case.samples[label])
        speed = case.size / seconds / 1e6
        ratio = "" if label == OURS else f"{ratios(case)[label]:.2f}x"
        cells.append(f"{seconds * 1e3:8.1f} ms {speed:5.0f} {ratio:>6}")
    return "  ".join(f"{cell:22}" for cell in cells).rstrip()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.files", description="Compares the reading and writing of files.")
    parser.add_argument("--runtime", type=Path, help="a folder that `array-kernel install` made; else the newest")
    parser.add_argument("--python", default=sys.executable, help="a Python with the libraries; else this one")
    parser.add_argument("--threads", type=int, action="append", help="may be repeated; else 1 and 2")
    parser.add_argument("--only", action="append", help="a part of the names to measure; may be repeated")
    parser.add_argument("--scale", type=float, default=1.0, help="how large the files are")
    parser.add_argument("--json", type=Path, help="where to write all samples")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    runtime = (options.runtime or newest_runtime()).resolve()
    cases = [case for case in CASES if not options.only or any(text in case.name for text in options.only)]
    results = []
    with tempfile.TemporaryDirectory(prefix="files-") as folder:
        files = make_files(Path(folder), options.scale)
        for threads in options.threads or [1, 2]:
            contender = ours(runtime, "instant", f"{threads} thread(s)")
            contender.environment = {name: str(threads) for name in THREADS + MORE_THREADS}
            make_known([contender], Path(folder) / f"kernels-{threads}")
            python = Python(options.python, threads, files)
            if not results:
                versions = ", ".join(f"{name} {version}" for name, version in python.ask({"versions": True}).items())
                print(f"{machine()}, {os.cpu_count()} cores; {versions}")
                print(f"{'':35}{OURS:22}{'NumPy':>12}{'pandas':>24}{'polars':>24}   ms, MB/s, times as fast")
            with running_kernel(contender.kernel) as session:
                cells = Cells(session.connect(), files)
                for case in cases:
                    case.size = Path(json.loads(files[case.file])).stat().st_size
                    race(case, cells, python)
                    sample = {"case": case.name, "threads": threads, "bytes": case.size, "seconds": case.samples}
                    results.append(sample)
                    print(line(case, threads), flush=True)
            python.process.close()
    if options.json:
        options.json.write_text(json.dumps({"machine": machine(), "results": results}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
