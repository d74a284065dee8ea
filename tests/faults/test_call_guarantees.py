"""Each check of `call_guarantees.py` detects its violation."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
from typing import Any

import pytest
import secret_markers
from call_guarantees import (
    LogMonitor,
    check_child_output,
    check_journal,
    children,
    descriptors,
    settle,
    violations_in,
)

SHORT_SECONDS = 0.3


@pytest.mark.parametrize(
    ("output", "word"),
    [
        (secret_markers.OLD_PASSWORD.encode("utf-16-le"), "secret"),
        (b"got SG.sandbox-123.456", "key"),
        (b"thread 'x' panicked at core/src/lib.rs:1:2:\nindex out of bounds", "panic"),
    ],
)
def test_a_violation_in_an_output_is_detected(output: bytes, word: str) -> None:
    violations = violations_in(b"before " + output + b" after")
    assert [word in violation for violation in violations] == [True]


def test_masked_keys_and_deliberate_panics_are_allowed() -> None:
    deliberate = b"thread 'x' panicked at core/src/lib.rs:1:2:\non purpose, with a canary"
    assert violations_in(b"ApiKey(SG.****)\n" + deliberate) == []


def event(message: str, **fields: str) -> logging.LogRecord:
    """A log record in the format of the client."""
    record = logging.LogRecord("sendgrid_accounts", logging.DEBUG, "", 0, message, None, None)
    record.__dict__.update(fields)
    return record


def log_of(*requests: tuple[str, int]) -> LogMonitor:
    """The monitor after log records of these operations and attempts."""
    log_monitor = LogMonitor()
    for operation, attempt in requests:
        message = f"request operation={operation} attempt={attempt}"
        log_monitor.handle(event(message, operation=operation, attempt=str(attempt)))
    return log_monitor


def entries(operation: str, applied: int, arrived: int) -> list[dict[str, Any]]:
    """A journal with this number of applied changes and of requests."""
    return [{"operation": operation, "applied": n < applied} for n in range(arrived)]


ONCE, SET = "user.update_password", "user.update_email"


@pytest.mark.parametrize(
    ("log_monitor", "journal", "violations"),
    [
        (log_of((ONCE, 1)), entries(ONCE, 1, 1), 0),
        (log_of((ONCE, 1), (ONCE, 2)), entries(ONCE, 1, 2), 0),
        (log_of((ONCE, 1), (ONCE, 2)), entries(ONCE, 2, 2), 1),
        (log_of((SET, 1), (SET, 2)), entries(SET, 2, 2), 0),
        (log_of((SET, 1)), entries(SET, 0, 2), 1),
        (log_of(), entries(SET, 1, 1), 2),
    ],
)
def test_excess_requests_and_changes_are_detected(
    log_monitor: LogMonitor, journal: list[dict[str, Any]], violations: int
) -> None:
    assert len(check_journal(journal, log_monitor)) == violations


def test_attempts_and_secrets_in_a_log_are_detected() -> None:
    log_monitor = log_of((SET, 1), (SET, 4))
    log_monitor.handle(event(f"response body={secret_markers.KEY}"))
    assert log_monitor.max_attempts == 4
    assert log_monitor.violations


def test_open_resources_are_detected() -> None:
    gc.collect()
    files, tasks, known = len(descriptors()), 1000, children()
    with open(__file__) as _:
        assert "1 of" in settle(files, tasks, known, SHORT_SECONDS)[0]
    assert settle(files, tasks, known, SHORT_SECONDS) == []
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert str(process.pid) in settle(1000, tasks, known, SHORT_SECONDS)[0]
        process.communicate(b"\n")


def test_the_output_of_a_child_is_checked() -> None:
    violations: list[str] = []
    program = f"print({secret_markers.KEY!r})"
    with check_child_output(violations):
        result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert secret_markers.KEY.encode() in result.stdout
    assert violations
