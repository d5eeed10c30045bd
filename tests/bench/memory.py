"""How much memory a long session takes, in each of its processes. Linux only.

    cd tests && python -m bench.memory [--runtime FOLDER] [--cells 500]

runs new cells that keep one small array, and prints the processes' memory on the way: all that is
resident, of that what no file backs, and how large the files are that the runner has mapped of
compiled cells. What a cell adds should be its own code.
"""

import argparse
import re
import tempfile
from pathlib import Path

from session import running_kernel

from bench.compile_cost import newest_runtime
from bench.contenders import RUST, make_known, ours
from bench.latency import Numbers

CELL = "let x = &w * {n} + 1; x.sum_axis(0)"
# The first figures are taken after as many cells: by then all that is loaded once is loaded.
WARM_UP = 20
STEPS = 5


def family(process: int) -> dict[str, int]:
    """A kernel and its engine's processes, by their roles."""
    found = {"kernel": process}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = int(re.search(r"^PPid:\s*(\d+)", status.read_text(), re.MULTILINE)[1])
            words = (status.parent / "cmdline").read_bytes().split(b"\0")
        except FileNotFoundError:
            continue
        child = int(status.parent.name)
        if parent == process and b"serve" in words:
            found |= {"engine": child}
            found |= {role: one for role, one in family(child).items() if role == "runner"}
        elif parent == process and b"runner" in words:
            found["runner"] = child
    return found


def memory(process: int) -> tuple[float, float]:
    """Megabytes that are resident, and those of them that no file backs."""
    status = Path(f"/proc/{process}/status").read_text()
    kilobytes = [int(re.search(rf"^{name}:\s*(\d+)", status, re.MULTILINE)[1]) for name in ["VmRSS", "RssAnon"]]
    return kilobytes[0] / 1024, kilobytes[1] / 1024


def mapped_cells(process: int, cells: Path) -> tuple[int, float]:
    """How many compiled cells a process has mapped, and how many megabytes of them."""
    count, size = set(), 0
    for line in Path(f"/proc/{process}/maps").read_text().splitlines():
        words = line.split(maxsplit=5)
        if len(words) == 6 and words[5].startswith(str(cells)):
            start, end = (int(address, 16) for address in words[0].split("-"))
            count.add(words[5])
            size += end - start
    return len(count), size / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the memory of a long session.")
    parser.add_argument("--runtime", type=Path, help="a folder that `array-kernel install` made; else the newest")
    parser.add_argument("--cells", type=int, default=500)
    options = parser.parse_args()
    runtime = (options.runtime or newest_runtime()).resolve()
    contender = ours(runtime, "instant", "instant engine")
    numbers = Numbers()
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        make_known([contender], Path(folder))
        with running_kernel(contender.kernel) as session:
            session.connect().run(RUST.setup).expect_ok()
            processes = family(session.manager.provisioner.pid)
            print("resident MB (of them without a file)")
            print(f"{'cells':>6}" + "".join(f"{role:>18}" for role in processes) + f"{'mapped cells':>22}")
            reports = {WARM_UP} | {k * options.cells // STEPS for k in range(1, STEPS + 1)}
            for done in range(1, options.cells + 1):
                session.run(CELL.format(n=numbers.next())).expect_ok()
                if done in reports:
                    texts = ["{:.1f} ({:.1f})".format(*memory(process)) for process in processes.values()]
                    mapped = "{} ({:.1f} MB)".format(*mapped_cells(processes["runner"], runtime / "cells"))
                    print(f"{done:6}" + "".join(f"{text:>18}" for text in texts) + f"{mapped:>22}", flush=True)


if __name__ == "__main__":
    main()
