"""The matrix: names that are not found, and servers that no way leads to (N1, N2, N6)."""

from __future__ import annotations

import subprocess
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import trustme
from drivers import Driver
from face_fixtures import warm
from lost_answers import check, unsent
from matrix import ONCE, READ, SET, call, watched
from preloading import slow_names

RESOLVERS = 3
"""Threads that wait for the resolver of the system, or for another name: as many as attempts."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority to trust; nobody gets as far as to ask for it."""
    path = tmp_path_factory.mktemp("names") / "bundle.pem"
    trustme.CA().cert_pem.write_to_path(str(path))
    return path


@pytest.mark.row("N1")
def test_a_name_that_nobody_knows(face: Driver, bundle: Path) -> None:
    with watched(face, more_threads=RESOLVERS) as row:
        check(row, "https://nobody.invalid", unsent("connect"), ca_bundle=str(bundle))


@pytest.mark.row("N2")
def test_a_name_that_takes_long_to_find(face: Driver, bundle: Path) -> None:
    # The resolver is told from outside to take half a minute; nobody can end it before.
    with warm(Driver(face.face, environment=slow_names(30))) as driver:
        url = "https://a.slow.invalid"
        with watched(driver, more_threads=RESOLVERS * 4) as row:
            limits: dict[str, Any] = {"connect_timeout_ms": 150, "ca_bundle": str(bundle)}
            for operation in (READ, SET, ONCE):
                done = row.ask(call(url, operation, **limits))
                assert done.verdict == ("timeout", "not_sent", 3)
                assert done.error is not None
                assert done.error["phase"] == "connect"
                assert done.seconds < 3 * 0.15 + 0.5
            # The limit of the whole call holds too.
            done = row.ask(call(url, ONCE, timeout_ms=250, ca_bundle=str(bundle)))
            assert done.verdict == ("timeout", "not_sent", 1)
        started = time.monotonic()
        driver.close()
        assert time.monotonic() - started < 1, "the end waited for a name"


@cache
def prohibited() -> list[str]:
    """What starts a program where no way leads out, and one is prohibited."""
    script = 'ip link set lo up && ip route add prohibit 192.0.2.0/24 && exec "$@"'
    for unshare in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        command = [*unshare, "sh", "-c", script, "sh"]
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []


@pytest.mark.row("N6")
def test_no_way_leads_there(face: Driver, bundle: Path) -> None:
    if not prohibited():
        pytest.skip("no network of one's own can be made here")
    with warm(Driver(face.face, under=prohibited())) as driver, watched(driver) as row:
        for address in ("192.0.2.1", "198.51.100.1"):
            check(row, f"https://{address}", unsent("connect"), ca_bundle=str(bundle))
