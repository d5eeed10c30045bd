"""How fast array-core's operations are beside NumPy's, in one run and taking turns.

    cd tests && python -m bench.arrays [--threads N] [--only NAME] [--json FILE] [--picture FILE]

prints for every operation, size and element type the time of a call in NumPy and in array-core and
the median ratio of neighbouring turns; and where memory or arithmetic binds, how much of what the
machine can do is reached. Then the geometric mean, the best and the worst, and how exact sums,
means and variances are on both sides.

With `--against one-thread` the rival is array-core itself with one thread: what more threads gain.
"""

import argparse
import json
from pathlib import Path

from bench.arrays import accuracy, report
from bench.arrays.contenders import array_core, built_binary, default_python, numpy, wide_features
from bench.arrays.operations import ALL, DTYPES
from bench.arrays.race import measure
from bench.latency import machine as processor

PICTURED = (1_000_000, "f64")
NUMPY, ONE_THREAD = "numpy", "one-thread"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.arrays", description="Compares array-core with NumPy.")
    parser.add_argument("--threads", type=int, default=1, help="threads of each side")
    parser.add_argument("--against", choices=[NUMPY, ONE_THREAD], default=NUMPY, help="the rival")
    parser.add_argument("--only", action="append", help="an operation to measure; may be repeated")
    parser.add_argument("--dtype", choices=list(DTYPES), action="append", help="an element type; may be repeated")
    parser.add_argument("--size", type=int, action="append", help="a size to measure; may be repeated")
    parser.add_argument("--binary", type=Path, help="array-core's side; else it is built")
    parser.add_argument("--python", default=default_python(), help="a Python with NumPy; else this one")
    parser.add_argument("--json", type=Path, help="where to write all samples")
    parser.add_argument("--picture", type=Path, help="where to write the picture, an SVG")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    binary = options.binary or built_binary()
    ours = array_core(binary, options.threads)
    theirs = numpy(options.python, options.threads)
    isa = theirs.machine()
    if options.against == ONE_THREAD:
        rival, contenders = "one thread", [array_core(binary, 1, "one thread"), ours]
    else:
        rival, contenders = "NumPy", [theirs, ours]
        if wide := wide_features(isa["isa"]):
            contenders.append(numpy(options.python, options.threads, wide))
    machine = ours.machine() | {"processor": processor(), "threads": options.threads, "numpy": isa}
    print(
        f"{machine['processor']}, {options.threads} thread(s); array-core: {machine['isa']}; "
        f"NumPy {isa['version']}: {' '.join(isa['isa'])}\n"
        f"memcpy {machine['copy_bytes'] / 1e9:.1f} GB/s, FMA {machine['flops'] / 1e9:.0f} GFLOP/s on one core\n"
    )
    entries = []
    for operation in ALL:
        if options.only and operation.name not in options.only:
            continue
        for dtype in operation.dtypes:
            for size in operation.sizes:
                if (options.dtype and dtype not in options.dtype) or (options.size and size not in options.size):
                    continue
                entry = measure(operation, size, dtype, contenders, options.threads)
                if entry is None:
                    raise SystemExit(f"{operation.name} of {dtype}: a side does not know it")
                entries.append(entry)
                print(report.line(entry, machine), flush=True)
    if entries:
        print("\n" + report.summary(entries, machine, rival))
    values = {}
    if not options.only:
        exact = accuracy.exact_values()
        values = {"exact": exact, "numpy": accuracy_of(theirs), "array_core": accuracy_of(ours)}
        print("\n" + report.accuracy_table(*values.values()))
    for contender in {theirs, *contenders}:
        contender.close()
    if options.json:
        options.json.write_text(report.as_json(entries, machine, values), encoding="utf-8")
    if options.picture:
        size, dtype = PICTURED
        note = f"times as fast as {rival}, {size} x {dtype}, {options.threads} thread(s); {machine['processor']}"
        options.picture.write_text(report.picture(entries, size, dtype, note), encoding="utf-8")


def accuracy_of(contender) -> dict:
    return json.loads(contender.ask("accuracy"))


if __name__ == "__main__":
    main()
