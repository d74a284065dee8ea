"""What repeats cost, and how often a change is sent whose answer is lost, as a client sets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drivers import Driver
from matrix import ONCE, READ, SET, call, watched
from orders import answer, order_faults
from sendgrid_accounts.sandbox import Sandbox

DOWN = answer(503)
LOST: dict[str, Any] = {"kind": "reset", "apply": True}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.row("N8")
@pytest.mark.parametrize(("allowed", "attempts"), [(0, 1), (None, 2), (2, 3), (8, 5)])
def test_a_change_whose_answer_is_lost_is_sent_as_often_as_allowed(
    face: Driver, sandbox: Sandbox, allowed: int | None, attempts: int
) -> None:
    order_faults(sandbox, SET, *[LOST] * attempts)
    with watched(face, sandbox) as row:
        lost = row.ask(call(sandbox, SET, max_retries=4, max_unknown_retries=allowed))
        assert lost.verdict == ("outcome_unknown", "unknown", attempts)
    assert len(sandbox.journal()) == attempts


@pytest.mark.row("N8")
def test_what_may_happen_once_is_sent_once_however_much_is_allowed(
    face: Driver, sandbox: Sandbox
) -> None:
    order_faults(sandbox, ONCE, LOST)
    with watched(face, sandbox) as row:
        lost = row.ask(call(sandbox, ONCE, max_retries=4, max_unknown_retries=4))
        assert lost.verdict == ("outcome_unknown", "unknown", 1)
    assert len(sandbox.journal()) == 1


@pytest.mark.row("S2")
@pytest.mark.parametrize(
    ("prices", "repeats"),
    [
        ({"retry_budget": 60, "retry_cost": 20}, 3),
        ({"retry_budget": 60}, 4),
        ({"retry_cost": 71}, 7),
    ],
)
def test_a_server_that_is_down_is_asked_again_as_often_as_the_quota_pays(
    face: Driver, sandbox: Sandbox, prices: dict[str, Any], repeats: int
) -> None:
    calls = 10
    order_faults(sandbox, READ, *[DOWN] * (calls + repeats))
    with watched(face, sandbox) as row:
        series = row.ask(call(sandbox, READ, times=calls, **prices)).series
    errors = [one.error for one in series if one.error is not None]
    assert sum(error["attempts"] for error in errors) == calls + repeats
    # The first have their three attempts; from where the quota ends each says so.
    paid = repeats // 2
    assert [error["retry_budget_exhausted"] for error in errors] == [False] * paid + [True] * (
        calls - paid
    )
    assert len(sandbox.journal()) == calls + repeats


@pytest.mark.row("L6")
@pytest.mark.parametrize("cost", [6, 7])
def test_a_repeat_after_a_refusal_for_the_rate_has_its_own_price(
    face: Driver, sandbox: Sandbox, cost: int
) -> None:
    order_faults(sandbox, READ, answer(429))
    with watched(face, sandbox) as row:
        asked = row.ask(call(sandbox, READ, retry_budget=6, rate_limit_retry_cost=cost))
        if cost == 6:
            assert asked.error is None
        else:
            assert asked.verdict == ("rate_limit", "rejected", 1)
            assert asked.error is not None
            assert asked.error["retry_budget_exhausted"] is True


@pytest.mark.row("S13")
@pytest.mark.parametrize("gain", [19, 20])
def test_a_call_that_succeeds_pays_for_later_repeats(
    face: Driver, sandbox: Sandbox, gain: int
) -> None:
    # The first call spends all that there is, the second earns, the third wants a repeat.
    order_faults(sandbox, READ, DOWN, DOWN, {"kind": "delay", "before_answer_ms": 1}, DOWN)
    settings: dict[str, Any] = {
        "max_retries": 1,
        "retry_budget": 20,
        "retry_cost": 20,
        "retry_refund": gain,
    }
    with watched(face, sandbox) as row:
        spent, earned, last = row.ask(call(sandbox, READ, times=3, **settings)).series
    assert spent.verdict == ("server", "unknown", 2)
    assert earned.error is None
    if gain == 20:
        assert last.error is None
    else:
        assert last.verdict == ("server", "unknown", 1)
