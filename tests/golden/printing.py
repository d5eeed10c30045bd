"""The printed form: str of every dtype, rank and awkward value, to the character."""

import numpy as np

from case import encode
from inputs import FLOATS, INTS, SHAPES, make, special


def write(w):
    for dtype in [*FLOATS, *INTS, "bool", "c16", "c8"]:
        for shape in [*SHAPES, (0,), (0, 3), (1,), (1, 1), (12,), (30,), (7, 9)]:
            show(w, make(dtype, shape))
    for dtype in FLOATS:
        show(w, special(dtype))
        for scale in [1e-12, 1e-5, 1e-3, 1.0, 1e3, 1e7, 1e9, 1e16, 1e20]:
            show(w, (make(dtype, (5,)) * scale).astype(dtype))
        for values in [[1.0], [0.1, 0.25], [1e10, 1.0], [1e-10, 1.0], [123456789.0], [1 / 3], [1e15, 1e16], [0.0, -0.0]]:
            show(w, np.array(values, dtype=dtype))
    show(w, np.arange(1001))
    show(w, np.arange(10000).reshape(100, 100))
    show(w, np.arange(2000.0).reshape(2, 10, 100))
    show(w, np.linspace(0, 1, 1500))
    show(w, np.array([1e300, 1e-300]))
    show(w, np.array([complex(1, np.nan), complex(-np.inf, 0)]))
    for options in [{"precision": 3}, {"suppress": True}, {"linewidth": 40}, {"threshold": 5, "edgeitems": 1}, {"precision": 2, "suppress": True}]:
        for a in [make("f8", (4, 3)) * 1e-3, make("f8", (12,)) * 100, special("f8"), np.arange(20)]:
            show(w, a, options)


def show(w, a, options=None):
    with np.printoptions(**(options or {})):
        record = {"call": "str", "args": [encode(a)], "expect": encode(a), "text": str(a)}
    if options:
        record["params"] = options
    w.raw(record)
