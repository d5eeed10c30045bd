"""Input arrays: every dtype, ranks 0 to 4, empty, special values, awkward layouts."""

import numpy as np

from case import viewed

FLOATS = ["f8", "f4"]
SIGNED = ["i8", "i4", "i2", "i1"]
UNSIGNED = ["u8", "u4", "u2", "u1"]
INTS = SIGNED + UNSIGNED
COMPLEX = ["c16", "c8"]
REAL = FLOATS + INTS
NUMERIC = REAL + COMPLEX

SHAPES = [(), (5,), (3, 4), (2, 3, 4), (2, 2, 3, 2)]
EMPTY = [(0,), (0, 3), (3, 0)]
VIEWS = ["reversed", "transposed", "stepped"]

_seed = 0


def fresh():
    """A generator of its own for each array, so that adding a case changes no other."""
    global _seed
    _seed += 1
    return np.random.default_rng(_seed)


def make(dtype, shape, low=None, high=None):
    """Random values that suit the dtype; integers small enough not to overflow in products."""
    rng = fresh()
    kind = np.dtype(dtype).kind
    if kind == "f":
        low, high = (-4.0 if low is None else low), (4.0 if high is None else high)
        return np.asarray(rng.uniform(low, high, shape)).astype(dtype)
    if kind == "c":
        return np.asarray(rng.uniform(-3, 3, shape) + 1j * rng.uniform(-3, 3, shape)).astype(dtype)
    if kind == "b":
        return np.asarray(rng.integers(0, 2, shape)).astype(bool)
    if low is None:
        low = 0 if kind == "u" else -7
    return np.asarray(rng.integers(low, 9 if high is None else high, shape)).astype(dtype)


def special(dtype):
    """NaN, infinities and signed zeros among ordinary values."""
    return np.array([1.5, np.nan, -np.inf, 0.0, -0.0, np.inf, -2.5, 3.5, 0.5, -0.5], dtype=dtype)


def axes(array):
    """Every axis of an array, by its positive and its negative number."""
    return [*range(array.ndim), *range(-array.ndim, 0)]


def viewed_cases(w, name, array, f, tol=None, params=None):
    """The call on each awkward layout of `array`."""
    for view in VIEWS:
        w.case(name, [array], f(viewed(array, view)), params, tol=tol, views=[view])
