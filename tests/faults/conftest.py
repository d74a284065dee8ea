"""The table that a run of the fault scripts ends with, and where the drivers of others lie."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "c"), str(TESTS / "python")]

ROWS: dict[str, Counter[str]] = {}
"""How the cases of each script ended."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts a case under its script."""
    case = re.search(r"::test_case\[[a-z_.]+-(.+)\]$", report.nodeid)
    # What is not run at all is told by its preparation.
    if case is None or (report.when != "call" and report.passed):
        return
    ROWS.setdefault(case[1], Counter())[report.outcome] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows the table."""
    if not ROWS:
        return
    terminalreporter.section("operations under each script of faults")
    width = max(map(len, ROWS))
    for name, counts in ROWS.items():
        told = ", ".join(f"{count} {ended}" for ended, count in counts.items())
        terminalreporter.line(f"{name:{width}}  {told}")
