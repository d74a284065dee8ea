"""Proxies that reject tunnels or close them (rows N21 and N22)."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import trustme
from drivers import Driver
from lost_responses import check, lost, unsent
from matrix import watch
from proxies import Tunnels, address_of
from raw_servers import Peer, RawServer, trap
from secret_markers import PROXY_PASSWORD
from tls_front import TlsFront

AUTHORITY = trustme.CA()


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """A CA bundle with the authority."""
    path = tmp_path / "bundle.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.mark.row("N21")
@pytest.mark.parametrize(
    "rejection", ["407 Proxy Authentication Required", "502 Bad Gateway", "503 Service Unavailable"]
)
def test_a_proxy_rejects_the_tunnel(binding: Driver, bundle: str, rejection: str) -> None:
    tunnels = Tunnels(rejection)
    with RawServer(tunnels) as proxy, RawServer(trap) as server, watch(binding, server) as monitor:
        url = f"https://127.0.0.1:{server.port}"
        address = address_of(proxy, PROXY_PASSWORD)
        check(monitor, url, unsent("connect"), proxy=address, ca_bundle=bundle)
        assert server.connections == 0
    credential = base64.b64encode(f"someone:{PROXY_PASSWORD}".encode()).decode()
    for head in tunnels.heads:
        assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n")
        assert f"proxy-authorization: basic {credential}".lower() in head.lower()
        # The proxy does not receive the API key.
        assert "bearer" not in head.lower()


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
