"""Maps collected tests to rows and bindings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from row import BINDINGS, Row

ROOT = Path(__file__).parent.parent.parent
IN_RUST = "tests/faults/test_in_rust.py::test_rust"
CONFORMANCE = "tests/faults/test_conformance.py::test_case"
VECTORS = ("tests/python/test_vectors.py::test_vector", "tests/c/test_c_vectors.py::test_vector")
IN_RUST_VECTORS = "core/tests/vectors.rs::every_vector_through_the_async_client"
NAMES = {"sync": "python", "async": "asyncio"}
"""The bindings behind parameter values of other folders. `c-valgrind` and the like are C."""


class Case(NamedTuple):
    """A collected test with its parameters."""

    node: str
    """The node id without parameters."""
    label: str = ""
    """The parameters of the node id."""
    binding: str | None = None
    """The binding, if it is a parameter."""
    marks: tuple[tuple[str, str], ...] = ()
    """The rows of its marks, each with the bindings of the mark."""


class Place(NamedTuple):
    """A cell of the matrix."""

    row: str
    binding: str


def case_of(item: pytest.Item) -> Case:
    """The case of a collected test."""
    node, _, label = item.nodeid.partition("[")
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    marks = [
        (row, mark.kwargs.get("bindings", ""))
        for mark in item.iter_markers("row")
        for row in mark.args
    ]
    return Case(node, label.removesuffix("]"), binding_of(parameters), tuple(marks))


def binding_of(parameters: dict[str, Any]) -> str | None:
    """The binding among the parameters of a test."""
    for name in ("binding", "each_binding", "driver"):
        value = parameters.get(name)
        if value is not None:
            label = str(getattr(value, "name", value))
            return NAMES.get(label, label if label in BINDINGS else label.split("-")[0])
    return None


def places(case: Case, rows: Sequence[Row]) -> Iterator[Place]:
    """The cells of a case. Most tests outside this folder have none."""
    for row in rows:
        bindings: list[str] = []
        for row_id, mark_bindings in case.marks:
            if row_id == row.id:
                bindings += mark_bindings.split() or [case.binding or ""]
        if case.node == CONFORMANCE and case.label.partition("-")[2] in row.scripts:
            bindings += BINDINGS
        bindings += [binding for binding in elsewhere(case, row) if case.binding in (None, binding)]
        for binding in dict.fromkeys(bindings):
            yield Place(row.id, binding)


def elsewhere(case: Case, row: Row) -> list[str]:
    """The bindings in which a test of another folder covers a row."""
    if case.node == IN_RUST:
        in_rust = row.elsewhere().get(case.label, [])
        return in_rust + ["rust"] * (case.label == IN_RUST_VECTORS and bool(row.vectors))
    if case.node in VECTORS:
        return [case.binding or ""] if vector_of(case.label) in row.vectors else []
    return row.elsewhere().get(case.node, [])


@cache
def vector_of(label: str) -> str:
    """The vector of a case: its label has the binding, the folder, the name, and the dialect and
    format if there are several.
    """
    return re.sub(r"^[a-z-]+?-(users|customers)-(\w+).*", r"\1/\2", label)


def rust_tests(rows: Sequence[Row]) -> list[str]:
    """The Rust tests of the table."""
    tests = [test for row in rows for test in row.elsewhere() if is_rust(test)]
    return list(dict.fromkeys([*tests, IN_RUST_VECTORS]))


def is_rust(test: str) -> bool:
    """Whether a test is a Rust test."""
    return test.partition("::")[0].endswith(".rs")
