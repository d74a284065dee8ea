"""One call in one language, and what must hold of it whatever the server does.

    with watched(face, server) as row:
        done = row.ask(call(server.url, "user.get_email", timeout_ms=500))
        assert done.kind == "timeout"

When it ends, these six were checked: no secret is to be seen (G1), the caller knows what the server
did (G2), every call ended in its time (G3), nothing stays open (G4), nobody tried more often than
allowed (G5), and the driver lives, without a panic (G6).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import canaries
from drivers import SETTLED, Driver
from operations import ATTEMPTS, BY_NAME, Operation
from sendgrid_accounts.sandbox import Sandbox

MARGIN = 0.25
"""Seconds that a call may end after its time."""
DEFAULT_TIMEOUT_MS = 60_000
NOT_TO_BE_SEARCHED_FOR = {"old_password", "new_password", ""}
"""Passwords of the stand-in server that are named like fields."""
READ, SET, ONCE = "user.get_email", "user.update_email", "user.update_password"
"""One operation of each class."""
CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE = (
    "customers.list",
    "customers.disable",
    "customers.create",
)
"""The same where only the body decides."""


class Ledger(Protocol):
    """A server that knows what was done to it."""

    def requests(self) -> int:
        """How many requests have arrived in whole."""
        ...

    def applied(self) -> int:
        """How many of them were carried out, or may have been."""
        ...


class Nobody:
    """Where no server is to be reached."""

    def requests(self) -> int:
        """None."""
        return 0

    applied = requests


class Journal:
    """The stand-in server's own ledger."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Reads that one's."""
        self._sandbox = sandbox

    def requests(self) -> int:
        """All in the journal."""
        return len(self._sandbox.journal())

    def applied(self) -> int:
        """Those that changed something."""
        return sum(entry["applied"] for entry in self._sandbox.journal())


@dataclass(frozen=True)
class Call:
    """A call, or a series of the same."""

    operation: Operation
    fields: tuple[tuple[str, str], ...]
    secrets: frozenset[str]

    def number(self, name: str, otherwise: int) -> int:
        """A setting."""
        return int(dict(self.fields).get(name, otherwise))


def call(
    target: Sandbox | str,
    operation: str,
    *,
    arguments: Mapping[str, str] | None = None,
    **settings: str | int | None,
) -> Call:
    """A call to a server, with its credentials or with canaries.

    Settings are the drivers' fields: `timeout_ms`, `attempt_timeout_ms`, `connect_timeout_ms`,
    `max_rate_limit_wait_ms`, `max_retries`, `max_unknown_retries`, `max_connections`,
    `retry_budget`, `retry_cost`, `rate_limit_retry_cost`, `retry_refund`, `ca_bundle`, `proxy`,
    `trust_env`, `allow_insecure_transport`, `dialect`, `format`, `api_key`; and of a series
    `times`, `at_once`,
    `pause_ms`. One that is None is left out.
    """
    made = BY_NAME[operation]
    fields: dict[str, Any] = {"dialect": "reseller", "format": "json", "auth": "params"}
    fields["operation"] = operation
    if isinstance(target, Sandbox):
        fields |= {
            "base_url": target.url,
            "api_key": target.api_key,
            "reseller_username": target.reseller_username,
            "reseller_password": target.reseller_password,
        }
    else:
        fields |= {
            "base_url": target,
            "api_key": canaries.KEY,
            "reseller_username": "reseller",
            "reseller_password": canaries.RESELLER_PASSWORD,
        }
    fields |= settings
    given = {**made.arguments, **(arguments or {})}
    fields |= {f"arg.{name}": value for name, value in given.items()}
    told = tuple((name, str(value)) for name, value in fields.items() if value is not None)
    return Call(made, told, secrets_of(told))


def secrets_of(fields: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """What nobody may see of them."""
    found = {
        value for name, value in fields if name.endswith("password") or name.endswith("api_key")
    }
    for name, value in fields:
        if name == "proxy":
            found.add(unquote(urlsplit(value).password or ""))
    return frozenset(found - NOT_TO_BE_SEARCHED_FOR)


@dataclass(frozen=True)
class Outcome:
    """What came of a call."""

    answer: dict[str, Any]
    seconds: float

    @property
    def error(self) -> dict[str, Any] | None:
        """None where it succeeded."""
        error: dict[str, Any] | None = self.answer.get("error")
        return error

    @property
    def result(self) -> Any:
        """What a call that must have succeeded gave."""
        assert "result" in self.answer, without_views(self.answer)
        return self.answer["result"]

    @property
    def series(self) -> list[Outcome]:
        """The calls of a series, in the order of their numbers."""
        answers = sorted(self.answer["answers"], key=lambda one: int(one["n"]))
        return [Outcome(one, one["ms"] / 1000) for one in answers]

    @property
    def verdict(self) -> tuple[str, str, int]:
        """Kind, outcome and attempts of an error."""
        assert self.error is not None, self.answer
        return self.error["kind"], self.error["outcome"], self.error["attempts"]

    @property
    def safe(self) -> bool:
        """Whether it may be made again as it is."""
        assert self.error is not None, self.answer
        safe: bool = self.error["safe_to_retry"]
        return safe

    @property
    def message(self) -> str:
        """What the error says."""
        assert self.error is not None, self.answer
        message: str = self.error["message"]
        return message


def without_views(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer short enough to be shown."""
    error = answer.get("error")
    if error is None:
        return answer
    return {"error": {name: value for name, value in error.items() if name != "views"}}


@dataclass
class Row:
    """What was asked under watch."""

    driver: Driver
    ledger: Ledger
    made: list[tuple[Call, list[Outcome]]] = field(default_factory=list)

    def ask(self, wanted: Call) -> Outcome:
        """Makes a call, or a series."""
        written = self.driver.written()
        requests, applied = self.ledger.requests(), self.ledger.applied()
        started = time.monotonic()
        answer, shown = self.driver.ask(wanted.fields)
        outcome = Outcome(answer, time.monotonic() - started)
        calls = outcome.series if "answers" in answer else [outcome]
        self.made.append((wanted, calls))
        texts = "\n".join(texts_of(answer)).encode("utf-8", "surrogatepass")
        check_secrets(wanted, shown + texts + self.driver.complaints(written))
        check_time(wanted, calls)
        check_attempts(wanted, calls, self.ledger.requests() - requests)
        check_ledger(wanted, calls, self.ledger.applied() - applied)
        return outcome


@contextmanager
def watched(
    driver: Driver,
    server: Ledger | Sandbox | None = None,
    *,
    more_threads: int = 0,
    settled: float = SETTLED,
) -> Iterator[Row]:
    """Watches what is asked inside.

    `more_threads` is how many may be left behind by what nobody can end, such as the resolver of
    the system; `settled` is in how many seconds everything else must be gone.
    """
    ledger: Ledger = Journal(server) if isinstance(server, Sandbox) else server or Nobody()
    files, threads = driver.open_files(), driver.threads()
    written = driver.written()
    row = Row(driver, ledger)
    yield row
    assert row.made, "nothing was asked"
    driver.settle(files, threads + more_threads, settled)
    assert driver.is_alive()
    assert b"panicked" not in driver.complaints(written)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in an answer: what is escaped in JSON is found here."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def check_secrets(wanted: Call, shown: bytes) -> None:
    """G1."""
    assert wanted.secrets
    found = canaries.seen(wanted.secrets, shown)
    assert not found, f"a secret is shown: {found}"


def check_time(wanted: Call, calls: list[Outcome]) -> None:
    """G3."""
    limit = wanted.number("timeout_ms", DEFAULT_TIMEOUT_MS) / 1000 + MARGIN
    slowest = max(one.seconds for one in calls)
    assert slowest <= limit, f"{slowest:.3f} s, with a limit of {limit:.3f} s"


def check_attempts(wanted: Call, calls: list[Outcome], requests: int) -> None:
    """G5."""
    most = wanted.number("max_retries", ATTEMPTS - 1) + 1
    told = [one.error["attempts"] if one.error else most for one in calls]
    assert max(told) <= most, f"{max(told)} attempts of {most}"
    assert requests <= sum(told), f"{requests} requests in {sum(told)} attempts"


def check_ledger(wanted: Call, calls: list[Outcome], applied: int) -> None:
    """G2."""
    assert len(calls) > 0
    outcomes = [one.error["outcome"] if one.error else "success" for one in calls]
    certain = sum(outcome in ("success", "applied") for outcome in outcomes)
    unknown = outcomes.count("unknown")
    if wanted.operation.kind == "read":
        return
    told = json.dumps({"applied": applied, "certain": certain, "unknown": unknown})
    assert applied >= certain, f"less was done than was said: {told}"
    # An absolute change may be made more than once, and is then the same.
    most = 1 if wanted.operation.kind == "once" else wanted.number("max_unknown_retries", 1) + 1
    assert applied <= most * (certain + unknown), f"more was done than was said: {told}"
