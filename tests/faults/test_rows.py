"""The table of rows is true: each row is tested in each face that it names, by tests that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from row import FACES, Row
from row_cases import ROOT, Case, is_rust, places
from row_table import read_cases
from rows import ROWS
from scripts import SCRIPTS
from vector_cases import VECTORS

FOLDERS = ("tests/faults", "tests/python", "tests/c", "tests/cpp")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Everything that pytest finds."""
    file = tmp_path_factory.mktemp("rows") / "cases.json"
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "--cases-to", str(file)]
    done = subprocess.run(
        [*command, *FOLDERS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return read_cases(file)


def untested(rows: Sequence[Row], cases: Sequence[Case]) -> set[tuple[str, str]]:
    """The rows and faces without a case."""
    due = {(row.id, face) for row in rows for face in row.due()}
    return due - {(place.row, place.face) for case in cases for place in places(case, rows)}


def strangers(rows: Sequence[Row], cases: Sequence[Case]) -> set[str]:
    """Marks that name no row or no face."""
    known = {row.id for row in rows}
    marked = {(row, case.node) for case in cases for row, _ in case.marks}
    found = {f"{row} in {node}" for row, node in marked if row not in known}
    for case in cases:
        for _, faces in case.marks:
            tried = faces.split() or [case.face or "no face"]
            found |= {f"{face} in {case.node}" for face in tried if face not in FACES}
    return found


def missing(rows: Sequence[Row], cases: Sequence[Case]) -> set[str]:
    """Tests, scripts and vectors that the table names and nobody has."""
    nodes = {case.node for case in cases}
    found: set[str] = set()
    for row in rows:
        found |= set(row.scripts) - {script.name for script in SCRIPTS}
        found |= set(row.vectors) - {name.replace("-", "/", 1) for name in VECTORS}
        for test in row.elsewhere():
            if not (is_in_rust(test) if is_rust(test) else test in nodes):
                found.add(test)
    return found


def is_in_rust(test: str) -> bool:
    """Whether a file in Rust has that test."""
    file, name = test.split("::")
    place = ROOT / file
    head = r"#\[(?:tokio::)?test(?:\([^)]*\))?\]\s+(?:async )?fn "
    return place.is_file() and bool(re.search(rf"{head}{name}\(", place.read_text()))


def test_every_row_is_tested_in_every_face_that_it_names(cases: list[Case]) -> None:
    assert sorted(untested(ROWS, cases)) == []


def test_every_mark_names_a_row_and_a_face(cases: list[Case]) -> None:
    assert sorted(strangers(ROWS, cases)) == []


def test_every_test_that_is_named_exists(cases: list[Case]) -> None:
    assert sorted(missing(ROWS, cases)) == []


def test_rows_have_names_of_their_own_and_known_faces() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.due() and set(row.due()) <= set(FACES) for row in ROWS)
    assert all(row.what and row.expected for row in ROWS)
    assert all(set(faces) <= set(FACES) for row in ROWS for faces in row.elsewhere().values())


# Each of the checks above can fail.
ROW = Row("X1", "what", "expected", "rust c", scripts=("408",))
TRIED = [
    Case("tests/faults/test_x.py::test_x", face, face, (("X1", ""),)) for face in ("rust", "c")
]
NODE = "tests/c/test_c_host.py::test_calls_fit_on_a_small_stack"


def test_a_row_without_a_test_is_noticed() -> None:
    bare = replace(ROW, scripts=())
    assert untested([bare], []) == {("X1", "rust"), ("X1", "c")}
    assert untested([bare], TRIED[:1]) == {("X1", "c")}
    assert untested([bare], TRIED) == set()


def test_a_script_and_a_vector_count_in_the_faces_that_they_are_run_in() -> None:
    case = Case("tests/faults/test_conformance.py::test_case", "user.get_email-408")
    assert untested([ROW], [case]) == set()
    assert untested([ROW], [case._replace(label="user.get_email-409")]) != set()
    row = Row("X2", "what", "expected", "asyncio", vectors=("users/get_email",))
    node = "tests/python/test_vectors.py::test_vector"
    assert untested([row], [Case(node, "async-users-get_email", "asyncio")]) == set()
    assert untested([row], [Case(node, "sync-users-get_email", "python")]) != set()
    assert untested([row], [Case(node, "async-users-get_email_null", "asyncio")]) != set()


def test_a_test_elsewhere_counts_where_it_is_run() -> None:
    row = Row("X3", "what", "expected", "c rust", tests={"c": (NODE,), "rust": ("core/a.rs::b",)})
    in_rust = Case("tests/faults/test_in_rust.py::test_rust", "core/a.rs::b")
    assert untested([row], [Case(NODE, "plain"), in_rust]) == set()
    assert untested([row], [Case(NODE, "plain")]) == {("X3", "rust")}


def test_a_stranger_is_noticed() -> None:
    assert strangers([ROW], TRIED) == set()
    wrong = [Case("a", marks=(("X9", "rust"),)), Case("b", marks=(("X1", "cobol"),))]
    assert strangers([ROW], wrong) == {"X9 in a", "cobol in b"}
    assert strangers([ROW], [Case("c", marks=(("X1", ""),))]) == {"no face in c"}


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, scripts=("409 of nobody",)),
        replace(ROW, vectors=("users/nothing",)),
        replace(ROW, tests={"c": ("tests/c/test_c_host.py::test_nothing",)}),
        replace(ROW, tests={"rust": ("core/tests/soak.rs::round",)}),
        replace(ROW, tests={"rust": ("core/tests/nowhere.rs::nothing",)}),
    ],
)
def test_a_test_that_is_not_there_is_noticed(row: Row) -> None:
    assert len(missing([row], [Case(NODE)])) == 1


def test_what_is_there_is_found() -> None:
    rust = "core/tests/soak.rs::nothing_is_lost_duplicated_or_misreported"
    there = replace(ROW, vectors=("users/get_email",), tests={"c": (NODE,), "rust": (rust,)})
    assert missing([there], [Case(NODE)]) == set()
    assert Path(ROOT / "core/tests/soak.rs").is_file()
