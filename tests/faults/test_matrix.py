"""The checks of the matrix themselves: each can fail."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import canaries
import pytest
from drivers import Driver
from matrix import (
    ONCE,
    READ,
    SET,
    Outcome,
    call,
    check_attempts,
    check_ledger,
    check_secrets,
    check_time,
    watched,
)
from sendgrid_accounts.sandbox import Sandbox

SECRET = canaries.NEW_PASSWORD


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def ended(outcome: str = "unknown", *, attempts: int = 1, seconds: float = 0.1) -> Outcome:
    error = {"kind": "server", "outcome": outcome, "attempts": attempts}
    return Outcome({"error": error}, seconds)


@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_what_is_fine_is_found_fine(face: Driver, sandbox: Sandbox, operation: str) -> None:
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, operation)).error is None
        series = row.ask(call(sandbox, READ, times=5, at_once=2, pause_ms=1)).series
        assert [one.answer["n"] for one in series] == [0, 1, 2, 3, 4]
        assert all(one.error is None for one in series)
    assert len(sandbox.journal()) == 6


def test_the_number_of_a_call_is_in_its_arguments(face: Driver, sandbox: Sandbox) -> None:
    with watched(face, sandbox) as row:
        given = {"email": "{n}@example.com"}
        done = row.ask(call(sandbox, SET, arguments=given, times=7, at_once=3))
        emails = [one.result["email"] for one in done.series]
    assert emails == [f"{number}@example.com" for number in range(7)]


@pytest.mark.parametrize(
    "shown",
    [
        SECRET.encode(),
        SECRET[:8].encode(),
        SECRET[-8:].encode(),
        quote(SECRET, safe="").encode(),
        quote_plus(SECRET).encode(),
        base64.b64encode(f"user:{SECRET}".encode()),
        base64.b64encode(f"me:{SECRET}".encode()),
        base64.b64encode(SECRET.encode()),
        SECRET.encode("utf-16"),
        SECRET.encode("utf-16-be"),
    ],
)
def test_a_secret_is_found_in_every_spelling(shown: bytes) -> None:
    wanted = call("http://x", ONCE, arguments={"new_password": SECRET})
    check_secrets(wanted, b"nothing")
    with pytest.raises(AssertionError, match="secret"):
        check_secrets(wanted, b"before " + shown + b" after")


def test_what_an_error_shows_is_searched(face: Driver, sandbox: Sandbox) -> None:
    # A name that is refused is named in the answer of the server; nobody blots it out.
    name = "canary-of-a-name"
    wanted = call(sandbox, "customers.disable", arguments={"user": name})
    with watched(face, sandbox) as row:
        shown = row.ask(wanted).answer
    assert shown["error"]["kind"] == "not_found"
    with pytest.raises(AssertionError, match="secret"), watched(face, sandbox) as row:
        row.ask(wanted.__class__(wanted.operation, wanted.fields, frozenset({"not_found"})))


def test_lateness_is_noticed() -> None:
    wanted = call("http://x", READ, timeout_ms=500)
    check_time(wanted, [ended(seconds=0.7)])
    with pytest.raises(AssertionError, match="limit"):
        check_time(wanted, [ended(seconds=0.1), ended(seconds=0.8)])


def test_attempts_too_many_are_noticed() -> None:
    wanted = call("http://x", READ, max_retries=1)
    check_attempts(wanted, [ended(attempts=2)], 2)
    with pytest.raises(AssertionError, match="attempts"):
        check_attempts(wanted, [ended(attempts=3)], 3)
    with pytest.raises(AssertionError, match="requests"):
        check_attempts(wanted, [ended(attempts=1)], 2)


@pytest.mark.parametrize(
    ("operation", "outcomes", "applied"),
    [
        (ONCE, ["unknown"], 2),
        (ONCE, ["applied"], 0),
        (ONCE, ["not_sent"], 1),
        (ONCE, ["rejected"], 1),
        (SET, ["rejected", "unknown"], 3),
        (SET, ["applied", "applied"], 1),
    ],
)
def test_an_untruth_is_noticed(operation: str, outcomes: list[str], applied: int) -> None:
    calls = [ended(outcome) for outcome in outcomes]
    with pytest.raises(AssertionError, match="was done than was said"):
        check_ledger(call("http://x", operation), calls, applied)


def test_what_stays_open_is_noticed(face: Driver) -> None:
    files, threads = face.open_files(), face.threads()
    face.settle(files, threads)
    for wanted in ((files - 1, threads), (files, threads - 1)):
        with pytest.raises(AssertionError, match="left open"):
            face.settle(*wanted, seconds=0.05)


def test_a_driver_that_hangs_is_ended() -> None:
    driver = Driver("rust", longest_answer=0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(AssertionError, match="ended or hung"):
            driver.ask(call(url, READ).fields)
    with pytest.raises(AssertionError):
        driver.close()
    assert not driver.is_alive()


def test_a_driver_is_seen_from_outside(face: Driver) -> None:
    assert face.open_files() >= 3
    assert face.resident_bytes() > 1_000_000
    assert face.cpu_seconds() >= 0
    assert face.threads() >= 1
    assert any("pipe:" in name for name in face.left_open())
