"""Functions that make arrays from numbers, and casts."""

import numpy as np

from case import NAMES
from inputs import COMPLEX, INTS, NUMERIC, SHAPES, FLOATS, make, special


def write(w):
    for shape in [(), (4,), (2, 3), (0, 2), (2, 2, 2)]:
        for name in ["zeros", "ones"]:
            w.case(name, [], getattr(np, name)(shape), {"shape": list(shape)})
        w.case("full", [], np.full(shape, 2.5), {"shape": list(shape), "value": 2.5})
    for n in [0, 1, 3]:
        w.case("eye", [], np.eye(n), {"n": n})
        w.case("identity", [], np.identity(n), {"n": n})
    for start, stop, step in [(0, 10, 1), (2, 10, 3), (10, 0, -3), (5, 5, 1), (-3, 4, 2)]:
        w.case("arange_int", [], np.arange(start, stop, step), {"of": [start, stop, step]})
    for start, stop, step in [(0.0, 1.0, 0.1), (1.0, 2.0, 0.3), (5.0, 0.0, -0.5), (0.0, 0.0, 1.0)]:
        w.case("arange_float", [], np.arange(start, stop, step), {"of": [start, stop, step]})
    for start, stop, n in [(0.0, 1.0, 5), (-2.0, 3.0, 7), (1.0, 1.0, 3), (0.0, 1.0, 1), (0.0, 1.0, 0)]:
        of = {"of": [start, stop], "n": n}
        w.case("linspace", [], np.linspace(start, stop, n), of)
        w.case("logspace", [], np.logspace(start, stop, n), of, tol=1e-14)
    for start, stop, n in [(1.0, 1000.0, 4), (0.01, 10.0, 7), (2.0, 2.0, 3)]:
        w.case("geomspace", [], np.geomspace(start, stop, n), {"of": [start, stop], "n": n}, tol=1e-13)
    for dtype in ["f8", "i8", "c16"]:
        square = make(dtype, (4, 4))
        wide = make(dtype, (2, 5))
        line = make(dtype, (3,))
        for k in [-2, -1, 0, 1, 2]:
            for a in [square, wide, line]:
                w.case("diag", [a], np.diag(a, k), {"k": k})
            for a in [square, wide]:
                w.case("tril", [a], np.tril(a, k), {"k": k})
                w.case("triu", [a], np.triu(a, k), {"k": k})
    for sizes in [(3, 2), (2, 2), (1, 4)]:
        x, y = np.arange(float(sizes[0])), np.arange(float(sizes[1]))
        w.case("meshgrid", [x, y], np.meshgrid(x, y))
    for shape in [(2, 3), (2, 1, 3)]:
        w.case("indices", [], np.indices(shape), {"shape": list(shape)})
    for a in [make(d, s) for d in ["f8", "i4", "bool"] for s in SHAPES]:
        for name in ["zeros_like", "ones_like"]:
            w.case(name, [a], getattr(np, name)(a))
    casts(w)


def casts(w):
    """Casts between all pairs of dtypes, of values that both can hold or that wrap by rule."""
    every = NUMERIC + ["bool"]
    for source in every:
        a = make(source, (6,), low=0)
        for target in every:
            if source in COMPLEX and target not in COMPLEX:
                continue  # NumPy warns: the imaginary part is dropped
            w.case("astype", [a], a.astype(target), {"to": NAMES[np.dtype(target).name]})
    for source in INTS:
        a = np.array([0, 1, 100, 127], dtype=source)
        a[0] = np.iinfo(source).max
        a[1] = np.iinfo(source).min
        for target in INTS + FLOATS:
            w.case("astype", [a], a.astype(target), {"to": NAMES[np.dtype(target).name]})
    for source in FLOATS:
        a = special(source)
        w.case("astype", [a], a.astype(bool), {"to": "bool"})
        w.case("astype", [a], a.astype("f4"), {"to": "f32"})
        truncated = np.array([1.9, -1.9, 0.2, 100.5], dtype=source)
        for target in ["i8", "i4", "i2", "i1"]:
            w.case("astype", [truncated], truncated.astype(target), {"to": NAMES[np.dtype(target).name]})
