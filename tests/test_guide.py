"""The guide for NumPy users: that it is complete, and that its NumPy column is true.

Its Rust column runs as documentation tests of array-core. Here the other column runs in NumPy, and
the results that rows show are compared with what NumPy prints.
"""

import ast
import contextlib
import io
import re
from dataclasses import dataclass

import numpy as np
import pytest
from conftest import CLONE

GUIDE = CLONE / "array-core" / "docs" / "for_numpy_users.md"

# What a NumPy user must find, by the section it stands in: functions, methods, types, and what may
# stand in an index.
SECTIONS = {
    "Making arrays": """
        array array_of zeros ones empty full eye identity diag tri tril triu arange linspace
        logspace geomspace meshgrid indices fromfn from_iter zeros_like ones_like full_like
        empty_like copy""",
    "Element types": """
        astype f64 f32 i64 i32 i16 i8 u64 u32 u16 u8 bool Complex32 Complex64 finfo iinfo""",
    "Facts about an array": "shape ndim size dtype itemsize nbytes strides flags t",
    "Reading parts": "i by NewAxis Ellipsis take",
    "Writing parts": "set fill put place put_along_axis",
    "Finding and choosing": """
        nonzero argwhere flatnonzero where_1 where_ select choose compress extract
        take_along_axis""",
    "Shapes": """
        reshape ravel flatten transpose swapaxes moveaxis expand_dims squeeze atleast_1d atleast_2d
        atleast_3d flip fliplr flipud rot90 roll""",
    "Joining and splitting": """
        concatenate stack vstack hstack dstack column_stack split array_split hsplit vsplit dsplit
        tile repeat append insert delete pad""",
    "Arithmetic": """
        add subtract multiply divide floor_divide remainder power negative positive abs sign square
        sqrt cbrt reciprocal""",
    "Functions": """
        exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh
        arccosh arctanh hypot arctan2 deg2rad floor ceil trunc round rint clip maximum minimum fmax
        fmin isnan isinf isfinite signbit copysign nan_to_num""",
    "Comparisons and logic": """
        equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor
        logical_not bitwise_and bitwise_or bitwise_xor invert left_shift right_shift isclose
        allclose array_equal""",
    "Broadcasting": "broadcast_to broadcast_arrays broadcast_shapes explain_broadcast",
    "Reductions": """
        sum sum_axis sum_axes sum_keepdims sum_axis_keepdims sum_axes_keepdims prod mean average
        average_with median std std_with var min max ptp argmin argmax any all count_nonzero
        cumsum cumprod percentile quantile nansum nanmean nanmedian nanstd nanvar nanmin nanmax
        nanpercentile""",
    "Statistics and curves": """
        histogram bincount digitize corrcoef cov diff gradient trapezoid interp convolve""",
    "Sorting and searching": "sort argsort lexsort partition argpartition searchsorted",
    "Sets": """
        unique unique_inverse unique_counts union1d intersect1d setdiff1d in1d""",
    "Linear algebra": """
        dot matmul vdot inner outer tensordot einsum kron cross trace inv pinv det slogdet eig
        eigvals eigh svd qr cholesky solve lstsq norm norm_with norm_axis cond matrix_rank
        matrix_power""",
    "Random numbers": """
        default_rng random integers normal standard_normal uniform choice permutation shuffle
        binomial poisson exponential""",
    "Fourier transforms": "fft ifft rfft irfft fftfreq fft2",
    "Files": """
        save load load_as load_any load_mmap savez savez_compressed load_npz save_safetensors
        load_safetensors savetxt loadtxt loadtxt_str genfromtxt genfromtxt_str usecols max_rows
        read_as unpack skip_header skip_footer missing_values filling_values filling_value converter
        names read_columns""",
    "Missing values": """
        missing_mask missing_report impute Mean Median MostFrequent Constant ForwardFill Knn""",
    "Printing": "array2string set_printoptions",
}


@dataclass
class Row:
    """One line of a code block: Rust, what stands beside it, and the result if it is shown."""

    rust: str
    comment: str
    result: str | None

    @property
    def numpy(self) -> str:
        """The NumPy column, empty where a dash says that NumPy has no such thing."""
        return "" if self.comment.startswith("— ") else self.comment

    @property
    def names(self) -> set[str]:
        """What the row calls, and the types that it names."""
        calls = re.findall(r"\b(\w+)(?:::<\w+>)?\(", self.rust)
        return {*calls, *re.findall(r"::<(\w+)>", self.rust), *re.findall(r"\b[A-Z]\w+", self.rust)}


@dataclass
class Block:
    """One code block of the guide, and the hidden lines that check it."""

    section: str
    rows: list[Row]
    checks: list[str]


def row_of(line: str) -> Row:
    rust, _, rest = line.partition("//")
    # The indentation behind the first space is Python's.
    comment, _, result = rest.removeprefix(" ").partition("  # ")
    return Row(rust.strip(), comment, result or None)


def blocks() -> list[Block]:
    found = []
    sections = re.split(r"^## (.*)\n", GUIDE.read_text(), flags=re.MULTILINE)
    for section, text in zip(sections[1::2], sections[2::2], strict=True):
        for code in re.findall(r"^```rust\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            lines = code.splitlines()
            checks = [line for line in lines if line.startswith("# ")]
            rows = [row_of(line) for line in lines if not line.startswith("# ")]
            found.append(Block(section, rows, checks))
    return found


BLOCKS = blocks()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_function_has_a_row(section):
    rows = [row for block in BLOCKS if block.section == section for row in block.rows]
    missing = set(SECTIONS[section].split()) - {name for row in rows for name in row.names}
    assert not missing, f"no row for {sorted(missing)}"


def test_every_row_has_two_columns():
    rows = [row for block in BLOCKS for row in block.rows]
    lonely = [row for row in rows if row.rust != "}" and not (row.rust and row.comment.strip())]
    assert not lonely


def texts_of(block: Block) -> dict[int, str]:
    """Runs the NumPy column of a block: what each row's value is as text, if the row has one."""
    scope: dict[str, object] = {"np": np}
    texts = {}
    for statement in ast.parse("\n".join(row.numpy for row in block.rows)).body:
        match statement:
            case ast.Expr(value=expression):
                value = eval(compile(ast.Expression(expression), GUIDE, "eval"), scope)
            case ast.Assign(targets=[ast.Name(name)]) | ast.AugAssign(target=ast.Name(name)):
                exec(compile(ast.Module([statement], []), GUIDE, "exec"), scope)
                value = scope[name]
            case _:
                exec(compile(ast.Module([statement], []), GUIDE, "exec"), scope)
                continue
        texts[statement.end_lineno - 1] = str(value)
    return texts


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.section)
def test_the_numpy_column_runs_and_gives_the_results_shown(block):
    with np.printoptions(), contextlib.redirect_stdout(io.StringIO()):
        texts = texts_of(block)
    shown = {line: row.result for line, row in enumerate(block.rows) if row.result is not None}
    assert {line: texts.get(line) for line in shown} == shown


def test_the_results_shown_are_checked_in_rust_too():
    for block in BLOCKS:
        for row in block.rows:
            if row.result is not None:
                assert any(f'"{row.result}"' in check for check in block.checks), row.rust
