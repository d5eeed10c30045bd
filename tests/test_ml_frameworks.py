"""The recipes between arrays and other crates' matrices and tensors run as they are written."""

import os
import re

import pytest
from conftest import CLONE

RECIPES = CLONE / "array-core" / "docs" / "ml_frameworks.md"
SECTION = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(toml|rust)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Seconds that building the crates may take on a busy machine.
BUILD = 1800.0
# burn is many crates: minutes to build.
HEAVY = "burn"
WITH_HEAVY = "ARRAY_KERNEL_TEST_BURN"


def recipes() -> dict[str, tuple[str, str]]:
    """By crate the `%dep` lines and the code."""
    sections = SECTION.findall(RECIPES.read_text(encoding="utf-8"))
    blocks = {name: dict(BLOCK.findall(text)) for name, text in sections}
    return {name: (block["toml"], block["rust"]) for name, block in blocks.items()}


def test_there_are_recipes():
    assert list(recipes()) == ["smartcore", "linfa", "candle", "burn"]


def test_recipes_run(instant):
    """All in one session, as a notebook would; its crates are built once."""
    light = {name: recipe for name, recipe in recipes().items() if name != HEAVY}
    # What this session has from array-core stays: no crate makes it compile array-core again.
    instant.run("let kept = arange(3);").expect_ok()
    instant.run("".join(lines for lines, _ in light.values()), patience=BUILD).expect_ok()
    for _, code in light.values():
        instant.run(code).expect_ok()
    assert instant.run("kept.sum()").result["text/plain"] == "3"


@pytest.mark.skipif(WITH_HEAVY not in os.environ, reason=f"minutes to build; set {WITH_HEAVY}=1")
def test_the_heavy_recipe_runs(instant):
    dependencies, code = recipes()[HEAVY]
    instant.run("let kept = arange(3);").expect_ok()
    instant.run(dependencies, patience=BUILD).expect_ok()
    instant.run(code).expect_ok()
    assert instant.run("kept.sum()").result["text/plain"] == "3"
