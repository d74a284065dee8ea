"""Rate limits (rows L1 to L12)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import pytest
from drivers import Driver
from injection import gaps, inject_faults, rejections, response, window
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watch
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox

YEAR = 365 * 24 * 3600
REJECTED = ("rate_limit", "rejected", 1)
FEW, MANY = 2_000, 10_000
"""Numbers of calls. Rust's own tests make 10,000."""
NEVER = 10**9


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reseller_password=SANDBOX_PASSWORD, window=(NEVER, 3600)) as sandbox:
        yield sandbox


def in_seconds(seconds: int) -> str:
    """A Unix time this many seconds from now, as in a header."""
    return str(int(time.time()) + seconds)


@pytest.mark.row("L1")
@pytest.mark.parametrize("operation", [SET, ONCE, CUSTOMERS_ONCE])
def test_a_429_with_a_reset_time(binding: Driver, sandbox: Sandbox, operation: str) -> None:
    inject_faults(sandbox, operation, response(429, X_RateLimit_Reset=in_seconds(2)))
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, operation)).error is None
    # Times have whole seconds, so the wait may differ by almost one second.
    assert 1.0 < gaps(sandbox)[0] < 3.3


@pytest.mark.row("L1")
@pytest.mark.parametrize(
    "fault", [response(429, Retry_After="1.25"), response(429, X_RateLimit_Reset="1.25")]
)
def test_a_429_with_a_fraction_of_seconds(
    binding: Driver, sandbox: Sandbox, fault: dict[str, Any]
) -> None:
    inject_faults(sandbox, READ, fault)
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, READ)).error is None
    # Rounded up.
    assert 1.95 < gaps(sandbox)[0] < 3.3


@pytest.mark.row("L2")
@pytest.mark.parametrize("offset", [3600, -3600, 10 * YEAR, -10 * YEAR])
def test_different_clocks(binding: Driver, sandbox: Sandbox, offset: int) -> None:
    sandbox.clock(offset)
    # Without headers on which the client would wait before the request.
    window(sandbox, 0, 1, retry_after="date")
    with watch(binding, sandbox) as monitor:
        rejected = monitor.run(call(sandbox, READ, max_retries=0))
        assert rejected.failure == REJECTED
        assert rejected.error is not None
        assert rejected.error["retry_after_seconds"] in (0, 1)
    window(sandbox, 1, 1)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, times=2, timeout_ms=10_000))
        assert all(one.error is None for one in outcome.series)
        assert max(one.seconds for one in outcome.series) < 2.3


@pytest.mark.row("L2")
@pytest.mark.parametrize("offset", [3600, -3600])
def test_a_429_without_a_date_uses_an_earlier_date(
    binding: Driver, sandbox: Sandbox, offset: int
) -> None:
    sandbox.clock(offset)
    window(sandbox, 100, 3600)
    head = f"HTTP/1.1 429 Too Many\r\nX-RateLimit-Reset: {in_seconds(offset + 3)}\r\n"
    undated = {"kind": "raw", "text": f"{head}Content-Length: 0\r\n\r\n", "then": "keep"}
    with watch(binding, sandbox) as monitor:
        inject_faults(sandbox, READ, {"kind": "delay", "before_response_ms": 1}, undated)
        assert all(one.error is None for one in monitor.run(call(sandbox, READ, times=2)).series)
    assert 1.0 < gaps(sandbox)[1] < 4.3


ABSURD = {
    "past": "1000000000",
    "zero": "0",
    "negative": "-5",
    "infinite": "inf",
    "NaN": "nan",
    "empty": "",
    "35 digits": "9" * 35,
    "word": "soon",
    "negative fraction": "-2.5",
    "two points": "2.5.1",
    "comma": "2,5",
    "exponent": "2.5e3",
    "point": ".",
}


@pytest.mark.row("L3")
@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_reset_time(binding: Driver, sandbox: Sandbox, name: str) -> None:
    # The client's own backoff of at least half a second exceeds the timeout, so the error is
    # immediate. A retry without a wait would succeed.
    inject_faults(sandbox, READ, response(429, X_RateLimit_Reset=ABSURD[name]))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, timeout_ms=400))
        assert outcome.failure == REJECTED
    assert len(sandbox.journal()) == 1


@pytest.mark.row("L3")
def test_duplicate_and_distant_reset_times(binding: Driver, sandbox: Sandbox) -> None:
    head = "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n"
    twice = f"{head}X-RateLimit-Reset: 0\r\nX-RateLimit-Reset: 99999999999999\r\n\r\n"
    for fault in (
        {"kind": "raw", "text": twice, "then": "keep"},
        response(429, X_RateLimit_Reset="3093527980800"),
        response(429, Retry_After="Fri, 31 Dec 100000 23:59:59 GMT"),
        response(429, Retry_After="1e3", X_RateLimit_Reset="0x10"),
    ):
        sandbox.reset()
        inject_faults(sandbox, READ, fault)
        with watch(binding, sandbox) as monitor:
            assert monitor.run(call(sandbox, READ, timeout_ms=400)).failure == REJECTED
        assert len(sandbox.journal()) == 1


@pytest.mark.row("L4")
def test_a_reset_time_beyond_the_timeout(binding: Driver, sandbox: Sandbox) -> None:
    date = formatdate(time.time() + 30, usegmt=True)
    short: dict[str, Any] = {"timeout_ms": 3000}
    limited: dict[str, Any] = {"max_rate_limit_wait_ms": 20_000}
    late: list[dict[str, Any]] = [{"X_RateLimit_Reset": in_seconds(30)}, {"Retry_After": "30"}]
    cases = [(headers, settings) for headers in late for settings in (short, limited)]
    for headers, settings in [*cases, ({"Retry_After": date}, short)]:
        sandbox.reset()
        inject_faults(sandbox, ONCE, response(429, **headers))
        with watch(binding, sandbox) as monitor:
            rejected, unsent = monitor.run(call(sandbox, ONCE, times=2, **settings)).series
            assert rejected.failure == REJECTED
            assert unsent.failure == ("rate_limit", "not_sent", 0)
            for one in (rejected, unsent):
                assert one.seconds < 0.25
                assert one.safe
                assert one.error is not None
                assert 26 <= one.error["retry_after_seconds"] <= 31
        assert len(sandbox.journal()) == 1


@pytest.mark.row("L6")
def test_a_429_without_headers(binding: Driver, sandbox: Sandbox) -> None:
    inject_faults(sandbox, ONCE, response(429), response(429))
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, ONCE)).error is None
    first, second = gaps(sandbox)
    assert 0.5 <= first < 1.3
    assert 1.0 <= second < 2.3


@pytest.mark.row("L7")
def test_an_exhausted_window(binding: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 5, 1)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, times=12))
        assert all(one.error is None for one in outcome.series)
    assert sum(rejections(sandbox)) == 0
    assert len(sandbox.journal()) == 12


@pytest.mark.row("L8")
def test_more_concurrent_calls_than_a_window_allows(binding: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 150, 2)
    with watch(binding, sandbox) as monitor:
        # The second series does not know that the first has exhausted the window.
        outcome = monitor.run(call(sandbox, READ, times=150, at_once=8))
        assert all(one.error is None for one in outcome.series)
        outcome = monitor.run(call(sandbox, READ, times=500, at_once=500))
        assert all(one.error is None for one in outcome.series)
    # The first 429s arrive together, at most one per request in flight.
    counts = [count for count in rejections(sandbox) if count > 0]
    assert max(counts, default=0) <= 64
    assert sorted(counts)[:-1] == [1] * (len(counts) - 1)


@pytest.mark.row("L11")
@pytest.mark.timeout(300)
def test_an_outage(binding: Driver, sandbox: Sandbox) -> None:
    sandbox.down()
    calls = MANY if binding.binding == "asyncio" else FEW
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, times=calls, at_once=64))
        assert Counter(one.failure[:2] for one in outcome.series) == {("server", "unknown"): calls}
        attempts = sum(one.failure[2] for one in outcome.series)
        assert calls < attempts <= calls + 35
        sandbox.down(False)
        outcome = monitor.run(call(sandbox, READ, times=100, at_once=64))
        assert all(one.error is None for one in outcome.series)
    assert len(sandbox.journal()) == attempts + 100


@pytest.mark.row("L12")
@pytest.mark.timeout(300)
def test_a_permanent_429(binding: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 0, 3600, headers=False)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, times=FEW, at_once=64, timeout_ms=1500))
        kinds = Counter(one.failure[0] for one in outcome.series)
        # A retry just before the timeout may get no response in time. On a busy machine the rate
        # limiter may release waiting calls after their timeout.
        assert kinds["rate_limit"] + kinds["timeout"] == FEW
        assert kinds["timeout"] <= 64
        late = [one for one in outcome.series if one.failure[0] == "timeout"]
        assert all(one.seconds > 1.4 and one.safe for one in late)
    assert len(sandbox.journal()) <= 100 + 64
