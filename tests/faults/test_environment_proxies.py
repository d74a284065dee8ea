"""The matrix: proxies of the environment, and of SOCKS5 (N23, N24)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
import trustme
from canaries import PROXY_PASSWORD
from drivers import Driver
from face_fixtures import warm
from lost_answers import check, unsent
from matrix import ONCE, READ, Call, Ledger, call, watched
from proxies import Forwarding, Tunnels, address_of
from raw_servers import RawServer, trap, well
from sendgrid_accounts.sandbox import Sandbox
from socks_proxies import IPV4, NAME, REFUSED, SUCCEEDED, Destination, Socks5
from tls_front import TlsFront

ONE_ATTEMPT: dict[str, Any] = {"max_attempts": 1}
WITHOUT_ENVIRONMENT: dict[str, Any] = {"trust_env": "false"}
INSECURE: dict[str, Any] = {"allow_insecure_transport": "true"}
HOST, EXEMPT, BELOW = "api.test.invalid", "exempt.test.invalid", "a.below.test.invalid"
"""Names that only a proxy can find; the last two are in `NO_PROXY`."""
RESOLVERS = 1
"""Threads that wait for the resolver of the system."""
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
CREDENTIALS = "someone", PROXY_PASSWORD
AUTHORITY = trustme.CA()


def environment(**proxies: str) -> dict[str, str]:
    """The variables in both spellings; those that are not named are empty, which is unset."""
    found = dict.fromkeys(NAMES, "") | proxies
    return found | {name.upper(): value for name, value in found.items()}


def with_proxy_password(wanted: Call) -> Call:
    """A call whose driver has the password of a proxy in its environment: nobody may see it."""
    return replace(wanted, secrets=wanted.secrets | {PROXY_PASSWORD})


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of the authority."""
    path = tmp_path_factory.mktemp("proxies") / "bundle.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


@dataclass
class World:
    """A driver with proxies in its environment, and what is reached through them."""

    driver: Driver
    plain: Forwarding
    """For http."""
    forwarding: RawServer
    """The same as a server."""
    tunnels: Tunnels
    """For https."""
    unwanted: RawServer
    """For all schemes, each of which has another one."""
    server: RawServer
    """What is behind the tunnels."""

    def asks(self) -> int:
        """How many requests have come to any of the proxies."""
        return len(self.plain.heads) + len(self.tunnels.heads) + self.unwanted.connections


@contextmanager
def world(face: str) -> Iterator[World]:
    """One driver for several calls."""
    with ExitStack() as stack:
        server = stack.enter_context(RawServer(well))
        certificate = AUTHORITY.issue_cert(HOST, EXEMPT)
        front = stack.enter_context(TlsFront(certificate, f"127.0.0.1:{server.port}"))
        plain, tunnels = Forwarding(), Tunnels(target=front.port)
        first = stack.enter_context(RawServer(plain))
        second = stack.enter_context(RawServer(tunnels))
        unwanted = stack.enter_context(RawServer(trap))
        variables = environment(
            http_proxy=address_of(first, PROXY_PASSWORD),
            https_proxy=address_of(second, PROXY_PASSWORD),
            all_proxy=f"http://127.0.0.1:{unwanted.port}",
            no_proxy=f"{EXEMPT},.below.test.invalid",
        )
        driver = stack.enter_context(warm(Driver(face, environment=variables)))
        yield World(driver, plain, first, tunnels, unwanted, server)


@pytest.fixture
def around(face: Driver) -> Iterator[World]:
    """The world of a test."""
    with world(face.face) as made:
        yield made


def asked(driver: Driver, wanted: Call, server: Ledger | Sandbox | None = None) -> dict[str, Any]:
    """One call, under watch; its result or its error."""
    with watched(driver, server, more_threads=RESOLVERS) as row:
        return row.ask(with_proxy_password(wanted)).answer


@pytest.mark.row("N23")
def test_proxies_of_the_environment_are_used(around: World, bundle: str) -> None:
    for operation in (READ, ONCE):
        plain = call(f"http://{HOST}", operation, **INSECURE, **ONE_ATTEMPT)
        assert "result" in asked(around.driver, plain, around.forwarding)
        secure = call(f"https://{HOST}", operation, ca_bundle=bundle, **ONE_ATTEMPT)
        assert "result" in asked(around.driver, secure, around.server)
    for head in around.plain.heads:
        assert f" http://{HOST}/v3/user/" in head.split("\r\n")[0]
        assert "\r\nproxy-authorization: basic " in head.lower()
    assert around.tunnels.heads
    for head in around.tunnels.heads:
        assert head.startswith(f"CONNECT {HOST}:443 HTTP/1.1\r\n")
        assert "\r\nproxy-authorization: basic " in head.lower()
        # The request itself is for the server alone.
        assert "bearer" not in head.lower()
    for request in around.server.received:
        assert "proxy-authorization" not in request.head.lower()
    assert around.unwanted.connections == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_hosts_are_exempt_from_proxies(around: World, bundle: str, scheme: str) -> None:
    for host in (EXEMPT, BELOW):
        wanted = call(f"{scheme}://{host}", READ, ca_bundle=bundle, **INSECURE, **ONE_ATTEMPT)
        # Without a proxy nobody knows the name.
        error = asked(around.driver, wanted)["error"]
        assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert around.asks() == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_client_that_does_not_trust_the_environment(
    around: World, bundle: str, scheme: str
) -> None:
    limits = INSECURE | ONE_ATTEMPT | WITHOUT_ENVIRONMENT
    wanted = call(f"{scheme}://{HOST}", READ, ca_bundle=bundle, **limits)
    error = asked(around.driver, wanted)["error"]
    assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert around.asks() == 0


@pytest.mark.row("N23")
def test_this_machine_is_exempt_from_proxies(around: World) -> None:
    for host in ("127.0.0.1", "localhost"):
        with Sandbox() as sandbox:
            port = sandbox.url.rpartition(":")[2]
            for operation in (READ, ONCE):
                wanted = call(sandbox, operation, base_url=f"http://{host}:{port}", **ONE_ATTEMPT)
                assert "result" in asked(around.driver, wanted, sandbox)
    with RawServer(trap) as closed:
        urls = [f"http://127.0.0.9:{closed.port}", f"http://[::1]:{closed.port}"]
    for url in urls:
        error = asked(around.driver, call(url, READ, **ONE_ATTEMPT))["error"]
        assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert around.asks() == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("host", [HOST, EXEMPT])
def test_a_proxy_of_the_clients_own_comes_first(around: World, bundle: str, host: str) -> None:
    own = Tunnels(target=around.tunnels.target)
    with RawServer(own) as proxy:
        address = address_of(proxy, PROXY_PASSWORD)
        wanted = call(f"https://{host}", READ, proxy=address, ca_bundle=bundle, **ONE_ATTEMPT)
        assert "result" in asked(around.driver, wanted)
    assert own.heads
    assert around.asks() == 0


@pytest.mark.row("N24")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_of_the_environment(face: Driver, scheme: str) -> None:
    with RawServer(well) as server:
        socks = Socks5(CREDENTIALS, target=server.port)
        with RawServer(socks) as proxy:
            address = address_of(proxy, PROXY_PASSWORD).replace("http:", f"{scheme}:")
            variables = environment(all_proxy=address)
            wanted = call(f"http://{HOST}", READ, **INSECURE, **ONE_ATTEMPT)
            with warm(Driver(face.face, environment=variables)) as driver:
                done = asked(driver, wanted)
    if scheme == "socks5h":
        assert "result" in done
        assert set(socks.destinations) == {Destination(NAME, HOST, 80)}
        assert set(socks.passwords) == {CREDENTIALS}
    else:
        # The client looks the name up by itself.
        assert (done["error"]["kind"], done["error"]["outcome"]) == ("connect", "not_sent")
        assert socks.destinations == []


@pytest.mark.row("N24")
@pytest.mark.parametrize("is_secure", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("has_password", [False, True], ids=["open", "with a password"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy(
    face: Driver, bundle: str, scheme: str, has_password: bool, is_secure: bool
) -> None:
    socks = Socks5(CREDENTIALS if has_password else None)
    with (
        RawServer(well) as server,
        TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{server.port}") as front,
        RawServer(socks) as proxy,
        watched(face, server, more_threads=RESOLVERS) as row,
    ):
        given = f"{':'.join(CREDENTIALS)}@127.0.0.1" if has_password else "127.0.0.1"
        address = f"{scheme}://{given}:{proxy.port}"
        port = front.port if is_secure else server.port
        url = f"https://127.0.0.1:{port}" if is_secure else f"http://127.0.0.1:{port}"
        for operation in (READ, ONCE):
            wanted = call(url, operation, proxy=address, ca_bundle=bundle, **ONE_ATTEMPT)
            assert row.ask(wanted).error is None
    assert set(socks.destinations) == {Destination(IPV4, "127.0.0.1", port)}
    assert set(socks.passwords) == ({CREDENTIALS} if has_password else set())
    assert len(server.received) == 2


@pytest.mark.row("N24")
@pytest.mark.parametrize("fault", ["wrong password", "no method", "refused", "away"])
def test_a_socks_proxy_that_does_not_connect(face: Driver, bundle: str, fault: str) -> None:
    user, password = CREDENTIALS
    credentials = (user, "another") if fault == "wrong password" else CREDENTIALS
    socks = Socks5(credentials, reply=REFUSED if fault == "refused" else SUCCEEDED)
    given = "127.0.0.1" if fault == "no method" else f"{user}:{password}@127.0.0.1"
    with ExitStack() as stack:
        with RawServer(trap) as away:
            port = away.port
        if fault != "away":
            port = stack.enter_context(RawServer(socks)).port
        server = stack.enter_context(RawServer(trap))
        row = stack.enter_context(watched(face, server, more_threads=RESOLVERS))
        address = f"socks5h://{given}:{port}"
        url = f"https://127.0.0.1:{server.port}"
        check(row, url, unsent("connect"), proxy=address, ca_bundle=bundle)
        assert server.connections == 0
