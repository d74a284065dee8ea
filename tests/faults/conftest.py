"""The tables that a run of the faults ends with, and where the drivers of others lie."""

import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from row_table import RowTable, add_options
from rows import ROWS
from standing import Standing

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "c"), str(TESTS / "python")]

ENDED: dict[str, Counter[str]] = {}
"""How the cases of each script ended."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what the table of rows knows."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Adds the table of rows, which hears of other folders too, and the drivers."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        # Those of the machine that runs the tests have no part in them.
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    config.addinivalue_line("markers", "row(*ids, faces=''): rows of the matrix of faults")
    config.pluginmanager.register(RowTable(ROWS), "row_table")
    config.pluginmanager.register(Standing(ROWS), "standing")
    config.pluginmanager.import_plugin("face_fixtures")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts a case under its script."""
    case = re.search(r"::test_case\[[a-z_.]+-(.+)\]$", report.nodeid)
    # What is not run at all is told by its preparation.
    if case is None or (report.when != "call" and report.passed):
        return
    ENDED.setdefault(case[1], Counter())[report.outcome] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows the table."""
    if not ENDED:
        return
    terminalreporter.section("operations under each script of faults")
    width = max(map(len, ENDED))
    for name, counts in ENDED.items():
        told = ", ".join(f"{count} {ended}" for ended, count in counts.items())
        terminalreporter.line(f"{name:{width}}  {told}")
