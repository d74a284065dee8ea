"""Python and asyncio have every capability of tests/capabilities.json: a test uses each.

The programs in C and C++ are run by tests/cpp/test_capabilities.py; core/tests/capabilities.rs has
the tests in Rust.
"""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest
import sendgrid_accounts
from replay_server import ReplayServer
from sendgrid_accounts import (
    CLEAR,
    AsyncClient,
    Client,
    ClosedError,
    InvalidInputError,
    OutcomeUnknownError,
    Reconciled,
    ResponseError,
    SendGridError,
    SharedRateLimiter,
)
from sendgrid_accounts.sandbox import Sandbox

TABLE = json.loads((Path(__file__).parent.parent / "capabilities.json").read_text())
both = pytest.mark.usefixtures("each_binding")


def lost_change() -> SendGridError:
    with ReplayServer([{"then": "close"}]) as lossy:
        client = Client("SG.key", base_url=lossy.url, max_retries=0)
        with pytest.raises(OutcomeUnknownError) as caught:
            client.user.update_email("test@example.com")
        return caught.value


@both
def test_options(client: Client) -> None:
    assert client.user.get_credits().remain == 200


@both
def test_environment(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDGRID_API_KEY", sandbox.api_key)
    monkeypatch.setenv("SENDGRID_BASE_URL", sandbox.url)
    assert Client.from_env().user.get_email().email == "test@example.com"


@both
def test_call_options(client: Client) -> None:
    with pytest.raises(ResponseError):
        client.with_options(max_response_bytes=1).user.get_email()


@both
def test_subuser(client: Client) -> None:
    assert client.on_behalf_of("test_subuser").user.get_username().user_id == 2


@both
def test_account(client: Client) -> None:
    assert "account-id 1" in repr(client.on_behalf_of(account_id="1"))


@both
def test_rate_limits(client: Client) -> None:
    client.user.get_email()
    assert client.rate_limits[0].operation == "user.get_email"


@both
def test_shared_rate_limiter() -> None:
    assert Client("SG.key", shared_rate_limiter=SharedRateLimiter()).rate_limits == ()


@both
def test_clear(client: Client) -> None:
    assert client.user.update_profile(address2=CLEAR).address2 == ""


@both
def test_error_properties(client: Client) -> None:
    with pytest.raises(InvalidInputError) as caught:
        client.user.update_email("")
    error = caught.value
    assert (error.message, error.field) == ("email is empty", "email")
    assert (error.operation, error.outcome) == ("user.update_email", "not_sent")
    assert (error.status, error.retry_after) == (None, None)


@both
def test_names() -> None:
    error = lost_change()
    assert (error.outcome, error.reconcile().verdict) == ("unknown", "inconclusive")


@both
def test_reconcile() -> None:
    assert lost_change().reconcile().verdict == "inconclusive"


def test_reconcile_without_waiting() -> None:
    error = lost_change()

    async def concurrently() -> tuple[Reconciled, str]:
        reading = asyncio.ensure_future(error.reconcile_async())
        other = await asyncio.sleep(0, "other")
        return await reading, other

    reconciled, other = asyncio.run(concurrently())
    assert (reconciled.verdict, other) == ("inconclusive", "other")


def test_cancel(async_client: AsyncClient) -> None:
    async def cancelled() -> None:
        task = asyncio.ensure_future(async_client.user.get_email())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())


@both
def test_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "sendgrid_accounts"):
        client.user.get_email()
    messages = [record.getMessage().split(" ")[0] for record in caplog.records]
    assert messages == ["request", "response"]


@both
def test_bulk(client: Client) -> None:
    (result,) = client.bulk([("customers.disable", {"user": "user1"})])
    assert (result.key, result.outcome) == ("customers.disable user1", "applied")


@both
def test_close(client: Client) -> None:
    client.close()
    with pytest.raises(ClosedError):
        client.user.get_email()


@both
def test_version() -> None:
    assert sendgrid_accounts.__version__.count(".") == 2


def test_every_capability_has_a_test() -> None:
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    tests -= {"every_capability_has_a_test"}
    in_one = {name for name in tests if both.mark not in marks_of(name)}
    for column, expected in (("python", tests - in_one), ("asyncio", tests)):
        entries = TABLE.items()
        assert {n for n, entry in entries if column not in entry.get("without", {})} == expected


def marks_of(name: str) -> list[pytest.Mark]:
    """The marks of a test."""
    return list(getattr(globals()[f"test_{name}"], "pytestmark", []))
