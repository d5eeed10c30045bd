"""Sums, means and variances whose exact values are known, as NumPy and array-core give them."""

import math
from fractions import Fraction

import numpy as np

COUNT = 10_000_000
SHIFT = 1e6


def numpy_values() -> dict[str, float]:
    tenths = np.full(COUNT, 0.1, np.float32)
    shifted, narrow = shifted_numbers()
    values = {
        "sum of 1e7 x 0.1f32": tenths.sum(),
        "mean of 1e7 x 0.1f32": tenths.mean(),
        "column sums of 1e7 x 0.1f32": tenths.reshape(-1, 10).sum(axis=0).max(),
        "mean of 1e6 normal + 1e6": shifted.mean(),
        "var of 1e6 normal + 1e6": shifted.var(),
        "var of 1e6 normal + 100, f32": narrow.var(),
    }
    return {name: float(value) for name, value in values.items()}


def exact_values() -> dict[str, float]:
    """The same in exact arithmetic, rounded once."""
    tenth = Fraction(float(np.float32(0.1)))
    shifted, narrow = shifted_numbers()
    return {
        "sum of 1e7 x 0.1f32": float(tenth * COUNT),
        "mean of 1e7 x 0.1f32": float(tenth),
        "column sums of 1e7 x 0.1f32": float(tenth * COUNT / 10),
        "mean of 1e6 normal + 1e6": float(mean(shifted)),
        "var of 1e6 normal + 1e6": variance(shifted),
        "var of 1e6 normal + 100, f32": variance(narrow.astype(np.float64)),
    }


def shifted_numbers() -> tuple[np.ndarray, np.ndarray]:
    normal = np.random.default_rng(6).standard_normal(1_000_000)
    return normal + SHIFT, (normal + 100).astype(np.float32)


def mean(numbers: np.ndarray) -> Fraction:
    # `fsum` rounds the exact sum once; its own error is found by subtracting it from the terms.
    total = math.fsum(numbers)
    return (Fraction(total) + Fraction(math.fsum([*numbers, -total]))) / len(numbers)


def variance(numbers: np.ndarray) -> float:
    # The differences from a float near the mean are exact; what that float is off is taken off.
    centre = float(round(mean(numbers)))
    squares = math.fsum(np.square(numbers - centre, dtype=np.longdouble))
    return float(Fraction(squares) / len(numbers) - (mean(numbers) - Fraction(centre)) ** 2)
