"""Summary tables of the fault tests, and the import path of the drivers."""

import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from call_guarantees import CallGuarantees
from row_table import RowTable, add_options
from rows import ROWS

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "c"), str(TESTS / "python")]

SCRIPT_COUNTS: dict[str, Counter[str]] = {}
"""The outcomes of the cases of each script."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of the table of rows."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Registers the table of rows, the checks for tests of other folders, and the drivers."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        # The proxies of the machine must not affect the tests.
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    config.addinivalue_line("markers", "row(*ids, bindings=''): rows of the fault matrix")
    config.pluginmanager.register(RowTable(ROWS), "row_table")
    config.pluginmanager.register(CallGuarantees(ROWS), "call_guarantees")
    config.pluginmanager.import_plugin("binding_fixtures")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts a case under its script."""
    case = re.search(r"::test_case\[[a-z_.]+-(.+)\]$", report.nodeid)
    # The setup reports a skipped test.
    if case is None or (report.when != "call" and report.passed):
        return
    SCRIPT_COUNTS.setdefault(case[1], Counter())[report.outcome] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the table of scripts."""
    if not SCRIPT_COUNTS:
        return
    terminalreporter.section("operations under each fault script")
    width = max(map(len, SCRIPT_COUNTS))
    for name, counts in SCRIPT_COUNTS.items():
        summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        terminalreporter.line(f"{name:{width}}  {summary}")
