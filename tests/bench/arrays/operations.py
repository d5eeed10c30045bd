"""What is measured: one line for each operation, as in array-core's `examples/bench_arrays`.

Operands are named in the expression and made by `Data`; both sides draw them from the same
generator, so that they work on the same numbers.
"""

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

SIZES = (10, 1_000, 100_000, 1_000_000, 10_000_000)
# Elements of the square matrices of what takes more than linear time: 10, 32, 100, 320, 1024 rows.
SQUARE = (100, 1_024, 10_000, 102_400, 1_048_576)
DTYPES = {"f64": np.float64, "f32": np.float32, "i64": np.int64}
FLOATS = ("f64", "f32")
DOUBLES = ("f64",)


class Data:
    """Operands of about `n` elements, made when they are asked for."""

    def __init__(self, n: int, dtype: str):
        self.n, self.dtype = n, DTYPES[dtype]
        self.np, self.side = np, math.isqrt(n)
        self.whole = dtype == "i64"
        self.middle = self.dtype(500_000 if self.whole else 0.5)
        self.rng = np.random.default_rng(5)

    def draw(self, n: int) -> np.ndarray:
        rng = np.random.default_rng(1)
        return rng.integers(0, 1_000_000, n) if self.whole else rng.random(n).astype(self.dtype)

    def divisors(self, n: int) -> np.ndarray:
        rng = np.random.default_rng(2)
        return rng.integers(1, 1000, n) if self.whole else (rng.random(n) + 0.5).astype(self.dtype)

    def square(self, elements: np.ndarray) -> np.ndarray:
        return elements.reshape(self.side, self.side)

    a = cached_property(lambda self: self.draw(self.n))
    b = cached_property(lambda self: self.divisors(self.n))
    s = cached_property(lambda self: np.random.default_rng(3).standard_normal(self.n).astype(self.dtype))
    strided = cached_property(lambda self: self.draw(2 * self.n)[::2])
    m = cached_property(lambda self: self.square(self.draw(self.side**2)))
    w = cached_property(lambda self: self.square(self.divisors(self.side**2)))
    row = cached_property(lambda self: self.divisors(self.side))
    column = cached_property(lambda self: self.row.reshape(self.side, 1))
    mask = cached_property(lambda self: self.a < self.middle)
    index = cached_property(lambda self: np.random.default_rng(4).integers(0, self.n, self.n))
    few = cached_property(lambda self: np.random.default_rng(4).integers(0, 100, self.n))
    tall = cached_property(lambda self: self.draw(self.n // 4 * 4).reshape(-1, 4))
    batch = cached_property(lambda self: self.draw(self.n // 64 * 64).reshape(-1, 8, 8))
    sorted = cached_property(lambda self: np.sort(self.a))
    definite = cached_property(lambda self: self.m @ self.m.T + np.eye(self.side) * self.side)
    one = cached_property(lambda self: self.dtype(1))
    k_means_step = staticmethod(lambda points: k_means_step(points))
    logistic_epoch = staticmethod(lambda features: logistic_epoch(features))


def k_means_step(points: np.ndarray) -> np.ndarray:
    """The means of the points nearest to each of four centres."""
    centres = points[:4]
    squares = np.square(points).sum(axis=1, keepdims=True) + np.square(centres).sum(axis=1)
    nearest = (squares - points @ centres.T * 2).argmin(axis=1)
    return np.stack([points[nearest == k].mean(axis=0) for k in range(4)])


def logistic_epoch(features: np.ndarray) -> np.ndarray:
    """The weights after one step of gradient descent."""
    weights = np.full(4, 0.1)
    wanted = (features[:, 0] > 0.5).astype(np.float64)
    predicted = 1 / (1 + np.exp(-(features @ weights)))
    slope = features.T @ (predicted - wanted) / len(features)
    return weights - slope * 0.1


@dataclass
class Operation:
    """An operation, its call in NumPy and where it is measured."""

    name: str
    call: str
    dtypes: tuple[str, ...] = tuple(DTYPES)
    sizes: tuple[int, ...] = SIZES
    # Bytes that must be moved, in elements read and written for each of the size.
    moved: float | None = None
    # Floating-point operations as a power of the matrix's rows and a factor.
    flops: float | None = None
    names: list[str] = field(init=False)

    def __post_init__(self):
        code = compile(self.call, self.name, "exec")
        self.names = [name for name in code.co_names if hasattr(Data, name) or name in ("np", "n", "middle", "rng")]


ALL = [
    Operation("zeros", "np.zeros(n, one.dtype)"),
    Operation("ones", "np.ones(n, one.dtype)", moved=1),
    Operation("copy", "np.copy(a)", moved=2),
    Operation("add", "a + b", moved=3),
    Operation("multiply", "a * b", moved=3),
    Operation("divide", "a / b", moved=3),
    Operation("add_in_place", "np.add(a, b, out=a)", moved=3),
    Operation("expression", "a * b + a - b"),
    Operation("square", "np.square(a)", moved=2),
    Operation("negative", "-a", moved=2),
    Operation("abs", "np.abs(s)", moved=2),
    Operation("maximum", "np.maximum(a, b)", moved=3),
    Operation("floor_divide", "a // b"),
    Operation("remainder", "a % b"),
    Operation("clip", "np.clip(a, middle, middle + one)", moved=2),
    Operation("less", "a < b", moved=2),
    Operation("equal", "a == b", moved=2),
    Operation("add_row", "m + row", moved=2),
    Operation("add_column", "m + column", moved=2),
    Operation("where_", "np.where(mask, a, b)", moved=3),
    Operation("read_mask", "a[mask]"),
    Operation("write_mask", "a[mask] = one"),
    Operation("nonzero", "np.nonzero(mask)"),
    Operation("take", "a[index]"),
    # Not of `f32`: array-core shares such elements until one is written, NumPy copies them.
    Operation("astype_f32", "a.astype(np.float32)", dtypes=("f64", "i64")),
    Operation("sum", "a.sum()", moved=1),
    Operation("sum_axis0", "m.sum(axis=0)", moved=1),
    Operation("sum_axis1", "m.sum(axis=1)", moved=1),
    Operation("sum_strided", "strided.sum()", moved=2),
    Operation("mean", "a.mean()", moved=1),
    Operation("std", "a.std()"),
    Operation("std_axis0", "m.std(axis=0)"),
    Operation("min", "a.min()", moved=1),
    Operation("max", "a.max()", moved=1),
    Operation("max_axis0", "m.max(axis=0)", moved=1),
    Operation("max_axis1", "m.max(axis=1)", moved=1),
    Operation("argmax", "a.argmax()", moved=1),
    Operation("argmin_axis1", "m.argmin(axis=1)", moved=1),
    Operation("all", "mask.all()"),
    Operation("cumsum", "a.cumsum()", moved=2),
    Operation("cumsum_axis0", "m.cumsum(axis=0)", moved=2),
    Operation("diff", "np.diff(a)", moved=2),
    Operation("sort", "np.sort(a)"),
    Operation("sort_axis0", "np.sort(m, axis=0)"),
    Operation("argsort", "np.argsort(a)"),
    Operation("partition", "np.partition(a, n // 2)"),
    Operation("median", "np.median(a)"),
    Operation("percentile", "np.percentile(a, [25, 50, 75])"),
    Operation("unique", "np.unique(a)"),
    Operation("searchsorted", "np.searchsorted(sorted, b)"),
    Operation("bincount", "np.bincount(few)", dtypes=("i64",)),
    Operation("histogram", "np.histogram(a, 50)"),
    Operation("concatenate", "np.concatenate([a, b])", moved=4),
    Operation("transpose_copy", "np.ascontiguousarray(m.T)", moved=2),
    Operation("repeat", "np.repeat(a, 2)", moved=3),
    Operation("flip", "np.flip(a).copy()", moved=2),
    Operation("sqrt", "np.sqrt(b)", FLOATS, moved=2),
    Operation("exp", "np.exp(s)", FLOATS),
    Operation("exp2", "np.exp2(s)", FLOATS),
    Operation("expm1", "np.expm1(s)", FLOATS),
    Operation("log", "np.log(b)", FLOATS),
    Operation("log2", "np.log2(b)", FLOATS),
    Operation("log10", "np.log10(b)", FLOATS),
    Operation("log1p", "np.log1p(b)", FLOATS),
    Operation("sin", "np.sin(s)", FLOATS),
    Operation("cos", "np.cos(s)", FLOATS),
    Operation("tan", "np.tan(s)", FLOATS),
    Operation("arcsin", "np.arcsin(a)", FLOATS),
    Operation("arctan", "np.arctan(s)", FLOATS),
    Operation("sinh", "np.sinh(s)", FLOATS),
    Operation("tanh", "np.tanh(s)", FLOATS),
    Operation("power", "b ** s", FLOATS),
    Operation("floor", "np.floor(s)", FLOATS, moved=2),
    Operation("rint", "np.rint(s)", FLOATS, moved=2),
    Operation("isnan", "np.isnan(a)", FLOATS),
    Operation("nansum", "np.nansum(a)", FLOATS),
    Operation("nanmax", "np.nanmax(a)", FLOATS),
    Operation("arange", "np.arange(0., n)", DOUBLES, moved=1),
    Operation("linspace", "np.linspace(0, 1, n)", DOUBLES, moved=1),
    Operation("matmul", "m @ w", DOUBLES, SQUARE, flops=2),
    Operation("matmul_tall", "tall.T @ tall", DOUBLES),
    Operation("matmul_batch", "batch @ batch", DOUBLES, SIZES[1:]),
    Operation("matvec", "m @ row", DOUBLES, SQUARE, moved=1),
    Operation("dot", "a.dot(b)", DOUBLES, moved=2),
    Operation("solve", "np.linalg.solve(definite, row)", DOUBLES, SQUARE, flops=2 / 3),
    Operation("inv", "np.linalg.inv(definite)", DOUBLES, SQUARE, flops=2),
    Operation("det", "np.linalg.det(definite)", DOUBLES, SQUARE, flops=2 / 3),
    Operation("cholesky", "np.linalg.cholesky(definite)", DOUBLES, SQUARE, flops=1 / 3),
    Operation("qr", "np.linalg.qr(m)", DOUBLES, SQUARE, flops=8 / 3),
    Operation("svd", "np.linalg.svd(m)", DOUBLES, SQUARE[:-1]),
    Operation("eigh", "np.linalg.eigh(definite)", DOUBLES, SQUARE[:-1]),
    Operation("random", "rng.random(n)", DOUBLES),
    Operation("normal", "rng.standard_normal(n)", DOUBLES),
    Operation("integers", "rng.integers(0, 100, n)", DOUBLES),
    Operation("k_means_step", "k_means_step(tall)", DOUBLES, SIZES[1:]),
    Operation("logistic_epoch", "logistic_epoch(tall)", DOUBLES, SIZES[1:]),
]
