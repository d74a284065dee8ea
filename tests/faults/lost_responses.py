"""The expected failure of each class of calls if every attempt has the same fault."""

from __future__ import annotations

from typing import Any

from matrix import (
    CUSTOMERS_ONCE,
    CUSTOMERS_READ,
    CUSTOMERS_SET,
    ONCE,
    READ,
    SET,
    Monitor,
    call,
    without_views,
)

Failures = dict[str, tuple[str, str, int]]
"""Kind, outcome and attempts, by operation."""


def unsent(kind: str) -> Failures:
    """No request is sent: every class is retried."""
    return dict.fromkeys((READ, SET, ONCE, CUSTOMERS_ONCE), (kind, "not_sent", 3))


def refused_for_good(kind: str) -> Failures:
    """No request is sent, and a retry would not help: no class is retried."""
    return {name: (kind, outcome, 1) for name, (_, outcome, _) in unsent(kind).items()}


def lost(kind: str) -> Failures:
    """The request may have arrived, and there is no response."""
    changes = {SET: 2, CUSTOMERS_SET: 2, ONCE: 1, CUSTOMERS_ONCE: 1}
    reads: Failures = dict.fromkeys((READ, CUSTOMERS_READ), (kind, "unknown", 3))
    return reads | {
        name: ("outcome_unknown", "unknown", attempts) for name, attempts in changes.items()
    }


def unreadable(kind: str) -> Failures:
    """A 2xx status with an incomplete body: only in the Users API the change counts as applied."""
    applied: Failures = dict.fromkeys((SET, ONCE), (kind, "applied", 1))
    return lost(kind) | applied | {READ: (kind, "applied", 3)}


def permanent(kind: str) -> Failures:
    """A permanently unusable response: nobody knows whether the API sent it."""
    operations = (READ, SET, ONCE, CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE)
    return dict.fromkeys(operations, (kind, "unknown", 1))


def check(
    monitor: Monitor, url: str, expected: Failures, *, message: str = "", **settings: Any
) -> None:
    """Makes a call per operation and checks its failure, and a part of its message."""
    for operation, failure in expected.items():
        outcome = monitor.run(call(url, operation, **settings))
        assert outcome.error is not None, f"{operation}: {outcome.reply}"
        assert outcome.failure == failure, f"{operation}: {without_views(outcome.reply)}"
        assert message in outcome.message
