"""The invariants of the README's code map: who may use whom.

Each rule is data below; a source file that breaks one is named with the offending path. Comments and
unit tests are not looked at.
"""

import re
import tomllib
from pathlib import Path

import pytest
from conftest import CLONE

KERNEL = CLONE / "kernel" / "src"

# What each module of the kernel may use of the others. A module that is missing here fails the
# test: where it belongs must be decided, not happen.
MAY_USE = {
    "main": {"cli", "kernel", "logging"},
    "cli": {"runtime"},
    "kernel": {
        "connection",
        "evaluator",
        "outbox",
        "parent",
        "platform",
        "runtime",
        "server",
        "session",
    },
    "server": {"connection", "dispatch", "outbox", "session", "wire"},
    "dispatch": {"diagnostics", "handlers", "outbox", "session", "wire"},
    "handlers": {"cursor", "diagnostics", "evaluator", "outbox", "session", "wire"},
    "session": {"evaluator", "outbox", "wire"},
    "evaluator": {"platform"},
    "outbox": {"wire"},
    "runtime": {"evaluator"},
    "parent": {"platform"},
    "connection": set(),
    "cursor": set(),
    "diagnostics": {"evaluator"},
    "logging": set(),
    "platform": set(),
    "wire": set(),
}

# The only modules of the kernel that may name a crate or a module: `kernel` puts the evaluator
# together, `runtime` builds what it needs.
ONLY_IN = {
    "zeromq": {"server"},
    "evcxr": {"evaluator/evcxr", "kernel", "runtime"},
    "tokio::net": {"server"},
}

# Packages that a package must not depend on.
MUST_NOT_DEPEND = {
    "array-core": r"array-kernel|engine-protocol|evcxr.*|jupyter.*|zeromq|tokio|polars.*",
    "array-core/frames": r"array-kernel|engine-protocol|evcxr.*|jupyter.*|zeromq|tokio",
    "kernel": r"array-core|array-frames|evcxr.*|ndarray.*|polars.*|plotters.*",
    "lessons": r"array-kernel|engine-protocol|evcxr.*|jupyter.*|zeromq|tokio|polars.*",
    "kernel/engine-protocol": r"array-.*|evcxr.*|jupyter.*|zeromq|tokio",
}


def code_of(path: Path) -> str:
    """Rust source without comments, string contents and unit tests."""
    source = path.read_text().split("#[cfg(test)]")[0]
    source = re.sub(r'"(?:[^"\\]|\\.)*"', '""', source)
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    return re.sub(r"//.*", "", source)


def module_of(path: Path) -> str:
    """`handlers/execute` for `handlers/execute.rs` and all that lies below `handlers/execute/`."""
    parts = path.relative_to(KERNEL).with_suffix("").parts
    return "/".join(part for part in parts if part != "mod")


def sources() -> list[Path]:
    return [path for path in sorted(KERNEL.rglob("*.rs")) if path.name != "lib.rs"]


def used_modules(code: str) -> set[str]:
    """The modules of the crate that code names, in paths and in `use crate::{..}` groups."""
    names = set(re.findall(r"\b(?:crate|array_kernel)::(\w+)", code))
    for group in re.findall(r"\b(?:crate|array_kernel)::\{([^;]*)\};", code):
        flat = group
        while "{" in flat:
            flat = re.sub(r"\{[^{}]*\}", "", flat)
        names |= {item.split("::")[0].strip() for item in flat.split(",")}
    return names - {""}


def test_modules_use_only_those_below_them():
    broken = []
    for path in sources():
        top = module_of(path).split("/")[0]
        assert top in MAY_USE, f"{path.relative_to(CLONE)}: add its rule to MAY_USE"
        for used in used_modules(code_of(path)) - MAY_USE[top] - {top}:
            broken.append(f"{path.relative_to(CLONE)} uses {used}")
    assert not broken, "\n".join(broken)


def test_handlers_do_not_use_each_other():
    handlers = {module_of(path).split("/")[1] for path in sources() if "/" in module_of(path)
                and module_of(path).startswith("handlers/")}  # fmt: skip
    assert "execute" in handlers
    broken = []
    for path in sources():
        module = module_of(path)
        if not module.startswith("handlers/"):
            continue
        own = module.split("/")[1]
        code = code_of(path)
        named = set(re.findall(r"\b(?:crate::handlers|super)::(\w+)", code))
        broken += [f"{module} uses {other}" for other in named & (handlers - {own})]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("name", ONLY_IN)
def test_a_crate_is_named_in_its_own_module_only(name):
    allowed = ONLY_IN[name]
    broken = [
        str(path.relative_to(CLONE))
        for path in sources()
        if re.search(rf"\b{name}::", code_of(path))
        and not any(module_of(path) == module or module_of(path).startswith(f"{module}/")
                    for module in allowed)
    ]  # fmt: skip
    assert not broken, f"{name} is named in {broken}, allowed only in {allowed}"


@pytest.mark.parametrize("package", MUST_NOT_DEPEND)
def test_packages_do_not_depend_upwards(package):
    manifest = tomllib.loads((CLONE / package / "Cargo.toml").read_text())
    tables = [manifest.get("dependencies", {}), manifest.get("build-dependencies", {})]
    tables += [target.get("dependencies", {}) for target in manifest.get("target", {}).values()]
    names = {name for table in tables for name in table}
    broken = {name for name in names if re.fullmatch(MUST_NOT_DEPEND[package], name)}
    assert not broken, f"{package} depends on {broken}"


def test_one_package_alone_depends_on_evcxr():
    dependents = [
        str(manifest.parent.relative_to(CLONE))
        for manifest in CLONE.glob("**/Cargo.toml")
        if "target" not in manifest.parts
        and "evcxr" in tomllib.loads(manifest.read_text()).get("dependencies", {})
    ]
    assert dependents == ["kernel/evcxr-host"]


def test_every_source_file_begins_with_its_purpose():
    packages = ["kernel", "array-core"]
    silent = [
        str(path.relative_to(CLONE))
        for package in packages
        for path in sorted((CLONE / package).glob("**/*.rs"))
        if "target" not in path.parts and not path.read_text().startswith(("//!", "#!"))
    ]
    assert not silent, f"no module documentation on top of {silent}"
