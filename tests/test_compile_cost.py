"""A cell of array calls has rustc compile calls, not the code of arrays."""

import json
import statistics
from pathlib import Path

import pytest
from bench.compile_cost import LEVELS, MANY_CALLS, NOTHING, TEN_CALLS, TEN_GENERIC, measure

REPEATS = 3


@pytest.fixture(scope="module")
def costs(installed):
    # The kernelspec names the kernel in its runtime.
    executable = json.loads((installed / "kernel.json").read_text())["argv"][0]
    return measure(Path(executable).parent.parent, REPEATS)


@pytest.mark.parametrize("level", LEVELS)
def test_array_calls_compile_no_code_that_goes_through_elements(costs, level, figure):
    assert costs[TEN_CALLS, level].of_ndarray == []
    assert costs[MANY_CALLS, level].of_ndarray == []
    assert costs[MANY_CALLS, level].of_kernels == []
    # The count sees such code where there is some.
    assert len(costs[TEN_GENERIC, level].of_ndarray) > 50
    medians = {name: statistics.median(costs[name, level].seconds) for name in [TEN_CALLS, MANY_CALLS, NOTHING, TEN_GENERIC]}
    listed = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in medians.items())
    figure(f"compile cost at opt-level {level}: {listed}")
