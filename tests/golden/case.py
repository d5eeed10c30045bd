"""The form of a case and of the arrays in it."""

import json
import math

import numpy as np

NAMES = {
    "float64": "f64",
    "float32": "f32",
    "int64": "i64",
    "int32": "i32",
    "int16": "i16",
    "int8": "i8",
    "uint64": "u64",
    "uint32": "u32",
    "uint16": "u16",
    "uint8": "u8",
    "bool": "bool",
    "complex64": "c64",
    "complex128": "c128",
}


def number(x):
    """A JSON form of one element that reads back exactly."""
    if isinstance(x, complex):
        return [number(x.real), number(x.imag)]
    if isinstance(x, float):
        if math.isnan(x):
            return "nan"
        if math.isinf(x):
            return "inf" if x > 0 else "-inf"
    return x


def encode(value):
    """An array, a scalar, or a list of them."""
    if isinstance(value, (list, tuple)):
        return {"list": [encode(v) for v in value]}
    value = np.asarray(value)
    return {
        "d": NAMES[value.dtype.name],
        "s": list(value.shape),
        "v": [number(x) for x in value.ravel().tolist()],
    }


def viewed(array, view):
    """The view of `array` that the reader makes by the same name."""
    if view == "reversed":
        return array[::-1]
    if view == "transposed":
        return array.T
    if view == "stepped":
        return array[..., ::2]
    raise ValueError(view)


class Writer:
    """Writes cases and counts them."""

    def __init__(self, output):
        self.output = output
        self.count = 0

    def case(self, call, args, expect, params=None, tol=None, views=None):
        """`views[i]` names the view that the reader takes of argument i before the call."""
        record = {"call": call, "args": [encode(a) for a in args]}
        if params:
            record["params"] = params
        if views:
            record["views"] = views
        record["expect"] = encode(expect)
        if tol:
            record["tol"] = tol
        elif not isinstance(expect, (list, tuple)):
            record["text"] = str(np.asarray(expect))
        self.raw(record)

    def raw(self, record):
        json.dump(record, self.output, separators=(",", ":"), default=lambda x: x.item())
        self.output.write("\n")
        self.count += 1
