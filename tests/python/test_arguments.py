"""Arguments and options that are refused before a connection is opened."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from client_options import grouped
from replay_server import ReplayServer
from sendgrid_accounts import Client, ConfigError, InvalidInputError, Limits, Reseller, Retry

pytestmark = pytest.mark.usefixtures("each_binding")

KEY = "SG.canary-of-a-key"
HOSTILE = ["a\r\nX-Evil: 1", "a\0", "a\x7f", "a\tb", "line end\n", "\x85"]
TIMES = [
    *("timeout", "attempt_timeout", "connect_timeout", "max_rate_limit_wait", "idle_timeout"),
    *("backoff", "rate_limit_backoff", "max_backoff"),
]
COSTS = ["cost", "rate_limit_cost", "refund"]
RESPONSE_LIMITS = ["max_response_bytes", "max_list_bytes", "max_headers"]
POSITIVE_COUNTS = ["max_connections", *COSTS, *RESPONSE_LIMITS]
COUNTS = ["max_retries", "max_unknown_retries", "budget", *POSITIVE_COUNTS]
CLIENT_ONLY = {
    *("connect_timeout", "idle_timeout", "max_connections", "max_headers", "budget"),
    *COSTS,
}
"""Options that `with_options` does not take."""
WRONG_TYPES: list[Any] = [None, 1, 1.5, b"bytes", True, ["a"], {"a": 1}, object()]


class StrSubclass(str):
    """A string with a `__str__` that must not be called."""

    def __str__(self) -> str:
        raise AssertionError("called")


CALLS: dict[str, Callable[[Client, Any], Any]] = {
    "email": lambda client, value: client.user.update_email(value),
    "username": lambda client, value: client.user.update_username(value),
    "old_password": lambda client, value: client.user.update_password(
        old_password=value, new_password="new-1"
    ),
    "new_password": lambda client, value: client.user.update_password(
        old_password="old-1", new_password=value
    ),
    "city": lambda client, value: client.user.update_profile(city=value),
    "subuser": lambda client, value: client.on_behalf_of(value).user.get_email(),
    "account_id": lambda client, value: client.on_behalf_of(account_id=value).user.get_email(),
}
NOT_REFUSED = {"city": {"", " "}, "old_password": {" "}, "new_password": {" "}}
"""An empty string clears a field of the profile, and a password may contain blanks."""


@pytest.mark.parametrize("field", CALLS)
def test_an_invalid_argument_is_refused_before_a_connection(field: str) -> None:
    with ReplayServer() as server:
        client = Client(KEY, base_url=server.url)
        for value in [*HOSTILE, *({"", " "} - NOT_REFUSED.get(field, set()))]:
            with pytest.raises(InvalidInputError) as caught:
                CALLS[field](client, value)
            assert caught.value.field == field
            assert (caught.value.outcome, caught.value.attempts) == ("not_sent", 0)
        for value in WRONG_TYPES:
            # `None` may stand for a missing argument, which may be the only one.
            expected = (TypeError, InvalidInputError) if value is None else TypeError
            with pytest.raises(expected, match=r"must be str|expected a subuser|at least one"):
                CALLS[field](client, value)
        with pytest.raises(InvalidInputError, match=f"{field} is not valid Unicode") as caught:
            CALLS[field](client, "canary-\ud800")
        assert "canary" not in repr(caught.value.__cause__) + repr(caught.value.__context__)
        assert server.connections == 0


def test_the_str_method_of_a_string_is_not_called() -> None:
    with ReplayServer([{"head": ["HTTP/1.1 200 OK"], "body": "{}"}]) as server:
        Client(StrSubclass(KEY), base_url=StrSubclass(server.url)).user.update_profile(
            city=StrSubclass("Orange")
        )
        assert server.received[0][2] == '{"city":"Orange"}'


def test_passwords_cannot_be_swapped() -> None:
    client = Client(KEY, base_url="http://127.0.0.1:9")
    with pytest.raises(TypeError):
        client.user.update_password("old-1", "new-1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def test_an_update_of_nothing_is_refused() -> None:
    client = Client(KEY, base_url="http://127.0.0.1:9")
    with pytest.raises(InvalidInputError, match="at least one"):
        client.user.update_profile()
    with pytest.raises(InvalidInputError):
        client.user.update_profile(city=None)
    with pytest.raises(TypeError, match="town"):
        client.user.update_profile(town="Orange")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def assert_refused(field: str, value: float) -> None:
    """Expects a refusal from the client, and from `with_options` where that takes the option."""
    with pytest.raises(InvalidInputError, match=f"^{field} ") as caught:
        Client(KEY, **grouped(**{field: value}))
    assert caught.value.field == field
    if field not in CLIENT_ONLY:
        options: dict[str, Any] = {field: value}
        with pytest.raises(InvalidInputError, match=f"^{field} ") as caught:
            Client(KEY, base_url="http://127.0.0.1:9").with_options(**options)
        assert caught.value.field == field


@pytest.mark.parametrize("field", TIMES)
@pytest.mark.parametrize(
    "value", [0, -1, float("nan"), float("inf"), 1e308, 1e-12, 10**400, 86_401]
)
def test_a_time_out_of_bounds_is_refused(field: str, value: float) -> None:
    assert_refused(field, value)


@pytest.mark.parametrize("field", COUNTS)
@pytest.mark.parametrize("value", [-1, 2**31, 10**100, -(10**100)])
def test_a_count_out_of_bounds_is_refused(field: str, value: int) -> None:
    assert_refused(field, value)


@pytest.mark.parametrize("field", POSITIVE_COUNTS)
def test_a_count_of_zero_is_refused(field: str) -> None:
    assert_refused(field, 0)


@pytest.mark.parametrize("field", sorted(set(COUNTS) - set(POSITIVE_COUNTS)))
def test_a_count_of_zero_switches_retries_off(field: str) -> None:
    Client(KEY, base_url="http://127.0.0.1:9", **grouped(**{field: 0}))


@pytest.mark.parametrize("value", [None, True, "1", b"1", [1]])
@pytest.mark.parametrize("field", [*TIMES, *COUNTS])
def test_a_number_of_another_type_is_refused(field: str, value: Any) -> None:
    with pytest.raises(TypeError, match=f"{field} must be"):
        Client(KEY, **grouped(**{field: value}))


@pytest.mark.parametrize("group", ["retry", "limits"])
@pytest.mark.parametrize("value", [{}, 3, "Retry", Retry, Limits, SimpleNamespace(), object()])
def test_a_group_of_another_class_is_refused(group: str, value: Any) -> None:
    with pytest.raises(TypeError, match=f"{group} must be {group.title()}, not"):
        Client(KEY, **{group: value})


def test_the_groups_cannot_be_swapped() -> None:
    with pytest.raises(TypeError, match="retry must be Retry, not Limits"):
        Client(KEY, retry=Limits())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="limits must be Limits, not Retry"):
        Client(KEY, limits=Retry())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("key", ["", "SG.canary\n", "SG. canary", "SG.canäry", "\ud800canary"])
def test_an_invalid_key_is_refused_and_not_printed(key: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Client(key)
    assert caught.value.field == "api_key"
    assert "can" not in str(caught.value).replace("cannot", "")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"base_url": "http://api.sendgrid.com"}, ConfigError, "allow insecure transport"),
        ({"base_url": "nonsense"}, InvalidInputError, "base_url is not a URL"),
        ({"base_url": "https://u:canary@localhost"}, InvalidInputError, "username or password"),
        ({"region": "mars"}, InvalidInputError, "region"),
        ({"ca_bundle": "/no/such/file"}, ConfigError, "/no/such/file cannot be read"),
        ({"proxy": "http://u:canary@[bad", "base_url": "http://[::1]"}, ConfigError, "proxy"),
    ],
)
def test_an_unusable_option_is_explained(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        Client(KEY, **options)
    assert isinstance(caught.value, ValueError)
    assert "canary" not in str(caught.value)


def test_a_missing_credential_is_named() -> None:
    reseller = Reseller("parent", "word")
    with pytest.raises(ConfigError, match="needs an API key"):
        Client(reseller=reseller, base_url="http://127.0.0.1:9").user.get_email()


def test_only_from_env_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENDGRID_API_KEY", raising=False)
    with pytest.raises(ConfigError, match="SENDGRID_API_KEY"):
        Client.from_env()
    monkeypatch.setenv("SENDGRID_API_KEY", KEY)
    monkeypatch.setenv("SENDGRID_REGION", "mars")
    with pytest.raises(ConfigError, match="SENDGRID_REGION"):
        Client.from_env()
    monkeypatch.setenv("SENDGRID_REGION", "eu")
    assert repr(Client.from_env()) == "Client(base_url='https://api.eu.sendgrid.com/')"
    with pytest.raises(ConfigError, match="no credential"):
        Client(base_url="http://127.0.0.1:9")


def test_a_client_can_be_built_without_a_ca_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
    monkeypatch.setenv("SSL_CERT_DIR", "/nonexistent")
    with pytest.raises(ConfigError, match="CA store"):
        Client(KEY)
    Client(KEY, base_url="http://127.0.0.1:9")
