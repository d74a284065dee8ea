"""Host names that do not resolve, and unreachable servers (rows N1, N2 and N6)."""

from __future__ import annotations

import subprocess
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import trustme
from binding_fixtures import warm
from drivers import Driver
from lost_responses import check, unsent
from matrix import ONCE, READ, SET, call, watch
from preloading import slow_names

RESOLVERS = 3
"""Threads that may be left in the resolver of the system: one per attempt."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CA bundle; no call gets as far as the TLS handshake."""
    path = tmp_path_factory.mktemp("names") / "bundle.pem"
    trustme.CA().cert_pem.write_to_path(str(path))
    return path


@pytest.mark.row("N1")
def test_an_unknown_name(binding: Driver, bundle: Path) -> None:
    with watch(binding, extra_threads=RESOLVERS) as monitor:
        check(monitor, "https://nobody.invalid", unsent("connect"), ca_bundle=str(bundle))


@pytest.mark.row("N2")
def test_a_slow_name(binding: Driver, bundle: Path) -> None:
    # The preloaded resolver takes 30 seconds and cannot be interrupted.
    with warm(Driver(binding.binding, environment=slow_names(30))) as driver:
        url = "https://a.slow.invalid"
        with watch(driver, extra_threads=RESOLVERS * 4) as monitor:
            limits: dict[str, Any] = {"connect_timeout_ms": 150, "ca_bundle": str(bundle)}
            for operation in (READ, SET, ONCE):
                outcome = monitor.run(call(url, operation, **limits))
                assert outcome.failure == ("timeout", "not_sent", 3)
                assert outcome.error is not None
                assert outcome.error["phase"] == "connect"
                assert outcome.seconds < 3 * 0.15 + 0.5
            # The timeout of the call also applies.
            outcome = monitor.run(call(url, ONCE, timeout_ms=250, ca_bundle=str(bundle)))
            assert outcome.failure == ("timeout", "not_sent", 1)
        started = time.monotonic()
        driver.close()
        assert time.monotonic() - started < 1, "the exit waited for the resolver"


@cache
def isolated() -> list[str]:
    """The command for a network namespace without a default route and with a prohibited route."""
    script = 'ip link set lo up && ip route add prohibit 192.0.2.0/24 && exec "$@"'
    for unshare in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        command = [*unshare, "sh", "-c", script, "sh"]
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []


@pytest.mark.row("N6")
def test_an_unreachable_server(binding: Driver, bundle: Path) -> None:
    if not isolated():
        pytest.skip("no permission to create a network namespace")
    with warm(Driver(binding.binding, launcher=isolated())) as driver, watch(driver) as monitor:
        for address in ("192.0.2.1", "198.51.100.1"):
            check(monitor, f"https://{address}", unsent("connect"), ca_bundle=str(bundle))
