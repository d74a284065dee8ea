"""Modules of a crate import from their own layer and from lower ones, and never in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LAYERS = {
    "core": [
        ["expectation"],
        ["error"],
        ["validate"],
        ["auth"],
        ["operation"],
        ["codec"],
        ["http"],
        ["retry", "fork"],
        ["rate_limit"],
        ["client"],
        ["api"],
        ["reconcile"],
        ["lib"],
    ],
    "capi": [
        ["status"],
        ["ffi"],
        ["types"],
        ["call"],
        ["client", "user", "customers", "reconcile", "rate_limiter", "version"],
        ["queue"],
        ["lib"],
    ],
    "py": [
        ["json", "lost_change"],
        ["errors"],
        ["arguments", "value_object"],
        [
            "models",
            "customer",
            "customer_list",
            "new_customer",
            "reseller",
            "rate_limit",
            "options",
        ],
        ["delivery", "logging"],
        ["blocking", "asyncio"],
        ["methods"],
        ["user", "customers", "reconcile", "sandbox"],
        ["client"],
        ["hooks"],
        ["lib"],
    ],
}
"""Of each crate, its files and folders from the ground up."""

Module = tuple[str, ...]
USE = re.compile(r"(?P<exported>\bpub(?:\([^)]*\))?\s+)?\buse\s+(?P<path>[^;]+);")


def modules(source: Path) -> dict[Module, str]:
    """The text of each module without comments, strings and tests."""
    found: dict[Module, str] = {}
    for path in source.rglob("*.rs"):
        if path.name == "tests.rs":
            continue
        name = path.relative_to(source).with_suffix("").parts
        text = re.sub(r"//.*|'(?:\\.|[^'\\])'|\"(?:\\.|[^\"\\])*\"", "", path.read_text())
        found[name[:-1] if name[-1] == "mod" else name] = text.split("#[cfg(test)]\nmod tests")[0]
    return found


def uses(text: str, *, exported: bool) -> Iterator[tuple[str, str]]:
    """Each name that a text imports, or exports again, with its path."""
    for use in USE.finditer(text):
        if bool(use["exported"]) == exported:
            yield from ((path.split("::")[-1], path) for path in expand(use["path"]))


def expand(path: str) -> Iterator[str]:
    """The paths of one `use`: `a::{b, c::d}` is `a::b` and `a::c::d`."""
    inner = re.search(r"\{([^{}]*)\}", path)
    if not inner:
        yield re.sub(r"\s+as\s+\w+|\s", "", path)
        return
    for part in filter(str.strip, inner[1].split(",")):
        yield from expand(path[: inner.start()] + part.strip() + path[inner.end() :])


def imports(module: Module, known: dict[Module, str]) -> set[Module]:
    """The modules whose items a module uses. An item that it only exports again does not count."""
    paths = [path for _, path in uses(known[module], exported=False)]
    paths += re.findall(r"\b(?:crate|super)(?:::\w+)+", USE.sub("", known[module]))
    targets = {resolve(module, path.split("::"), known) for path in paths}
    return {target for target in targets if target is not None and target != module}


def resolve(module: Module, path: list[str], known: dict[Module, str]) -> Module | None:
    """The module that a path leads to; none where it leads out of the crate."""
    here = () if module == ("lib",) else module
    if path[0] == "crate":
        here, path = (), path[1:]
    elif path[0] in ("self", "super"):
        while path and path[0] in ("self", "super"):
            here, path = (here[:-1] if path[0] == "super" else here), path[1:]
    elif (*here, path[0]) not in known:
        return None
    while path and (*here, path[0]) in known:
        here, path = (*here, path[0]), path[1:]
    # A name that a folder only exports again stands in one of the folder's files.
    for name, exported in uses(known.get(here, ""), exported=True):
        if path and path[0] == name:
            return resolve(here, exported.split("::"), known)
    return here or ("lib",)


def faults(source: Path, layers: list[list[str]]) -> list[str]:
    """What is wrong with the imports of a crate."""
    height = {name: number for number, layer in enumerate(layers) for name in layer}
    known = modules(source)
    graph = {module: imports(module, known) for module in known}
    found = [f"{name} is in no layer" for name in {it[0] for it in known} - height.keys()]
    found += [f"{name} does not exist" for name in height.keys() - {it[0] for it in known}]
    for module, targets in graph.items():
        for target in targets:
            if height.get(module[0], 0) < height.get(target[0], 0):
                found.append(f"{'::'.join(module)} imports {'::'.join(target)}, which is above it")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1][:0:-1]
        start = circle.index(min(circle))
        names = ["::".join(it) for it in [*circle[start:], *circle[: start + 1]]]
        found.append(f"a circle: {' -> '.join(names)}")
    return sorted(found)


@pytest.mark.parametrize("crate", LAYERS)
def test_imports_only_lead_down(crate: str) -> None:
    assert faults(ROOT / crate / "src", LAYERS[crate]) == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("use std::fmt;", "use crate::low::{self, One};", []),
        ("use crate::high::part::Two;", "", ["low imports high::part, which is above it"]),
        ("fn f() { crate::high::g() }", "", ["low imports high, which is above it"]),
        ("use crate::high::{\n    Two,\n};", "", ["low imports high::part, which is above it"]),
        ("// use crate::high::Two;", "", []),
        (
            "const A: char = '\"'; use crate::high::Two; // \"",
            "",
            ["low imports high::part, which is above it"],
        ),
        ("#[cfg(test)]\nmod tests { use crate::high::Two; }", "", []),
        ("", "use part::three;", ["a circle: high -> high::part -> high"]),
        ("", "fn f() { crate::odd::g() }", []),
    ],
)
def test_a_fault_is_found(tmp_path: Path, low: str, high: str, expected: list[str]) -> None:
    (tmp_path / "high").mkdir()
    (tmp_path / "low.rs").write_text(low)
    (tmp_path / "high" / "mod.rs").write_text(f"{high}\npub(crate) use part::Two;\n")
    (tmp_path / "high" / "part.rs").write_text("use super::Four;\npub(crate) struct Two;\n")
    assert faults(tmp_path, [["low"], ["high"]]) == expected
