"""Limits and refusals of single operations and accounts (rows L10 and S6)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import programs
import pytest
from bindings import AwaitedClient, close_loops
from limit_scopes import LIMITS, LOCKOUTS, RESET
from replay_server import ReplayServer
from sendgrid_accounts import AuthenticationError, Client, RateLimitError

BINDINGS: dict[str, Callable[..., Any]] = {"python": Client, "asyncio": AwaitedClient}
TESTS = Path(__file__).parent.parent
PROGRAMS = {
    "c": TESTS / "c" / "limit_scopes.c",
    "cpp": TESTS / "cpp" / "limit_scopes.cpp",
}


@pytest.fixture(params=BINDINGS)
def binding(request: pytest.FixtureRequest) -> Iterator[str]:
    name: str = request.param
    yield name
    close_loops()


@pytest.mark.row("L10")
def test_a_limit_of_an_operation_and_account_stops_no_other(binding: str) -> None:
    with ReplayServer([*LIMITS]) as server:
        client = BINDINGS[binding]("SG.key", base_url=server.url)
        assert client.rate_limits == ()
        client.user.get_email()
        with pytest.raises(RateLimitError) as caught:
            client.user.get_email()
        assert (caught.value.attempts, caught.value.outcome) == (0, "not_sent")
        assert caught.value.reset_at is not None
        assert caught.value.reset_at.timestamp() == RESET
        client.user.get_username()
        subuser = client.on_behalf_of("subuser")
        for attempts in (1, 0):
            with pytest.raises(RateLimitError) as caught:
                subuser.user.get_email()
            assert caught.value.attempts == attempts
        client.on_behalf_of("other").user.get_email()
        assert len(server.received) == len(LIMITS)
        own, of_subuser = client.rate_limits
        assert subuser.rate_limits == client.rate_limits
        assert hash(own) == hash(client.rate_limits[0])
    assert (own.operation, own.on_behalf_of) == ("user.get_email", None)
    assert (own.limit, own.remaining, own.reset_at.timestamp()) == (600, 0, RESET)
    assert (of_subuser.operation, of_subuser.on_behalf_of) == ("user.get_email", "subuser")
    assert (of_subuser.limit, of_subuser.remaining) == (None, None)
    assert of_subuser.reset_at.timestamp() == RESET
    assert repr(of_subuser) == (
        "RateLimit(operation='user.get_email', on_behalf_of='subuser', limit=None, remaining=None, "
        f"reset_at={of_subuser.reset_at!r})"
    )


def refused(client: Any, *, attempts: int) -> AuthenticationError:
    """The error of a call that is refused, or not sent."""
    with pytest.raises(AuthenticationError) as caught:
        client.user.get_email()
    assert caught.value.attempts == attempts
    return caught.value


@pytest.mark.row("S6")
def test_refusals_of_an_account_lock_no_other_out(binding: str) -> None:
    with ReplayServer([*LOCKOUTS]) as server:
        client = BINDINGS[binding]("SG.key", base_url=server.url)
        for name in ("first", "second", "third"):
            assert not refused(client.on_behalf_of(name), attempts=1).safe_to_retry
        client.user.get_email()
        blocked = client.on_behalf_of("blocked")
        for _ in range(3):
            assert refused(blocked, attempts=1).outcome == "rejected"
        error = refused(blocked, attempts=0)
        assert (error.outcome, error.safe_to_retry) == ("not_sent", True)
        assert "the call was not sent: the server refused the credential" in str(error)
        found = re.search(r"retry in (\d+) s$", str(error))
        assert found
        assert 25 <= math.floor(float(found[1])) <= 30
        with pytest.raises(AuthenticationError) as caught:
            blocked.user.update_email("new@example.com")
        assert (caught.value.attempts, caught.value.safe_to_retry) == (0, True)
        client.on_behalf_of("fourth").user.get_email()
        blocked.user.get_email()
        assert len(server.received) == len(LOCKOUTS)


def run(language: str) -> None:
    """Runs the program of a language, which makes the same calls."""
    with ReplayServer([*LIMITS]) as limits, ReplayServer([*LOCKOUTS]) as lockouts:
        program = programs.build(PROGRAMS[language], name=f"limit_scopes_{language}")
        programs.run(program, limits.url, lockouts.url, "SG.key")
        assert (len(limits.received), len(lockouts.received)) == (len(LIMITS), len(LOCKOUTS))


@pytest.mark.row("L10", bindings="c")
@pytest.mark.row("S6", bindings="c")
def test_in_c() -> None:
    run("c")


@pytest.mark.row("L10", bindings="cpp")
@pytest.mark.row("S6", bindings="cpp")
def test_in_cpp() -> None:
    run("cpp")
