"""Retry budgets, and retries of changes without a response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drivers import Driver
from injection import inject_faults, response
from matrix import ONCE, READ, SET, call, watch
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox

DOWN = response(503)
LOST: dict[str, Any] = {"kind": "reset", "apply": True}
RENAME = "user.update_username"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
        yield sandbox


@pytest.mark.row("N8")
@pytest.mark.parametrize(("allowed", "attempts"), [(0, 1), (None, 2), (2, 3), (8, 5)])
def test_max_unknown_retries_limits_retries_of_a_change_without_a_response(
    binding: Driver, sandbox: Sandbox, allowed: int | None, attempts: int
) -> None:
    inject_faults(sandbox, SET, *[LOST] * attempts)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, SET, max_retries=4, max_unknown_retries=allowed))
        assert outcome.failure == ("outcome_unknown", "unknown", attempts)
    assert len(sandbox.journal()) == attempts


@pytest.mark.row("N8")
def test_a_once_only_change_is_never_retried_without_a_response(
    binding: Driver, sandbox: Sandbox
) -> None:
    inject_faults(sandbox, ONCE, LOST)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, ONCE, max_retries=4, max_unknown_retries=4))
        assert outcome.failure == ("outcome_unknown", "unknown", 1)
    assert len(sandbox.journal()) == 1


@pytest.mark.row("N8")
@pytest.mark.parametrize("lost", [LOST, DOWN | {"apply": True}], ids=["reset", "503"])
def test_a_renaming_of_the_address_is_never_retried(
    binding: Driver, sandbox: Sandbox, lost: dict[str, Any]
) -> None:
    inject_faults(sandbox, RENAME, lost)
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, RENAME, on_behalf_of="test_subuser"))
        kind = "outcome_unknown" if lost is LOST else "server"
        assert outcome.failure == (kind, "unknown", 1)
        assert not outcome.safe
    assert [entry["applied"] for entry in sandbox.journal()] == [True]


@pytest.mark.row("N8")
@pytest.mark.parametrize("view", [{}, {"account_id": "123"}], ids=["own", "account"])
def test_a_renaming_of_an_account_with_another_address_is_retried(
    binding: Driver, sandbox: Sandbox, view: dict[str, Any]
) -> None:
    inject_faults(sandbox, RENAME, LOST)
    with watch(binding, sandbox) as monitor:
        assert monitor.run(call(sandbox, RENAME, **view)).error is None
    assert [entry["applied"] for entry in sandbox.journal()] == [True, True]


@pytest.mark.row("N8")
def test_a_refusal_after_a_lost_response_is_no_refusal_of_the_change(
    binding: Driver, sandbox: Sandbox
) -> None:
    inject_faults(sandbox, SET, LOST, response(404, {"errors": [{"message": "no such account"}]}))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, SET))
        assert outcome.failure == ("outcome_unknown", "unknown", 2)
        assert not outcome.safe
        assert outcome.message == (
            "an earlier attempt may have applied the change, and the last one was refused: "
            "not found (HTTP 404): no such account"
        )
    assert [entry["applied"] for entry in sandbox.journal()] == [True, False]


@pytest.mark.row("S2")
@pytest.mark.parametrize(
    ("settings", "retries"),
    [
        ({"retry_budget": 60, "retry_cost": 20}, 3),
        ({"retry_budget": 60}, 4),
        ({"retry_cost": 71}, 7),
    ],
)
def test_the_retry_budget_limits_the_retries_of_an_outage(
    binding: Driver, sandbox: Sandbox, settings: dict[str, Any], retries: int
) -> None:
    calls = 10
    inject_faults(sandbox, READ, *[DOWN] * (calls + retries))
    with watch(binding, sandbox) as monitor:
        series = monitor.run(call(sandbox, READ, times=calls, **settings)).series
    errors = [one.error for one in series if one.error is not None]
    assert sum(error["attempts"] for error in errors) == calls + retries
    # The first calls make three attempts; later errors report the exhausted budget.
    paid = retries // 2
    assert [error["retry_budget_exhausted"] for error in errors] == [False] * paid + [True] * (
        calls - paid
    )
    assert len(sandbox.journal()) == calls + retries


@pytest.mark.row("L6")
@pytest.mark.parametrize("cost", [6, 7])
def test_a_retry_after_a_429_has_its_own_cost(binding: Driver, sandbox: Sandbox, cost: int) -> None:
    inject_faults(sandbox, READ, response(429))
    with watch(binding, sandbox) as monitor:
        outcome = monitor.run(call(sandbox, READ, retry_budget=6, rate_limit_retry_cost=cost))
        if cost == 6:
            assert outcome.error is None
        else:
            assert outcome.failure == ("rate_limit", "rejected", 1)
            assert outcome.error is not None
            assert outcome.error["retry_budget_exhausted"] is True


@pytest.mark.row("S13")
@pytest.mark.parametrize("refund", [19, 20])
def test_a_successful_call_refunds_the_retry_budget(
    binding: Driver, sandbox: Sandbox, refund: int
) -> None:
    # The first call spends the whole budget, the second gets a refund, the third needs a retry.
    inject_faults(sandbox, READ, DOWN, DOWN, {"kind": "delay", "before_response_ms": 1}, DOWN)
    settings: dict[str, Any] = {
        "max_retries": 1,
        "retry_budget": 20,
        "retry_cost": 20,
        "retry_refund": refund,
    }
    with watch(binding, sandbox) as monitor:
        first, second, third = monitor.run(call(sandbox, READ, times=3, **settings)).series
    assert first.failure == ("server", "unknown", 2)
    assert second.error is None
    if refund == 20:
        assert third.error is None
    else:
        assert third.failure == ("server", "unknown", 1)
