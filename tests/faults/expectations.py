"""Expected ends of calls, and checks of them in one binding and across all bindings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from operations import Operation
from secret_markers import occurrences


@dataclass(frozen=True)
class Expectation:
    """The expected end of a call."""

    attempts: int
    applied: int
    """The number of times that the server applies a change; ignored for reads."""
    kind: str | None = None
    """The kind of the error; None if the call succeeds."""
    outcome: str | None = None
    safe: bool = False


def succeeds(attempts: int, *, applied: int = 1) -> Expectation:
    """The expectation of a success."""
    return Expectation(attempts, applied)


def fails(
    kind: str, outcome: str, attempts: int = 1, *, applied: int = 0, safe: bool = False
) -> Expectation:
    """The expectation of an error."""
    return Expectation(attempts, applied, kind, outcome, safe)


class Run(NamedTuple):
    """A call in one binding: its reply and its effect on the server."""

    reply: dict[str, Any]
    """The `result` or the `error`."""
    journal: list[dict[str, Any]]
    """The journal of the server, without values that differ between runs."""
    consumed: list[str]
    """The kinds of the consumed faults, in order."""
    waiting: int
    """The number of faults that were not consumed."""
    secrets: frozenset[str] = frozenset()
    """The secrets that no string of the reply may contain."""


def check_one(run: Run, operation: Operation, expected: Expectation, faults: list[str]) -> None:
    """Checks a call against its expectation."""
    applied = sum(entry["applied"] for entry in run.journal)
    error = run.reply.get("error")
    if error is None:
        assert expected.kind is None, run.reply
        assert "result" in run.reply
    else:
        actual = error["kind"], error["outcome"], error["safe_to_retry"], error["attempts"]
        assert actual == (expected.kind, expected.outcome, expected.safe, expected.attempts), error
        assert error["operation"] == operation.called
    assert applied == (0 if operation.kind == "read" else expected.applied), run.journal
    check_invariants(operation, error, applied)
    check_consumption(run, expected, faults)
    output = json.dumps(run.reply, ensure_ascii=False)
    encoded = output.encode("utf-8", "surrogatepass")
    assert not occurrences(run.secrets, encoded), "a secret in the reply"


def check_invariants(operation: Operation, error: dict[str, Any] | None, applied: int) -> None:
    """Checks the invariants of every call."""
    if operation.kind == "once":
        assert applied <= 1, "applied twice"
    if operation.kind == "read":
        assert applied == 0, "a read changed the account"
        return
    if error is None:
        assert applied >= 1, "a success without an applied change"
        return
    if error["outcome"] in ("not_sent", "rejected"):
        assert applied == 0, "an applied change with outcome not_sent or rejected"
    elif error["outcome"] == "applied":
        assert applied >= 1, "no applied change with outcome applied"
    if error["outcome"] == "unknown":
        assert not error["safe_to_retry"], "safe_to_retry for a change that may have been applied"


def check_consumption(run: Run, expected: Expectation, faults: list[str]) -> None:
    """Checks that each attempt consumed its fault. An unused fault tests nothing."""
    consumed = min(len(faults), expected.attempts)
    assert run.consumed == faults[:consumed]
    assert run.waiting == len(faults) - consumed
    actual = [entry["fault"] for entry in run.journal]
    fault_free = [None] * (expected.attempts - consumed)
    assert actual == faults[:consumed] + fault_free, "wrong number of attempts"


def check_identical(runs: Mapping[str, Run]) -> None:
    """Checks that all bindings have the same reply and the same journal."""
    first, *others = runs
    for other in others:
        assert comparable(runs[other].reply) == comparable(runs[first].reply), (
            f"{first} and {other} differ"
        )
        assert runs[other].journal == runs[first].journal, f"{first} and {other} differ"


def comparable(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply without the parts that may differ between bindings."""
    error = reply.get("error")
    if error is None:
        return reply
    # The operating system's message for a broken connection depends on timing.
    message = re.sub(r"[^:]*\(os error \d+\)", "{system}", error["message"])
    return {"error": {**error, "message": message}}
