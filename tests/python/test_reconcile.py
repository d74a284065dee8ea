"""Reconciliation of errors with an unknown outcome."""

from __future__ import annotations

import asyncio
import pickle
import traceback
from collections.abc import Callable, Iterator

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    AsyncClient,
    Client,
    ConfigError,
    InvalidInputError,
    OutcomeUnknownError,
    PermissionDeniedError,
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


def lose_a_renaming(server: ReplayServer, *later: dict[str, object]) -> OutcomeUnknownError:
    """Loses the response to the renaming of a subuser, who is addressed by username."""
    server.responses = [CLOSED, *later]
    client = Client("SG.key", base_url=server.url).on_behalf_of("sub")
    with pytest.raises(OutcomeUnknownError) as raised:
        client.user.update_username("new")
    assert raised.value.attempts == 1
    return raised.value


def named(username: str) -> dict[str, object]:
    return {"head": ["HTTP/1.1 200 OK"], "body": f'{{"username": "{username}"}}'}


GONE: dict[str, object] = {
    "head": ["HTTP/1.1 403 No"],
    "body": '{"errors":[{"message":"access forbidden"}]}',
}


@pytest.mark.parametrize(
    ("new", "old", "verdict", "evidence"),
    [
        (named("new"), GONE, "applied", "an account answers to the new username"),
        (named("new"), named("new"), "applied", "that answers to the old username has the new"),
        (GONE, named("sub"), "not_applied_yet", "an account answers to the old username"),
        # The new username may belong to another account.
        (named("new"), named("sub"), "inconclusive", "accounts answer to both usernames"),
        (GONE, GONE, "inconclusive", "no account answers to either username"),
        (named("New"), GONE, "inconclusive", "the server returns another username"),
        (named("parent"), named("parent"), "inconclusive", "the server returns another username"),
        (GONE, named("parent"), "inconclusive", "the server returns another username"),
    ],
)
def test_a_renaming_of_the_address_is_read_back_under_both_names(
    server: ReplayServer,
    new: dict[str, object],
    old: dict[str, object],
    verdict: str,
    evidence: str,
) -> None:
    error = lose_a_renaming(server, *[new, old] * 2)
    found = error.reconcile()
    assert (found.verdict, evidence in found.evidence) == (verdict, True), found
    names = [
        header.partition(": ")[2]
        for _, headers, _ in server.received
        for header in headers
        if header.startswith("On-Behalf-Of")
    ]
    assert names == ["sub", *["new", "sub"] * (2 if verdict == "not_applied_yet" else 1)]


def test_a_refusal_after_a_lost_response_is_the_cause(server: ReplayServer) -> None:
    server.responses = [CLOSED, GONE, response(EMAIL)]
    client = Client("SG.key", base_url=server.url)
    with pytest.raises(OutcomeUnknownError) as raised:
        client.user.update_email(EMAIL)
    error = raised.value
    cause = error.__cause__
    assert isinstance(cause, PermissionDeniedError)
    assert (cause.outcome, cause.safe_to_retry, cause.status) == ("rejected", False, 403)
    assert [detail.message for detail in cause.errors] == ["access forbidden"]
    with pytest.raises(ConfigError):
        cause.reconcile()
    text = "".join(traceback.format_exception(error))
    assert text.index("PermissionDeniedError") < text.index("OutcomeUnknownError")
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert isinstance(copied.__cause__, PermissionDeniedError)
    assert copied.__cause__.body == GONE["body"]
    assert error.reconcile().verdict == "applied"


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
