"""Slices, masks, index lists: reading and writing.

An index is a list of parts: {"at": n}, {"slice": [start, stop, step]}, {"list": [..]}, {"mask": [..]},
{"newaxis": true}, {"ellipsis": true}.
"""

import numpy as np

from inputs import axes, make

DTYPES = ["f8", "f4", "i8", "i4", "u1", "bool", "c16"]


def part(p):
    """The Python index of one part."""
    if "at" in p:
        return p["at"]
    if "slice" in p:
        return slice(*p["slice"])
    if "list" in p:
        return np.array(p["list"], dtype=int)
    if "newaxis" in p:
        return None
    if "ellipsis" in p:
        return Ellipsis
    return np.array(p["mask"])


def at(n):
    return {"at": n}


def cut(start=None, stop=None, step=None):
    return {"slice": [start, stop, step]}


def pick(*values):
    return {"list": list(values)}


ALL, NEW, DOTS = cut(), {"newaxis": True}, {"ellipsis": True}

ON_LINE = [
    [at(0)], [at(-1)], [cut(1, 4)], [cut(None, None, 2)], [cut(None, None, -1)], [cut(-3, None)],
    [cut(None, -2)], [cut(1, 100)], [cut(5, 2)], [cut(6, 1, -2)], [cut(-100, 3)], [pick(0, 2, 2)],
    [pick(-1, 0)], [pick()], [NEW, ALL], [ALL, NEW], [DOTS], [{"mask": [True, False] * 3 + [True]}],
]  # fmt: skip
ON_CUBE = [
    [at(1)], [at(-1), at(0)], [at(0), ALL, at(1)], [ALL, cut(1, 3)], [cut(None, None, -1), ALL, cut(None, None, 2)],
    [DOTS, at(0)], [at(1), DOTS], [DOTS, cut(1, None)], [ALL, NEW, at(0)], [NEW, DOTS, NEW],
    [pick(1, 0, 1)], [ALL, pick(2, 0)], [pick(0, 1), pick(1, 2)], [pick(0, 1), ALL, pick(3, 0)],
    [at(0), pick(1, 2)], [ALL, pick(0, 2), pick(1, 3)], [at(0), ALL, pick(3, 3, 0)], [cut(0, 1), pick(0, 1), at(2)],
]  # fmt: skip


def write(w):
    for dtype in DTYPES:
        line, cube = make(dtype, (7,)), make(dtype, (2, 3, 4))
        for a, cases in [(line, ON_LINE), (cube, ON_CUBE)]:
            for index in cases:
                key = tuple(part(p) for p in index)
                w.case("i", [a], a[key], {"index": index})
                b = a.copy()
                value = make(dtype, (), 1, 2) if dtype != "bool" else np.array(True)
                b[key] = value
                w.case("set", [a, value], b, {"index": index})
    masks(w)
    taking(w)
    choosing(w)


def masks(w):
    for dtype in DTYPES:
        a = make(dtype, (3, 4))
        mask = make("bool", (3, 4))
        rows = np.array([True, False, True])
        w.case("i_mask", [a, mask], a[mask])
        w.case("i_mask", [a, rows], a[rows])
        b = a.copy()
        b[mask] = a[0, 0]
        w.case("set_mask", [a, mask, a[0, 0]], b)
        w.case("compress", [a, rows], np.compress(rows, a, 0), {"axis": 0})
        w.case("extract", [a, mask], np.extract(mask, a))


def taking(w):
    for dtype in DTYPES:
        a = make(dtype, (3, 4))
        index = np.array([2, 0, -1, 1])
        w.case("take", [a, index], np.take(a, index))
        for axis in axes(a):
            short = np.array([1, 0, -1])
            w.case("take", [a, short], np.take(a, short, axis), {"axis": axis})
        b = a.copy()
        np.put(b, index, a.ravel()[:4])
        w.case("put", [a, index, a.ravel()[:4]], b)
        along = np.argsort(a, axis=1)
        w.case("take_along_axis", [a, along], np.take_along_axis(a, along, 1), {"axis": 1})


def choosing(w):
    for dtype in ["f8", "i8", "bool"]:
        a = make(dtype, (3, 4), -1, 2)
        w.case("nonzero", [a], list(np.nonzero(a)))
        w.case("argwhere", [a], np.argwhere(a))
        w.case("flatnonzero", [a], np.flatnonzero(a))
    for dtype in DTYPES:
        for left, right in [((3, 4), (3, 4)), ((4,), (3, 1)), ((), (3, 4))]:
            mask, x, y = make("bool", (3, 4)), make(dtype, left), make(dtype, right)
            w.case("where", [mask, x, y], np.where(mask, x, y))
    which = np.array([0, 1, 2, 1])
    choices = [make("f8", (4,)) for _ in range(3)]
    w.case("choose", [which, *choices], np.choose(which, choices))
    conditions = [make("bool", (5,)) for _ in range(2)]
    values = [make("f8", (5,)) for _ in range(2)]
    w.case("select", [*conditions, *values], np.select(conditions, values, 7.0), {"default": 7.0})
