"""The table of faults: what the server does, and how a call of each class must end.

The expectations are written down by hand, from the rules and not from what the client does:

- Before a request was read, or without an answer to it, nobody knows what it did. Reads are
  repeated up to three attempts in all, absolute changes once, others never.
- 408, 500, 502, 503 and 504 are treated likewise; other statuses from 500 up are final.
- 429 is repeated by all, when the server says so. Any other 4xx is final, and changed nothing.
- A redirect is never followed.
- A 2xx with an unusable body: in the Users API the change was applied, so only reads are repeated.
  In the customer API only the body decides, so the outcome is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from operations import Operation
from verdicts import Verdict, fails, fine

Fault = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """What goes wrong, and what must come of it."""

    name: str
    faults: tuple[Fault, ...]
    read: Verdict
    set: Verdict
    once: Verdict
    customers: tuple[Verdict, Verdict, Verdict] | None = None
    """The same three for the customer API, where they differ."""
    on: str | None = None
    """What meets the first fault, where that is not a request of the operation."""

    def wanted(self, operation: Operation) -> Verdict:
        """How a call must end."""
        row = (self.read, self.set, self.once)
        if operation.is_customers and self.customers is not None:
            row = self.customers
        return row[("read", "set", "once").index(operation.kind)]

    def ordered(self, operation: Operation) -> list[dict[str, Any]]:
        """The faults as the control API takes them."""
        places = [self.on or operation.name] + [operation.name] * (len(self.faults) - 1)
        return [
            {"operation": place, "fault": fault}
            for place, fault in zip(places, self.faults, strict=True)
        ]

    def kinds(self) -> list[str]:
        """The kinds of the faults, as the journal tells them."""
        return [fault["kind"] for fault in self.faults]


def status(code: int, **more: object) -> Fault:
    """An answer of that status to a request that was not looked at."""
    return {"kind": "status", "status": code, **more}


def alike(name: str, verdict: Verdict, *faults: Fault) -> Script:
    """A script that ends the same for all."""
    return Script(name, faults, verdict, verdict, verdict)


def refused(name: str, kind: str, fault: Fault) -> Script:
    """A script of a refusal, which is final."""
    return alike(name, fails(kind, "rejected"), fault)


def failed(name: str, *faults: Fault, kind: str = "server") -> Script:
    """A script of one answer that may pass, and may have come after the work was done."""
    return Script(name, faults, fine(2), fine(2), fails(kind, "unknown"))


def final(name: str, fault: Fault) -> Script:
    """A script of an answer that does not pass, and may have come after the work was done."""
    read = fails("server", "unknown", safe=True)
    return Script(name, (fault,), read, fails("server", "unknown"), fails("server", "unknown"))


def lost(name: str, fault: Fault, *, applied: bool, on: str | None = None) -> Script:
    """A script of no answer."""
    done = int(applied)
    once = fails("outcome_unknown", "unknown", applied=done)
    return Script(name, (fault,), fine(2), fine(2, applied=1 + done), once, on=on)


def unreadable(name: str, fault: Fault, kind: str = "response") -> Script:
    """A script of a 2xx after the work was done, with a body that may be better the next time."""
    change = fails(kind, "applied", applied=1)
    # Where only the body decides, an answer that ends too early is none.
    once = fails("outcome_unknown" if kind == "transport" else kind, "unknown", applied=1)
    customers = fine(2), fine(2, applied=2), once
    return Script(name, (fault,), fine(2), change, change, customers)


def useless(name: str, fault: Fault) -> Script:
    """A script of a 2xx after the work was done that a repeat would only get again."""
    verdict, customers = (fails("response", it, applied=1) for it in ("applied", "unknown"))
    return Script(name, (fault,), verdict, verdict, verdict, (customers,) * 3)


S500, S503 = status(500), status(503)
REFUSAL = {"errors": [{"message": "no such thing", "field": "thing", "help": None}]}
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
    # Answers of a server that is not well.
    failed("500 once", S500),
    Script("500 twice", (S500, S500), fine(3), fails("server", "unknown", 2), UNKNOWN),
    failed("503 once", S503),
    Script(
        "503 to the end",
        (S503, S503, S503),
        fails("server", "unknown", 3, safe=True),
        fails("server", "unknown", 2),
        UNKNOWN,
    ),
    failed("504 once", status(504)),
    final("501", status(501)),
    final("505", status(505)),
    # Longer than any wait that a server may ask for.
    final("503 for five minutes", status(503, headers={"Retry-After": "300"})),
    failed("502 with a page", {"kind": "html", "status": 502}),
    # The servers send these headers with every answer; only those of a 429 ask anybody to wait.
    Script(
        "503 with much of the window left",
        (status(503, headers=IN_WINDOW),),
        fine(2),
        fine(2),
        UNKNOWN,
    ),
    Script(
        "500 after applying",
        (status(500, apply=True, headers={"X-RateLimit-Reset": "0"}),),
        fine(2),
        fine(2, applied=2),
        fails("server", "unknown", applied=1),
    ),
    failed("408", status(408), kind="api"),
    alike("429 for a second", fine(2), status(429, headers={"X-RateLimit-Reset": "{soon}"})),
    alike(
        "429 for five minutes",
        fails("rate_limit", "rejected", safe=True),
        status(429, headers={"Retry-After": "300"}),
    ),
    # What an attempt before may have done is not undone by a refusal.
    Script(
        "503, then 400",
        (S503, status(400, body=REFUSAL)),
        fails("bad_request", "rejected", 2),
        fails("bad_request", "unknown", 2),
        UNKNOWN,
    ),
    Script(
        "reset, then 503",
        ({"kind": "reset"}, S503),
        fine(3),
        fails("server", "unknown", 2),
        LOST,
    ),
    # Refusals.
    refused("400", "bad_request", status(400, body=REFUSAL)),
    refused("401", "authentication", status(401)),
    refused("403", "permission_denied", status(403)),
    refused("404", "not_found", status(404)),
    refused("405", "api", status(405)),
    refused("409", "api", status(409, body=REFUSAL)),
    refused("413", "api", status(413)),
    refused("415", "api", status(415, body=REFUSAL)),
    refused("422", "api", status(422, body=REFUSAL)),
    refused("400 that repeats the secrets", "bad_request", ECHO),
    failed("500 that repeats the secrets", {"kind": "echo", "status": 500, "size": 400_000}),
    # Connections that break.
    lost("reset before reading", {"kind": "reset"}, applied=False, on="connection.first_bytes"),
    lost("reset before applying", {"kind": "reset"}, applied=False),
    lost("reset after applying", RESET_AFTER, applied=True),
    lost("closed before applying", {"kind": "close"}, applied=False),
    lost("closed after applying", CLOSE_AFTER, applied=True),
    Script(
        "closed after applying, twice",
        (CLOSE_AFTER, CLOSE_AFTER),
        fine(3),
        fails("outcome_unknown", "unknown", 2, applied=2),
        fails("outcome_unknown", "unknown", applied=1),
    ),
    lost("stalled, then closed", {"kind": "stall", "ms": 50}, applied=False),
    lost("answer reset in its head", {"kind": "reset", "after_bytes": 20}, applied=True),
    lost("answer closed in its head", {"kind": "close", "after_bytes": 20}, applied=True),
    # Answers that are none.
    lost("garbage", {"kind": "raw", "text": "no HTTP at all\r\n\r\n"}, applied=False),
    lost("HTTP of the future", {"kind": "raw", "text": "HTTP/9.9 200 OK\r\n\r\n"}, applied=False),
    lost("garbage after applying", {"kind": "raw", "text": "\0\0\0", "apply": True}, applied=True),
    unreadable(
        "chunks cut", {"kind": "raw", "text": CHUNKS + '5\r\n{"a":\r\n', "apply": True}, "transport"
    ),
    unreadable(
        "body shorter than announced",
        {"kind": "headers", "set": {"Content-Length": "100000", "Connection": "close"}},
        "transport",
    ),
    # Answers that are of no use.
    unreadable("page with 200", {"kind": "html", "status": 200, "apply": True}),
    unreadable("body cut to fit", {"kind": "truncate", "at": 1}),
    unreadable("bit flipped", {"kind": "flip", "byte": 0}),
    useless("compressed", {"kind": "headers", "set": {"Content-Encoding": "gzip"}}),
    useless("ten gibibytes announced", {"kind": "oversize", "form": "length", "apply": True}),
    *(
        alike(
            f"redirect {code}",
            fails("response", "unknown"),
            {"kind": "redirect", "status": code, "location": "http://127.0.0.9:9/"},
        )
        for code in (302, 307)
    ),
    # Nothing that hurts.
    alike(
        "connection closed in order", fine(1), {"kind": "headers", "set": {"Connection": "close"}}
    ),
    alike("closed when idle", fine(1), {"kind": "close_idle", "after_ms": 1}),
    alike("dribbled", fine(1), {"kind": "dribble", "bytes": 100, "every_ms": 2}),
    alike("late", fine(1), {"kind": "delay", "before_answer_ms": 20, "before_body_ms": 20}),
]
