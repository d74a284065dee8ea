"""Settings, credentials and environment of a client (rows I11 to I15)."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import secret_markers
import trustme
from binding_fixtures import in_all_bindings, warm
from drivers import Driver
from matrix import CUSTOMERS_READ, ONCE, READ, SET, call, watch
from raw_servers import RawServer, healthy, trap
from replay_server import ReplayServer
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox
from tls_front import TlsFront

OK = {"head": ["HTTP/1.1 200 OK"], "body": "{}"}
LIST = {"head": ["HTTP/1.1 200 OK"], "body": "[]"}
NAMES = (
    "SENDGRID_API_KEY",
    "SENDGRID_RESELLER_USERNAME",
    "SENDGRID_RESELLER_PASSWORD",
    "SENDGRID_REGION",
    "SENDGRID_BASE_URL",
    "SENDGRID_ON_BEHALF_OF",
)
UNSET: dict[str, Any] = {
    "base_url": None,
    "api_key": None,
    "dialect": None,
    "reseller_username": None,
    "reseller_password": None,
}
"""Settings of a call that come from the environment instead."""


@contextmanager
def driver_in(binding: Driver, **variables: str) -> Iterator[Driver]:
    """A driver of the same binding with these variables; the others of a client are empty."""
    environment = dict.fromkeys(NAMES, "") | variables
    with Driver(binding.binding, environment=environment) as driver:
        yield warm(driver)


@pytest.mark.row("I11")
@pytest.mark.parametrize("path", ["", "/", "/v3", "/v3/", "/v3//", "/V3", "/apiv2/"])
def test_a_base_url_with_the_path_of_an_api(binding: Driver, path: str) -> None:
    with ReplayServer([OK, LIST]) as server, watch(binding) as monitor:
        for prefix in ("", "/prefix"):
            server.responses = [OK, LIST]
            for operation in (READ, CUSTOMERS_READ):
                monitor.run(call(f"{server.url}{prefix}{path}", operation))
            lines = [line for line, _, _ in server.received][-2:]
            assert lines == [
                f"GET {prefix}/v3/user/email HTTP/1.1",
                f"POST {prefix}/apiv2/reseller.manage.json HTTP/1.1",
            ]


NO_KEYS = {
    '"SG.canary"': "api_key contains a quotation mark at position 0: pass the key alone",
    "SG.canary'": "api_key contains a quotation mark at position 9: pass the key alone",
    "Bearer SG.canary": 'api_key begins with "Bearer": pass the key alone',
    "bearer\tSG.canary": 'api_key begins with "Bearer": pass the key alone',
    "SG_API_KEY=SG.canary": "api_key contains a character at position 10 that no API key contains",
    "${CANARY_KEY}": "api_key contains a character at position 0 that no API key contains",
    "undefined": "api_key is the name of a missing value, not a key",
}


@pytest.mark.row("I12")
@pytest.mark.parametrize("text", NO_KEYS)
def test_a_text_that_cannot_be_an_api_key(binding: Driver, text: str) -> None:
    with ReplayServer() as server, watch(binding) as monitor:
        outcome = monitor.run(call(server.url, READ, api_key=text, dialect=None))
        assert outcome.failure == ("invalid_input", "not_sent", 0)
        assert outcome.message.startswith(NO_KEYS[text])
        assert "canary" not in str(outcome.error).lower()
        assert server.connections == 0


@pytest.mark.row("I12")
def test_a_key_of_another_form_is_sent(binding: Driver) -> None:
    with ReplayServer([OK]) as server, watch(binding) as monitor:
        assert monitor.run(call(server.url, READ, api_key="a.key-of+another/form==")).error is None
        assert "Authorization: Bearer a.key-of+another/form==" in server.received[0][1]


@pytest.mark.row("I13")
@pytest.mark.parametrize("auth", [None, "client_key"])
def test_a_client_without_a_credential(binding: Driver, auth: str | None) -> None:
    settings = UNSET | ({} if auth is None else {"dialect": "distributor", "auth": auth})
    with ReplayServer() as server, watch(binding) as monitor:
        settings |= {"base_url": server.url, "proxy": "http://a:canary-secret@127.0.0.1:9"}
        outcome = monitor.run(call(server.url, READ, **settings))
        assert outcome.failure == ("config", "not_sent", 0)
        assert "no credential" in outcome.message
        assert server.connections == 0


@pytest.mark.row("I13")
@pytest.mark.parametrize("auth", ["none", "client_key"])
def test_the_key_is_the_credential_of_the_customer_api(binding: Driver, auth: str) -> None:
    user = {"reseller_username": None, "reseller_password": None}
    settings: dict[str, Any] = user | (
        {"dialect": None, "auth": None}
        if auth == "none"
        else {"dialect": "distributor", "format": "xml", "auth": auth}
    )
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox, watch(binding, sandbox) as monitor:
        assert len(monitor.run(call(sandbox, CUSTOMERS_READ, **settings)).result) == 2
        path = "apiv2/reseller.manage.json" if auth == "none" else "api/distributor.manage.xml"
        assert sandbox.journal()[-1]["path"] == f"/{path}"


@pytest.mark.row("I13")
@pytest.mark.parametrize("auth", ["params", "basic"])
def test_the_user_apikey_with_the_key_as_password(binding: Driver, auth: str) -> None:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox, watch(binding, sandbox) as monitor:
        user: dict[str, Any] = {
            "reseller_username": "apikey",
            "reseller_password": sandbox.api_key,
            "auth": auth,
        }
        assert len(monitor.run(call(sandbox, CUSTOMERS_READ, **user)).result) == 2


@pytest.mark.row("I14")
def test_the_environment_configures_a_client(binding: Driver) -> None:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
        variables = {
            "SENDGRID_API_KEY": f"\ufeff{sandbox.api_key}",
            "SENDGRID_BASE_URL": f"{sandbox.url}/v3",
            "SENDGRID_ON_BEHALF_OF": "test_subuser",
            "SENDGRID_REGION": "EU",
        }
        with driver_in(binding, **variables) as driver, watch(driver, sandbox) as monitor:
            # The driver ignores the last one: it is the secret that no output may contain.
            secret = {"environment_api_key": sandbox.api_key}
            from_env: dict[str, Any] = UNSET | {"from_env": "true"} | secret
            assert monitor.run(call(sandbox, READ, **from_env)).error is None
            assert sandbox.journal()[-1]["on_behalf_of"] == "test_subuser"
            # Settings of the program win; what it does not set comes from the environment.
            overrides: dict[str, Any] = {"on_behalf_of": "other", "max_retries": 0}
            monitor.run(call(sandbox, READ, **from_env, **overrides))
            assert sandbox.journal()[-1]["on_behalf_of"] == "other"
            with ReplayServer([OK]) as server:
                url = {"base_url": server.url, "api_key": "SG.canary-of-an-override"}
                assert monitor.run(call(sandbox, READ, **(from_env | url))).error is None
                assert "Authorization: Bearer SG.canary-of-an-override" in server.received[0][1]


@pytest.mark.row("I14")
def test_an_account_in_the_environment(binding: Driver) -> None:
    variables = {"SENDGRID_API_KEY": secret_markers.KEY, "SENDGRID_ON_BEHALF_OF": "account-id 123"}
    with ReplayServer([OK]) as server, driver_in(binding, **variables) as driver:
        secret = {"environment_api_key": secret_markers.KEY}
        settings: dict[str, Any] = UNSET | {"from_env": "true", "base_url": server.url} | secret
        with watch(driver) as monitor:
            spec = call(server.url, READ, **settings)
            assert monitor.run(spec).error is None
        assert "On-Behalf-Of: account-id 123" in server.received[0][1]


@pytest.mark.row("I14")
@pytest.mark.parametrize(
    ("variables", "kind", "message"),
    [
        ({}, "config", "SENDGRID_API_KEY"),
        ({"SENDGRID_API_KEY": " "}, "config", "SENDGRID_API_KEY"),
        (
            {"SENDGRID_API_KEY": secret_markers.KEY, "SENDGRID_REGION": "mars"},
            "config",
            "SENDGRID_REGION",
        ),
        (
            {"SENDGRID_API_KEY": secret_markers.KEY, "SENDGRID_RESELLER_USERNAME": "parent"},
            "config",
            "SENDGRID_RESELLER_PASSWORD",
        ),
        ({"SENDGRID_API_KEY": '"SG.canary"'}, "invalid_input", "api_key"),
        (
            {"SENDGRID_API_KEY": secret_markers.KEY, "SENDGRID_BASE_URL": "http://example.com"},
            "config",
            "example.com",
        ),
    ],
)
def test_an_environment_that_cannot_be_right(
    binding: Driver, variables: dict[str, str], kind: str, message: str
) -> None:
    with driver_in(binding, **variables) as driver, watch(driver) as monitor:
        settings: dict[str, Any] = UNSET | {
            "from_env": "true",
            "environment_api_key": secret_markers.KEY,
        }
        spec = call("http://127.0.0.1:9", ONCE, **settings)
        outcome = monitor.run(spec)
        assert outcome.failure == (kind, "not_sent", 0)
        assert message in outcome.message
        assert "canary" not in str(outcome.error)


@pytest.mark.row("N4")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_failed_connect_names_host_and_port(binding: Driver, operation: str) -> None:
    with RawServer(healthy) as server:
        url, port = server.url, server.port
    with watch(binding) as monitor:
        for base, address in [
            (url, f"127.0.0.1:{port}"),
            ("https://127.0.0.1:1/prefix", "127.0.0.1:1"),
            ("http://[::1]:1", "[::1]:1"),
        ]:
            outcome = monitor.run(call(base, operation, max_retries=0))
            assert outcome.failure == ("connect", "not_sent", 1)
            assert outcome.message.startswith(f"no connection to {address} could be made: ")


BOM = b"\xef\xbb\xbf"


@pytest.mark.row("I15")
def test_a_ca_bundle_with_a_byte_order_mark(binding: Driver, tmp_path: Path) -> None:
    authority = trustme.CA()
    bundle = tmp_path / "bundle.pem"
    with (
        ReplayServer([OK]) as server,
        TlsFront(authority.issue_cert("127.0.0.1"), server.address) as front,
        watch(binding) as monitor,
    ):
        url = f"https://127.0.0.1:{front.port}"
        for marks, expected in [(1, None), (2, "config")]:
            bundle.write_bytes(BOM * marks + authority.cert_pem.bytes())
            error = monitor.run(call(url, READ, ca_bundle=str(bundle), max_retries=0)).error
            assert (error and error["kind"]) == expected


@pytest.mark.row("I15")
@pytest.mark.parametrize("content", ["marked", "empty"])
def test_the_ca_bundle_of_the_environment(binding: Driver, tmp_path: Path, content: str) -> None:
    authority = trustme.CA()
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(BOM + authority.cert_pem.bytes())
    name = "" if content == "empty" else str(bundle)
    variables = {"SSL_CERT_FILE": name, "SSL_CERT_DIR": ""}
    if not any(ssl.create_default_context().get_ca_certs()):
        pytest.skip("this machine has no CA store")
    with (
        ReplayServer([OK]) as server,
        TlsFront(authority.issue_cert("127.0.0.1"), server.address) as front,
        driver_in(binding, **variables) as driver,
        watch(driver) as monitor,
    ):
        error = monitor.run(call(f"https://127.0.0.1:{front.port}", READ, max_retries=0)).error
        # The machine does not trust the authority.
        assert (error and error["kind"]) == ("connect" if content == "empty" else None)


@in_all_bindings
@pytest.mark.row("I16")
@pytest.mark.parametrize("scheme", ["http", "socks5h"])
def test_plain_http_through_a_proxy_on_another_machine(binding: Driver, scheme: str) -> None:
    with ReplayServer() as server, watch(binding) as monitor:
        # No loopback address, but nothing listens there: with the permission the connection fails.
        settings: dict[str, Any] = {"proxy": f"{scheme}://0.0.0.0:9", "max_retries": 0}
        outcome = monitor.run(call(server.url, READ, **settings))
        assert outcome.failure == ("config", "not_sent", 0)
        assert "plain http through a proxy on another machine" in outcome.message
        outcome = monitor.run(call(server.url, READ, allow_insecure_transport="true", **settings))
        assert outcome.failure == ("connect", "not_sent", 1)
        assert server.connections == 0


@in_all_bindings
@pytest.mark.row("I16")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.9.9.9"])
def test_both_hops_of_plain_http_are_checked(binding: Driver, host: str) -> None:
    # A name before `@` is a user, and addresses of this machine are no part of a remote one.
    remote = ["0.0.0.0:9", "127.0.0.1:pw-canary@0.0.0.0:9", "localhost.example.invalid:9"]
    with RawServer(trap) as closed:
        local = [f"127.0.0.1:{closed.port}", f"[::1]:{closed.port}", f"localhost:{closed.port}"]
    # The thread that resolved the name of a proxy may be left.
    with ReplayServer() as server, watch(binding, extra_threads=1) as monitor:
        base = f"http://{host}:{server.address.rpartition(':')[2]}"
        for proxy in remote:
            for scheme in ("http://", "https://", "socks5h://", ""):
                settings: dict[str, Any] = {"proxy": scheme + proxy, "max_retries": 0}
                outcome = monitor.run(call(base, READ, **settings))
                assert outcome.failure == ("config", "not_sent", 0), settings
                assert "canary" not in str(outcome.error)
        for proxy in local:
            settings = {"proxy": f"http://{proxy}", "max_retries": 0}
            # Allowed, but nothing listens there.
            assert monitor.run(call(base, READ, **settings)).failure == ("connect", "not_sent", 1)
        assert server.connections == 0
