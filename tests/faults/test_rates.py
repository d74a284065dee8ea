"""Rate limits, in every language (rows L1 to L12 of the matrix)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import pytest
from drivers import Driver
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watched
from orders import answer, gaps, order, order_faults, refusals, window
from sendgrid_accounts.sandbox import Sandbox

YEAR = 365 * 24 * 3600
REFUSED = ("rate_limit", "rejected", 1)
FEW, MANY = 2_000, 10_000
"""Calls; in Rust there are 10,000 in tests of its own."""
NEVER = 10**9


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(window=(NEVER, 3600)) as sandbox:
        yield sandbox


def in_seconds(seconds: int) -> str:
    """That much later, as servers write it."""
    return str(int(time.time()) + seconds)


@pytest.mark.row("L1")
@pytest.mark.parametrize("operation", [SET, ONCE, CUSTOMERS_ONCE])
def test_a_refusal_that_names_its_end(face: Driver, sandbox: Sandbox, operation: str) -> None:
    order_faults(sandbox, operation, answer(429, X_RateLimit_Reset=in_seconds(2)))
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, operation)).error is None
    # The date has whole seconds: it may be nearly one later than it was read for the order.
    assert 1.0 < gaps(sandbox)[0] < 3.3


@pytest.mark.row("L2")
@pytest.mark.parametrize("apart", [3600, -3600, 10 * YEAR, -10 * YEAR])
def test_clocks_that_are_apart(face: Driver, sandbox: Sandbox, apart: int) -> None:
    order(sandbox, "clock", {"shift_seconds": apart})
    # Without what makes a client wait before it is refused.
    window(sandbox, 0, 1, retry_after="date")
    with watched(face, sandbox) as row:
        refused = row.ask(call(sandbox, READ, max_retries=0))
        assert refused.verdict == REFUSED
        assert refused.error is not None
        assert refused.error["retry_after_seconds"] in (0, 1)
    window(sandbox, 1, 1)
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, READ, times=2, timeout_ms=10_000))
        assert all(one.error is None for one in done.series)
        assert max(one.seconds for one in done.series) < 2.3


@pytest.mark.row("L2")
@pytest.mark.parametrize("apart", [3600, -3600])
def test_a_clock_that_was_told_before(face: Driver, sandbox: Sandbox, apart: int) -> None:
    order(sandbox, "clock", {"shift_seconds": apart})
    window(sandbox, 100, 3600)
    head = f"HTTP/1.1 429 Too Many\r\nX-RateLimit-Reset: {in_seconds(apart + 3)}\r\n"
    undated = {"kind": "raw", "text": f"{head}Content-Length: 0\r\n\r\n", "then": "keep"}
    with watched(face, sandbox) as row:
        order_faults(sandbox, READ, {"kind": "delay", "before_answer_ms": 1}, undated)
        assert all(one.error is None for one in row.ask(call(sandbox, READ, times=2)).series)
    assert 1.0 < gaps(sandbox)[1] < 4.3


ABSURD = {
    "past": "1000000000",
    "zero": "0",
    "negative": "-5",
    "infinite": "inf",
    "no number": "nan",
    "empty": "",
    "35 digits": "9" * 35,
    "words": "soon",
}


@pytest.mark.row("L3")
@pytest.mark.parametrize("name", ABSURD)
def test_an_end_that_makes_no_sense(face: Driver, sandbox: Sandbox, name: str) -> None:
    # Its own wait, half a second at least, does not fit in: the refusal comes at once, and not
    # the success that a repeat without a wait would have had.
    order_faults(sandbox, READ, answer(429, X_RateLimit_Reset=ABSURD[name]))
    with watched(face, sandbox) as row:
        refused = row.ask(call(sandbox, READ, timeout_ms=400))
        assert refused.verdict == REFUSED
    assert len(sandbox.journal()) == 1


@pytest.mark.row("L3")
def test_two_ends_and_an_end_too_far(face: Driver, sandbox: Sandbox) -> None:
    head = "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n"
    twice = f"{head}X-RateLimit-Reset: 0\r\nX-RateLimit-Reset: 99999999999999\r\n\r\n"
    for fault in (
        {"kind": "raw", "text": twice, "then": "keep"},
        answer(429, X_RateLimit_Reset="3093527980800"),
        answer(429, Retry_After="Fri, 31 Dec 100000 23:59:59 GMT"),
        answer(429, Retry_After="1e3", X_RateLimit_Reset="0x10"),
    ):
        sandbox.reset()
        order_faults(sandbox, READ, fault)
        with watched(face, sandbox) as row:
            assert row.ask(call(sandbox, READ, timeout_ms=400)).verdict == REFUSED
        assert len(sandbox.journal()) == 1


@pytest.mark.row("L4")
def test_an_end_that_comes_too_late(face: Driver, sandbox: Sandbox) -> None:
    date = formatdate(time.time() + 30, usegmt=True)
    short: dict[str, Any] = {"timeout_ms": 3000}
    impatient: dict[str, Any] = {"max_rate_limit_wait_ms": 20_000}
    late: list[dict[str, Any]] = [{"X_RateLimit_Reset": in_seconds(30)}, {"Retry_After": "30"}]
    cases = [(headers, settings) for headers in late for settings in (short, impatient)]
    for headers, settings in [*cases, ({"Retry_After": date}, short)]:
        sandbox.reset()
        order_faults(sandbox, ONCE, answer(429, **headers))
        with watched(face, sandbox) as row:
            refused, unsent = row.ask(call(sandbox, ONCE, times=2, **settings)).series
            assert refused.verdict == REFUSED
            assert unsent.verdict == ("rate_limit", "not_sent", 0)
            for one in (refused, unsent):
                assert one.seconds < 0.25
                assert one.safe
                assert one.error is not None
                assert 26 <= one.error["retry_after_seconds"] <= 31
        assert len(sandbox.journal()) == 1


@pytest.mark.row("L6")
def test_a_refusal_that_says_nothing(face: Driver, sandbox: Sandbox) -> None:
    order_faults(sandbox, ONCE, answer(429), answer(429))
    with watched(face, sandbox) as row:
        assert row.ask(call(sandbox, ONCE)).error is None
    first, second = gaps(sandbox)
    assert 0.5 <= first < 1.3
    assert 1.0 <= second < 2.3


@pytest.mark.row("L7")
def test_a_window_that_is_used_up(face: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 5, 1)
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, READ, times=12))
        assert all(one.error is None for one in done.series)
    assert sum(refusals(sandbox)) == 0
    assert len(sandbox.journal()) == 12


@pytest.mark.row("L8")
def test_more_calls_at_once_than_a_window_takes(face: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 150, 2)
    with watched(face, sandbox) as row:
        # One program uses the window up, and the next does not know.
        done = row.ask(call(sandbox, READ, times=150, at_once=8))
        assert all(one.error is None for one in done.series)
        done = row.ask(call(sandbox, READ, times=500, at_once=500))
        assert all(one.error is None for one in done.series)
    # The first refusals come as one: no more can be under way.
    refused = [count for count in refusals(sandbox) if count > 0]
    assert max(refused, default=0) <= 64
    assert sorted(refused)[:-1] == [1] * (len(refused) - 1)


@pytest.mark.row("L11")
@pytest.mark.timeout(300)
def test_a_server_that_is_down(face: Driver, sandbox: Sandbox) -> None:
    order(sandbox, "down", {"down": True, "status": 503})
    calls = MANY if face.face == "asyncio" else FEW
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, READ, times=calls, at_once=64))
        assert Counter(one.verdict[:2] for one in done.series) == {("server", "unknown"): calls}
        attempts = sum(one.verdict[2] for one in done.series)
        assert calls < attempts <= calls + 35
        order(sandbox, "down", {"down": False})
        done = row.ask(call(sandbox, READ, times=100, at_once=64))
        assert all(one.error is None for one in done.series)
    assert len(sandbox.journal()) == attempts + 100


@pytest.mark.row("L12")
@pytest.mark.timeout(300)
def test_refusals_without_end(face: Driver, sandbox: Sandbox) -> None:
    window(sandbox, 0, 3600, headers=False)
    with watched(face, sandbox) as row:
        done = row.ask(call(sandbox, READ, times=FEW, at_once=64, timeout_ms=1500))
        kinds = Counter(one.verdict[0] for one in done.series)
        # Whoever asks again at the very end of its time may not live to hear the answer; and those
        # that wait have all come to the end of theirs when a busy machine opens the gate late.
        assert kinds["rate_limit"] + kinds["timeout"] == FEW
        assert kinds["timeout"] <= 64
        late = [one for one in done.series if one.verdict[0] == "timeout"]
        assert all(one.seconds > 1.4 and one.safe for one in late)
    assert len(sandbox.journal()) <= 100 + 64
