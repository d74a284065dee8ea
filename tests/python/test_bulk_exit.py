"""Bulk runs that are interrupted: Ctrl-C, the interpreter's exit, forks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

import pytest
from sendgrid_accounts import BulkResult, Client
from sendgrid_accounts.sandbox import Sandbox
from test_bulk import Job, disabled, disabling, names, slow
from test_fork import in_child
from test_signals import StopError, python_handles_ctrl_c

__all__ = ["python_handles_ctrl_c", "slow"]


def interrupt(number: int, *after: float) -> None:
    """Sends a signal to this process after each of these times."""

    def send() -> None:
        for seconds in after:
            time.sleep(seconds)
            os.kill(os.getpid(), number)

    threading.Thread(target=send).start()


def test_ctrl_c_is_raised_after_the_jobs_in_progress(slow: Sandbox) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names()), concurrency=5)
    taken: list[BulkResult] = []
    interrupt(signal.SIGINT, 0.3)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt) as caught:
        taken.extend(run)
    assert time.monotonic() - started < 1
    rest = list(run)
    # Exceptions have notes from Python 3.11 on.
    if sys.version_info >= (3, 11):
        (note,) = caught.value.__notes__
        assert f"{len(rest)} of its jobs ended or still run" in note
    assert len(taken) + len(rest) == run.progress.begun <= 10
    # Jobs that were pulled and not sent yet are not sent.
    applied = [result for result in taken + rest if result.outcome == "applied"]
    assert len(applied) == len(disabled(slow)) >= 1
    assert all(entry["status"] == 200 for entry in slow.journal())


def test_a_second_ctrl_c_waits_for_nothing() -> None:
    with Sandbox(customers=10, latency_ms=5000) as sandbox:
        client = Client(sandbox.api_key, base_url=sandbox.url)
        run = client.bulk(disabling(names(10)), concurrency=5)
        interrupt(signal.SIGINT, 0.2, 0.3)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            next(run)
        assert 0.45 < time.monotonic() - started < 2


def test_a_signal_handler_that_raises_stops_the_run(slow: Sandbox) -> None:
    def handle(_: int, __: FrameType | None) -> None:
        raise StopError

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        client = Client(slow.api_key, base_url=slow.url)
        run = client.bulk(disabling(names()), concurrency=5)
        interrupt(signal.SIGUSR1, 0.1)
        with pytest.raises(StopError):
            next(run)
        outcomes = [result.outcome for result in run]
        assert outcomes.count("applied") == len(disabled(slow)) >= 1
        assert len(outcomes) == run.progress.begun <= 5
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_ctrl_c_in_the_iterable_stops_the_run(slow: Sandbox) -> None:
    def jobs() -> Iterator[Job]:
        yield from disabling(names(3))
        time.sleep(0.1)
        raise KeyboardInterrupt

    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(jobs())
    with pytest.raises(KeyboardInterrupt):
        next(run)
    outcomes = [result.outcome for result in run]
    assert outcomes.count("applied") == len(disabled(slow)) >= 1
    assert len(outcomes) == 3


START = """
import asyncio, sys, threading, time
from sendgrid_accounts import AsyncClient, Client
key, url = sys.argv[1:]
client = Client(key, base_url=url)
names = [f"customer{number}@example.com" for number in range(1, 100)]
jobs = [("customers.disable", {"user": name}) for name in names]
"""
PROGRAMS = {
    "left loop": """
for result in client.bulk(jobs, concurrency=5):
    break
""",
    "run in a global": """
run = client.bulk(jobs, concurrency=5)
next(run)
""",
    "exception": """
sys.excepthook = lambda *_: None
for result in client.bulk(jobs, concurrency=5):
    raise ZeroDivisionError
""",
    "asyncio": """
async def main():
    async for result in AsyncClient(key, base_url=url).bulk(jobs, concurrency=5):
        break
asyncio.run(main())
""",
    "daemon thread": """
def work():
    list(client.bulk(jobs, concurrency=5))
threading.Thread(target=work, daemon=True).start()
time.sleep(0.3)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_interpreter_exits_after_the_jobs_in_progress(slow: Sandbox, name: str) -> None:
    program = START + PROGRAMS[name]
    started = time.monotonic()
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "error", "-c", program, slow.api_key, slow.url],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.stderr == ""
    assert ended.returncode == (1 if name == "exception" else 0)
    assert time.monotonic() - started < 5
    if name != "daemon thread":
        assert 1 <= len(disabled(slow)) <= 6
        assert all(entry["status"] == 200 for entry in slow.journal())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_forked_child_leaves_the_run_of_its_parent_alone(slow: Sandbox) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names(20)), concurrency=5)
    next(run)

    def child() -> None:
        try:
            next(run)
        except RuntimeError as error:
            assert str(error) == "a bulk run belongs to the process that began it"  # noqa: PT017
        else:
            raise AssertionError
        run.stop()
        run.close()
        own = client.bulk(disabling(["user1"]))
        assert [result.outcome for result in own] == ["applied"]

    in_child(child)
    assert len(list(run)) == 19
    assert sorted(disabled(slow)) == sorted([*names(20), "user1"])
