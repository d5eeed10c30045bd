"""Sorting, searching and sets."""

import numpy as np

from inputs import REAL, SHAPES, axes, make, special, viewed_cases


def write(w):
    for name in ["sort", "argsort"]:
        f = getattr(np, name)
        for dtype in REAL + ["bool"]:
            for shape in SHAPES[1:]:
                a = make(dtype, shape)
                w.case(name, [a], f(a, kind="stable"))
                for axis in axes(a) if dtype in ["f8", "i4"] else []:
                    w.case(name, [a], f(a, axis=axis, kind="stable"), {"axis": axis})
        w.case(name, [special("f8")], f(special("f8"), kind="stable"))
        viewed_cases(w, name, make("f8", (4, 6)), lambda v, f=f: f(v, kind="stable"))
    for dtype in ["f8", "i8"]:
        a, b = make(dtype, (9,), 0, 4), make(dtype, (9,), 0, 4)
        w.case("lexsort", [a, b], np.lexsort((a, b)))
        c = make(dtype, (9,), 0, 2)
        w.case("lexsort", [a, b, c], np.lexsort((a, b, c)))
        rows = make(dtype, (4, 12), 0, 2)
        w.case("lexsort_rows", [rows], np.lexsort(rows))
        haystack = np.sort(make(dtype, (9,)))
        needles = make(dtype, (6,))
        for side in ["left", "right"]:
            found = np.searchsorted(haystack, needles, side)
            w.case("searchsorted", [haystack, needles], found, {"side": side})
        for k in [0, 3, 8]:
            a = make(dtype, (9,))
            w.case("partition_kth", [a], np.partition(a, k)[k], {"k": k})
    floats, integers = make("f8", (20,), 0, 2).round(), make("i8", (20,), 0, 2)
    w.case("lexsort", [floats, integers], np.lexsort((floats, integers)))
    w.case("lexsort", [special("f8"), integers[:10]], np.lexsort((special("f8"), integers[:10])))
    for dtype in REAL + ["bool"]:
        a, b = make(dtype, (12,), 0, 6), make(dtype, (7,), 0, 6)
        values, index, inverse, counts = np.unique(a, True, True, True)
        w.case("unique", [a], values)
        w.case("unique_index", [a], index)
        w.case("unique_inverse", [a], inverse)
        w.case("unique_counts", [a], counts)
        for name in ["union1d", "intersect1d", "setdiff1d", "setxor1d"]:
            w.case(name, [a, b], getattr(np, name)(a, b))
        w.case("isin", [a, b], np.isin(a, b))
