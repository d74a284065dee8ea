"""Reconciliation of errors with an unknown outcome, and rate limits of a client."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterator

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    AsyncClient,
    Client,
    ConfigError,
    InvalidInputError,
    OutcomeUnknownError,
    RateLimitError,
    Reconciled,
    SendGridError,
    ServerError,
)

EMAIL = "lost@example.com"
CLOSED = {"then": "close"}


def response(email: str) -> dict[str, object]:
    return {"head": ["HTTP/1.1 200 OK"], "body": f'{{"email": "{email}"}}'}


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


def lose(server: ReplayServer, *later: dict[str, object]) -> OutcomeUnknownError:
    server.responses = [CLOSED, *later]
    client = Client("SG.key", base_url=server.url, max_retries=0)
    with pytest.raises(OutcomeUnknownError) as raised:
        client.user.update_email(EMAIL)
    return raised.value


def test_an_applied_change_is_found(server: ReplayServer) -> None:
    error = lose(server, response(EMAIL))
    found = error.reconcile()
    assert found == Reconciled("applied", "the e-mail address has the requested values")
    assert [line for line, _, _ in server.received] == [
        "PUT /v3/user/email HTTP/1.1",
        "GET /v3/user/email HTTP/1.1",
    ]


def test_a_missing_change_is_read_twice(server: ReplayServer) -> None:
    error = lose(server, response("old@example.com"), response("old@example.com"))
    assert error.reconcile().verdict == "not_applied_yet"
    assert len(server.received) == 3


def test_a_late_change_is_found(server: ReplayServer) -> None:
    assert (
        lose(server, response("old@example.com"), response(EMAIL)).reconcile().verdict == "applied"
    )


@pytest.mark.parametrize("kept", ["LOST@Example.com", f" {EMAIL} ", "Lost@EXAMPLE.com\t"])
def test_a_value_that_differs_by_case_or_blanks_is_inconclusive(
    server: ReplayServer, kept: str
) -> None:
    email = kept.replace("\t", "\\t")
    found = lose(server, response(email)).reconcile()
    evidence = (
        "values of the e-mail address differ by letter case or outer blanks alone: "
        f'email is "{email}" instead of "{EMAIL}"'
    )
    assert found == Reconciled("inconclusive", evidence)
    # One read shows it: it is no change that may still arrive.
    assert len(server.received) == 2


NAME, CHANGED = "bob@example.com", "Bob@Example.com"
LOST_BY_NAME: dict[str, Callable[[Client], object]] = {
    "delete": lambda client: client.customers.delete(NAME),
    "rename from": lambda client: client.customers.update_username(
        NAME, username="new@example.com"
    ),
    "rename to": lambda client: client.customers.update_username("old@example.com", username=NAME),
    "disable": lambda client: client.customers.disable(NAME),
    "case alone": lambda client: client.customers.update_username(NAME, username=CHANGED),
}


@pytest.mark.parametrize("name", LOST_BY_NAME)
def test_a_username_that_differs_by_case_is_inconclusive(server: ReplayServer, name: str) -> None:
    rows = f'[{{"username": "{CHANGED}"}}, {{"username": "{NAME}.uk"}}]'
    names = {"head": ["HTTP/1.1 200 OK"], "body": rows}
    none = {"head": ["HTTP/1.1 200 OK"], "body": "[]"}
    server.responses = [CLOSED, *([none] if name == "rename to" else []), names, names]
    client = Client("SG.key", base_url=server.url, max_retries=0)
    with pytest.raises(OutcomeUnknownError) as raised:
        LOST_BY_NAME[name](client)
    found = raised.value.reconcile()
    if name == "case alone":
        assert found.verdict == "applied"
    else:
        assert found.verdict == "inconclusive"
        assert found.evidence.endswith(f'alone: a customer has "{CHANGED}" instead of "{NAME}"')


def test_evidence_does_not_control_a_terminal(server: ReplayServer) -> None:
    found = lose(server, response(f"\\u000b\\u2028\\u0085{EMAIL}\\r")).reconcile()
    assert found.verdict == "inconclusive"
    assert found.evidence.isprintable()


def test_a_failing_read_is_inconclusive(server: ReplayServer) -> None:
    refused: dict[str, object] = {"head": ["HTTP/1.1 403 No"], "body": "{}"}
    found = lose(server, refused).reconcile()
    assert found.verdict == "inconclusive"
    assert found.evidence.startswith("reading back failed: user.get_email: permission denied")


def test_it_can_be_awaited(server: ReplayServer) -> None:
    server.responses = [CLOSED, response(EMAIL)]

    async def main() -> Reconciled:
        client = AsyncClient("SG.key", base_url=server.url, max_retries=0)
        with pytest.raises(OutcomeUnknownError) as raised:
            await client.user.update_email(EMAIL)
        assert raised.value.target is None
        return await raised.value.reconcile_async()

    assert asyncio.run(main()).verdict == "applied"
    server.responses = [CLOSED, response(EMAIL.upper())]
    assert asyncio.run(main()).verdict == "inconclusive"


def test_the_error_of_a_failing_server_can_be_reconciled(server: ReplayServer) -> None:
    server.responses = [{"head": ["HTTP/1.1 501 No"], "body": "{}"}, response(EMAIL)]
    with pytest.raises(ServerError) as raised:
        Client("SG.key", base_url=server.url).user.update_email(EMAIL)
    assert raised.value.reconcile().verdict == "applied"


def test_the_target_is_named(server: ReplayServer) -> None:
    from sendgrid_accounts import Reseller

    server.responses = [CLOSED]
    client = Client(reseller=Reseller("parent", "a-password"), base_url=server.url)
    with pytest.raises(OutcomeUnknownError) as raised:
        client.customers.update_password("customer@example.com", password="new-password")
    assert raised.value.target == "customer@example.com"
    assert raised.value.reconcile().verdict == "inconclusive"


@pytest.mark.parametrize("kind", [InvalidInputError, ServerError])
def test_an_error_with_a_known_outcome_cannot_be_reconciled(kind: type[SendGridError]) -> None:
    with pytest.raises(ConfigError, match="only an error with an unknown outcome"):
        kind("message").reconcile()


def test_a_pickled_error_has_no_client(server: ReplayServer) -> None:
    error = pickle.loads(pickle.dumps(lose(server)))  # noqa: S301
    assert isinstance(error, OutcomeUnknownError)
    assert error.target is None
    with pytest.raises(ConfigError):
        error.reconcile()


def test_the_result_is_a_value() -> None:
    found = Reconciled("applied", "seen")
    assert repr(found) == "Reconciled(verdict='applied', evidence='seen')"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert hash(found) == hash(Reconciled("applied", "seen"))
    match found:
        case Reconciled(verdict, evidence):
            assert (verdict, evidence) == ("applied", "seen")


def test_rate_limits_are_reported_and_obeyed(server: ReplayServer) -> None:
    last = ["HTTP/1.1 200 OK", "Date: Tue, 14 Nov 2023 22:13:20 GMT"]
    last += ["X-RateLimit-Limit: 600", "X-RateLimit-Remaining: 0"]
    last += ["X-RateLimit-Reset: 1700000500"]
    server.responses = [{"head": last, "body": "{}"}]
    client = Client("SG.key", base_url=server.url)
    assert client.rate_limits.user is None
    client.user.get_email()
    limit = client.rate_limits.user
    assert limit is not None
    assert (limit.limit, limit.remaining) == (600, 0)
    assert limit.reset_at is not None
    assert limit.reset_at.isoformat() == "2023-11-14T22:21:40+00:00"
    assert client.rate_limits.customers is None
    # The reset in 500 s exceeds `max_rate_limit_wait`: nothing is sent.
    with pytest.raises(RateLimitError) as raised:
        client.on_behalf_of("subuser").user.get_email()
    assert (raised.value.attempts, raised.value.outcome) == (0, "not_sent")
    assert raised.value.reset_at == limit.reset_at
    assert len(server.received) == 1


def test_with_options_changes_single_calls(server: ReplayServer) -> None:
    down = {"head": ["HTTP/1.1 503 Down"], "body": "{}"}
    server.responses = [down] * 4
    client = Client("SG.key", base_url=server.url)
    once = client.with_options(max_retries=0, timeout=5, attempt_timeout=1.5)
    with pytest.raises(ServerError) as raised:
        once.user.get_email()
    assert raised.value.attempts == 1
    with pytest.raises(ServerError) as raised:
        client.user.get_email()
    assert raised.value.attempts == 3
    with pytest.raises(InvalidInputError) as refused:
        client.with_options(timeout=0)
    assert refused.value.field == "timeout"
