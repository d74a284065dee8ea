"""Modules import only from their own layer and lower layers, without import cycles."""

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
        ["validate", "environment"],
        ["auth"],
        ["operation"],
        ["codec"],
        ["http"],
        ["retry", "fork", "signals"],
        ["rate_limit"],
        ["client"],
        ["api"],
        ["reconcile", "named_call"],
        ["bulk"],
        ["lib"],
    ],
    "capi": [
        ["status"],
        ["ffi"],
        ["types"],
        ["log"],
        ["call", "queue"],
        ["iteration"],
        [
            "client",
            "request",
            "user",
            "customers",
            "subusers",
            "api_keys",
            "bulk",
            "scopes",
            "reconcile",
            "rate_limiter",
            "version",
        ],
        ["lib"],
    ],
    "py": [
        ["command_line", "interpreter", "json", "lost_change"],
        ["errors"],
        ["arguments"],
        ["api_key_secret", "secret_token", "strings"],
        ["value_object"],
        [
            "created_api_key",
            "customer",
            "customer_list",
            "new_customer",
            "new_subuser",
            "reseller",
            "rate_limit",
            "options",
            "request",
            "response",
            "subuser",
        ],
        ["delivery", "logging"],
        ["blocking", "asyncio"],
        ["bulk", "methods", "pages"],
        ["user", "customers", "subusers", "api_keys", "scopes", "reconcile", "sandbox"],
        ["client"],
        ["hooks"],
        ["lib"],
    ],
    "cli": [
        ["exit", "operations", "terminal"],
        ["failure", "interrupts", "trace"],
        ["env_file", "key_file", "prompt", "secrets"],
        ["parameters", "settings"],
        ["output"],
        ["list"],
        ["call", "documentation", "sandbox"],
        ["bulk", "request"],
        ["commands"],
        ["lib", "main"],
    ],
    "sandbox": [
        ["account", "auth", "clock", "error_bodies", "messages", "rewind", "script", "stream"],
        ["error", "ip_addresses", "scopes", "secret", "seed", "window", "window_rules"],
        ["api_keys", "fixtures", "options", "rate_limit"],
        ["generator", "response", "tls"],
        ["accounts", "body", "refusal"],
        ["customers", "on_behalf_of", "v3"],
        ["faults"],
        ["journal"],
        ["incoming", "state"],
        ["access", "console", "control", "health", "replacement"],
        ["connection", "exchange"],
        ["customer_request", "v3_request"],
        ["dispatch"],
        ["routes"],
        ["server"],
        ["cli", "methods"],
        ["lib", "main"],
    ],
}
"""The files and folders of each crate by layer, lowest layer first."""

Module = tuple[str, ...]
USE = re.compile(r"(?P<exported>\bpub(?:\([^)]*\))?\s+)?\buse\s+(?P<path>[^;]+);")


def modules(source: Path) -> dict[Module, str]:
    """The source of each module without comments, strings and tests."""
    sources: dict[Module, str] = {}
    for path in source.rglob("*.rs"):
        if path.name == "tests.rs":
            continue
        name = path.relative_to(source).with_suffix("").parts
        code = re.sub(r"//.*|'(?:\\.|[^'\\])'|\"(?:\\.|[^\"\\])*\"", "", path.read_text())
        sources[name[:-1] if name[-1] == "mod" else name] = code.split("#[cfg(test)]\nmod tests")[0]
    return sources


def uses(source: str, *, exported: bool) -> Iterator[tuple[str, str]]:
    """The names that a source imports or re-exports, each with its path."""
    for use in USE.finditer(source):
        if bool(use["exported"]) == exported:
            yield from ((path.split("::")[-1], path) for path in expand(use["path"]))


def expand(path: str) -> Iterator[str]:
    """The paths of one `use` declaration: `a::{b, c::d}` is `a::b` and `a::c::d`."""
    inner = re.search(r"\{([^{}]*)\}", path)
    if not inner:
        yield re.sub(r"\s+as\s+\w+|\s", "", path)
        return
    for part in filter(str.strip, inner[1].split(",")):
        yield from expand(path[: inner.start()] + part.strip() + path[inner.end() :])


def imports(module: Module, known: dict[Module, str]) -> set[Module]:
    """The modules whose items a module uses. Re-exports do not count."""
    paths = [path for _, path in uses(known[module], exported=False)]
    paths += re.findall(r"\b(?:crate|super)(?:::\w+)+", USE.sub("", known[module]))
    targets = {resolve(module, path.split("::"), known) for path in paths}
    return {target for target in targets if target is not None and target != module}


def resolve(module: Module, path: list[str], known: dict[Module, str]) -> Module | None:
    """The module of a path; None for paths outside the crate."""
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
    # A re-exported name of a folder is defined in one of the files of the folder.
    for name, exported in uses(known.get(here, ""), exported=True):
        if path and path[0] == name:
            return resolve(here, exported.split("::"), known)
    return here or ("lib",)


def violations(source: Path, layers: list[list[str]]) -> list[str]:
    """The upward imports, import cycles and unassigned modules of a crate."""
    height = {name: number for number, layer in enumerate(layers) for name in layer}
    known = modules(source)
    graph = {module: imports(module, known) for module in known}
    messages = [f"{name} has no layer" for name in {it[0] for it in known} - height.keys()]
    messages += [f"{name} does not exist" for name in height.keys() - {it[0] for it in known}]
    for module, targets in graph.items():
        for target in targets:
            if height.get(module[0], 0) < height.get(target[0], 0):
                messages.append(
                    f"{'::'.join(module)} imports {'::'.join(target)}, which is in a higher layer"
                )
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1][:0:-1]
        start = cycle.index(min(cycle))
        names = ["::".join(it) for it in [*cycle[start:], *cycle[: start + 1]]]
        messages.append(f"import cycle: {' -> '.join(names)}")
    return sorted(messages)


@pytest.mark.parametrize("crate", LAYERS)
def test_no_import_from_a_higher_layer(crate: str) -> None:
    assert violations(ROOT / crate / "src", LAYERS[crate]) == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("use std::fmt;", "use crate::low::{self, One};", []),
        ("use crate::high::part::Two;", "", ["low imports high::part, which is in a higher layer"]),
        ("fn f() { crate::high::g() }", "", ["low imports high, which is in a higher layer"]),
        (
            "use crate::high::{\n    Two,\n};",
            "",
            ["low imports high::part, which is in a higher layer"],
        ),
        ("// use crate::high::Two;", "", []),
        (
            "const A: char = '\"'; use crate::high::Two; // \"",
            "",
            ["low imports high::part, which is in a higher layer"],
        ),
        ("#[cfg(test)]\nmod tests { use crate::high::Two; }", "", []),
        ("", "use part::three;", ["import cycle: high -> high::part -> high"]),
        ("", "fn f() { crate::odd::g() }", []),
    ],
)
def test_violations_are_detected(tmp_path: Path, low: str, high: str, expected: list[str]) -> None:
    (tmp_path / "high").mkdir()
    (tmp_path / "low.rs").write_text(low)
    (tmp_path / "high" / "mod.rs").write_text(f"{high}\npub(crate) use part::Two;\n")
    (tmp_path / "high" / "part.rs").write_text("use super::Four;\npub(crate) struct Two;\n")
    assert violations(tmp_path, [["low"], ["high"]]) == expected
