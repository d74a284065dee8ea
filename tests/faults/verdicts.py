"""What must come of a call, and whether it did: in one language, and in all of them alike."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from operations import Operation


@dataclass(frozen=True)
class Verdict:
    """How a call must end."""

    attempts: int
    applied: int
    """How often the server carries a change out; reads change nothing."""
    kind: str | None = None
    """Of the error; none where the call succeeds."""
    outcome: str | None = None
    safe: bool = False


def fine(attempts: int, *, applied: int = 1) -> Verdict:
    """A success."""
    return Verdict(attempts, applied)


def fails(
    kind: str, outcome: str, attempts: int = 1, *, applied: int = 0, safe: bool = False
) -> Verdict:
    """An error."""
    return Verdict(attempts, applied, kind, outcome, safe)


class Run(NamedTuple):
    """What became of a call in one language."""

    shown: dict[str, Any]
    """What the caller sees: `result` or `error`."""
    journal: list[dict[str, Any]]
    """What the server saw, without what differs from run to run."""
    consumed: list[str]
    """The kinds of the faults that were met, in their order."""
    waiting: int
    """How many were not."""
    secrets: frozenset[str] = frozenset()
    """What no text that a caller gets at may hold."""


def check_one(run: Run, operation: Operation, wanted: Verdict, faults: list[str]) -> None:
    """Whether a call ended as it must."""
    applied = sum(entry["applied"] for entry in run.journal)
    error = run.shown.get("error")
    if error is None:
        assert wanted.kind is None, run.shown
        assert "result" in run.shown
    else:
        seen = error["kind"], error["outcome"], error["safe_to_retry"], error["attempts"]
        assert seen == (wanted.kind, wanted.outcome, wanted.safe, wanted.attempts), error
        assert error["operation"] == operation.name
    assert applied == (0 if operation.kind == "read" else wanted.applied), run.journal
    check_invariants(operation, error, applied)
    check_consumption(run, wanted, faults)
    shown = json.dumps(run.shown, ensure_ascii=False)
    assert not [secret for secret in run.secrets if secret in shown], "a secret is shown"


def check_invariants(operation: Operation, error: dict[str, Any] | None, applied: int) -> None:
    """What holds of every call, whatever went wrong."""
    if operation.kind == "once":
        assert applied <= 1, "applied twice"
    if operation.kind == "read":
        assert applied == 0, "a read changed something"
        return
    if error is None:
        assert applied >= 1, "a success that was not applied"
        return
    if error["outcome"] in ("not_sent", "rejected"):
        assert applied == 0, "applied, although it was refused"
    elif error["outcome"] == "applied":
        assert applied >= 1, "not applied, although it is said"
    if error["outcome"] == "unknown":
        assert not error["safe_to_retry"], "a change that may be there already"


def check_consumption(run: Run, wanted: Verdict, faults: list[str]) -> None:
    """Whether each attempt met its fault: a fault that nobody met proves nothing."""
    met = min(len(faults), wanted.attempts)
    assert run.consumed == faults[:met]
    assert run.waiting == len(faults) - met
    told = [entry["fault"] for entry in run.journal]
    assert told == faults[:met] + [None] * (wanted.attempts - met), "more or fewer attempts"


def check_alike(runs: Mapping[str, Run]) -> None:
    """Whether all languages saw and did the same."""
    first, *others = runs
    for other in others:
        assert alike(runs[other].shown) == alike(runs[first].shown), f"{first} and {other} differ"
        assert runs[other].journal == runs[first].journal, f"{first} and {other} differ"


def alike(shown: dict[str, Any]) -> dict[str, Any]:
    """What a caller sees, without what may differ."""
    error = shown.get("error")
    if error is None:
        return shown
    # The system's own words for a broken connection depend on which side was quicker.
    message = re.sub(r"[^:]*\(os error \d+\)", "{system}", error["message"])
    kept = {**error, "message": message}
    if error["kind"] != "rate_limit":
        # It is promised of that kind alone, and Python gives it to no other.
        del kept["retry_after_seconds"]
    return {"error": kept}
