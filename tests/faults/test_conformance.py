"""Every operation, script of faults and language: the same end, and the one that is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet
from every_face import Face, Variant, all_faces, run_all
from operations import OPERATIONS, Operation
from scripts import SCRIPTS, Script
from sendgrid_accounts._native import operations
from verdicts import check_alike, check_one

SANDBOX_PAGE = Path(__file__).parent.parent.parent / "docs" / "sandbox.md"
VARIANTS: list[Variant] = [
    ("reseller", "json"),
    ("distributor", "xml"),
    ("reseller", "xml"),
    ("distributor", "json"),
]


class Case(NamedTuple):
    """One operation that meets one script."""

    operation: Operation
    script: Script
    variant: Variant


# Each operation goes through all dialects and formats, if not with each script.
CASES = [
    Case(operation, script, VARIANTS[(place + number) % len(VARIANTS)])
    for place, operation in enumerate(OPERATIONS)
    for number, script in enumerate(SCRIPTS)
]


@pytest.fixture(scope="module")
def faces() -> Iterator[list[Face]]:
    with all_faces() as faces:
        yield faces


def told(case: Case) -> ParameterSet:
    """A case under its name."""
    return pytest.param(case, id=f"{case.operation.name}-{case.script.name}")


@pytest.mark.parametrize("case", [told(case) for case in CASES])
def test_case(faces: list[Face], case: Case) -> None:
    runs = run_all(faces, case.script, case.operation, case.variant)
    wanted = case.script.wanted(case.operation)
    for name, run in runs.items():
        try:
            check_one(run, case.operation, wanted, case.script.kinds())
        except AssertionError as error:
            raise AssertionError(f"in {name}, with {case.variant}: {error}") from error
    check_alike(runs)


def test_no_operation_is_left_out() -> None:
    assert [operation.name for operation in OPERATIONS] == operations()
    assert len(CASES) >= 300


def test_no_script_is_left_out() -> None:
    assert {case.script.name for case in CASES} == {script.name for script in SCRIPTS}
    assert len({script.name for script in SCRIPTS}) == len(SCRIPTS)


def test_every_kind_of_fault_is_in_a_script() -> None:
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
def test_a_wrong_expectation_is_noticed(faces: list[Face], kind: str) -> None:
    case = sample(kind)
    (run,) = run_all(faces[:1], case.script, case.operation, case.variant).values()
    wanted, faults = case.script.wanted(case.operation), case.script.kinds()
    check_one(run, case.operation, wanted, faults)
    doctored = [
        replace(wanted, attempts=wanted.attempts + 1),
        replace(wanted, kind="server" if wanted.kind is None else None),
    ]
    if kind != "read":
        doctored.append(replace(wanted, applied=wanted.applied + 1))
    for verdict in doctored:
        with pytest.raises(AssertionError):
            check_one(run, case.operation, verdict, faults)
    with pytest.raises(AssertionError):
        check_one(run._replace(consumed=[], waiting=1), case.operation, wanted, faults)
    secret = frozenset({run.journal[0]["operation"], "result", "error"})
    with pytest.raises(AssertionError, match="secret"):
        check_one(run._replace(secrets=secret), case.operation, wanted, faults)


def test_a_difference_is_noticed(faces: list[Face]) -> None:
    case = sample("once")
    runs = run_all(faces[:2], case.script, case.operation, case.variant)
    check_alike(runs)
    first, second = runs
    error = {**runs[second].shown["error"], "message": "another"}
    with pytest.raises(AssertionError, match="differ"):
        check_alike({**runs, second: runs[second]._replace(shown={"error": error})})
    with pytest.raises(AssertionError, match="differ"):
        check_alike({**runs, first: runs[first]._replace(journal=[])})
