"""Changing shapes; joining and splitting."""

import numpy as np

from inputs import SHAPES, axes, make, viewed_cases

PAD_MODES = [
    "constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap",
]  # fmt: skip
DTYPES = ["f8", "f4", "i8", "i4", "i2", "u1", "bool", "c16"]


def write(w):
    for dtype in DTYPES:
        shapes(w, dtype)
        joins(w, dtype)
    splits(w)
    edits(w)


def shapes(w, dtype):
    a = make(dtype, (2, 3, 4))
    for shape in [(24,), (4, 6), (-1, 8), (2, -1, 2), (3, 2, 2, 2)]:
        w.case("reshape", [a], a.reshape(shape), {"shape": list(shape)})
    for shape in SHAPES:
        b = make(dtype, shape)
        for name in ["ravel", "flatten", "transpose"]:
            f = {"ravel": np.ravel, "flatten": lambda v: v.flatten(), "transpose": np.transpose}[name]
            w.case(name, [b], f(b))
        for name in ["atleast_1d", "atleast_2d", "atleast_3d"]:
            w.case(name, [b], getattr(np, name)(b))
        for axis in axes(b):
            w.case("flip", [b], np.flip(b, axis), {"axis": axis})
            w.case("roll", [b], np.roll(b, 2, axis), {"shift": 2, "axis": axis})
        for axis in range(-b.ndim - 1, b.ndim + 1):
            w.case("expand_dims", [b], np.expand_dims(b, axis), {"axis": axis})
        w.case("roll", [b], np.roll(b, -1), {"shift": -1})
        w.case("flip", [b], np.flip(b))
    for order in [(0, 1, 2), (2, 0, 1), (1, 0, 2)]:
        w.case("transpose", [a], a.transpose(order), {"axes": list(order)})
    for i, j in [(0, 1), (0, -1), (-2, -1)]:
        w.case("swapaxes", [a], np.swapaxes(a, i, j), {"i": i, "j": j})
        w.case("moveaxis", [a], np.moveaxis(a, i, j), {"i": i, "j": j})
    ones = make(dtype, (1, 3, 1, 2))
    w.case("squeeze", [ones], np.squeeze(ones))
    w.case("squeeze", [ones], np.squeeze(ones, 2), {"axis": 2})
    square = make(dtype, (3, 4))
    for name in ["fliplr", "flipud"]:
        w.case(name, [square], getattr(np, name)(square))
    for k in range(-1, 4):
        w.case("rot90", [square], np.rot90(square, k), {"k": k})
    for shape in [(3, 4), (2, 3, 4), (1, 3, 4)]:
        w.case("broadcast_to", [square], np.broadcast_to(square, shape), {"shape": list(shape)})
    for name, f in [("ravel", np.ravel), ("transpose", np.transpose)]:
        viewed_cases(w, name, make(dtype, (4, 6)), f)


def joins(w, dtype):
    a, b, c = make(dtype, (2, 3)), make(dtype, (2, 3)), make(dtype, (4, 3))
    u, v = make(dtype, (3,)), make(dtype, (3,))
    deep = make(dtype, (2, 3, 2))
    for axis in axes(a):
        w.case("concatenate", [a, b], np.concatenate([a, b], axis), {"axis": axis})
        w.case("stack", [a, b], np.stack([a, b], axis), {"axis": axis})
    w.case("concatenate", [a, c, b], np.concatenate([a, c, b]), {"axis": 0})
    for name in ["vstack", "hstack", "dstack", "column_stack"]:
        f = getattr(np, name)
        w.case(name, [a, b], f([a, b]))
        w.case(name, [u, v], f([u, v]))
        w.case(name, [deep, deep], f([deep, deep]))
    w.case("vstack", [a, c], np.vstack([a, c]))
    for reps in [(2,), (2, 2), (1, 2, 2)]:
        w.case("tile", [a], np.tile(a, reps), {"reps": list(reps)})
    w.case("repeat", [a], np.repeat(a, 3), {"n": 3})
    for axis in axes(a):
        w.case("repeat", [a], np.repeat(a, 2, axis), {"n": 2, "axis": axis})


def splits(w):
    a = make("f8", (6, 4))
    cube = make("f8", (2, 4, 6))
    for n in [1, 2, 3]:
        w.case("split", [a], np.split(a, n), {"n": n, "axis": 0})
        w.case("vsplit", [a], np.vsplit(a, n), {"n": n})
    for n in [2, 4]:
        w.case("hsplit", [a], np.hsplit(a, n), {"n": n})
    w.case("dsplit", [cube], np.dsplit(cube, 3), {"n": 3})
    for n in [4, 5, 7]:
        for axis in [0, 1]:
            w.case("array_split", [a], np.array_split(a, n, axis), {"n": n, "axis": axis})
    for at in [[2], [1, 4], [0, 9]]:
        w.case("split_at", [a], np.split(a, at), {"at": at, "axis": 0})


def edits(w):
    a = make("f8", (3, 4))
    line = make("f8", (5,))
    w.case("append", [line, a], np.append(line, a))
    w.case("append", [a, a], np.append(a, a, axis=0), {"axis": 0})
    for at in [0, 2, -1]:
        w.case("insert", [line], np.insert(line, at, 9.5), {"at": at, "value": 9.5})
        w.case("insert", [a], np.insert(a, at, 9.5, axis=1), {"at": at, "value": 9.5, "axis": 1})
        w.case("delete", [line], np.delete(line, at), {"at": at})
        w.case("delete", [a], np.delete(a, at, axis=0), {"at": at, "axis": 0})
    for dtype in ["f8", "f4", "i8", "i4", "u1", "bool", "c16"]:
        paddings(w, dtype)


def paddings(w, dtype):
    tol = {"f8": 1e-14, "f4": 1e-6, "c16": 1e-14}.get(dtype)
    line, matrix, cube = make(dtype, (5,)), make(dtype, (3, 4)), make(dtype, (2, 3, 2))
    one = make(dtype, (1,))
    for mode in PAD_MODES:
        if (mode, dtype) == ("linear_ramp", "bool"):
            continue  # NumPy cannot: it subtracts
        for a, widths in [
            (line, [(2, 1)]), (line, [(0, 0)]), (line, [(13, 9)]), (one, [(3, 2)]),
            (matrix, [(1, 2), (0, 1)]), (matrix, [(3, 3)]), (cube, [(1, 0), (4, 2), (0, 3)]),
        ]:  # fmt: skip
            params = {"widths": [list(pair) for pair in widths], "mode": mode}
            w.case("pad", [a], np.pad(a, widths, mode), params, tol=tol)
    for value in [0, 1, 7] if dtype != "bool" else [0, 1]:
        params = {"widths": [[2, 3]], "mode": "constant", "value": value}
        w.case("pad", [matrix], np.pad(matrix, (2, 3), constant_values=value), params)
        if dtype != "bool":
            ramp = np.pad(matrix, (2, 3), "linear_ramp", end_values=value)
            w.case("pad", [matrix], ramp, params | {"mode": "linear_ramp"}, tol=tol)
