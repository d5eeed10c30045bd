"""Universal functions: arithmetic, transcendental, comparisons, logic; broadcasting and layouts."""

import numpy as np

from case import viewed
from inputs import COMPLEX, EMPTY, FLOATS, INTS, NUMERIC, REAL, SHAPES, SIGNED, VIEWS, make, special, viewed_cases

ULPS = {"f8": 4e-15, "f4": 2e-6, "c16": 2e-14, "c8": 2e-5}

UNARY_FLOAT = [
    "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p",
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "arcsinh", "arccosh", "arctanh", "deg2rad", "rad2deg",
    "floor", "ceil", "trunc", "rint", "reciprocal", "square", "negative", "positive", "abs", "sign",
]  # fmt: skip
UNARY_TEST = ["isnan", "isinf", "isfinite", "signbit"]
UNARY_INT = ["square", "abs", "negative", "positive", "sign"]
UNARY_INT_TO_FLOAT = ["sqrt", "exp", "log1p", "sin", "cos", "tanh"]
UNARY_COMPLEX = ["sqrt", "exp", "log", "sin", "cos", "square", "negative", "abs", "conj"]
BINARY = ["add", "subtract", "multiply", "divide", "maximum", "minimum"]
BINARY_REAL = ["floor_divide", "remainder", "fmax", "fmin"]
BINARY_FLOAT = ["power", "hypot", "arctan2", "copysign"]
COMPARE = ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]
BITWISE = ["bitwise_and", "bitwise_or", "bitwise_xor"]
LOGICAL = ["logical_and", "logical_or", "logical_xor"]

PAIRS = [
    ((), (3,)), ((4,), (1,)), ((3, 4), (4,)), ((3, 1), (1, 4)),
    ((2, 3, 4), (3, 1)), ((2, 1, 2, 1), (3, 1, 2)), ((0, 3), (3,)), ((1,), (0,)),
]  # fmt: skip


def tol(dtype):
    return ULPS.get(dtype, 0)


def write(w):
    unary(w)
    binary(w)
    logic(w)
    special_values(w)
    closeness(w)


def unary(w):
    domain = {"arccosh": (1, 9), "arcsin": (-1, 1), "arccos": (-1, 1), "arctanh": (-0.99, 0.99)}
    for name in UNARY_FLOAT:
        f = getattr(np, name)
        for dtype in FLOATS:
            low, high = domain.get(name, (0.1, 9) if "log" in name or name == "sqrt" else (-4, 4))
            for shape in SHAPES + EMPTY:
                a = make(dtype, shape, low, high)
                w.case(name, [a], f(a), tol=tol(dtype))
            viewed_cases(w, name, make(dtype, (4, 6), low, high), f, tol(dtype))
    for name in UNARY_INT:
        for dtype in SIGNED if name == "negative" else INTS:
            a = make(dtype, (3, 4))
            w.case(name, [a], getattr(np, name)(a))
    for name in UNARY_INT_TO_FLOAT:
        a = make("i8", (3, 4), 0, 9)
        w.case(name, [a], getattr(np, name)(a), tol=4e-15)
    for name in UNARY_COMPLEX:
        for dtype in COMPLEX:
            a = make(dtype, (3, 4))
            w.case(name, [a], getattr(np, name)(a), tol=tol(dtype))
    for decimals in [-1, 0, 1, 3]:
        for dtype in FLOATS:
            a = make(dtype, (3, 4), -40, 40)
            w.case("round", [a], np.round(a, decimals), {"decimals": decimals}, tol=tol(dtype))
    halves = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5])
    w.case("round", [halves], np.round(halves), {"decimals": 0})
    for dtype in REAL:
        a = make(dtype, (3, 4))
        w.case("clip", [a], np.clip(a, 1, 3), {"low": 1, "high": 3})


def binary(w):
    for name in BINARY + BINARY_REAL + BINARY_FLOAT:
        f = getattr(np, name)
        dtypes = NUMERIC if name in BINARY else REAL if name in BINARY_REAL else FLOATS
        for dtype in dtypes:
            integer = dtype in INTS
            low = 1 if integer or name == "power" else None
            for left, right in PAIRS:
                a, b = make(dtype, left, low), make(dtype, right, low)
                w.case(name, [a, b], f(a, b), tol=max(tol(dtype), 4e-16 if integer else 0))
    for name in ["floor_divide", "remainder"]:
        for dtype in SIGNED + FLOATS:
            a = np.array([7, -7, 7, -7, 6, -6, 0], dtype=dtype)
            b = np.array([3, 3, -3, -3, 2, -2, 5], dtype=dtype)
            w.case(name, [a, b], getattr(np, name)(a, b), tol=tol(dtype))
    for name in ["add", "multiply", "subtract"]:
        for dtype in INTS:
            top = np.full(3, np.iinfo(dtype).max, dtype=dtype)
            b = np.array([1, 2, 3], dtype=dtype)
            w.case(name, [top, b], getattr(np, name)(top, b))
    for dtype in INTS:
        a, b = make(dtype, (6,), 0, 5), make(dtype, (6,), 0, 4)
        w.case("power", [a, b], np.power(a, b))
    a, b = make("f8", (4, 6)), make("f8", (4, 6))
    for view in VIEWS:
        va, vb = viewed(a, view), viewed(b, view)
        w.case("add", [a, b], va + vb, views=[view, view])


def logic(w):
    for name in COMPARE:
        for dtype in REAL:
            for left, right in [((3, 4), (4,)), ((5,), (5,)), ((2, 1), (1, 3))]:
                a, b = make(dtype, left, 0, 3), make(dtype, right, 0, 3)
                w.case(name, [a, b], getattr(np, name)(a, b))
    for name in BITWISE:
        for dtype in INTS + ["bool"]:
            a, b = make(dtype, (3, 4)), make(dtype, (4,))
            w.case(name, [a, b], getattr(np, name)(a, b))
    for name in LOGICAL:
        for dtype in ["bool", "f8", "i8"]:
            a, b = make(dtype, (3, 4)), make(dtype, (4,))
            w.case(name, [a, b], getattr(np, name)(a, b))
    for dtype in ["bool", "f8", "i8"]:
        a = make(dtype, (6,), -1, 2)
        w.case("logical_not", [a], np.logical_not(a))


def special_values(w):
    for dtype in FLOATS:
        a = special(dtype)
        for name in UNARY_TEST + ["abs", "sign", "floor", "ceil", "trunc", "rint", "negative", "exp", "sqrt", "log", "tanh"]:
            w.case(name, [a], getattr(np, name)(a), tol=tol(dtype))
        w.case("nan_to_num", [a], np.nan_to_num(a))
        b = np.roll(a, 3)
        for name in ["maximum", "minimum", "fmax", "fmin", "add", "multiply", "divide", "copysign", *COMPARE]:
            w.case(name, [a, b], getattr(np, name)(a, b))


def closeness(w):
    a = np.array([1.0, 1e10, 1e-8, np.nan, np.inf])
    for b in [a.copy(), a * (1 + 1e-6), a * (1 + 1e-4), a + 1e-9]:
        w.case("isclose", [a, b], np.isclose(a, b))
        w.case("allclose", [a, b], np.allclose(a, b))
        w.case("array_equal", [a, b], np.array_equal(a, b))
    finite = a[:3]
    w.case("allclose", [finite, finite * (1 + 1e-6)], np.allclose(finite, finite * (1 + 1e-6)))
    w.case("array_equal", [finite, finite.copy()], np.array_equal(finite, finite))
    w.case("array_equal", [finite, finite[:2]], np.array_equal(finite, finite[:2]))
