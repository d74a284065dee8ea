"""Makes calls in one binding and checks the six guarantees that hold under every fault.

    with watch(binding, server) as monitor:
        outcome = monitor.run(call(server.url, "user.get_email", timeout_ms=500))
        assert outcome.failure == ("timeout", "unknown", 3)

The guarantees: no output contains a secret (G1); the reported outcomes match the changes on the
server (G2); every call ends within its timeout (G3); no descriptor or thread is left (G4); no call
makes more attempts than allowed (G5); the driver is alive and has not panicked (G6).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import secret_markers
from drivers import SETTLE_SECONDS, Driver
from operations import ATTEMPTS, BY_NAME, Operation
from sendgrid_accounts.sandbox import Sandbox

MARGIN = 0.25
"""Seconds that a call may exceed its timeout."""
DEFAULT_TIMEOUT_MS = 60_000
READ, SET, ONCE = "user.get_email", "user.update_email", "user.update_password"
"""One operation of each class of the Users API."""
CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE = (
    "customers.list",
    "customers.disable",
    "customers.create",
)
"""One operation of each class of the customer API, where only the body reports success."""


class RequestCounter(Protocol):
    """A server that counts requests and changes."""

    def requests(self) -> int:
        """The number of complete requests."""
        ...

    def applied(self) -> int:
        """The number of requests that the server applied or may have applied."""
        ...


class NoServer:
    """The counter of calls that reach no server."""

    def requests(self) -> int:
        """Zero."""
        return 0

    applied = requests


class Journal:
    """The counter of a sandbox, based on its journal."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Reads the journal of a sandbox."""
        self._sandbox = sandbox

    def requests(self) -> int:
        """The number of journal entries."""
        return len(self._sandbox.journal())

    def applied(self) -> int:
        """The number of applied changes."""
        return sum(entry["applied"] for entry in self._sandbox.journal())


class Fields(tuple[tuple[str, str], ...]):
    """The fields of a call, shown by name alone.

    Their values may be secrets, and pytest shows the arguments of the functions of a failed test.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{', '.join(name for name, _ in self)}>"


@dataclass(frozen=True)
class CallSpec:
    """The parameters of a call or of a series of equal calls."""

    operation: Operation
    fields: Fields
    secrets: frozenset[str] = field(repr=False)

    def number(self, name: str, default: int) -> int:
        """An integer setting."""
        return int(dict(self.fields).get(name, default))


def call(
    target: Sandbox | str,
    operation: str,
    *,
    arguments: Mapping[str, str] | None = None,
    **settings: str | int | None,
) -> CallSpec:
    """A call to a sandbox with its credentials, or to a URL with secret markers.

    Settings are the fields of the drivers: `timeout_ms`, `attempt_timeout_ms`,
    `connect_timeout_ms`, `max_rate_limit_wait_ms`, `max_retries`, `max_unknown_retries`,
    `max_connections`, `retry_budget`, `retry_cost`, `rate_limit_retry_cost`, `retry_refund`,
    `ca_bundle`, `proxy`, `trust_env`, `allow_insecure_transport`, `dialect`, `format`, `api_key`,
    `region`.
    A series also has `times`, `at_once`, `pause_ms` and `odd_on_behalf_of`, the subuser of calls
    with odd numbers. A setting of None is omitted.
    """
    of_operation = BY_NAME[operation]
    fields: dict[str, Any] = {"dialect": "reseller", "format": "json", "auth": "params"}
    fields["operation"] = of_operation.called
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
            "api_key": secret_markers.KEY,
            "reseller_username": "reseller",
            "reseller_password": secret_markers.RESELLER_PASSWORD,
        }
    fields |= settings
    values = dict(of_operation.arguments)
    if isinstance(target, Sandbox) and "old_password" in values:
        values["old_password"] = target.reseller_password
    values |= arguments or {}
    fields |= {f"arg.{name}": value for name, value in values.items()}
    strings = Fields((name, str(value)) for name, value in fields.items() if value is not None)
    return CallSpec(of_operation, strings, secrets_of(strings))


def secrets_of(fields: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The secrets among the fields of a call."""
    secrets = {
        value for name, value in fields if name.endswith("password") or name.endswith("api_key")
    }
    for name, value in fields:
        if name == "proxy":
            secrets.add(unquote(urlsplit(value).password or ""))
    return frozenset(secrets - {""})


@dataclass(frozen=True)
class Outcome:
    """The result or error of a call, and its duration."""

    reply: dict[str, Any]
    seconds: float

    @property
    def error(self) -> dict[str, Any] | None:
        """The error, or None if the call succeeded."""
        error: dict[str, Any] | None = self.reply.get("error")
        return error

    @property
    def result(self) -> Any:
        """The result of a successful call. Fails the test if the call failed."""
        assert "result" in self.reply, without_views(self.reply)
        return self.reply["result"]

    @property
    def series(self) -> list[Outcome]:
        """The outcomes of a series, by call number."""
        replies = sorted(self.reply["responses"], key=lambda one: int(one["n"]))
        return [Outcome(one, one["ms"] / 1000) for one in replies]

    @property
    def failure(self) -> tuple[str, str, int]:
        """Kind, outcome and attempts of an error."""
        assert self.error is not None, self.reply
        return self.error["kind"], self.error["outcome"], self.error["attempts"]

    @property
    def safe(self) -> bool:
        """Whether the error is safe to retry."""
        assert self.error is not None, self.reply
        safe: bool = self.error["safe_to_retry"]
        return safe

    @property
    def message(self) -> str:
        """The message of the error."""
        assert self.error is not None, self.reply
        message: str = self.error["message"]
        return message


def without_views(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply without the long field `views`, for assertion messages."""
    error = reply.get("error")
    if error is None:
        return reply
    return {"error": {name: value for name, value in error.items() if name != "views"}}


@dataclass
class Monitor:
    """Makes calls and checks the guarantees after each."""

    driver: Driver
    counter: RequestCounter
    history: list[tuple[CallSpec, list[Outcome]]] = field(default_factory=list)

    def run(self, spec: CallSpec) -> Outcome:
        """Makes a call or a series."""
        stderr_start = self.driver.stderr_size()
        requests, applied = self.counter.requests(), self.counter.applied()
        started = time.monotonic()
        reply, raw = self.driver.run(spec.fields)
        outcome = Outcome(reply, time.monotonic() - started)
        calls = outcome.series if "responses" in reply else [outcome]
        self.history.append((spec, calls))
        strings = "\n".join(strings_of(reply)).encode("utf-8", "surrogatepass")
        output = (raw + strings).replace(revealed_key(reply), b"")
        check_secrets(spec, output + self.driver.stderr(stderr_start))
        check_time(spec, calls)
        check_attempts(spec, calls, self.counter.requests() - requests)
        check_counter(spec, calls, self.counter.applied() - applied)
        return outcome


@contextmanager
def watch(
    driver: Driver,
    server: RequestCounter | Sandbox | None = None,
    *,
    extra_threads: int = 0,
    settle_seconds: float = SETTLE_SECONDS,
) -> Iterator[Monitor]:
    """Checks the guarantees of all calls in the block.

    `extra_threads` is the number of threads that may be left because they cannot be ended, such as
    threads in the resolver of the system. All other resources must be closed within
    `settle_seconds`.
    """
    counter: RequestCounter = (
        Journal(server) if isinstance(server, Sandbox) else server or NoServer()
    )
    files, threads = driver.open_files(), driver.threads()
    stderr_start = driver.stderr_size()
    monitor = Monitor(driver, counter)
    yield monitor
    assert monitor.history, "no call in the block"
    driver.settle(files, threads + extra_threads, settle_seconds)
    assert driver.is_alive()
    assert b"panicked" not in driver.stderr(stderr_start)


def strings_of(value: Any) -> Iterator[str]:
    """Every string in a reply, without JSON escapes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)


def revealed_key(reply: dict[str, Any]) -> bytes:
    """The secret of a created API key, which the driver reveals on purpose."""
    result = reply.get("result")
    key: str = result["api_key"] if isinstance(result, dict) and "api_key" in result else "none"
    return key.encode()


def check_secrets(spec: CallSpec, output: bytes) -> None:
    """G1: no output contains a secret."""
    assert spec.secrets
    leaks = secret_markers.occurrences(spec.secrets, output)
    assert not leaks, f"a secret in the output: {leaks}"


def check_time(spec: CallSpec, calls: list[Outcome]) -> None:
    """G3: every call ends within its timeout."""
    limit = spec.number("timeout_ms", DEFAULT_TIMEOUT_MS) / 1000 + MARGIN
    slowest = max(one.seconds for one in calls)
    assert slowest <= limit, f"{slowest:.3f} s exceed the limit of {limit:.3f} s"


def check_attempts(spec: CallSpec, calls: list[Outcome], requests: int) -> None:
    """G5: no call makes more attempts than allowed, and no attempt more than one request."""
    most = spec.number("max_retries", ATTEMPTS - 1) + 1
    attempts = [one.error["attempts"] if one.error else most for one in calls]
    assert max(attempts) <= most, f"{max(attempts)} attempts of {most}"
    assert requests <= sum(attempts), f"{requests} requests in {sum(attempts)} attempts"


def check_counter(spec: CallSpec, calls: list[Outcome], applied: int) -> None:
    """G2: the reported outcomes match the changes on the server."""
    assert len(calls) > 0
    outcomes = [one.error["outcome"] if one.error else "success" for one in calls]
    certain = sum(outcome in ("success", "applied") for outcome in outcomes)
    unknown = outcomes.count("unknown")
    if spec.operation.kind == "read":
        return
    counts = json.dumps({"applied": applied, "certain": certain, "unknown": unknown})
    assert applied >= certain, f"fewer changes than reported: {counts}"
    # Several applications of an absolute change have the same effect as one.
    most = 1 if spec.operation.kind == "once" else spec.number("max_unknown_retries", 1) + 1
    assert applied <= most * (certain + unknown), f"more changes than reported: {counts}"
