"""How long cells take, from request to idle, in this kernel and in others.

    cd tests && python -m bench.latency [--stock EVCXR_JUPYTER] [--frames] [--json FILE] [--picture FILE]

measures the instant engine, the evcxr engine, evcxr's own kernel with the same array-core (where
`--stock` names it) and ipykernel with NumPy (where this Python has it), all in one run and taking
turns, so that all see the same load. Prints medians beside their goals, writes all samples as JSON
and draws a picture. Cells hold numbers that no earlier run had: what is to be new is new.

`--frames` adds data frames; polars is compiled first where it has not been, for a quarter of an hour.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from session import Session, running_kernel

from bench.compile_cost import newest_runtime
from bench.contenders import RUST, Contender, ipykernel, make_known, ours, stock
from bench.picture import draw

# Long enough for the first session of a kernel, which may compile array-core or polars.
PATIENCE = 3600.0
# Cells that are run before any is measured.
WARM_UP = 2
# How many neighbours stand for "cell 5" and for the last one: one cell alone is a matter of luck.
NEIGHBOURS = 5


@dataclass
class Row:
    """One thing that is measured."""

    name: str
    goal: str
    unit: str = "s"
    # Samples by the contender's key.
    samples: dict[str, list[float]] = field(default_factory=dict)

    def add(self, contender: Contender, sample: float) -> None:
        self.samples.setdefault(contender.key, []).append(sample)

    def median(self, key: str) -> float | None:
        return statistics.median(self.samples[key]) if key in self.samples else None


class Numbers:
    """Numbers that no earlier run had."""

    def __init__(self):
        self.last = int(time.time() * 1000) * 1000

    def next(self) -> int:
        self.last += 1
        return self.last


def timed(session: Session, code: str) -> float:
    """The seconds from the request to the idle status."""
    started = time.monotonic()
    session.run(code).expect_ok()
    return time.monotonic() - started


def warm_cells(session: Session, count: int = 20) -> list[float]:
    """The seconds that each of some typical array cells takes, after a first one."""
    session.run(RUST.setup).expect_ok()
    numbers = Numbers()
    return [timed(session, RUST.array.format(n=numbers.next())) for _ in range(count)]


def describe(seconds: list[float]) -> str:
    median = statistics.median(seconds)
    return f"median {median:.3f} s of {len(seconds)}, {min(seconds):.3f} to {max(seconds):.3f} s"


class Race:
    """A session of every contender."""

    def __init__(self, contenders: list[Contender], stack: ExitStack):
        self.sessions = []
        for contender in contenders:
            session = stack.enter_context(running_kernel(contender.kernel)).connect(PATIENCE)
            prepare(session, contender)
            session.run(contender.language.setup).expect_ok()
            self.sessions.append((contender, session))

    def run(self, cells: list[dict[str, str]], row: Row | None) -> None:
        """Every contender runs its cell of each turn; those that have none sit out."""
        for turn in cells:
            for contender, session in self.sessions:
                code = turn.get(contender.key)
                if code is not None:
                    seconds = timed(session, code)
                    if row is not None:
                        row.add(contender, seconds)


def prepare(session: Session, contender: Contender) -> None:
    if contender.dependencies:
        session.run(contender.dependencies, patience=PATIENCE).expect_ok()


class Benchmark:
    """All measurements."""

    def __init__(self, contenders: list[Contender]):
        self.contenders = contenders
        self.numbers = Numbers()

    def cells(self, what: str, count: int) -> list[dict[str, str]]:
        """New cells for each contender that has words for it."""
        turns = []
        for _ in range(count):
            n = self.numbers.next()
            words = {c.key: getattr(c.language, what) for c in self.contenders}
            turns.append({key: text.format(n=n) for key, text in words.items() if text})
        return turns

    def starts(self, count: int) -> list[Row]:
        """Starting a kernel: until it introduces itself, and until it has shown an array."""
        ready = Row("start to kernel_info", "<= 0.3 s")
        first = Row("start to first result", "<= 0.6 s")
        for turn in range(count + 1):
            for contender in self.contenders:
                started = time.monotonic()
                with running_kernel(contender.kernel) as session:
                    session.ask("kernel_info_request", {})
                    answered = time.monotonic() - started
                    code = contender.language.first.format(n=self.numbers.next())
                    # One cell after the other, by their replies: outputs are not waited for, as
                    # their channel may not be connected yet.
                    for cell in [contender.dependencies, code]:
                        if cell:
                            reply = session.reply(session.client.execute(cell), patience=PATIENCE)
                            assert reply["content"]["status"] == "ok", reply["content"]
                    shown = time.monotonic() - started
                # The first start may compile what later ones find.
                if turn > 0:
                    ready.add(contender, answered)
                    first.add(contender, shown)
        return [ready, first]

    def cells_of_a_session(self, count: int, frames: bool) -> list[Row]:
        """New cells, and the same cells in the next session."""
        array = Row("new array cell", "<= 0.10 s")
        generic = Row("new cell of generic ndarray code", "half of evcxr's")
        again = Row("same array cell after a restart", "<= 0.02 s")
        rows = [array, generic, again]
        cells = self.cells("array", count)
        with ExitStack() as stack:
            race = Race(self.contenders, stack)
            race.run(self.cells("array", WARM_UP), None)
            race.run(cells, array)
            race.run(self.cells("generic", WARM_UP), None)
            race.run(self.cells("generic", count), generic)
            if frames:
                row = Row("new cell of data frames", "<= 0.20 s")
                rows.insert(1, row)
                for contender, session in race.sessions:
                    if contender.frames:
                        session.run(contender.frames, patience=PATIENCE).expect_ok()
                    if contender.language.frames:
                        code = contender.language.frames.format(n=self.numbers.next())
                        session.run(code, patience=PATIENCE).expect_ok()
                race.run(self.cells("frames", WARM_UP), None)
                race.run(self.cells("frames", count), row)
        with ExitStack() as stack:
            race = Race(self.contenders, stack)
            race.run(cells, again)
        return rows

    def long_session(self, length: int) -> list[Row]:
        """The last cells of a long session against those around the fifth."""
        every = Row("", "")
        with ExitStack() as stack:
            Race(self.contenders, stack).run(self.cells("array", length), every)
        row = Row(f"cell {length} against cell 5", "<= 1.3", unit="times")
        for contender in self.contenders:
            seconds = every.samples[contender.key]
            early, late = seconds[2 : 2 + NEIGHBOURS], seconds[-NEIGHBOURS:]
            row.add(contender, statistics.median(late) / statistics.median(early))
        return [row]


def machine() -> str:
    """What the figures were taken on."""
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if sys.platform == "linux" else []:
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} x {model}, {platform.system()}"


def as_json(contenders: list[Contender], rows: list[Row]) -> dict:
    return {
        "machine": machine(),
        "contenders": [{"key": c.key, "label": c.label} for c in contenders],
        "rows": [
            {
                "name": row.name,
                "goal": row.goal,
                "unit": row.unit,
                "medians": {key: row.median(key) for key in row.samples},
                "samples": row.samples,
            }
            for row in rows
        ],
    }


def show(results: dict) -> None:
    """Prints the medians as a table."""
    labels = [contender["label"] for contender in results["contenders"]]
    keys = [contender["key"] for contender in results["contenders"]]
    print(f"{results['machine']}; medians\n")
    print(f"{'':36}" + "".join(f"{label:>20}" for label in labels) + "   goal")
    for row in results["rows"]:
        unit = {"s": "s", "times": "x"}[row["unit"]]
        values = [row["medians"].get(key) for key in keys]
        texts = ["-" if value is None else f"{value:.3f} {unit}" for value in values]
        print(f"{row['name']:36}" + "".join(f"{text:>20}" for text in texts) + f"   {row['goal']}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compares the latency of cells in several kernels.")
    parser.add_argument("--runtime", type=Path, help="a folder that `array-kernel install` made; else the newest")
    parser.add_argument("--stock", type=Path, help="an evcxr_jupyter to compare with")
    parser.add_argument("--python", default=sys.executable, help="a Python with ipykernel and NumPy; else this one")
    parser.add_argument("--without-evcxr", action="store_true", help="leave the evcxr engine out")
    parser.add_argument("--frames", action="store_true", help="measure data frames too")
    parser.add_argument("--cells", type=int, default=20, help="samples of every kind of cell")
    parser.add_argument("--starts", type=int, default=5, help="starts of every kernel")
    parser.add_argument("--long", type=int, default=500, help="cells of the long session; 0 for none")
    parser.add_argument("--json", type=Path, help="where to write all samples")
    parser.add_argument("--picture", type=Path, help="where to write the picture, an SVG")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    runtime = options.runtime or newest_runtime()
    with tempfile.TemporaryDirectory(prefix="latency-") as folder:
        contenders = [ours(runtime, "instant", "instant engine")]
        if not options.without_evcxr:
            contenders.append(ours(runtime, "evcxr", "evcxr engine"))
        if options.stock:
            built = Path(folder) / "evcxr"
            built.mkdir()
            contenders.append(stock(options.stock, runtime, built))
        python = ipykernel(options.python)
        if python:
            contenders.append(python)
        else:
            print(f"{options.python} lacks ipykernel or numpy: left out", file=sys.stderr)
        make_known(contenders, Path(folder))
        benchmark = Benchmark(contenders)
        rows = benchmark.cells_of_a_session(options.cells, options.frames)
        rows += benchmark.starts(options.starts)
        if options.long:
            rows += benchmark.long_session(options.long)
    results = as_json(contenders, rows)
    show(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        options.picture.write_text(draw(results), encoding="utf-8")


if __name__ == "__main__":
    main()
