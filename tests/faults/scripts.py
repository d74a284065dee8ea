"""The fault scripts: the faults of each script, and the expected end of a call of each class.

The expectations come from these rules, not from the behaviour of the client:

- Without a response the outcome of a request is unknown. Reads are retried up to three attempts in
  total, absolute changes once, other changes never.
- 408, 500, 502, 503 and 504 have the same rule; other 5xx statuses are never retried.
- 429 is retried by every class at the time from the server. Other 4xx statuses are never retried,
  and mean that nothing changed, unless an earlier attempt may have changed it.
- A redirect is never followed.
- A 2xx status with an unusable body: in the Users API the change was applied, so only reads are
  retried. In the customer API only the body reports success, so the outcome is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from expectations import Expectation, fails, succeeds
from operations import Operation

Fault = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """A sequence of faults, and the expected end of a call of each class."""

    name: str
    faults: tuple[Fault, ...]
    read: Expectation
    set: Expectation
    once: Expectation
    customers: tuple[Expectation, Expectation, Expectation] | None = None
    """The expectations for the customer API, if different."""
    on: str | None = None
    """The target of the first fault, if it is not a request of the operation."""
    of_body: bool = False
    """Whether the fault is one of the body; a response without a body has none."""
    is_whole: bool = False
    """Whether the body arrives whole, and only its format is wrong."""

    def expectation(self, operation: Operation) -> Expectation:
        """The expected end of a call."""
        if self.of_body and not operation.has_result:
            return succeeds(1)
        if self.is_whole and operation.takes_any_body:
            return succeeds(1)
        row = (self.read, self.set, self.once)
        if operation.is_customers and self.customers is not None:
            row = self.customers
        expected = row[("read", "set", "once").index(operation.kind)]
        if operation.is_deletion and self.damages_body:
            return succeeds(1)
        if operation.is_deletion:
            return replace(expected, applied=min(expected.applied, 1))
        return expected

    @property
    def damages_body(self) -> bool:
        """Whether the faults only change the body of a response, or its headers about it."""
        return {fault["kind"] for fault in self.faults} <= {"headers", "truncate", "flip"}

    def injections(self, operation: Operation) -> list[dict[str, Any]]:
        """The faults in the format of the control API."""
        targets = [self.on or operation.in_sandbox] + [operation.in_sandbox] * (
            len(self.faults) - 1
        )
        return [
            {"operation": target, "fault": fault}
            for target, fault in zip(targets, self.faults, strict=True)
        ]

    def kinds(self) -> list[str]:
        """The kinds of the faults, as in the journal."""
        return [fault["kind"] for fault in self.faults]


def status(code: int, **more: object) -> Fault:
    """A response with this status; the sandbox does not process the request."""
    return {"kind": "status", "status": code, **more}


def same_for_all(name: str, expectation: Expectation, *faults: Fault) -> Script:
    """A script with the same expectation for every class."""
    return Script(name, faults, expectation, expectation, expectation)


def rejection(name: str, kind: str, fault: Fault) -> Script:
    """A script with a permanent rejection."""
    return same_for_all(name, fails(kind, "rejected"), fault)


def transient(name: str, *faults: Fault, kind: str = "server") -> Script:
    """A script with a transient failure, possibly after the change was applied."""
    return Script(name, faults, succeeds(2), succeeds(2), fails(kind, "unknown"))


def permanent(name: str, fault: Fault) -> Script:
    """A script with a permanent failure, possibly after the change was applied."""
    read = fails("server", "unknown", safe=True)
    return Script(name, (fault,), read, fails("server", "unknown"), fails("server", "unknown"))


def no_response(name: str, fault: Fault, *, applied: bool, on: str | None = None) -> Script:
    """A script without a response."""
    before = int(applied)
    once = fails("outcome_unknown", "unknown", applied=before)
    return Script(name, (fault,), succeeds(2), succeeds(2, applied=1 + before), once, on=on)


def cut(name: str, fault: Fault, *, of_body: bool = False) -> Script:
    """A script with a 2xx status for an applied change, and a body that the network cuts."""
    change = fails("transport", "applied", applied=1)
    # In the customer API an incomplete body is no response.
    once = fails("outcome_unknown", "unknown", applied=1)
    customers = succeeds(2), succeeds(2, applied=2), once
    return Script(name, (fault,), succeeds(2), change, change, customers, of_body=of_body)


def unreadable(name: str, fault: Fault, *, of_body: bool = False) -> Script:
    """A script with a 2xx status for an applied change, and a whole body that is no JSON or XML.

    The customer API may respond in another form to a retry.
    """
    users = fails("response", "unknown", applied=1)
    customers = succeeds(2), succeeds(2, applied=2), users
    return Script(name, (fault,), users, users, users, customers, of_body=of_body, is_whole=True)


def unusable(name: str, fault: Fault, *, of_body: bool = False) -> Script:
    """A script with a 2xx status for an applied change, and a permanently unusable body."""
    end = fails("response", "unknown", applied=1)
    return Script(name, (fault,), end, end, end, of_body=of_body)


S500, S503 = status(500), status(503)
REJECTION = {"errors": [{"message": "no such thing", "field": "thing", "help": None}]}
RESET_AFTER = {"kind": "reset", "apply": True}
CLOSE_AFTER = {"kind": "close", "apply": True}
UNKNOWN = fails("server", "unknown")
LOST = fails("outcome_unknown", "unknown")
ECHO = {"kind": "echo", "status": 400, "size": 5000}
IN_WINDOW = {
    "X-RateLimit-Limit": "600",
    "X-RateLimit-Remaining": "599",
    "X-RateLimit-Reset": "{later}",
}
CHUNKS = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

SCRIPTS = [
    # Failures of the server.
    transient("500 once", S500),
    Script("500 twice", (S500, S500), succeeds(3), fails("server", "unknown", 2), UNKNOWN),
    transient("503 once", S503),
    Script(
        "503 on every attempt",
        (S503, S503, S503),
        fails("server", "unknown", 3, safe=True),
        fails("server", "unknown", 2),
        UNKNOWN,
    ),
    transient("504 once", status(504)),
    permanent("501", status(501)),
    permanent("505", status(505)),
    # Longer than the maximum wait for a server.
    permanent("503 for five minutes", status(503, headers={"Retry-After": "300"})),
    transient("502 with an HTML page", {"kind": "html", "status": 502}),
    # The servers send these headers with every response; only on a 429 do they limit the client.
    Script(
        "503 with most of the window left",
        (status(503, headers=IN_WINDOW),),
        succeeds(2),
        succeeds(2),
        UNKNOWN,
    ),
    Script(
        "500 after applying",
        (status(500, apply=True, headers={"X-RateLimit-Reset": "0"}),),
        succeeds(2),
        succeeds(2, applied=2),
        fails("server", "unknown", applied=1),
    ),
    transient("408", status(408), kind="api"),
    same_for_all(
        "429 for a second", succeeds(2), status(429, headers={"X-RateLimit-Reset": "{soon}"})
    ),
    same_for_all(
        "429 for five minutes",
        fails("rate_limit", "rejected", safe=True),
        status(429, headers={"Retry-After": "300"}),
    ),
    # A rejection does not undo the effect of an earlier attempt.
    Script(
        "503, then 400",
        (S503, status(400, body=REJECTION)),
        fails("bad_request", "rejected", 2),
        fails("outcome_unknown", "unknown", 2),
        UNKNOWN,
    ),
    Script(
        "reset after applying, then 403",
        (RESET_AFTER, status(403, body=REJECTION)),
        fails("permission_denied", "rejected", 2),
        fails("outcome_unknown", "unknown", 2, applied=1),
        fails("outcome_unknown", "unknown", applied=1),
    ),
    Script(
        "reset, then 503",
        ({"kind": "reset"}, S503),
        succeeds(3),
        fails("server", "unknown", 2),
        LOST,
    ),
    # Rejections.
    rejection("400", "bad_request", status(400, body=REJECTION)),
    rejection("401", "authentication", status(401)),
    rejection("403", "permission_denied", status(403)),
    rejection("404", "not_found", status(404)),
    rejection("405", "api", status(405)),
    rejection("409", "api", status(409, body=REJECTION)),
    rejection("413", "api", status(413)),
    rejection("415", "api", status(415, body=REJECTION)),
    rejection("422", "api", status(422, body=REJECTION)),
    rejection("400 that echoes the secrets", "bad_request", ECHO),
    transient("500 that echoes the secrets", {"kind": "echo", "status": 500, "size": 400_000}),
    # Broken connections.
    no_response(
        "reset before reading", {"kind": "reset"}, applied=False, on="connection.first_bytes"
    ),
    no_response("reset before applying", {"kind": "reset"}, applied=False),
    no_response("reset after applying", RESET_AFTER, applied=True),
    no_response("closed before applying", {"kind": "close"}, applied=False),
    no_response("closed after applying", CLOSE_AFTER, applied=True),
    Script(
        "closed after applying, twice",
        (CLOSE_AFTER, CLOSE_AFTER),
        succeeds(3),
        fails("outcome_unknown", "unknown", 2, applied=2),
        fails("outcome_unknown", "unknown", applied=1),
    ),
    no_response("stalled, then closed", {"kind": "stall", "ms": 50}, applied=False),
    no_response(
        "response reset in its headers", {"kind": "reset", "after_bytes": 20}, applied=True
    ),
    no_response(
        "response closed in its headers", {"kind": "close", "after_bytes": 20}, applied=True
    ),
    # Responses that are not HTTP or incomplete.
    no_response("garbage", {"kind": "raw", "text": "no HTTP at all\r\n\r\n"}, applied=False),
    no_response(
        "unsupported HTTP version",
        {"kind": "raw", "text": "HTTP/9.9 200 OK\r\n\r\n"},
        applied=False,
    ),
    no_response(
        "garbage after applying", {"kind": "raw", "text": "\0\0\0", "apply": True}, applied=True
    ),
    cut(
        "truncated chunks",
        {"kind": "raw", "text": CHUNKS + '5\r\n{"a":\r\n', "apply": True},
    ),
    cut(
        "body shorter than Content-Length",
        {"kind": "headers", "set": {"Content-Length": "100000", "Connection": "close"}},
        of_body=True,
    ),
    # Complete responses with unusable bodies.
    unreadable("HTML page with 200", {"kind": "html", "status": 200, "apply": True}),
    unreadable("truncated body", {"kind": "truncate", "at": 1}, of_body=True),
    unreadable("bit flipped", {"kind": "flip", "byte": 0}, of_body=True),
    unusable("compressed", {"kind": "headers", "set": {"Content-Encoding": "gzip"}}, of_body=True),
    unusable("Content-Length of 10 GiB", {"kind": "oversize", "form": "length", "apply": True}),
    *(
        same_for_all(
            f"redirect {code}",
            fails("response", "unknown"),
            {"kind": "redirect", "status": code, "location": "http://127.0.0.9:9/"},
        )
        for code in (302, 307)
    ),
    # Faults without an effect on the result.
    same_for_all("orderly close", succeeds(1), {"kind": "headers", "set": {"Connection": "close"}}),
    same_for_all("closed when idle", succeeds(1), {"kind": "close_idle", "after_ms": 1}),
    same_for_all(
        "response in small parts", succeeds(1), {"kind": "dribble", "bytes": 100, "every_ms": 2}
    ),
    same_for_all(
        "delayed response",
        succeeds(1),
        {"kind": "delay", "before_response_ms": 20, "before_body_ms": 20},
    ),
]
