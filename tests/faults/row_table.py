"""The table of rows and faces that a run ends with."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from row import FACES, Row
from row_cases import Case, Place, case_of, places

HERE = Path(__file__).parent
PROPERTY = "rows"
SIGNS = {"passed": "", "failed": "!", "skipped": "s"}


class RowTable:
    """Sorts what is collected into the rows, and counts how it ends."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Takes the table."""
        self._rows = rows
        self._places: dict[str, list[Place]] = {}
        self._ended: defaultdict[Place, Counter[str]] = defaultdict(Counter)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Finds the rows of each test, and leaves out what has none, where that is wanted."""
        cases = {item: case_of(item) for item in items}
        for item, case in cases.items():
            self._places[item.nodeid] = list(places(case, self._rows))
            # With its report it reaches the process that shows the table.
            plain = [list(place) for place in self._places[item.nodeid]]
            item.user_properties.append((PROPERTY, plain))
        if config.getoption("only_rows"):
            outside = [item for item in items if not self._is_wanted(item)]
            config.hook.pytest_deselected(items=outside)
            items[:] = [item for item in items if self._is_wanted(item)]
        if file := config.getoption("cases_to"):
            Path(file).write_text(json.dumps(list(cases.values())))

    def _is_wanted(self, item: pytest.Item) -> bool:
        return item.path.parent == HERE or bool(self._places[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts a case in its places."""
        # What is not run at all is told by its preparation, and a leak by what follows.
        if report.when == "call" or not report.passed:
            for name, value in report.user_properties:
                if name == PROPERTY:
                    self._count(cast("list[tuple[str, str]]", value), report.outcome)

    def _count(self, of_case: list[tuple[str, str]], outcome: str) -> None:
        for row, face in of_case:
            self._ended[Place(row, face)][outcome] += 1

    def _share(self, folder: Path) -> None:
        """Tells other runs how this one ended, and takes in how those did that have ended."""
        folder.mkdir(parents=True, exist_ok=True)
        own = [(*place, dict(counts)) for place, counts in self._ended.items()]
        others = [json.loads(file.read_text()) for file in folder.glob("*.json")]
        (folder / f"{os.getpid()}.json").write_text(json.dumps(own))
        for row, face, counts in (entry for other in others for entry in other):
            self._ended[Place(row, face)].update(counts)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Shows the table, as far as anything in it was run."""
        if folder := config.getoption("rows_beside"):
            self._share(Path(folder))
        if not self._ended:
            return
        terminalreporter.section("the matrix of faults: how many cases of each row in each face")
        widths = [max(7, len(face)) for face in FACES]
        heads = [face.rjust(width) for face, width in zip(FACES, widths, strict=True)]
        terminalreporter.line("row  " + " ".join(heads) + "  what goes wrong")
        for row in self._rows:
            cells = [
                self._cell(row, face).rjust(width)
                for face, width in zip(FACES, widths, strict=True)
            ]
            terminalreporter.line(f"{row.id:4} {' '.join(cells)}  {row.what}")
        terminalreporter.line("! failed, s skipped, ? due and not run, - not due")

    def _cell(self, row: Row, face: str) -> str:
        ended = self._ended.get(Place(row.id, face))
        if ended is None:
            return "?" if face in row.due() else "-"
        return " ".join(f"{count}{SIGNS[how]}" for how, count in ended.items())


def add_options(parser: pytest.Parser) -> None:
    """The options that the table knows."""
    parser.addoption("--only-rows", action="store_true", help="outside tests/faults only rows")
    parser.addoption("--rows-beside", help="a folder where runs tell each other how they ended")
    parser.addoption("--cases-to", help="a file to write what is collected to, as JSON")


def read_cases(file: Path) -> list[Case]:
    """What was collected."""
    return [
        Case(node, label, face, tuple((row, faces) for row, faces in marks))
        for node, label, face, marks in json.loads(file.read_text())
    ]
