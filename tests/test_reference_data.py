"""NIST's data sets as array-core's tests keep them: the certified figures follow from the numbers.

Everything is computed in exact fractions, so one wrong digit in a file shows.
"""

from decimal import Decimal, getcontext
from fractions import Fraction
from operator import mul
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "array-core/tests/reference/strd"
POLYNOMIALS = {"norris": 1, "pontius": 2, "filip": 10}
# NIST certifies 15 digits, correctly rounded.
HALF_A_DIGIT = Decimal("5.001e-15")


def read(path):
    """The certified figures and the rows of a file."""
    certified, rows = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[0] == "certified":
            certified = [Decimal(word) for word in words[1:]]
        elif not line.startswith("#"):
            rows.append([Fraction(word) for word in words])
    return certified, rows


def decimal(fraction):
    """A fraction to 40 digits."""
    getcontext().prec = 40
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def mean_and_deviation(rows):
    numbers = [x for row in rows for x in row]
    mean = sum(numbers) / len(numbers)
    variance = sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1)
    return [decimal(mean), decimal(variance).sqrt()]


def weights(columns, sides):
    """The least-squares solution, by elimination of the normal equations."""
    count = len(columns)
    equations = [[sum(map(mul, a, b)) for b in [*columns, sides]] for a in columns]
    for i in range(count):
        equations[i] = [x / equations[i][i] for x in equations[i]]
        for j in range(count):
            if j != i:
                factor = equations[j][i]
                equations[j] = [x - factor * y for x, y in zip(equations[j], equations[i], strict=True)]
    return [decimal(equation[count]) for equation in equations]


def regression(name, rows):
    sides = [row[0] for row in rows]
    if name in POLYNOMIALS:
        columns = [[row[1] ** k for row in rows] for k in range(POLYNOMIALS[name] + 1)]
    else:
        columns = [[Fraction(1)] * len(rows), *zip(*(row[1:] for row in rows), strict=True)]
    return weights(columns, sides)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_certified_figures_follow_from_the_numbers(path):
    certified, rows = read(path)
    univariate = path.stem in ["lew", "lottery", "mavro", "michelso"]
    figures = mean_and_deviation(rows) if univariate else regression(path.stem, rows)
    for figure, expected in zip(figures, certified, strict=True):
        assert abs(figure / expected - 1) < HALF_A_DIGIT


def test_every_set_is_there():
    names = ["filip", "lew", "longley", "lottery", "mavro", "michelso", "norris", "pontius"]
    assert sorted(path.stem for path in FOLDER.iterdir()) == names
