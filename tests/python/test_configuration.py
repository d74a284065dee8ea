"""Credentials and environment of a client."""

from __future__ import annotations

import inspect
import warnings
from pathlib import Path
from typing import Any

import pytest
import sendgrid_accounts
from replay_server import ReplayServer
from sendgrid_accounts import (
    AsyncClient,
    AuthenticationError,
    Client,
    ConfigError,
    InvalidInputError,
    Limits,
    Reseller,
    Retry,
    SharedRateLimiter,
)
from sendgrid_accounts.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("each_binding")

DOUBT = 'the API key does not begin with "SG."'
NAMES = (
    *("SENDGRID_API_KEY", "SENDGRID_RESELLER_USERNAME", "SENDGRID_RESELLER_PASSWORD"),
    *("SENDGRID_REGION", "SENDGRID_BASE_URL", "SENDGRID_ON_BEHALF_OF"),
)


@pytest.fixture(autouse=True)
def _environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "options", [{}, {"base_url": "http://[::1]"}, {"reseller": Reseller()}, {"region": "eu"}]
)
def test_a_client_without_a_credential_is_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="no credential: set an API key"):
        Client(**options)


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("dialect", ["reseller", "distributor"])
def test_one_key_is_the_credential_of_both_apis(sandbox: Sandbox, dialect: str, form: str) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    assert client.user.get_username().user_id == 1
    assert len(client.customers.list()) == 2
    chosen = Reseller(dialect=dialect, format=form)
    assert len(Client(sandbox.api_key, reseller=chosen, base_url=sandbox.url).customers.list()) == 2
    folder = "apiv2" if dialect == "reseller" else "api"
    assert sandbox.journal()[-1]["path"] == f"/{folder}/{dialect}.manage.{form}"


@pytest.mark.parametrize("auth", ["params", "basic", "Basic"])
def test_the_user_apikey_has_the_key_as_password(sandbox: Sandbox, auth: str) -> None:
    reseller = Reseller("apikey", sandbox.api_key, auth=auth)
    assert len(Client(reseller=reseller, base_url=sandbox.url).customers.list()) == 2
    wrong = Client(reseller=Reseller("apikey", "SG.wrong", auth=auth), base_url=sandbox.url)
    with pytest.raises(AuthenticationError):
        wrong.customers.list()
    with pytest.raises(InvalidInputError, match="reseller_password contains a quotation mark"):
        Client(reseller=Reseller("apikey", '"SG.canary"', auth=auth))


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"username": "parent"}, "reseller_password"),
        ({"password": "canary"}, "reseller_username"),
        ({"auth": "basic"}, "reseller_username"),
        ({"username": "a", "password": "canary", "auth": "key"}, "auth"),
        ({"dialect": "canary"}, "dialect"),
    ],
)
def test_an_incomplete_reseller_is_refused(arguments: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Reseller(**arguments)
    assert caught.value.field == field
    assert "canary" not in str(caught.value)


def test_a_key_of_an_unknown_form_is_a_warning() -> None:
    url = "http://127.0.0.1:9"
    with pytest.warns(UserWarning, match=DOUBT) as caught:
        Client("canary-key", base_url=url)
    with pytest.warns(UserWarning, match=DOUBT):
        Client(reseller=Reseller.with_api_key("canary-key"), base_url=url)
    assert "canary" not in str(caught[0].message)
    if Client is sendgrid_accounts.Client:
        assert caught[0].filename == __file__, "the warning is about the caller's line"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Client("SG.key", base_url=url)
        with pytest.raises(UserWarning, match=DOUBT):
            Client("canary-key", base_url=url)


def test_from_env_takes_every_argument(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sandbox: Sandbox
) -> None:
    for client in (sendgrid_accounts.Client, AsyncClient):
        names = set(inspect.signature(client).parameters)
        assert names == set(inspect.signature(client.from_env).parameters)
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.wrong")
    monkeypatch.setenv("SENDGRID_REGION", "mars")
    monkeypatch.setenv("SENDGRID_BASE_URL", "nonsense")
    monkeypatch.setenv("SENDGRID_RESELLER_USERNAME", "alone")
    monkeypatch.setenv("SENDGRID_ON_BEHALF_OF", "\x7f")
    every: dict[str, Any] = {
        "api_key": sandbox.api_key,
        "reseller": Reseller(),
        "region": "EU",
        "base_url": sandbox.url,
        "on_behalf_of": "test_subuser",
        "timeout": 5,
        "attempt_timeout": 4,
        "connect_timeout": 3,
        "max_retries": 0,
        "max_rate_limit_wait": 2,
        "max_connections": 1,
        "retry": Retry(),
        "limits": Limits(),
        "ca_bundle": tmp_path / "not read for http",
        "proxy": None,
        "trust_env": False,
        "shared_rate_limiter": SharedRateLimiter(),
        "allow_insecure_transport": True,
        "empty": "ignore",
    }
    assert set(every) == set(inspect.signature(sendgrid_accounts.Client).parameters)
    assert Client.from_env(**every).user.get_username().user_id == 2
    with pytest.raises(TypeError, match="max_attempts"):
        Client.from_env(max_attempts=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    every["timeout"] = 0
    with pytest.raises(InvalidInputError, match="timeout"):
        Client.from_env(**every)


def test_an_application_configured_by_environment_reaches_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox
) -> None:
    monkeypatch.setenv("SENDGRID_API_KEY", sandbox.api_key)
    monkeypatch.setenv("SENDGRID_BASE_URL", f"{sandbox.url}/v3/")
    assert Client.from_env().user.get_username().user_id == 1
    assert len(Client.from_env().customers.list()) == 2
    monkeypatch.setenv("SENDGRID_ON_BEHALF_OF", "test_subuser")
    assert Client.from_env().user.get_username().user_id == 2
    # Username and password are for old servers, and win where they are set.
    monkeypatch.setenv("SENDGRID_ON_BEHALF_OF", "")
    monkeypatch.setenv("SENDGRID_RESELLER_USERNAME", sandbox.reseller_username)
    monkeypatch.setenv("SENDGRID_RESELLER_PASSWORD", "wrong")
    with pytest.raises(AuthenticationError):
        Client.from_env().customers.list()
    assert len(Client.from_env(reseller=Reseller()).customers.list()) == 2


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\ufeff"])
def test_an_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, blank)
    with pytest.raises(ConfigError, match="no credential"):
        Client.from_env()
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.key")
    assert repr(Client.from_env()) == "Client(base_url='https://api.sendgrid.com/')"


@pytest.mark.parametrize("region", ["eu", "EU", "Eu", "eu\n", "\ufeffeu"])
def test_a_region_has_any_case(monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    expected = "Client(base_url='https://api.eu.sendgrid.com/')"
    assert repr(Client("SG.key", region=region.strip("\ufeff"))) == expected
    monkeypatch.setenv("SENDGRID_API_KEY", "SG.key")
    monkeypatch.setenv("SENDGRID_REGION", region)
    assert repr(Client.from_env()) == expected


def test_a_long_wait_with_a_fraction_is_not_waited_for() -> None:
    head = ["HTTP/1.1 429 Too Many Requests", "Retry-After: 299.997"]
    with ReplayServer([{"head": head, "body": "{}"}]) as server:
        client = Client("SG.key", base_url=server.url)
        with pytest.raises(sendgrid_accounts.RateLimitError) as caught:
            client.user.get_email()
        assert (caught.value.retry_after, caught.value.attempts) == (300, 1)


def test_a_reseller_url_with_a_password_is_refused_where_it_is_set() -> None:
    for url in ("https://user:canary@example.com/", "//user:canary@example.com"):
        with pytest.raises(InvalidInputError, match="base_url contains a username") as caught:
            Reseller(base_url=url)
        assert "canary" not in repr(caught.value)
    assert "'https://example.com/@x'" in repr(Reseller(base_url="https://example.com/@x"))
