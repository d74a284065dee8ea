"""Error responses and invalid responses (rows S1 to S13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drivers import Driver
from injection import gaps, inject_faults, response
from matrix import CUSTOMERS_ONCE, CUSTOMERS_READ, CUSTOMERS_SET, ONCE, READ, SET, call, watch
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox

DETAILS = [
    {"message": "no such thing", "field": "thing", "help": "see there", "error_id": None},
    {"message": "nor such a one", "field": "other.thing", "help": None, "error_id": "e-7"},
    {"message": "alone", "field": None, "help": None, "error_id": None},
]
REJECTION = {
    "errors": [
        {"message": "no such thing", "field": "thing", "help": "see there"},
        {"message": "nor such a one", "field": "other.thing", "error_id": "e-7"},
        {"message": "alone"},
    ]
}
LOCKOUT = 30
"""Seconds for which a credential is not tried after three refusals."""
SERVER = ("server", "unknown", 1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
        yield sandbox


@pytest.mark.row("S1")
@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_error(binding: Driver, sandbox: Sandbox, status: int) -> None:
    for operation in (READ, SET, CUSTOMERS_READ, CUSTOMERS_SET):
        inject_faults(sandbox, operation, response(status))
        with watch(binding, sandbox) as monitor:
            assert monitor.run(call(sandbox, operation)).error is None
    for operation in (ONCE, CUSTOMERS_ONCE):
        inject_faults(sandbox, operation, response(status))
        with watch(binding, sandbox) as monitor:
            outcome = monitor.run(call(sandbox, operation))
            assert outcome.failure == SERVER
            assert not outcome.safe
    assert len(sandbox.journal()) == 10


@pytest.mark.row("S2")
def test_retry_after_is_respected(binding: Driver, sandbox: Sandbox) -> None:
    inject_faults(sandbox, READ, response(503, Retry_After="1"))
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, READ)).error is None
    assert 1.0 <= gaps(sandbox)[0] < 2.3
    sandbox.reset()
    inject_faults(sandbox, ONCE, response(503, Retry_After="1"))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, ONCE))
        assert outcome.failure == SERVER
        assert outcome.seconds < 0.5
    # Retry-After exceeds the timeout of the call: the server's error at once.
    inject_faults(sandbox, READ, response(503, Retry_After="20"))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, timeout_ms=3000))
        assert outcome.failure == SERVER
        assert outcome.seconds < 0.5


@pytest.mark.row("S4")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_408_is_retried_on_a_new_connection(
    binding: Driver, sandbox: Sandbox, operation: str
) -> None:
    inject_faults(sandbox, operation, response(408))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, operation))
        journal = sandbox.journal()
        if operation == ONCE:
            assert outcome.failure == ("api", "unknown", 1)
            assert len(journal) == 1
        else:
            assert outcome.error is None
            assert len({entry["connection"] for entry in journal}) == 2


@pytest.mark.row("S5")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_rejection_has_error_details(binding: Driver, sandbox: Sandbox, operation: str) -> None:
    kinds = {400: "bad_request", 404: "not_found"}
    for status in (400, 404, 405, 409, 413, 415, 422):
        inject_faults(sandbox, operation, response(status, REJECTION))
        with watch(binding, sandbox) as monitor:
            outcome = monitor.run(call(sandbox, operation))
            assert outcome.failure == (kinds.get(status, "api"), "rejected", 1)
            assert outcome.error is not None
            assert outcome.error["status"] == status
            assert outcome.error["details"] == DETAILS
            assert "no such thing" in outcome.message
    assert len(sandbox.journal()) == 7


@pytest.mark.row("S6")
@pytest.mark.parametrize("operation", [READ, ONCE, CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE])
def test_a_rejected_credential_is_no_longer_sent(
    binding: Driver, sandbox: Sandbox, operation: str
) -> None:
    credentials: dict[str, Any] = {
        "api_key": "SG.an-unknown-key",
        "reseller_password": "wrong-one-1",
    }
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, operation, times=10, **credentials))
        failures = [one.failure for one in outcome.series]
    assert failures[:3] == [("authentication", "rejected", 1)] * 3
    assert failures[3:] == [("authentication", "not_sent", 0)] * 7
    waits: list[float | None] = [(one.error or {})["retry_after_seconds"] for one in outcome.series]
    assert waits[:3] == [None] * 3
    # The drivers of C and C++ round down.
    assert all(wait is not None and 25 < wait <= LOCKOUT for wait in waits[3:]), waits
    assert len(sandbox.journal()) == 3


@pytest.mark.row("S6")
def test_a_missing_scope_is_named(binding: Driver, sandbox: Sandbox) -> None:
    inject_faults(sandbox, SET, *[response(403, {"errors": [{"message": "access forbidden"}]})] * 5)
    with watch(binding, sandbox) as monitor:
        for outcome in monitor.run(call(sandbox, SET, times=5)).series:
            assert outcome.failure == ("permission_denied", "rejected", 1)
            assert outcome.error is not None
            assert outcome.error["required_scope"] == "user.email.update"


@pytest.mark.row("S7")
@pytest.mark.parametrize("generation", ["documented", "2014"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_error_inside_a_200(binding: Driver, form: str, generation: str) -> None:
    unknown = {"user": "nobody@example.com"}
    with Sandbox(reseller_password=SANDBOX_PASSWORD, errors=generation) as sandbox:
        for dialect in ("reseller", "distributor"):
            settings: dict[str, Any] = {"dialect": dialect, "format": form}
            for operation in (CUSTOMERS_SET, "customers.delete"):
                with watch(binding, sandbox) as monitor:
                    outcome = monitor.run(call(sandbox, operation, arguments=unknown, **settings))
                    assert outcome.failure == ("not_found", "rejected", 1)
            with watch(binding, sandbox) as monitor:
                spec = call(sandbox, CUSTOMERS_READ, reseller_password="wrong-one-1", **settings)
                assert monitor.run(spec).failure == ("authentication", "rejected", 1)
        assert {entry["status"] for entry in sandbox.journal()} == {200}


@pytest.mark.row("S10")
@pytest.mark.parametrize("operation", ["user.get_profile", "user.get_credits", SET])
def test_a_value_of_a_wrong_type_is_an_unknown_field(
    binding: Driver, sandbox: Sandbox, operation: str
) -> None:
    field = {"user.get_profile": "city", "user.get_credits": "remain", SET: "email"}[operation]
    values: list[Any] = [{"a": "canary-7"}, ["canary-7"], True]
    for value in values:
        inject_faults(sandbox, operation, response(200, {field: value}, apply=True))
        with watch(binding, sandbox) as monitor:
            outcome = monitor.run(call(sandbox, operation))
            # The JSON of a result in Rust has its unknown fields beside the others.
            fields = {**outcome.result, **outcome.result.get("extra", {})}
            assert fields[field] == value
    twice = f'{{"{field}": "canary-7", "{field}": "canary-8"}}'
    inject_faults(sandbox, operation, response(200, twice, apply=True))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, operation))
        assert outcome.failure == ("response", "unknown", 1)
        assert "canary" not in outcome.message
    # Missing fields, unknown fields and null are valid.
    for body in ({}, {field: None}, {field: None, "later": [1, {"x": "y"}]}):
        inject_faults(sandbox, operation, response(200, body, apply=True))
        with watch(binding, sandbox) as monitor:
            assert monitor.run(call(sandbox, operation)).result[field] is None


@pytest.mark.row("S11")
@pytest.mark.parametrize("operation", [ONCE, CUSTOMERS_ONCE, "customers.update_password"])
@pytest.mark.parametrize("size", [200_000, 1_000_000])
def test_echoed_secrets_are_redacted(
    binding: Driver, sandbox: Sandbox, operation: str, size: int
) -> None:
    inject_faults(sandbox, operation, {"kind": "echo", "status": 400, "size": size})
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, operation))
        assert outcome.failure == ("bad_request", "rejected", 1)
        assert outcome.error is not None
        assert len(outcome.message) < 5_000
        assert all(len(detail["message"]) <= 2048 for detail in outcome.error["details"])
        body = outcome.error["body"]
        # A body above the size limit is not read to its end, and not part of the error.
        assert (body is None) == (size > 256 * 1024)
        assert body is None or ("[redacted]" in body and len(body) <= 256 * 1024)


@pytest.mark.row("S13")
def test_several_faults_in_a_row(binding: Driver, sandbox: Sandbox) -> None:
    down, rejection, reset = response(503), response(400, REJECTION), {"kind": "reset"}
    for faults in ([down, down], [reset, down]):
        inject_faults(sandbox, READ, *faults)
        with watch(binding, sandbox) as monitor:
            assert monitor.run(call(sandbox, READ)).error is None
    inject_faults(sandbox, READ, down, rejection)
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, READ)).failure == ("bad_request", "rejected", 2)
    inject_faults(sandbox, SET, down, rejection)
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, SET)).failure == ("outcome_unknown", "unknown", 2)
    assert len(sandbox.journal()) == 3 + 3 + 2 + 2
