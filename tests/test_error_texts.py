"""What the compiler says of types that do not fit together says what to write instead."""

import re

import pytest

ADVICE = {
    "where_(array([true]), 1.5, 2_i64)": "two numbers need one type: write `2.` or `n as f64`",
    "where_(array([true]), 0.5, array([1]))": "write `.astype::<f64>()` on the array",
    "where_(array([true]), array([1]), 0.5)": "takes floats after `.astype::<f64>()`",
    "&arange(3) * 0.5": "write `.astype::<f64>()` on the array",
    "&arange(3) * 2_i32": "write `n as i64`",
    "&zeros(3) + &arange(3)": "write `.astype::<f64>()` on the other array",
    "allclose(1_f32, 1_f32)": "write `x as f64`",
    "inv([[2., 0.], [0., 2.]])": "write `array(..)` around a list of numbers",
    'impute(&array([1., f64::NAN]), "mean")': "write `Strategy::Mean`, `Strategy::Median`",
    "impute(&arange(3), Strategy::Mean)": "convert with `.astype::<f64>()`",
    'bar([Some("a")], [1.])': "names are lists of `&str` or `String`",
    'contour(zeros((2, 2))).levels("few")': "write `.levels(8)` or `.levels([0., 0.5, 1.])`",
}


@pytest.mark.parametrize("code", ADVICE)
def test_errors_say_what_to_write(instant, code):
    shown = "\n".join(instant.run(code).error["traceback"])
    # Without colours, and with lines that the terminal would break in one.
    text = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", shown).split())
    assert ADVICE[code] in text, shown
