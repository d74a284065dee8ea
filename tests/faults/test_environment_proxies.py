"""Proxies of the environment, and SOCKS5 proxies (rows N23 and N24)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import pytest
import trustme
from binding_fixtures import warm
from drivers import Driver
from lost_responses import check, refused_for_good, unsent
from matrix import ONCE, READ, CallSpec, RequestCounter, call, watch
from proxies import Forwarding, Tunnels, address_of
from raw_servers import RawServer, healthy, trap
from secret_markers import PROXY_PASSWORD, SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox
from socks_proxies import IPV4, NAME, NOT_ALLOWED, REJECTED, SUCCEEDED, Destination, Socks5
from tls_front import TlsFront

NO_RETRIES: dict[str, Any] = {"max_retries": 0}
WITHOUT_ENVIRONMENT: dict[str, Any] = {"trust_env": "false"}
INSECURE: dict[str, Any] = {"allow_insecure_transport": "true"}
HOST, EXEMPT, SUBDOMAIN = "api.test.invalid", "exempt.test.invalid", "a.below.test.invalid"
"""Host names without an address; `NO_PROXY` covers the last two."""
RESOLVERS = 1
"""Threads that may be left in the resolver of the system."""
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
CREDENTIALS = "someone", PROXY_PASSWORD
AUTHORITY_OF_PROXY = f"someone:{quote(PROXY_PASSWORD, safe='')}@127.0.0.1"
AUTHORITY = trustme.CA()


def environment(**proxies: str) -> dict[str, str]:
    """The proxy variables in both spellings. Other variables are empty, which means unset."""
    variables = dict.fromkeys(NAMES, "") | proxies
    return variables | {name.upper(): value for name, value in variables.items()}


def with_proxy_password(spec: CallSpec) -> CallSpec:
    """The call with the proxy password of the environment among its secrets."""
    return replace(spec, secrets=spec.secrets | {PROXY_PASSWORD})


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A CA bundle with the authority."""
    path = tmp_path_factory.mktemp("proxies") / "bundle.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


@dataclass
class Network:
    """A driver with proxies in its environment, the proxies, and the server behind them."""

    driver: Driver
    plain: Forwarding
    """The proxy for http."""
    forwarding: RawServer
    """The server of `plain`."""
    tunnels: Tunnels
    """The proxy for https."""
    fallback: RawServer
    """The proxy for all schemes, which the proxies of the two schemes override."""
    server: RawServer
    """The server behind the tunnels."""

    def proxied(self) -> int:
        """The number of requests to all proxies."""
        return len(self.plain.heads) + len(self.tunnels.heads) + self.fallback.connections


@contextmanager
def network_of(binding: str) -> Iterator[Network]:
    """The network of a new driver."""
    with ExitStack() as stack:
        server = stack.enter_context(RawServer(healthy))
        certificate = AUTHORITY.issue_cert(HOST, EXEMPT)
        front = stack.enter_context(TlsFront(certificate, f"127.0.0.1:{server.port}"))
        plain, tunnels = Forwarding(), Tunnels(target=front.port)
        first = stack.enter_context(RawServer(plain))
        second = stack.enter_context(RawServer(tunnels))
        fallback = stack.enter_context(RawServer(trap))
        variables = environment(
            http_proxy=address_of(first, PROXY_PASSWORD),
            https_proxy=address_of(second, PROXY_PASSWORD),
            all_proxy=f"http://127.0.0.1:{fallback.port}",
            no_proxy=f"{EXEMPT},.below.test.invalid",
        )
        driver = stack.enter_context(warm(Driver(binding, environment=variables)))
        yield Network(driver, plain, first, tunnels, fallback, server)


@pytest.fixture
def network(binding: Driver) -> Iterator[Network]:
    """The network of a test."""
    with network_of(binding.binding) as network:
        yield network


def run(
    driver: Driver, spec: CallSpec, server: RequestCounter | Sandbox | None = None
) -> dict[str, Any]:
    """The reply of one monitored call."""
    with watch(driver, server, extra_threads=RESOLVERS) as monitor:
        return monitor.run(with_proxy_password(spec)).reply


@pytest.mark.row("N23")
def test_proxies_of_the_environment_are_used(network: Network, bundle: str) -> None:
    for operation in (READ, ONCE):
        plain = call(f"http://{HOST}", operation, **INSECURE, **NO_RETRIES)
        assert "result" in run(network.driver, plain, network.forwarding)
        secure = call(f"https://{HOST}", operation, ca_bundle=bundle, **NO_RETRIES)
        assert "result" in run(network.driver, secure, network.server)
    for head in network.plain.heads:
        assert f" http://{HOST}/v3/user/" in head.split("\r\n")[0]
        assert "\r\nproxy-authorization: basic " in head.lower()
    assert network.tunnels.heads
    for head in network.tunnels.heads:
        assert head.startswith(f"CONNECT {HOST}:443 HTTP/1.1\r\n")
        assert "\r\nproxy-authorization: basic " in head.lower()
        # The request itself is encrypted in the tunnel.
        assert "bearer" not in head.lower()
    for request in network.server.received:
        assert "proxy-authorization" not in request.head.lower()
    assert network.fallback.connections == 0


@pytest.mark.row("N23")
def test_a_proxy_of_the_environment_that_rejects_the_tunnel(network: Network, bundle: str) -> None:
    network.tunnels.rejection = "403 Forbidden"
    error = run(network.driver, call(f"https://{HOST}", READ, ca_bundle=bundle))["error"]
    assert (error["kind"], error["outcome"], error["attempts"]) == ("connect", "not_sent", 1)
    assert error["message"].endswith("the proxy refused to connect to the server (HTTP 403)")
    first, second = network.tunnels.heads
    assert first == second
    assert network.fallback.connections == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_proxy_exempts_hosts(network: Network, bundle: str, scheme: str) -> None:
    for host in (EXEMPT, SUBDOMAIN):
        spec = call(f"{scheme}://{host}", READ, ca_bundle=bundle, **INSECURE, **NO_RETRIES)
        # Without a proxy the name does not resolve.
        error = run(network.driver, spec)["error"]
        assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert network.proxied() == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_trust_env_false_ignores_the_environment(
    network: Network, bundle: str, scheme: str
) -> None:
    limits = INSECURE | NO_RETRIES | WITHOUT_ENVIRONMENT
    spec = call(f"{scheme}://{HOST}", READ, ca_bundle=bundle, **limits)
    error = run(network.driver, spec)["error"]
    assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert network.proxied() == 0


@pytest.mark.row("N23")
def test_loopback_is_exempt_from_proxies(network: Network) -> None:
    for host in ("127.0.0.1", "localhost"):
        with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
            port = sandbox.url.rpartition(":")[2]
            for operation in (READ, ONCE):
                spec = call(sandbox, operation, base_url=f"http://{host}:{port}", **NO_RETRIES)
                assert "result" in run(network.driver, spec, sandbox)
    with RawServer(trap) as closed:
        urls = [f"http://127.0.0.9:{closed.port}", f"http://[::1]:{closed.port}"]
    for url in urls:
        error = run(network.driver, call(url, READ, **NO_RETRIES))["error"]
        assert (error["kind"], error["outcome"]) == ("connect", "not_sent")
    assert network.proxied() == 0


@pytest.mark.row("N23")
@pytest.mark.parametrize("host", [HOST, EXEMPT])
def test_an_explicit_proxy_overrides_the_environment(
    network: Network, bundle: str, host: str
) -> None:
    own = Tunnels(target=network.tunnels.target)
    with RawServer(own) as proxy:
        address = address_of(proxy, PROXY_PASSWORD)
        spec = call(f"https://{host}", READ, proxy=address, ca_bundle=bundle, **NO_RETRIES)
        assert "result" in run(network.driver, spec)
    assert own.heads
    assert network.proxied() == 0


@pytest.mark.row("N24")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_of_the_environment(binding: Driver, scheme: str) -> None:
    with RawServer(healthy) as server:
        socks = Socks5(CREDENTIALS, target=server.port)
        with RawServer(socks) as proxy:
            address = address_of(proxy, PROXY_PASSWORD).replace("http:", f"{scheme}:")
            variables = environment(all_proxy=address)
            spec = call(f"http://{HOST}", READ, **INSECURE, **NO_RETRIES)
            with warm(Driver(binding.binding, environment=variables)) as driver:
                outcome = run(driver, spec)
    if scheme == "socks5h":
        assert "result" in outcome
        assert set(socks.destinations) == {Destination(NAME, HOST, 80)}
        assert set(socks.passwords) == {CREDENTIALS}
    else:
        # The client resolves the name itself.
        assert (outcome["error"]["kind"], outcome["error"]["outcome"]) == ("connect", "not_sent")
        assert socks.destinations == []


@pytest.mark.row("N24")
@pytest.mark.parametrize("is_secure", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("has_password", [False, True], ids=["open", "with a password"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy(
    binding: Driver, bundle: str, scheme: str, has_password: bool, is_secure: bool
) -> None:
    socks = Socks5(CREDENTIALS if has_password else None)
    with (
        RawServer(healthy) as server,
        TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{server.port}") as front,
        RawServer(socks) as proxy,
        watch(binding, server, extra_threads=RESOLVERS) as monitor,
    ):
        authority = AUTHORITY_OF_PROXY if has_password else "127.0.0.1"
        address = f"{scheme}://{authority}:{proxy.port}"
        port = front.port if is_secure else server.port
        url = f"https://127.0.0.1:{port}" if is_secure else f"http://127.0.0.1:{port}"
        for operation in (READ, ONCE):
            spec = call(url, operation, proxy=address, ca_bundle=bundle, **NO_RETRIES)
            assert monitor.run(spec).error is None
    assert set(socks.destinations) == {Destination(IPV4, "127.0.0.1", port)}
    assert set(socks.passwords) == ({CREDENTIALS} if has_password else set())
    assert len(server.received) == 2


@pytest.mark.row("N24")
@pytest.mark.parametrize(
    "fault", ["wrong password", "no method", "not allowed", "rejected", "down"]
)
def test_a_failure_of_a_socks_proxy(binding: Driver, bundle: str, fault: str) -> None:
    credentials = ("someone", "another") if fault == "wrong password" else CREDENTIALS
    replies = {"not allowed": NOT_ALLOWED, "rejected": REJECTED}
    socks = Socks5(credentials, reply=replies.get(fault, SUCCEEDED))
    authority = "127.0.0.1" if fault == "no method" else AUTHORITY_OF_PROXY
    with ExitStack() as stack:
        with RawServer(trap) as closed:
            port = closed.port
        if fault != "down":
            port = stack.enter_context(RawServer(socks)).port
        server = stack.enter_context(RawServer(trap))
        monitor = stack.enter_context(watch(binding, server, extra_threads=RESOLVERS))
        address = f"socks5h://{authority}:{port}"
        url = f"https://127.0.0.1:{server.port}"
        # A server that refuses the connection of the proxy may accept the next one.
        failures = (unsent if fault in ("rejected", "down") else refused_for_good)("connect")
        check(monitor, url, failures, proxy=address, ca_bundle=bundle)
        assert server.connections == 0
