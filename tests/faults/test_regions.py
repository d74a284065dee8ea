"""The host of each operation (row I18)."""

from __future__ import annotations

from typing import Any

import pytest
from drivers import Driver
from matrix import CallSpec, call, watch
from operations import OPERATIONS, REQUESTS, Operation
from proxies import Tunnels
from raw_servers import RawServer
from replay_server import ReplayServer
from row import BINDINGS

CALLS = [*OPERATIONS, *REQUESTS]
GLOBAL, EU = "api.sendgrid.com:443", "api.eu.sendgrid.com:443"
EVERY_BINDING = pytest.mark.parametrize("binding", BINDINGS, indirect=True)
REFUSED = {"head": ["HTTP/1.1 400 Bad Request"], "body": "{}"}


def is_global(operation: Operation) -> bool:
    """Whether the global host serves an operation for the accounts of both regions."""
    return operation.name.partition(".")[0] in ("subusers", "customers")


def refused(operation: Operation, proxy: RawServer, region: str) -> CallSpec:
    """A call whose tunnel is refused: no server of SendGrid is reached."""
    address = f"http://127.0.0.1:{proxy.port}"
    return call("", operation.name, base_url=None, proxy=address, region=region)


@pytest.mark.row("I18")
@EVERY_BINDING
@pytest.mark.parametrize("region", ["global", "eu"])
def test_the_host_of_each_operation(binding: Driver, region: str) -> None:
    tunnels = Tunnels("403 Forbidden")
    hosts: dict[str, str] = {}
    with RawServer(tunnels) as proxy, watch(binding) as monitor:
        for operation in CALLS:
            tunnels.heads.clear()
            outcome = monitor.run(refused(operation, proxy, region))
            assert outcome.failure == ("connect", "not_sent", 1)
            (line,) = {head.partition("\r\n")[0] for head in tunnels.heads}
            hosts[operation.name] = line.split(" ")[1]
            assert f"no connection to {hosts[operation.name]} could be made" in outcome.message
    expected = {
        operation.name: GLOBAL if region == "global" or is_global(operation) else EU
        for operation in CALLS
    }
    assert hosts == expected


@pytest.mark.row("I18")
@EVERY_BINDING
def test_a_base_url_serves_every_operation(binding: Driver) -> None:
    with ReplayServer([REFUSED] * len(CALLS)) as server, watch(binding) as monitor:
        settings: dict[str, Any] = {"region": "eu", "base_url": server.url}
        for operation in CALLS:
            assert monitor.run(call("", operation.name, **settings)).error is not None
        assert len(server.received) == len(CALLS)
