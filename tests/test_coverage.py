"""The course contains everything that the roadmap names: `roadmap.toml` lists it."""

import re
import tomllib

import jupytext
import pytest
from conftest import CLONE

LESSONS = CLONE / "lessons"
ROADMAP = tomllib.loads((CLONE / "tests" / "roadmap.toml").read_text())


@pytest.fixture(scope="module")
def modules() -> dict[str, dict[str, str]]:
    """What each module's lesson has in Rust cells, and what it has at all."""
    found = {}
    for path in sorted(LESSONS.glob("[0-9]*.md")):
        found[str(int(path.name[:2]))] = contents([path])
    projects = sorted((LESSONS / "projects").glob("*.md"))
    found["10"] = contents([*LESSONS.glob("10-*.md"), *projects])
    found["all"] = contents([*LESSONS.glob("[0-9]*.md"), *projects])
    return found


def contents(paths) -> dict[str, str]:
    notebooks = [jupytext.read(path, fmt="md:myst") for path in paths]
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    return {
        "cell": "\n".join(cell.source for cell in cells if cell.cell_type == "code"),
        "text": "\n".join(cell.source for cell in cells),
    }


def test_the_list_has_every_module_and_only_patterns():
    assert list(ROADMAP) == [*map(str, range(1, 11)), "all"]
    for sections in ROADMAP.values():
        for topics in sections.values():
            for topic, asked in topics.items():
                assert asked and set(asked) <= {"cell", "text"}, topic
                for pattern in sum(asked.values(), []):
                    compiled(pattern)


def test_every_topic_has_its_place(modules):
    missing = []
    for module, sections in ROADMAP.items():
        if not modules.get(module, {}).get("text"):
            missing.append(f"module {module}: there is no lesson")
            continue
        for section, topics in sections.items():
            for topic, asked in topics.items():
                for place, patterns in asked.items():
                    missing += [
                        f"module {module}, {section}, {topic}: no {place} has `{pattern}`"
                        for pattern in patterns
                        if not compiled(pattern).search(modules[module][place])
                    ]
    assert not missing, "\n".join(["the course lacks:", *missing])


def compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)
