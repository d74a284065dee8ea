"""Every language can do what one can: tests/capabilities.json, by programs that do it.

The proofs of Rust are in core/tests/capabilities.rs, those of Python in
tests/python/test_capabilities.py.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from programs import ROOT, SANITIZED, build, run, valgrind
from replay_server import ReplayServer
from sendgrid_accounts.sandbox import Sandbox

TABLE: dict[str, dict[str, dict[str, str]]] = json.loads(
    (ROOT / "tests" / "capabilities.json").read_text()
)
COLUMNS = ("rust", "rust_blocking", "c", "cpp", "cpp_async", "python", "asyncio")


def expected(column: str) -> set[str]:
    """The capabilities of a language, or of one of its clients."""
    return {name for name, entry in TABLE.items() if column not in entry.get("without", {})}


def used(program: Path, kind: str, sandbox: Sandbox) -> list[str]:
    """The lines of a program that uses every capability."""
    under = valgrind() if kind == "valgrind" else []
    environment = {"SENDGRID_API_KEY": sandbox.api_key, "SENDGRID_BASE_URL": sandbox.url}
    with ReplayServer([{"then": "close"}] * 100) as lossy:
        arguments = [sandbox.url, sandbox.api_key, lossy.url]
        return run(program, *arguments, under=under, environment=environment).splitlines()


@pytest.mark.parametrize("kind", ["plain", "sanitized", "valgrind"])
def test_c_has_every_capability(kind: str, sandbox: Sandbox) -> None:
    flags = SANITIZED if kind == "sanitized" else []
    source = ROOT / "tests" / "c" / "capabilities.c"
    program = build(source, flags=flags, name=f"c-capabilities-{kind}")
    lines = used(program, kind, sandbox)
    assert (set(lines), len(lines)) == (expected("c"), len(expected("c")))


@pytest.mark.parametrize("kind", ["plain", "sanitized", "valgrind"])
def test_cpp_has_every_capability(kind: str, sandbox: Sandbox) -> None:
    flags = SANITIZED if kind == "sanitized" else []
    source = ROOT / "tests" / "cpp" / "capabilities.cpp"
    program = build(source, flags=flags, name=f"cpp-capabilities-{kind}")
    lines = [tuple(line.split()) for line in used(program, kind, sandbox)]
    assert len(lines) == len(set(lines))
    assert set(lines) == {(it, name) for it in ("cpp", "cpp_async") for name in expected(it)}


@pytest.mark.parametrize("column", ["rust", "rust_blocking"])
def test_rust_has_a_test_of_every_capability(column: str) -> None:
    source = (ROOT / "core" / "tests" / "capabilities.rs").read_text()
    module = {"rust": "asynchronous", "rust_blocking": "blocking"}[column]
    body = source.split(f"\nmod {module} {{")[1].split("\n}\n")[0]
    tests = re.findall(r"#\[(?:tokio::)?test\]\n    (?:async )?fn (\w+)\(", body)
    assert (set(tests), len(tests)) == (expected(column), len(expected(column)))


def test_a_missing_capability_has_a_reason() -> None:
    assert len(TABLE) > 15
    for name, entry in TABLE.items():
        assert entry["about"], name
        for column, reason in entry.get("without", {}).items():
            assert column in COLUMNS, (name, column)
            assert reason, (name, column)
