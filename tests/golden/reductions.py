"""Reductions whole, by axis, by several axes, with keepdims; statistics."""

import numpy as np

from inputs import EMPTY, FLOATS, INTS, REAL, SHAPES, axes, make, special, viewed_cases

NUMERIC = ["sum", "prod", "mean", "std", "var", "min", "max", "ptp", "argmin", "argmax", "median"]
BOOLEAN = ["any", "all", "count_nonzero"]
RUNNING = ["cumsum", "cumprod"]
NAN = ["nansum", "nanmean", "nanmedian", "nanstd", "nanvar", "nanmin", "nanmax"]
TOL = {"f8": 1e-13, "f4": 2e-5}


def tol(dtype):
    return TOL.get(dtype, 1e-13)


def write(w):
    for name in NUMERIC:
        f = getattr(np, name)
        for dtype in REAL:
            for shape in SHAPES:
                if name == "prod" and dtype in INTS and len(shape) > 2:
                    continue
                a = make(dtype, shape)
                w.case(name, [a], f(a), tol=tol(dtype))
                for axis in axes(a) if dtype in ["f8", "i8"] else []:
                    w.case(name, [a], f(a, axis=axis), {"axis": axis}, tol=tol(dtype))
            a = make(dtype, (3, 4))
            w.case(name, [a], f(a, axis=0), {"axis": 0}, tol=tol(dtype))
        several_axes(w, name, make("f8", (2, 3, 4)))
        viewed_cases(w, name, make("f8", (4, 6)), f, 1e-13)
        viewed_cases(w, name, make("f8", (4, 6)), lambda v, f=f: f(v, axis=0), 1e-13, {"axis": 0})
        for dtype in FLOATS:
            w.case(name, [special(dtype)], f(special(dtype)))
    for name in ["sum", "prod", "mean"]:
        for dtype in FLOATS:
            for shape in EMPTY:
                a = make(dtype, shape)
                w.case(name, [a], getattr(np, name)(a))
        for axis in [0, 1]:
            a = np.zeros((0, 3))
            w.case(name, [a], getattr(np, name)(a, axis=axis), {"axis": axis})
    for name in ["sum", "mean", "min", "max", "argmax"]:
        a = make("bool", (3, 4))
        w.case(name, [a], getattr(np, name)(a))
    for name in ["std", "var"]:
        for ddof in [1, 2]:
            a = make("f8", (4, 5))
            w.case(name, [a], getattr(np, name)(a, ddof=ddof), {"ddof": ddof}, tol=1e-13)
    for name in BOOLEAN:
        for dtype in ["bool", "f8", "i8"]:
            for shape in SHAPES + EMPTY:
                a = make(dtype, shape, -1, 2)
                w.case(name, [a], getattr(np, name)(a))
                for axis in axes(a) if a.size else []:
                    w.case(name, [a], getattr(np, name)(a, axis=axis), {"axis": axis})
    for name in RUNNING:
        for dtype in ["f8", "f4", "i8", "i4"]:
            for shape in SHAPES[1:]:
                a = make(dtype, shape, -2, 3)
                w.case(name, [a], getattr(np, name)(a), tol=tol(dtype))
                for axis in axes(a):
                    w.case(name, [a], getattr(np, name)(a, axis=axis), {"axis": axis}, tol=tol(dtype))
    nan_aware(w)
    quantiles(w)
    averages(w)
    statistics(w)


def several_axes(w, name, a, tol=1e-13):
    """By several axes where NumPy can, and with the folded axes kept."""
    f = getattr(np, name)
    for axis in axes(a):
        w.case(name, [a], f(a, axis=axis, keepdims=True), {"axis": axis, "keepdims": True}, tol=tol)
    w.case(name, [a], f(a, keepdims=True), {"keepdims": True}, tol=tol)
    if name in ["argmin", "argmax"]:
        return
    for several in [(0, 1), (0, 2), (-1, 0), (2, 1, 0)]:
        w.case(name, [a], f(a, axis=several), {"axes": list(several)}, tol=tol)
        w.case(name, [a], f(a, axis=several, keepdims=True), {"axes": list(several), "keepdims": True}, tol=tol)


def nan_aware(w):
    for dtype in FLOATS:
        a = make(dtype, (4, 5))
        a[0, 1] = a[2, 3] = a[3, 3] = np.nan
        for name in NAN:
            f = getattr(np, name)
            w.case(name, [a], f(a), tol=tol(dtype))
            for axis in axes(a):
                w.case(name, [a], f(a, axis=axis), {"axis": axis}, tol=tol(dtype))
    cube = make("f8", (2, 3, 4))
    cube[0, 1, 2] = cube[1, :, 0] = np.nan
    for name in NAN:
        several_axes(w, name, cube)


def quantiles(w):
    line, cube = make("f8", (7,)), make("f8", (2, 3, 4))
    holes = cube.copy()
    holes[0, 1, 2] = holes[1, :, 0] = np.nan
    for name, top in [("quantile", 1), ("percentile", 100), ("nanquantile", 1), ("nanpercentile", 100)]:
        f = getattr(np, name)
        for q in [0.0, 0.1 * top, 0.333 * top, 0.5 * top, 0.75 * top, 1.0 * top, [0.25 * top, 0.9 * top]]:
            w.case(name, [line], f(line, q), {"q": q}, tol=1e-13)
            for a in [cube, holes]:
                w.case(name, [a], f(a, q), {"q": q}, tol=1e-13)
                w.case(name, [a], f(a, q, keepdims=True), {"q": q, "keepdims": True}, tol=1e-13)
                for axis in axes(a):
                    w.case(name, [a], f(a, q, axis), {"q": q, "axis": axis}, tol=1e-13)
                    kept = {"q": q, "axis": axis, "keepdims": True}
                    w.case(name, [a], f(a, q, axis, keepdims=True), kept, tol=1e-13)
                for several in [(0, 1), (-1, 0)]:
                    at = {"q": q, "axes": list(several)}
                    w.case(name, [a], f(a, q, several), at, tol=1e-13)
                    w.case(name, [a], f(a, q, several, keepdims=True), at | {"keepdims": True}, tol=1e-13)


def averages(w):
    cube = make("f8", (2, 3, 4))
    whole = make("f8", (2, 3, 4), 0, 1)
    for keepdims in [False, True]:
        kept = {"keepdims": True} if keepdims else {}
        w.case("average", [cube, whole], np.average(cube, weights=whole, keepdims=keepdims), kept, tol=1e-13)
        for axis in axes(cube):
            for weights in [whole, make("f8", (cube.shape[axis],), 0, 1)]:
                mean = np.average(cube, axis, weights, keepdims=keepdims)
                w.case("average", [cube, weights], mean, kept | {"axis": axis}, tol=1e-13)
        for several in [(0, 1), (2, 0), (-1, -2)]:
            for weights in [whole, make("f8", tuple(cube.shape[axis] for axis in several), 0, 1)]:
                mean = np.average(cube, several, weights, keepdims=keepdims)
                w.case("average", [cube, weights], mean, kept | {"axes": list(several)}, tol=1e-13)


def statistics(w):
    x, y = make("f8", (8,)), make("f8", (8,))
    weights = make("f8", (8,), 0, 1)
    w.case("average", [x, weights], np.average(x, weights=weights), tol=1e-13)
    for n in [1, 2, 3]:
        w.case("diff", [x], np.diff(x, n), {"n": n}, tol=1e-13)
    matrix = make("f8", (4, 5))
    for axis in axes(matrix):
        w.case("diff", [matrix], np.diff(matrix, axis=axis), {"n": 1, "axis": axis}, tol=1e-13)
    for edges in [5, 10]:
        w.case("histogram", [x], list(np.histogram(x, edges)), {"bins": edges}, tol=1e-13)
    counts = make("i8", (20,), 0, 6)
    w.case("bincount", [counts], np.bincount(counts))
    for a in [x, np.array([0.0, 1.0, 2.5, 3.0])]:
        edges = np.array([-1.0, 0.0, 1.0, 2.5])
        w.case("digitize", [a, edges], np.digitize(a, edges))
    w.case("corrcoef", [matrix], np.corrcoef(matrix), tol=1e-12)
    w.case("cov", [matrix], np.cov(matrix), tol=1e-12)
    for mode in ["full", "same", "valid"]:
        for m in [1, 3, 8]:
            k = make("f8", (m,))
            w.case("convolve", [x, k], np.convolve(x, k, mode), {"mode": mode}, tol=1e-12)
