"""Writes print_cases.json: arrays, options, and the texts NumPy gives for them.

Run with NumPy 2.4: python print_cases.py > print_cases.json
"""

import itertools
import json
import random

import numpy as np

rng = random.Random(20240607)
cases = []

FLOATS = [
    [0.0], [-0.0], [1.0, 2.0, 3.0], [0.5, 1.0], [1 / 3, 2 / 3, 1.0], [0.1, 0.2, 0.30000000000000004],
    [1e-4, 1.0], [9.9e-5, 1.0], [1e8, 1.0], [99999999.0, 99999.0], [1e7, 1e4], [1e7, 9999.0],
    [1e6, 1e3], [123456.0, 1000.0], [1e-300, 1e300], [1e300, 1.5], [5e-324], [1.7976931348623157e308],
    [float("nan"), 1.0], [float("inf"), 1.5, -2.0], [float("-inf"), 0.25], [float("nan")],
    [float("inf"), float("nan")], [float("-inf")], [1e16, float("nan"), float("-inf")], [0.0, 0.0, -0.0],
    [-1.0, 2.0], [-1.5, -22.25], [1e-10, 0.0], [0.0, 1e-10, 1.0], [123.456, 0.001234], [1000.5, 0.5],
    [3.141592653589793, 2.718281828459045], [1e5, 1e-1], [12345678.12345678], [0.123456789123456789],
    [1.000000001, 1.0], [0.000999999999], [1e22, 1e23], [9007199254740993.0], [2.5, 0.125, 1e-3],
    [1.00000000499, 1.000000005], [0.5, 1.5, 2.5], [1e-5], [100.0, 0.1000001],
]
INTS = [[0], [1, 2, 3], [-1, 10, 100], [127, -128], [5, 50, 7], [0, 0], [-3]]
COMPLEX = [
    [1 + 2j], [1j], [0j], [complex(0.0, -0.0)], [complex(-0.0, 1.0)], [1.5 - 2.25j, 3j],
    [complex("nan+1j"), 1 + 1j], [complex(float("inf"), float("nan")), 2.5 + 0.125j],
    [1e10 + 1j, 1 + 1e-10j], [1 / 3 + 2 / 3 * 1j, 1 - 1j], [1e16 + 0j], [1e-5 + 1e-5j],
    [complex(float("-inf"), float("-inf"))],
]


def text(x):
    if isinstance(x, (np.bool_, bool)):
        return "true" if x else "false"
    if isinstance(x, np.complexfloating):
        return [repr(float(x.real)), repr(float(x.imag))]
    if isinstance(x, np.floating):
        return repr(float(x))
    return str(int(x))


def add(a, make=None, **options):
    """One case; `make` is a recipe in place of the elements."""
    separator = options.pop("separator", " ")
    with np.printoptions(**options):
        case = {
            "dtype": a.dtype.name,
            "shape": list(a.shape),
            "str": str(a),
            "repr": repr(a),
            "array2string": np.array2string(a, separator=separator),
        }
    if case["array2string"] == case["str"]:
        del case["array2string"]
    if separator != " ":
        options["separator"] = separator
    if options:
        case["options"] = options
    if make:
        case["arange"] = make
    else:
        case["data"] = [text(x) for x in a.ravel()]
    cases.append(case)


def filled(shape, values, dtype):
    n = int(np.prod(shape))
    with np.errstate(all="ignore"):
        return np.array(list(itertools.islice(itertools.cycle(values), n)), dtype=dtype).reshape(shape)


SHAPES = [(), (1,), (3,), (0,), (2, 3), (3, 1), (0, 3), (2, 0), (2, 2, 2), (1, 2, 3), (2, 1, 2, 2)]

for dtype in ("float64", "float32"):
    for values in FLOATS:
        with np.errstate(all="ignore"):
            a = np.array(values, dtype=dtype)
        add(a)
        add(np.array(a[0]))
    for shape in SHAPES:
        add(filled(shape, [1.5, -2.0, 1 / 3], dtype))
        add(filled(shape, [1e-6, 1e9, -2.5], dtype))
for dtype in ("int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"):
    for values in INTS:
        if min(values) >= 0 or dtype.startswith("int"):
            add(np.array(values, dtype=dtype))
    info = np.iinfo(dtype)
    add(np.array([info.min, info.max], dtype=dtype))
    for shape in SHAPES:
        add(filled(shape, [1, 20, 3], dtype))
for shape in SHAPES:
    add(filled(shape, [True, False, True], "bool"))
    add(filled(shape, [False], "bool"))
for dtype in ("complex128", "complex64"):
    for values in COMPLEX:
        with np.errstate(all="ignore"):
            a = np.array(values, dtype=dtype)
        add(a)
        add(np.array(a[0]))
    for shape in SHAPES:
        add(filled(shape, [1.5 - 2j, 1 / 3 + 1j, -2j], dtype))

# Random numbers of many magnitudes, wide enough to break lines.
for _ in range(40):
    n = rng.randrange(1, 40)
    span = rng.choice([0, 1, 3, 6, 12])
    values = [rng.uniform(-1, 1) * 10.0 ** rng.randint(-span, span) for _ in range(n)]
    if rng.random() < 0.3:
        values = [round(v, rng.randrange(4)) for v in values]
    dtype = rng.choice(["float64", "float64", "float32", "complex128"])
    with np.errstate(all="ignore"):
        a = np.array(values, dtype=dtype)
        if dtype == "complex128":
            a = a + 1j * a[::-1]
    add(a)
    if n % 2 == 0:
        add(a.reshape(2, -1))

# Large arrays: corners only.
for shape in [(1000,), (1001,), (2000,), (100, 11), (11, 100), (7, 200), (200, 6), (1, 1001), (1001, 1),
              (12, 10, 10), (3, 3, 3, 40), (8, 2, 8, 9)]:
    n = int(np.prod(shape))
    for dtype, step in [("int64", 1.0), ("float64", 0.25), ("float32", 1.0), ("uint8", 0.0), ("bool", 1.0),
                        ("complex128", 0.5), ("float64", 1000.0)][: 2 if len(shape) > 3 else None]:
        add((np.arange(n) * step).astype(dtype).reshape(shape), make=step)

# Options.
grid = np.array([[1 / 3, 1e-7, 12345.678], [-2.0, np.nan, 100.0]])
small = np.array([1e-10, 1e-5, 0.5, 1.0])
numbers = np.array([1, -20, 300])
pairs = np.array([1 / 3 + 2j, -1 - 1e-9j])
wave = np.linspace(0, 1, 23)
for a in (grid, small, numbers, pairs, wave, np.array(2 / 3), np.array([np.inf, -np.inf, 1.0]), np.arange(40),
          wave.astype("float32")[:9], np.array([499841.625, 0.5], dtype="float32")):
    for options in [
        {"precision": 3}, {"precision": 0}, {"precision": 12}, {"precision": 17}, {"suppress": True},
        {"suppress": True, "precision": 4}, {"linewidth": 40}, {"linewidth": 10}, {"linewidth": 120},
        {"threshold": 5}, {"threshold": 5, "edgeitems": 1}, {"edgeitems": 2, "threshold": 10},
        {"sign": "+"}, {"sign": " "}, {"nanstr": "not a number", "infstr": "Inf"}, {"floatmode": "fixed"},
        {"floatmode": "fixed", "precision": 2}, {"floatmode": "unique"}, {"floatmode": "maxprec_equal"},
        {"floatmode": "maxprec_equal", "precision": 3, "suppress": True}, {"separator": ", "},
        {"separator": ",", "linewidth": 30},
    ]:
        add(a, **options)

print("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]")
