"""The recipes between arrays and other crates' matrices and tensors run as they are written."""

import os
import re

import pytest
from conftest import CLONE

RECIPES = CLONE / "array-core" / "docs" / "ml_frameworks.md"
LESSON = CLONE / "lessons" / "08-integration-with-ml-libraries.md"
SECTION = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
DEPENDENCY = re.compile(r"^%dep .*\n", re.MULTILINE)
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
    """All in one session and with the crates of lesson 8, which are built once for both."""
    light = {name: recipe for name, recipe in recipes().items() if name != HEAVY}
    crates = DEPENDENCY.findall(LESSON.read_text(encoding="utf-8"))
    asked = {line for lines, _ in light.values() for line in DEPENDENCY.findall(lines)}
    assert asked <= set(crates)
    # What this session has of arrays and data frames stays: no crate makes it compile array-core or
    # polars again.
    instant.run("let kept = arange(3);").expect_ok()
    instant.run('let frame = df!("x" => [1, 2])?;', patience=BUILD).expect_ok()
    instant.run("".join(crates), patience=BUILD).expect_ok()
    for _, code in light.values():
        instant.run(code).expect_ok()
    assert instant.run("(kept.sum(), frame.height())").result["text/plain"] == "(3, 2)"


@pytest.mark.skipif(WITH_HEAVY not in os.environ, reason=f"minutes to build; set {WITH_HEAVY}=1")
def test_the_heavy_recipe_runs(instant):
    dependencies, code = recipes()[HEAVY]
    instant.run("let kept = arange(3);").expect_ok()
    instant.run(dependencies, patience=BUILD).expect_ok()
    instant.run(code).expect_ok()
    assert instant.run("kept.sum()").result["text/plain"] == "3"
