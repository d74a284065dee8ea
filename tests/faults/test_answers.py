"""What servers answer, in every language (rows S1 to S13 of the matrix)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drivers import Driver
from matrix import CUSTOMERS_ONCE, CUSTOMERS_READ, CUSTOMERS_SET, ONCE, READ, SET, call, watched
from orders import answer, gaps, order_faults
from sendgrid_accounts.sandbox import Sandbox

DETAILS = [
    {"message": "no such thing", "field": "thing", "help": "see there", "error_id": None},
    {"message": "nor such a one", "field": "other.thing", "help": None, "error_id": "e-7"},
    {"message": "alone", "field": None, "help": None, "error_id": None},
]
REFUSAL = {
    "errors": [
        {"message": "no such thing", "field": "thing", "help": "see there"},
        {"message": "nor such a one", "field": "other.thing", "error_id": "e-7"},
        {"message": "alone"},
    ]
}
SERVER = ("server", "unknown", 1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.row("S1")
@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_failure_of_the_server(face: Driver, sandbox: Sandbox, status: int) -> None:
    for operation in (READ, SET, CUSTOMERS_READ, CUSTOMERS_SET):
        order_faults(sandbox, operation, answer(status))
        with watched(face, sandbox) as row:
            assert row.ask(call(sandbox, operation)).error is None
    for operation in (ONCE, CUSTOMERS_ONCE):
        order_faults(sandbox, operation, answer(status))
        with watched(face, sandbox) as row:
            failed = row.ask(call(sandbox, operation))
            assert failed.verdict == SERVER
            assert not failed.safe
    assert len(sandbox.journal()) == 10


@pytest.mark.row("S2")
def test_a_server_that_says_when_to_come_back(face: Driver, sandbox: Sandbox) -> None:
    order_faults(sandbox, READ, answer(503, Retry_After="1"))
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, READ)).error is None
    assert 1.0 <= gaps(sandbox)[0] < 2.3
    sandbox.reset()
    order_faults(sandbox, ONCE, answer(503, Retry_After="1"))
    with watched(face, sandbox) as row:
        failed = row.ask(call(sandbox, ONCE))
        assert failed.verdict == SERVER
        assert failed.seconds < 0.5
    # What is asked for does not fit into the time of the call: the server's error, and at once.
    order_faults(sandbox, READ, answer(503, Retry_After="20"))
    with watched(face, sandbox) as row:
        failed = row.ask(call(sandbox, READ, timeout_ms=3000))
        assert failed.verdict == SERVER
        assert failed.seconds < 0.5


@pytest.mark.row("S4")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_request_that_came_too_slowly(face: Driver, sandbox: Sandbox, operation: str) -> None:
    order_faults(sandbox, operation, answer(408))
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, operation))
        journal = sandbox.journal()
        if operation == ONCE:
            assert done.verdict == ("api", "unknown", 1)
            assert len(journal) == 1
        else:
            assert done.error is None
            assert len({entry["connection"] for entry in journal}) == 2


@pytest.mark.row("S5")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_refusal_is_explained(face: Driver, sandbox: Sandbox, operation: str) -> None:
    kinds = {400: "bad_request", 404: "not_found"}
    for status in (400, 404, 405, 409, 413, 415, 422):
        order_faults(sandbox, operation, answer(status, REFUSAL))
        with watched(face, sandbox) as row:
            refused = row.ask(call(sandbox, operation))
            assert refused.verdict == (kinds.get(status, "api"), "rejected", 1)
            assert refused.error is not None
            assert refused.error["status"] == status
            assert refused.error["details"] == DETAILS
            assert "no such thing" in refused.message
    assert len(sandbox.journal()) == 7


@pytest.mark.row("S6")
@pytest.mark.parametrize("operation", [READ, ONCE, CUSTOMERS_READ, CUSTOMERS_SET, CUSTOMERS_ONCE])
def test_a_credential_that_is_refused_is_left_alone(
    face: Driver, sandbox: Sandbox, operation: str
) -> None:
    wrong: dict[str, Any] = {
        "api_key": "SG.a-key-that-nobody-knows",
        "reseller_password": "wrong-one-1",
    }
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, operation, times=10, **wrong))
        verdicts = [one.verdict for one in done.series]
    assert verdicts[:3] == [("authentication", "rejected", 1)] * 3
    assert verdicts[3:] == [("authentication", "not_sent", 0)] * 7
    assert len(sandbox.journal()) == 3


@pytest.mark.row("S6")
def test_a_missing_scope_is_named(face: Driver, sandbox: Sandbox) -> None:
    order_faults(sandbox, SET, *[answer(403, {"errors": [{"message": "access forbidden"}]})] * 5)
    with watched(face, sandbox) as row:
        for refused in row.ask(call(sandbox, SET, times=5)).series:
            assert refused.verdict == ("permission_denied", "rejected", 1)
            assert refused.error is not None
            assert refused.error["required_scope"] == "user.email.update"


@pytest.mark.row("S7")
@pytest.mark.parametrize("generation", ["seeds", "2014"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_refusal_inside_a_success(face: Driver, form: str, generation: str) -> None:
    nobody = {"user": "nobody@example.com"}
    with Sandbox(errors=generation) as sandbox:
        for dialect in ("reseller", "distributor"):
            wanted: dict[str, Any] = {"dialect": dialect, "format": form}
            for operation in (CUSTOMERS_SET, "customers.delete"):
                with watched(face, sandbox) as row:
                    refused = row.ask(call(sandbox, operation, arguments=nobody, **wanted))
                    assert refused.verdict == ("not_found", "rejected", 1)
            with watched(face, sandbox) as row:
                wrong = call(sandbox, CUSTOMERS_READ, reseller_password="wrong-one-1", **wanted)
                assert row.ask(wrong).verdict == ("authentication", "rejected", 1)
        assert {entry["status"] for entry in sandbox.journal()} == {200}


@pytest.mark.row("S10")
@pytest.mark.parametrize("operation", ["user.get_profile", "user.get_credits", SET])
def test_a_field_of_another_type_is_named_and_not_told(
    face: Driver, sandbox: Sandbox, operation: str
) -> None:
    field = {"user.get_profile": "city", "user.get_credits": "remain", SET: "email"}[operation]
    bodies: list[Any] = [{field: {"a": "canary-7"}}, {field: ["canary-7"]}, {field: True}]
    for body in bodies:
        order_faults(sandbox, operation, answer(200, body, apply=True))
        with watched(face, sandbox) as row:
            failed = row.ask(call(sandbox, operation, max_retries=0))
            assert failed.verdict == ("response", "applied", 1)
            assert field in failed.message
            assert "canary-7" not in str(failed.error)
    # Fewer fields, more of them, and null are no faults.
    for body in ({}, {field: None}, {field: None, "later": [1, {"x": "y"}]}):
        order_faults(sandbox, operation, answer(200, body, apply=True))
        with watched(face, sandbox) as row:
            assert row.ask(call(sandbox, operation)).result[field] is None


@pytest.mark.row("S11")
@pytest.mark.parametrize("operation", [ONCE, CUSTOMERS_ONCE, "customers.update_password"])
@pytest.mark.parametrize("size", [200_000, 1_000_000])
def test_a_megabyte_of_secrets(face: Driver, sandbox: Sandbox, operation: str, size: int) -> None:
    order_faults(sandbox, operation, {"kind": "echo", "status": 400, "size": size})
    with watched(face, sandbox) as row:
        refused = row.ask(call(sandbox, operation))
        assert refused.verdict == ("bad_request", "rejected", 1)
        assert refused.error is not None
        assert len(refused.message) < 5_000
        assert all(len(detail["message"]) <= 2048 for detail in refused.error["details"])
        body = refused.error["body"]
        # What is larger than any answer should be is not read to its end, and not shown.
        assert (body is None) == (size > 256 * 1024)
        assert body is None or ("[redacted]" in body and len(body) <= 256 * 1024)


@pytest.mark.row("S13")
def test_one_failure_after_the_other(face: Driver, sandbox: Sandbox) -> None:
    down, refusal, reset = answer(503), answer(400, REFUSAL), {"kind": "reset"}
    for faults in ([down, down], [reset, down]):
        order_faults(sandbox, READ, *faults)
        with watched(face, sandbox) as row:
            assert row.ask(call(sandbox, READ)).error is None
    order_faults(sandbox, READ, down, refusal)
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, READ)).verdict == ("bad_request", "rejected", 2)
    order_faults(sandbox, SET, down, refusal)
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, SET)).verdict == ("bad_request", "unknown", 2)
    assert len(sandbox.journal()) == 3 + 3 + 2 + 2
