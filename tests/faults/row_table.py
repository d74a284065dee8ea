"""The table of rows and bindings in the terminal summary."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from row import BINDINGS, Row
from row_cases import Case, Place, case_of, places

HERE = Path(__file__).parent
PROPERTY = "rows"
SYMBOLS = {"passed": "", "failed": "!", "skipped": "s"}


class RowTable:
    """Assigns collected tests to rows, and counts their outcomes."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Creates a table of these rows."""
        self._rows = rows
        self._places: dict[str, list[Place]] = {}
        self._outcomes: defaultdict[Place, Counter[str]] = defaultdict(Counter)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Finds the rows of each test. `--only-rows` deselects tests without a row."""
        cases = {item: case_of(item) for item in items}
        for item, case in cases.items():
            self._places[item.nodeid] = list(places(case, self._rows))
            # The report carries it from the xdist worker to the process that prints the table.
            plain = [list(place) for place in self._places[item.nodeid]]
            item.user_properties.append((PROPERTY, plain))
        if config.getoption("only_rows"):
            outside = [item for item in items if not self._is_selected(item)]
            config.hook.pytest_deselected(items=outside)
            items[:] = [item for item in items if self._is_selected(item)]
        if file := config.getoption("cases_to"):
            Path(file).write_text(json.dumps(list(cases.values())))

    def _is_selected(self, item: pytest.Item) -> bool:
        return item.path.parent == HERE or bool(self._places[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts a result in the cells of its test."""
        # The setup reports a skipped test, and the teardown a leak.
        if report.when == "call" or not report.passed:
            for name, value in report.user_properties:
                if name == PROPERTY:
                    self._count(cast("list[tuple[str, str]]", value), report.outcome)

    def _count(self, cells: list[tuple[str, str]], outcome: str) -> None:
        for row, binding in cells:
            self._outcomes[Place(row, binding)][outcome] += 1

    def _share(self, folder: Path) -> None:
        """Writes the counts of this run to a folder, and adds those of finished runs."""
        folder.mkdir(parents=True, exist_ok=True)
        own = [(*place, dict(counts)) for place, counts in self._outcomes.items()]
        others = [json.loads(file.read_text()) for file in folder.glob("*.json")]
        (folder / f"{os.getpid()}.json").write_text(json.dumps(own))
        for row, binding, counts in (entry for other in others for entry in other):
            self._outcomes[Place(row, binding)].update(counts)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Prints the table if any of its tests ran."""
        if folder := config.getoption("rows_beside"):
            self._share(Path(folder))
        if not self._outcomes:
            return
        terminalreporter.section("fault matrix: number of tests per row and binding")
        widths = [max(7, len(binding)) for binding in BINDINGS]
        heads = [binding.rjust(width) for binding, width in zip(BINDINGS, widths, strict=True)]
        terminalreporter.line("row  " + " ".join(heads) + "  fault")
        for row in self._rows:
            cells = [
                self._cell(row, binding).rjust(width)
                for binding, width in zip(BINDINGS, widths, strict=True)
            ]
            terminalreporter.line(f"{row.id:4} {' '.join(cells)}  {row.what}")
        terminalreporter.line("! failed, s skipped, ? required and not run, - not required")

    def _cell(self, row: Row, binding: str) -> str:
        counts = self._outcomes.get(Place(row.id, binding))
        if counts is None:
            return "?" if binding in row.required() else "-"
        return " ".join(f"{count}{SYMBOLS[outcome]}" for outcome, count in counts.items())


def add_options(parser: pytest.Parser) -> None:
    """Adds the command-line options of the table."""
    parser.addoption(
        "--only-rows", action="store_true", help="deselect tests of other folders without a row"
    )
    parser.addoption("--rows-beside", help="folder in which runs share their counts")
    parser.addoption("--cases-to", help="file to write the collected tests to, as JSON")


def read_cases(file: Path) -> list[Case]:
    """Reads the file of `--cases-to`."""
    return [
        Case(node, label, binding, tuple((row, bindings) for row, bindings in marks))
        for node, label, binding, marks in json.loads(file.read_text())
    ]
