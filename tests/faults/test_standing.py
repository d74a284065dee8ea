"""What watches the rows of other folders notices what it is there for."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
from typing import Any

import canaries
import pytest
from standing import Ear, check_journal, children, descriptors, faults_of, settle, told_by_children

BEFORE_LONG = 0.3


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        (canaries.OLD_PASSWORD.encode("utf-16-le"), "secret"),
        (b"got SG.sandbox-123.456", "key"),
        (b"thread 'x' panicked at core/src/lib.rs:1:2:\nindex out of bounds", "panic"),
    ],
)
def test_what_must_not_be_seen_is_noticed(shown: bytes, word: str) -> None:
    assert [word in fault for fault in faults_of(b"before " + shown + b" after")] == [True]


def test_what_may_be_seen_is_let_be() -> None:
    on_purpose = b"thread 'x' panicked at core/src/lib.rs:1:2:\non purpose, with a canary"
    assert faults_of(b"ApiKey(SG.****)\n" + on_purpose) == []


def event(text: str, **fields: str) -> logging.LogRecord:
    """A record as the client makes it."""
    record = logging.LogRecord("sendgrid_accounts", logging.DEBUG, "", 0, text, None, None)
    record.__dict__.update(fields)
    return record


def ear_of(*requests: tuple[str, int]) -> Ear:
    """What was heard where these were sent, each with the number of its attempt."""
    ear = Ear()
    for operation, attempt in requests:
        text = f"request operation={operation} attempt={attempt}"
        ear.handle(event(text, operation=operation, attempt=str(attempt)))
    return ear


def entries(operation: str, applied: int, arrived: int) -> list[dict[str, Any]]:
    """A journal."""
    return [{"operation": operation, "applied": n < applied} for n in range(arrived)]


ONCE, SET = "user.update_password", "user.update_email"


@pytest.mark.parametrize(
    ("ear", "journal", "faults"),
    [
        (ear_of((ONCE, 1)), entries(ONCE, 1, 1), 0),
        (ear_of((ONCE, 1), (ONCE, 2)), entries(ONCE, 1, 2), 0),
        (ear_of((ONCE, 1), (ONCE, 2)), entries(ONCE, 2, 2), 1),
        (ear_of((SET, 1), (SET, 2)), entries(SET, 2, 2), 0),
        (ear_of((SET, 1)), entries(SET, 0, 2), 1),
        (ear_of(), entries(SET, 1, 1), 2),
    ],
)
def test_what_was_done_too_often_is_noticed(
    ear: Ear, journal: list[dict[str, Any]], faults: int
) -> None:
    assert len(check_journal(journal, ear)) == faults


def test_attempts_and_secrets_in_a_log_are_heard() -> None:
    ear = ear_of((SET, 1), (SET, 4))
    ear.handle(event(f"answer text={canaries.KEY}"))
    assert ear.most == 4
    assert ear.faults


def test_what_is_left_is_noticed() -> None:
    gc.collect()
    files, tasks, known = len(descriptors()), 1000, children()
    with open(__file__) as _:
        assert "1 of" in settle(files, tasks, known, BEFORE_LONG)[0]
    assert settle(files, tasks, known, BEFORE_LONG) == []
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as left:
        assert str(left.pid) in settle(1000, tasks, known, BEFORE_LONG)[0]
        left.communicate(b"\n")


def test_a_child_is_read_along() -> None:
    found: list[str] = []
    program = f"print({canaries.KEY!r})"
    with told_by_children(found):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert canaries.KEY.encode() in done.stdout
    assert found
