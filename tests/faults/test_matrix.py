"""Each check of `matrix.py` detects its violation."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import pytest
import secret_markers
from drivers import Driver
from matrix import (
    ONCE,
    READ,
    SET,
    Outcome,
    call,
    check_attempts,
    check_counter,
    check_secrets,
    check_time,
    watch,
)
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox

SECRET = secret_markers.NEW_PASSWORD


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
        yield sandbox


def failure(outcome: str = "unknown", *, attempts: int = 1, seconds: float = 0.1) -> Outcome:
    error = {"kind": "server", "outcome": outcome, "attempts": attempts}
    return Outcome({"error": error}, seconds)


@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_correct_calls_pass(binding: Driver, sandbox: Sandbox, operation: str) -> None:
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, operation)).error is None
        series = monitor.run(call(sandbox, READ, times=5, at_once=2, pause_ms=1)).series
        assert [one.reply["n"] for one in series] == [0, 1, 2, 3, 4]
        assert all(one.error is None for one in series)
    assert len(sandbox.journal()) == 6


def test_the_number_of_a_call_is_in_its_arguments(binding: Driver, sandbox: Sandbox) -> None:
    with watch(binding, sandbox) as monitor:
        arguments = {"email": "{n}@example.com"}
        outcome = monitor.run(call(sandbox, SET, arguments=arguments, times=7, at_once=3))
        emails = [one.result["email"] for one in outcome.series]
    assert emails == [f"{number}@example.com" for number in range(7)]


@pytest.mark.parametrize(
    "output",
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
    # Without the secret, for a search of what the tests print.
    ids=range(10),
)
def test_a_secret_is_found_in_every_encoding(output: bytes) -> None:
    spec = call("http://x", ONCE, arguments={"new_password": SECRET})
    check_secrets(spec, b"nothing")
    with pytest.raises(AssertionError, match="secret"):
        check_secrets(spec, b"before " + output + b" after")


def test_errors_are_searched_for_secrets(binding: Driver, sandbox: Sandbox) -> None:
    # The server's error contains the rejected name, which is not redacted.
    name = "marker-of-a-name"
    spec = call(sandbox, "customers.disable", arguments={"user": name})
    with watch(binding, sandbox) as monitor:
        reply = monitor.run(spec).reply
    assert reply["error"]["kind"] == "not_found"
    with pytest.raises(AssertionError, match="secret"), watch(binding, sandbox) as monitor:
        monitor.run(spec.__class__(spec.operation, spec.fields, frozenset({"not_found"})))


def test_a_late_call_is_detected() -> None:
    spec = call("http://x", READ, timeout_ms=500)
    check_time(spec, [failure(seconds=0.7)])
    with pytest.raises(AssertionError, match="limit"):
        check_time(spec, [failure(seconds=0.1), failure(seconds=0.8)])


def test_too_many_attempts_are_detected() -> None:
    spec = call("http://x", READ, max_retries=1)
    check_attempts(spec, [failure(attempts=2)], 2)
    with pytest.raises(AssertionError, match="attempts"):
        check_attempts(spec, [failure(attempts=3)], 3)
    with pytest.raises(AssertionError, match="requests"):
        check_attempts(spec, [failure(attempts=1)], 2)


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
def test_a_wrong_outcome_is_detected(operation: str, outcomes: list[str], applied: int) -> None:
    calls = [failure(outcome) for outcome in outcomes]
    with pytest.raises(AssertionError, match="changes than reported"):
        check_counter(call("http://x", operation), calls, applied)


def test_open_resources_are_detected(binding: Driver) -> None:
    files, threads = binding.open_files(), binding.threads()
    binding.settle(files, threads)
    for limits in ((files - 1, threads), (files, threads - 1)):
        with pytest.raises(AssertionError, match="left open"):
            binding.settle(*limits, seconds=0.05)


def test_a_hanging_driver_is_killed() -> None:
    driver = Driver("rust", reply_timeout=0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(AssertionError, match="exited or hung"):
            driver.run(call(url, READ).fields)
    with pytest.raises(AssertionError):
        driver.close()
    assert not driver.is_alive()


def test_the_resources_of_a_driver_are_measured(binding: Driver) -> None:
    assert binding.open_files() >= 3
    assert binding.resident_bytes() > 1_000_000
    assert binding.cpu_seconds() >= 0
    assert binding.threads() >= 1
    assert any("pipe:" in name for name in binding.open_resources())
