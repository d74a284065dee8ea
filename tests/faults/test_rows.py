"""Every row of the matrix has existing tests in each of its bindings."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from row import BINDINGS, Row
from row_cases import ROOT, Case, is_rust, places
from row_table import read_cases
from rows import ROWS
from scripts import SCRIPTS
from vector_cases import VECTORS

FOLDERS = ("tests/faults", "tests/python", "tests/c", "tests/cpp", "tests/install")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """All tests that pytest collects."""
    file = tmp_path_factory.mktemp("rows") / "cases.json"
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "--cases-to", str(file)]
    result = subprocess.run(
        [*command, *FOLDERS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr
    return read_cases(file)


def untested(rows: Sequence[Row], cases: Sequence[Case]) -> set[tuple[str, str]]:
    """The rows and bindings without a test."""
    required = {(row.id, binding) for row in rows for binding in row.required()}
    return required - {(place.row, place.binding) for case in cases for place in places(case, rows)}


def unknown_marks(rows: Sequence[Row], cases: Sequence[Case]) -> set[str]:
    """Marks with an unknown row or an unknown binding."""
    row_ids = {row.id for row in rows}
    marks = {(row, case.node) for case in cases for row, _ in case.marks}
    problems = {f"{row} in {node}" for row, node in marks if row not in row_ids}
    for case in cases:
        for _, bindings in case.marks:
            names = bindings.split() or [case.binding or "no binding"]
            problems |= {f"{name} in {case.node}" for name in names if name not in BINDINGS}
    return problems


def missing(rows: Sequence[Row], cases: Sequence[Case]) -> set[str]:
    """Tests, scripts and vectors of the table that do not exist."""
    nodes = {case.node for case in cases}
    absent: set[str] = set()
    for row in rows:
        absent |= set(row.scripts) - {script.name for script in SCRIPTS}
        absent |= set(row.vectors) - {name.replace("-", "/", 1) for name in VECTORS}
        for test in row.elsewhere():
            if not (exists_in_rust(test) if is_rust(test) else test in nodes):
                absent.add(test)
    return absent


def exists_in_rust(test: str) -> bool:
    """Whether a Rust file has this test."""
    file, name = test.split("::")
    path = ROOT / file
    attribute = r"#\[(?:tokio::)?test(?:\([^)]*\))?\]\s+(?:async )?fn "
    return path.is_file() and bool(re.search(rf"{attribute}{name}\(", path.read_text()))


def test_every_row_has_a_test_in_each_of_its_bindings(cases: list[Case]) -> None:
    assert sorted(untested(ROWS, cases)) == []


def test_every_mark_has_a_known_row_and_binding(cases: list[Case]) -> None:
    assert sorted(unknown_marks(ROWS, cases)) == []


def test_every_test_of_the_table_exists(cases: list[Case]) -> None:
    assert sorted(missing(ROWS, cases)) == []


def test_rows_have_unique_ids_and_known_bindings() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.required() and set(row.required()) <= set(BINDINGS) for row in ROWS)
    assert all(row.what and row.expected for row in ROWS)
    assert all(
        set(bindings) <= set(BINDINGS) for row in ROWS for bindings in row.elsewhere().values()
    )


# Each of the checks above detects its violation.
ROW = Row("X1", "what", "expected", "rust c", scripts=("408",))
CASES = [
    Case("tests/faults/test_x.py::test_x", binding, binding, (("X1", ""),))
    for binding in ("rust", "c")
]
NODE = "tests/c/test_c_host.py::test_calls_need_little_stack"


def test_a_row_without_a_test_is_detected() -> None:
    without_scripts = replace(ROW, scripts=())
    assert untested([without_scripts], []) == {("X1", "rust"), ("X1", "c")}
    assert untested([without_scripts], CASES[:1]) == {("X1", "c")}
    assert untested([without_scripts], CASES) == set()


def test_scripts_and_vectors_cover_the_bindings_of_their_cases() -> None:
    case = Case("tests/faults/test_conformance.py::test_case", "user.get_email-408")
    assert untested([ROW], [case]) == set()
    assert untested([ROW], [case._replace(label="user.get_email-409")]) != set()
    row = Row("X2", "what", "expected", "asyncio", vectors=("users/get_email",))
    node = "tests/python/test_vectors.py::test_vector"
    assert untested([row], [Case(node, "async-users-get_email", "asyncio")]) == set()
    assert untested([row], [Case(node, "sync-users-get_email", "python")]) != set()
    assert untested([row], [Case(node, "async-users-get_email_null", "asyncio")]) != set()


def test_a_test_of_another_folder_covers_its_bindings() -> None:
    row = Row("X3", "what", "expected", "c rust", tests={"c": (NODE,), "rust": ("core/a.rs::b",)})
    in_rust = Case("tests/faults/test_in_rust.py::test_rust", "core/a.rs::b")
    assert untested([row], [Case(NODE, "plain"), in_rust]) == set()
    assert untested([row], [Case(NODE, "plain")]) == {("X3", "rust")}


def test_an_unknown_mark_is_detected() -> None:
    assert unknown_marks([ROW], CASES) == set()
    wrong = [Case("a", marks=(("X9", "rust"),)), Case("b", marks=(("X1", "cobol"),))]
    assert unknown_marks([ROW], wrong) == {"X9 in a", "cobol in b"}
    assert unknown_marks([ROW], [Case("c", marks=(("X1", ""),))]) == {"no binding in c"}


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, scripts=("unknown script",)),
        replace(ROW, vectors=("users/nothing",)),
        replace(ROW, tests={"c": ("tests/c/test_c_host.py::test_nothing",)}),
        replace(ROW, tests={"rust": ("core/tests/soak.rs::round",)}),
        replace(ROW, tests={"rust": ("core/tests/nowhere.rs::nothing",)}),
    ],
)
def test_a_missing_test_is_detected(row: Row) -> None:
    assert len(missing([row], [Case(NODE)])) == 1


def test_existing_tests_are_found() -> None:
    rust = "core/tests/soak.rs::nothing_is_lost_duplicated_or_misreported"
    existing = replace(ROW, vectors=("users/get_email",), tests={"c": (NODE,), "rust": (rust,)})
    assert missing([existing], [Case(NODE)]) == set()
    assert Path(ROOT / "core/tests/soak.rs").is_file()
