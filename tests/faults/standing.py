"""What must hold of the rows whose tests lie in other folders, whatever those tests look at.

The rows of this folder are watched call by call, by `matrix.py`. Those of Python's runtime and of
the C interface need programs of their own. Around each of these tests is checked: no key and no
password in anything that it or its programs write or log (G1); the server carried out nothing more
often than it was asked for, and nothing twice that must not be repeated (G2); nothing runs or is
open afterwards (G4); nobody tried more often than allowed, and no server has seen more than was
sent (G5); nothing panicked (G6). How long a call may take (G3), and how a program must end, each of
these tests says itself, and those whose calls are made by other processes count them (G2, G5).
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
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import canaries
import pytest
from operations import ATTEMPTS, BY_NAME
from row import Row
from row_cases import case_of, places
from sendgrid_accounts import AsyncClient, Client
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
SETTLED = 15.0
"""Seconds in which everything that a test opened must be closed."""
A_KEY = re.compile(rb"SG\.[A-Za-z0-9_-]{4,}")
PANIC = re.compile(rb"panicked at (?![^\n]*\n(?:on purpose|out of memory\n))")
"""Some tests make one on purpose; and a library below may, where there is no memory left."""
NOT_LISTENED_TO = (
    # Others than the test's own process make the calls, and these tests count them by themselves.
    "tests/c/",
    "tests/cpp/",
    "test_exit.py",
    # A child that is forked while another thread writes a log inherits the lock of its file.
    "test_fork.py",
    "test_preforking.py",
    # It measures the memory of hundreds of thousands of calls.
    "test_flat.py",
)


def faults_of(shown: bytes) -> list[str]:
    """What must never be seen of a program (G1, G6)."""
    found = [f"a secret is shown: {text!r}" for text in canaries.seen(canaries.ALL, shown)]
    found += [f"a key is shown: {key.decode()}" for key in A_KEY.findall(shown)]
    return found + ["a panic is shown"] * bool(PANIC.search(shown))


class Ear(logging.Handler):
    """Hears what the client logs: its attempts, and how they ended."""

    def __init__(self) -> None:
        """Has heard nothing."""
        super().__init__(logging.DEBUG)
        self.faults: list[str] = []
        self.sent: Counter[str] = Counter()
        self.begun: Counter[str] = Counter()
        self.most = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Takes an event in."""
        event = record.getMessage()
        self.faults += faults_of(event.encode("utf-8", "backslashreplace"))
        if event.startswith("request "):
            operation, attempt = record.__dict__["operation"], int(record.__dict__["attempt"])
            self.sent[operation] += 1
            self.begun[operation] += attempt == 1
            self.most = max(self.most, attempt)


def check_journal(journal: Sequence[dict[str, Any]], ear: Ear) -> list[str]:
    """What the server has done beyond what the client knows of (G2, G5)."""
    arrived = Counter(entry["operation"] for entry in journal if entry["operation"])
    applied = Counter(entry["operation"] for entry in journal if entry["applied"])
    found = [
        f"{count} requests of {name}, {ear.sent[name]} sent"
        for name, count in arrived.items()
        if count > ear.sent[name]
    ]
    for name, count in applied.items():
        most = ear.begun[name] * (1 if BY_NAME[name].kind == "once" else ATTEMPTS)
        if count > most:
            found.append(f"{name} was carried out {count} times in {ear.begun[name]} calls")
    return found


def children() -> set[int]:
    """The processes that this one has started."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            found |= {int(child) for child in (task / "children").read_text().split()}
    return found


def descriptors() -> list[str]:
    """What the open descriptors stand for."""
    found: list[str] = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(entry.readlink()))
    return found


def settle(files: int, tasks: int, known: set[int], seconds: float = SETTLED) -> list[str]:
    """Waits until no more is open and running than that (G4); what still is."""
    end = time.monotonic() + seconds
    while True:
        # An error that was caught holds the frames it came through, and they its client.
        gc.collect()
        left = children() - known
        more = len(descriptors()) - files, len(os.listdir("/proc/self/task")) - tasks
        if not left and max(more) <= 0:
            return []
        if time.monotonic() > end:
            return [f"left: processes {left}, {more[0]} of {descriptors()}, {more[1]} threads"]
        time.sleep(0.02)


@cache
def start_what_stays() -> None:
    """Makes a call of each kind: the library's thread, and what it waits with, stay for good."""

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
def told_by_children(found: list[str]) -> Iterator[None]:
    """Reads along what programs write to whoever waits for them."""
    communicate = subprocess.Popen.communicate

    def read_along(process: Any, *arguments: Any, **named: Any) -> tuple[Any, Any]:
        told = communicate(process, *arguments, **named)
        for text in told:
            shown = text.encode("utf-8", "replace") if isinstance(text, str) else text or b""
            found.extend(faults_of(shown))
        return told

    replaced: Any = subprocess.Popen
    replaced.communicate = read_along
    try:
        yield
    finally:
        replaced.communicate = communicate


def complain(found: Sequence[str]) -> None:
    """Fails a test."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


class Standing:
    """Watches the tests of other folders that rows name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Takes the table."""
        self._rows = rows

    def _is_watched(self, item: pytest.Item) -> bool:
        outside = item.path.parent != HERE
        return outside and any(places(case_of(item), self._rows))

    @pytest.fixture(autouse=True)
    def standing(self, request: pytest.FixtureRequest) -> Iterator[None]:
        """Watches a test from before its own fixtures until after them."""
        item: pytest.Item = request.node
        if not self._is_watched(item):
            yield
            return
        start_what_stays()
        before = len(descriptors()), len(os.listdir("/proc/self/task")), children()
        found: list[str] = []
        with told_by_children(found):
            yield
        complain(found + settle(*before))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Function) -> Generator[None, object, object]:
        """Listens while the test itself runs, and compares with the journal of its server."""
        if not self._is_watched(item) or any(place in item.nodeid for place in NOT_LISTENED_TO):
            return (yield)
        ear, log = Ear(), logging.getLogger("sendgrid_accounts")
        level = log.level
        log.addHandler(ear)
        log.setLevel(logging.DEBUG)
        try:
            result = yield
        finally:
            log.removeHandler(ear)
            log.setLevel(level)
        found = ear.faults
        if ear.most > ATTEMPTS:
            found.append(f"{ear.most} attempts")
        for value in item.funcargs.values():
            if isinstance(value, Sandbox):
                found += check_journal(value.journal(), ear)
        complain(found)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Looks through what the test and its programs wrote."""
        report = yield
        if report.when == "teardown" and report.passed and self._is_watched(item):
            shown = "\n".join(text for _, text in report.sections)
            if found := faults_of(shown.encode("utf-8", "replace")):
                report.outcome = "failed"
                report.longrepr = "\n".join(found)
        return report
