"""Every operation under every fault script ends as expected, and the same in every binding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet
from every_binding import Binding, Variant, all_bindings, run_all
from expectations import check_identical, check_one
from operations import OPERATIONS, REQUESTS, Operation
from scripts import SCRIPTS, Script
from sendgrid_accounts._native import operations

SANDBOX_PAGE = Path(__file__).parent.parent.parent / "docs" / "sandbox.md"
VARIANTS: list[Variant] = [
    ("reseller", "json"),
    ("distributor", "xml"),
    ("reseller", "xml"),
    ("distributor", "json"),
]


class Case(NamedTuple):
    """One operation under one fault script."""

    operation: Operation
    script: Script
    variant: Variant


# Each operation runs in all dialects and formats, but not under each script.
CASES = [
    Case(operation, script, VARIANTS[(row + column) % len(VARIANTS)])
    for row, operation in enumerate([*OPERATIONS, *REQUESTS])
    for column, script in enumerate(SCRIPTS)
]


@pytest.fixture(scope="module")
def bindings() -> Iterator[list[Binding]]:
    with all_bindings() as bindings:
        yield bindings


def parameter(case: Case) -> ParameterSet:
    """A parameter set with a readable id."""
    return pytest.param(case, id=f"{case.operation.name}-{case.script.name}")


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(bindings: list[Binding], case: Case) -> None:
    runs = run_all(bindings, case.script, case.operation, case.variant)
    expected = case.script.expectation(case.operation)
    for name, run in runs.items():
        try:
            check_one(run, case.operation, expected, case.script.kinds())
        except AssertionError as error:
            raise AssertionError(f"in {name}, with {case.variant}: {error}") from error
    check_identical(runs)


def test_every_operation_has_cases() -> None:
    assert [operation.name for operation in OPERATIONS] == operations()
    assert [request.kind for request in REQUESTS] == ["read", "set", "once"]
    assert len(CASES) >= 300


def test_every_script_has_cases() -> None:
    assert {case.script.name for case in CASES} == {script.name for script in SCRIPTS}
    assert len({script.name for script in SCRIPTS}) == len(SCRIPTS)


def test_every_fault_kind_is_in_a_script() -> None:
    documented = set(re.findall(r'^\| `\{"kind": "(\w+)"', SANDBOX_PAGE.read_text(), re.MULTILINE))
    assert {fault["kind"] for script in SCRIPTS for fault in script.faults} == documented


def sample(kind: str) -> Case:
    """A case that fails for changes and succeeds for reads."""
    return next(
        case
        for case in CASES
        if case.operation.kind == kind and case.script.name == "reset after applying"
    )


@pytest.mark.parametrize("kind", ["read", "set", "once"])
def test_a_wrong_expectation_is_detected(bindings: list[Binding], kind: str) -> None:
    case = sample(kind)
    (run,) = run_all(bindings[:1], case.script, case.operation, case.variant).values()
    expected, faults = case.script.expectation(case.operation), case.script.kinds()
    check_one(run, case.operation, expected, faults)
    wrong = [
        replace(expected, attempts=expected.attempts + 1),
        replace(expected, kind="server" if expected.kind is None else None),
    ]
    if kind != "read":
        wrong.append(replace(expected, applied=expected.applied + 1))
    for expectation in wrong:
        with pytest.raises(AssertionError):
            check_one(run, case.operation, expectation, faults)
    with pytest.raises(AssertionError):
        check_one(run._replace(consumed=[], waiting=1), case.operation, expected, faults)
    secret = frozenset({run.journal[0]["operation"], "result", "error"})
    with pytest.raises(AssertionError, match="secret"):
        check_one(run._replace(secrets=secret), case.operation, expected, faults)


def test_a_difference_is_detected(bindings: list[Binding]) -> None:
    case = sample("once")
    runs = run_all(bindings[:2], case.script, case.operation, case.variant)
    check_identical(runs)
    first, second = runs
    error = {**runs[second].reply["error"], "message": "another"}
    with pytest.raises(AssertionError, match="differ"):
        check_identical({**runs, second: runs[second]._replace(reply={"error": error})})
    with pytest.raises(AssertionError, match="differ"):
        check_identical({**runs, first: runs[first]._replace(journal=[])})
