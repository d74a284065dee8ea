"""How calls of each class must end where the same goes wrong in every attempt."""

from __future__ import annotations

from typing import Any

from matrix import (
    CUSTOMERS_ONCE,
    CUSTOMERS_READ,
    CUSTOMERS_SET,
    ONCE,
    READ,
    SET,
    Row,
    call,
    without_views,
)

Verdicts = dict[str, tuple[str, str, int]]
"""Kind, outcome and attempts, by operation."""


def unsent(kind: str) -> Verdicts:
    """Nothing was sent: everybody tries again."""
    return dict.fromkeys((READ, SET, ONCE, CUSTOMERS_ONCE), (kind, "not_sent", 3))


def lost(kind: str) -> Verdicts:
    """The request may have arrived, and no answer came."""
    changes = {SET: 2, CUSTOMERS_SET: 2, ONCE: 1, CUSTOMERS_ONCE: 1}
    reads: Verdicts = dict.fromkeys((READ, CUSTOMERS_READ), (kind, "unknown", 3))
    return reads | {name: ("outcome_unknown", "unknown", tries) for name, tries in changes.items()}


def unreadable(kind: str) -> Verdicts:
    """The server said yes, and the rest of its answer failed: only in the Users API it counts."""
    done: Verdicts = dict.fromkeys((SET, ONCE), (kind, "applied", 1))
    return lost(kind) | done | {READ: (kind, "applied", 3)}


def final(kind: str, users: str = "applied") -> Verdicts:
    """An answer that a repeat would only get again; where only the body decides, it is unknown."""
    own: Verdicts = dict.fromkeys((READ, SET, ONCE), (kind, users, 1))
    return own | dict.fromkeys(
        (CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE), (kind, "unknown", 1)
    )


def check(row: Row, url: str, wanted: Verdicts, **settings: Any) -> None:
    """Makes each of the calls, and sees how it ends."""
    for operation, verdict in wanted.items():
        done = row.ask(call(url, operation, **settings))
        assert done.error is not None, f"{operation}: {done.answer}"
        assert done.verdict == verdict, f"{operation}: {without_views(done.answer)}"
