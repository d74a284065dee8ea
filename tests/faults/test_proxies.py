"""Proxies that reject tunnels or close them (rows N21 and N22)."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import trustme
from drivers import Driver
from lost_responses import check, lost, refused_for_good, unsent
from matrix import ONCE, READ, call, watch
from proxies import Tunnels, address_of
from raw_servers import Peer, RawServer, http, trap
from secret_markers import PROXY_PASSWORD
from tls_front import TlsFront

AUTHORITY = trustme.CA()


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """A CA bundle with the authority."""
    path = tmp_path / "bundle.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


REFUSED = "could be made: the proxy refused to connect to the server"
REJECTIONS = {
    "407 Proxy Authentication Required": "the proxy did not accept its credential (HTTP 407)",
    "403 Forbidden": f"{REFUSED} (HTTP 403)",
    "502 Bad Gateway": f"{REFUSED} (HTTP 502)",
    "503 Service Unavailable": f"{REFUSED} (HTTP 503)",
}


@pytest.mark.row("N21")
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("rejection", REJECTIONS)
def test_a_proxy_rejects_the_tunnel(
    binding: Driver, bundle: str, rejection: str, scheme: str
) -> None:
    tunnels = Tunnels(rejection)
    # The HTTP library reports only a 407. For any other status the proxy is asked again.
    is_407 = rejection.startswith("407")
    is_permanent = rejection.startswith(("403", "407"))
    failures = (refused_for_good if is_permanent else unsent)("connect")
    with (
        RawServer(tunnels) as proxy,
        TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{proxy.port}") as front,
        RawServer(trap) as server,
        watch(binding, server) as monitor,
    ):
        url = f"https://127.0.0.1:{server.port}"
        port = front.port if scheme == "https" else proxy.port
        password = quote(PROXY_PASSWORD, safe="")
        address = f"{scheme}://someone:{password}@127.0.0.1:{port}"
        message = REJECTIONS[rejection]
        check(monitor, url, failures, message=message, proxy=address, ca_bundle=bundle)
        outcome = monitor.run(call(url, READ, proxy=address, ca_bundle=bundle, max_retries=0))
        assert outcome.safe is not is_permanent
        assert server.connections == 0
    attempts = 1 + sum(attempts for _, _, attempts in failures.values())
    assert len(tunnels.heads) == attempts * (1 if is_407 else 2)
    assert len(set(tunnels.heads)) == 1
    credential = base64.b64encode(f"someone:{PROXY_PASSWORD}".encode()).decode()
    for head in tunnels.heads:
        assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n")
        assert f"proxy-authorization: basic {credential}".lower() in head.lower()
        # The proxy does not receive the API key.
        assert "bearer" not in head.lower()


WAITS = {
    "503 Service Unavailable\r\nRetry-After: 7": 7,
    "429 Too Many Requests\r\nretry-after:\t7.5 ": 8,
    "403 Forbidden\r\nRetry-After: 3600": 3600,
    "502 Bad Gateway\r\nRetry-After: Tue, 14 Nov 2023 22:13:29 GMT\r\n"
    "Date: Tue, 14 Nov 2023 22:13:20 GMT": 9,
    "500 Error\nX-Note: a\n folded line\nRetry-After: 5": 5,
    "503 Service Unavailable\r\nRetry-After: soon": None,
    "503 Service Unavailable\r\nRetry-After: 0": None,
    "502 Bad Gateway": None,
}


@pytest.mark.row("N21")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_tunnel_has_its_retry_after(binding: Driver, bundle: str, scheme: str) -> None:
    for rejection, expected in WAITS.items():
        with (
            RawServer(Tunnels(rejection)) as proxy,
            TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{proxy.port}") as front,
            watch(binding) as monitor,
        ):
            port = front.port if scheme == "https" else proxy.port
            settings: dict[str, Any] = {"ca_bundle": bundle, "max_retries": 0}
            address = f"{scheme}://127.0.0.1:{port}"
            outcome = monitor.run(call("https://127.0.0.1:9", READ, proxy=address, **settings))
            assert outcome.failure == ("connect", "not_sent", 1)
            assert outcome.error is not None
            assert outcome.error["retry_after_seconds"] == expected, rejection
            assert f"(HTTP {rejection[:3]})" in outcome.message


@pytest.mark.row("N21")
def test_a_tunnel_is_requested_again_after_the_wait_of_its_proxy(
    binding: Driver, bundle: str
) -> None:
    tunnels = Tunnels("503 Service Unavailable\r\nRetry-After: 1")
    with RawServer(tunnels) as proxy, watch(binding) as monitor:
        address = address_of(proxy, PROXY_PASSWORD)
        spec = call("https://127.0.0.1:9", ONCE, proxy=address, ca_bundle=bundle, max_retries=1)
        outcome = monitor.run(spec)
        assert outcome.failure == ("connect", "not_sent", 2)
        assert 1.0 <= outcome.seconds < 2.5


@pytest.mark.row("N21")
@pytest.mark.parametrize("end", ["closes", "waits"])
def test_a_head_without_an_end_has_a_status(binding: Driver, bundle: str, end: str) -> None:
    def cut(peer: Peer) -> None:
        if peer.read_head() is not None:
            # The HTTP library reads whole heads.
            first = not heads
            heads.append(end)
            peer.send(b"HTTP/1.1 502 Bad Gateway\r\n" + (b"\r\n" if first else b"Retry-After: 7"))
            if end == "waits" and not first:
                peer.read_head()

    heads: list[str] = []
    with RawServer(cut) as proxy, watch(binding) as monitor:
        address = f"http://127.0.0.1:{proxy.port}"
        settings: dict[str, Any] = {
            "ca_bundle": bundle,
            "proxy": address,
            "connect_timeout_ms": 500,
        }
        outcome = monitor.run(call("https://127.0.0.1:9", READ, max_retries=0, **settings))
        assert "(HTTP 502)" in outcome.message
        assert outcome.error is not None
        assert outcome.error["retry_after_seconds"] is None


@pytest.mark.row("N21")
def test_a_proxy_that_closes_or_babbles_has_no_status(binding: Driver, bundle: str) -> None:
    def babble(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/9 no\r\n\r\n")

    message = "the proxy refused to connect to the server"
    with RawServer(babble) as proxy, watch(binding) as monitor:
        address = address_of(proxy, PROXY_PASSWORD)
        failures = unsent("connect")
        url = "https://127.0.0.1:9"
        check(monitor, url, failures, message=message, proxy=address, ca_bundle=bundle)


@pytest.mark.row("N21")
def test_a_password_that_a_proxy_echoes_is_redacted(binding: Driver) -> None:
    credential = f"someone:{PROXY_PASSWORD}"
    token = base64.b64encode(credential.encode()).decode()

    def echo(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            assert f"Basic {token}" in request.head
            message = f"{PROXY_PASSWORD} {token}"
            peer.send(
                http(json.dumps({"errors": [{"message": message}]}).encode(), status="400 No")
            )

    with RawServer(echo) as proxy, watch(binding, proxy) as monitor:
        address = address_of(proxy, PROXY_PASSWORD)
        outcome = monitor.run(call("http://127.0.0.1:9", READ, proxy=address))
        assert outcome.message.endswith(": [redacted] [redacted]")


@pytest.mark.row("N21")
def test_a_proxy_is_down(binding: Driver, bundle: str) -> None:
    with RawServer(trap) as proxy:
        address = address_of(proxy, PROXY_PASSWORD)
    with watch(binding) as monitor:
        check(monitor, "https://127.0.0.1:9", unsent("connect"), proxy=address, ca_bundle=bundle)


@pytest.mark.row("N22")
def test_a_proxy_closes_the_tunnel_after_the_request(binding: Driver, bundle: str) -> None:
    tunnels = Tunnels()

    def cut(peer: Peer) -> None:
        if peer.read_request() is not None:
            tunnels.close()

    with (
        RawServer(tunnels) as proxy,
        RawServer(cut) as server,
        TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{server.port}") as front,
        watch(binding, server) as monitor,
    ):
        url = f"https://127.0.0.1:{front.port}"
        address = address_of(proxy, PROXY_PASSWORD)
        check(monitor, url, lost("transport"), proxy=address, ca_bundle=bundle)
        assert len(tunnels.heads) == len(server.received)
