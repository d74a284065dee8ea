"""Checks the six guarantees around the tests of other folders that rows name.

`matrix.py` checks each call of the tests in this folder. Tests of Python's runtime and of the C API
use their own programs. These checks apply to each of them: no key and no password in any output or
log (G1); no change is applied more often than the calls allow, and no once-only change twice (G2);
no process, descriptor or thread is left (G4); no call makes more attempts than allowed, and the
server receives no more requests than were sent (G5); no panic (G6). Each test checks durations (G3)
and exit codes itself. Tests with calls in other processes also count these calls (G2, G5).
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import secret_markers
from operations import ATTEMPTS, BY_NAME
from row import Row
from row_cases import case_of, places
from sendgrid_accounts import AsyncClient, Client
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
SETTLE_SECONDS = 15.0
"""Seconds within which all resources of a test must be closed."""
KEY = re.compile(rb"SG\.[A-Za-z0-9_-]{4,}")
PANIC = re.compile(rb"panicked at (?![^\n]*\n(?:on purpose|out of memory\n))")
"""Excludes deliberate panics of tests, and panics of dependencies when memory runs out."""
WITHOUT_LOG_CHECKS = (
    # Other processes make the calls, and these tests count them.
    "tests/c/",
    "tests/cpp/",
    "test_exit.py",
    # A child that is forked while another thread logs inherits a locked handler.
    "test_fork.py",
    "test_preforking.py",
    # These tests measure the memory of 100,000 calls.
    "test_flat.py",
)


def violations_in(output: bytes) -> list[str]:
    """The secrets and panics in an output (G1, G6)."""
    secrets = secret_markers.occurrences(secret_markers.ALL, output)
    violations = [f"a secret in the output: {secret!r}" for secret in secrets]
    violations += [f"an API key in the output: {key.decode()}" for key in KEY.findall(output)]
    return violations + ["a panic in the output"] * bool(PANIC.search(output))


class LogMonitor(logging.Handler):
    """Counts calls and attempts in the log of the client, and searches it for secrets."""

    def __init__(self) -> None:
        """Starts with empty counts."""
        super().__init__(logging.DEBUG)
        self.violations: list[str] = []
        self.sent: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.max_attempts = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Counts a log record."""
        event = record.getMessage()
        self.violations += violations_in(event.encode("utf-8", "backslashreplace"))
        if event.startswith("request "):
            operation, attempt = record.__dict__["operation"], int(record.__dict__["attempt"])
            self.sent[operation] += 1
            self.calls[operation] += attempt == 1
            self.max_attempts = max(self.max_attempts, attempt)


def check_journal(journal: Sequence[Mapping[str, Any]], log_monitor: LogMonitor) -> list[str]:
    """The requests and changes on the server that exceed those in the client's log (G2, G5)."""
    arrived = Counter(entry["operation"] for entry in journal if entry["operation"])
    applied = Counter(entry["operation"] for entry in journal if entry["applied"])
    violations = [
        f"{count} requests of {name} on the server, {log_monitor.sent[name]} in the log"
        for name, count in arrived.items()
        if count > log_monitor.sent[name]
    ]
    for name, count in applied.items():
        most = log_monitor.calls[name] * (1 if BY_NAME[name].kind == "once" else ATTEMPTS)
        if count > most:
            violations.append(
                f"{name} was applied {count} times in {log_monitor.calls[name]} calls"
            )
    return violations


def children() -> set[int]:
    """The child processes of this process."""
    pids: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            pids |= {int(child) for child in (task / "children").read_text().split()}
    return pids


def descriptors() -> list[str]:
    """The targets of the open file descriptors."""
    targets: list[str] = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            targets.append(str(entry.readlink()))
    return targets


def settle(files: int, tasks: int, earlier: set[int], seconds: float = SETTLE_SECONDS) -> list[str]:
    """Waits until no more is open or running than this (G4); returns the excess."""
    end = time.monotonic() + seconds
    while True:
        # A caught exception references its frames, and these reference a client.
        gc.collect()
        remaining = children() - earlier
        more = len(descriptors()) - files, len(os.listdir("/proc/self/task")) - tasks
        if not remaining and max(more) <= 0:
            return []
        if time.monotonic() > end:
            return [
                f"left open: processes {remaining}, {more[0]} of {descriptors()}, {more[1]} threads"
            ]
        time.sleep(0.02)


@cache
def start_persistent_threads() -> None:
    """Makes calls of each kind, so that the persistent threads and descriptors exist."""

    async def awaited(sandbox: Sandbox) -> None:
        async with AsyncClient(sandbox.api_key, base_url=sandbox.url) as client:
            await client.user.get_email()

    with Sandbox() as sandbox:
        with Client(sandbox.api_key, base_url=sandbox.url) as client:
            client.user.get_email()
        asyncio.run(awaited(sandbox))
        with suppress(ImportError):
            import_module("uvloop").run(awaited(sandbox))


@contextmanager
def check_child_output(violations: list[str]) -> Iterator[None]:
    """Checks the output that `Popen.communicate` returns."""
    communicate = subprocess.Popen.communicate

    def checked(process: Any, *arguments: Any, **keywords: Any) -> tuple[Any, Any]:
        outputs = communicate(process, *arguments, **keywords)
        for output in outputs:
            data = output.encode("utf-8", "replace") if isinstance(output, str) else output or b""
            violations.extend(violations_in(data))
        return outputs

    popen: Any = subprocess.Popen
    popen.communicate = checked
    try:
        yield
    finally:
        popen.communicate = communicate


def fail_if_any(violations: Sequence[str]) -> None:
    """Fails the test if there are violations."""
    if violations:
        pytest.fail("\n".join(violations), pytrace=False)


class CallGuarantees:
    """Checks the tests of other folders that rows name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Uses the rows of a table."""
        self._rows = rows

    def _is_checked(self, item: pytest.Item) -> bool:
        outside = item.path.parent != HERE
        return outside and any(places(case_of(item), self._rows))

    @pytest.fixture(autouse=True)
    def call_guarantees(self, request: pytest.FixtureRequest) -> Iterator[None]:
        """Compares the resources before and after a test with its fixtures."""
        item: pytest.Item = request.node
        if not self._is_checked(item):
            yield
            return
        start_persistent_threads()
        before = len(descriptors()), len(os.listdir("/proc/self/task")), children()
        violations: list[str] = []
        with check_child_output(violations):
            yield
        fail_if_any(violations + settle(*before))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Function) -> Generator[None, object, object]:
        """Counts the log of the test, and compares the counts with the journal of its sandbox."""
        if not self._is_checked(item) or any(name in item.nodeid for name in WITHOUT_LOG_CHECKS):
            return (yield)
        log_monitor, log = LogMonitor(), logging.getLogger("sendgrid_accounts")
        level = log.level
        log.addHandler(log_monitor)
        log.setLevel(logging.DEBUG)
        try:
            result = yield
        finally:
            log.removeHandler(log_monitor)
            log.setLevel(level)
        violations = log_monitor.violations
        if log_monitor.max_attempts > ATTEMPTS:
            violations.append(f"{log_monitor.max_attempts} attempts")
        for value in item.funcargs.values():
            if isinstance(value, Sandbox):
                violations += check_journal(value.journal(), log_monitor)
        fail_if_any(violations)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Checks the output of the test and of its programs."""
        report = yield
        if report.when == "teardown" and report.passed and self._is_checked(item):
            output = "\n".join(section for _, section in report.sections)
            if violations := violations_in(output.encode("utf-8", "replace")):
                report.outcome = "failed"
                report.longrepr = "\n".join(violations)
        return report
