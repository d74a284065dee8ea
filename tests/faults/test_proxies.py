"""The matrix: proxies that refuse, and that break (N21, N22)."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import trustme
from canaries import PROXY_PASSWORD
from drivers import Driver
from lost_answers import check, lost, unsent
from matrix import watched
from proxies import Tunnels, address_of
from raw_servers import Peer, RawServer, trap
from tls_front import TlsFront

AUTHORITY = trustme.CA()


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """The file of the authority."""
    path = tmp_path / "bundle.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.mark.row("N21")
@pytest.mark.parametrize(
    "refusal", ["407 Proxy Authentication Required", "502 Bad Gateway", "503 Service Unavailable"]
)
def test_a_proxy_refuses(face: Driver, bundle: str, refusal: str) -> None:
    tunnels = Tunnels(refusal)
    with RawServer(tunnels) as proxy, RawServer(trap) as server, watched(face, server) as row:
        url = f"https://127.0.0.1:{server.port}"
        address = address_of(proxy, PROXY_PASSWORD)
        check(row, url, unsent("connect"), proxy=address, ca_bundle=bundle)
        assert server.connections == 0
    credential = base64.b64encode(f"someone:{PROXY_PASSWORD}".encode()).decode()
    for head in tunnels.heads:
        assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n")
        assert f"proxy-authorization: basic {credential}".lower() in head.lower()
        # What is for the server is not for the proxy.
        assert "bearer" not in head.lower()


@pytest.mark.row("N21")
def test_a_proxy_is_away(face: Driver, bundle: str) -> None:
    with RawServer(trap) as proxy:
        address = address_of(proxy, PROXY_PASSWORD)
    with watched(face) as row:
        check(row, "https://127.0.0.1:9", unsent("connect"), proxy=address, ca_bundle=bundle)


@pytest.mark.row("N22")
def test_a_proxy_ends_the_tunnel_after_the_request(face: Driver, bundle: str) -> None:
    tunnels = Tunnels()

    def cut(peer: Peer) -> None:
        if peer.read_request() is not None:
            tunnels.cut()

    with (
        RawServer(tunnels) as proxy,
        RawServer(cut) as server,
        TlsFront(AUTHORITY.issue_cert("127.0.0.1"), f"127.0.0.1:{server.port}") as front,
        watched(face, server) as row,
    ):
        url = f"https://127.0.0.1:{front.port}"
        address = address_of(proxy, PROXY_PASSWORD)
        check(row, url, lost("transport"), proxy=address, ca_bundle=bundle)
        assert len(tunnels.heads) == len(server.received)
