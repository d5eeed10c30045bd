"""Writes golden cases: calls with NumPy's own answers, one JSON object per line.

    python tests/golden/generate.py OUTPUT.jsonl

A case is {"call", "args", "params", "expect", "text"?, "tol"?}. `array-core/tests/golden` reads the
file, makes the same call and compares values, shapes, dtypes and, where "text" is given, the printed
form. Everything is seeded: two runs with the same NumPy write the same file.
"""

import sys
import warnings

import numpy as np

import creation
import curves
import elementwise
import indexing
import linear
import printing
import reductions
import reshaping
import sorting
from case import Writer

FAMILIES = [
    creation,
    elementwise,
    reductions,
    curves,
    sorting,
    reshaping,
    indexing,
    linear,
    printing,
]


def main():
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    with open(sys.argv[1], "w", encoding="utf-8") as output:
        writer = Writer(output)
        for family in FAMILIES:
            before = writer.count
            family.write(writer)
            print(f"{family.__name__:12} {writer.count - before:5} cases")
        print(f"{'all':12} {writer.count:5} cases, numpy {np.__version__}")


if __name__ == "__main__":
    main()
