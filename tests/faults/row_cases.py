"""Which cases belong to which rows, in which faces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from row import FACES, Row

ROOT = Path(__file__).parent.parent.parent
IN_RUST = "tests/faults/test_in_rust.py::test_rust"
CONFORMANCE = "tests/faults/test_conformance.py::test_case"
VECTORS = ("tests/python/test_vectors.py::test_vector", "tests/c/test_c_vectors.py::test_vector")
IN_RUST_VECTORS = "core/tests/vectors.rs::every_vector_through_the_async_client"
NAMES = {"sync": "python", "async": "asyncio"}
"""Of faces, where tests have names of their own for them; `c-valgrind` and the like are C."""


class Case(NamedTuple):
    """A test with its parameters, as it was collected."""

    node: str
    """The test without its parameters."""
    label: str = ""
    """The parameters."""
    face: str | None = None
    """The face, where it is a parameter."""
    marks: tuple[tuple[str, str], ...] = ()
    """The rows that it is marked with, each with the faces that it tries by itself."""


class Place(NamedTuple):
    """Where the result of a case belongs."""

    row: str
    face: str


def case_of(item: pytest.Item) -> Case:
    """What is known of a collected test."""
    node, _, label = item.nodeid.partition("[")
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    marks = [
        (row, mark.kwargs.get("faces", ""))
        for mark in item.iter_markers("row")
        for row in mark.args
    ]
    return Case(node, label.removesuffix("]"), face_of(parameters), tuple(marks))


def face_of(parameters: dict[str, Any]) -> str | None:
    """The face that a test is run in."""
    for name in ("face", "each_face", "driver"):
        value = parameters.get(name)
        if value is not None:
            text = str(getattr(value, "name", value))
            return NAMES.get(text, text if text in FACES else text.split("-")[0])
    return None


def places(case: Case, rows: Sequence[Row]) -> Iterator[Place]:
    """Where a case belongs; nowhere, as a rule, outside this folder."""
    for row in rows:
        faces: list[str] = []
        for marked, tried in case.marks:
            if marked == row.id:
                faces += tried.split() or [case.face or ""]
        if case.node == CONFORMANCE and case.label.partition("-")[2] in row.scripts:
            faces += FACES
        faces += [face for face in elsewhere(case, row) if case.face in (None, face)]
        for face in dict.fromkeys(faces):
            yield Place(row.id, face)


def elsewhere(case: Case, row: Row) -> list[str]:
    """The faces in which a test of another folder is one of that row."""
    if case.node == IN_RUST:
        in_rust = row.elsewhere().get(case.label, [])
        return in_rust + ["rust"] * (case.label == IN_RUST_VECTORS and bool(row.vectors))
    if case.node in VECTORS:
        # After the face: folder, name, and where there are several dialect and format.
        vector = re.sub(r"^[a-z-]+?-(users|customers)-(\w+).*", r"\1/\2", case.label)
        return [case.face or ""] if vector in row.vectors else []
    return row.elsewhere().get(case.node, [])


def rust_tests(rows: Sequence[Row]) -> list[str]:
    """The tests in Rust that the table names."""
    named = [test for row in rows for test in row.elsewhere() if is_rust(test)]
    return list(dict.fromkeys([*named, IN_RUST_VECTORS]))


def is_rust(test: str) -> bool:
    """Whether a test is one in Rust."""
    return test.partition("::")[0].endswith(".rs")
