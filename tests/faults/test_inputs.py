"""Invalid arguments, which are rejected before a connection is made (rows I1 to I10)."""

from __future__ import annotations

from typing import Any

import pytest
from binding_fixtures import in_all_bindings
from drivers import Driver
from matrix import CUSTOMERS_ONCE, CUSTOMERS_SET, ONCE, READ, SET, call, watch
from replay_server import ReplayServer

UNSENT = ("invalid_input", "not_sent", 0)
HOSTILE = {
    "CR LF": "a\r\nX-Evil: 1",
    "LF": "a\n",
    "U+007F": "a\x7f",
    "tab": "a\tb",
    "leading space": " a",
    "trailing space": "a ",
    "64 kB": "a" * 65_536,
    "non-ASCII letter": "späm",
    "U+0085": "a\x85",
    "empty": "",
}


def can_pass(binding: Driver, value: str) -> bool:
    """Whether a binding can pass this value: a C string ends at U+0000."""
    return not (binding.binding.startswith("c") and "\0" in value)


def error_of(binding: Driver, operation: str, field: str, settings: dict[str, Any]) -> str:
    """The error of a call that is rejected for this field, without a connection."""
    with ReplayServer() as server, watch(binding) as monitor:
        outcome = monitor.run(call(server.url, operation, **settings))
        assert outcome.failure == UNSENT
        assert outcome.error is not None
        assert outcome.error["field"] == field
        assert server.connections == 0
        return str(outcome.error)


@pytest.mark.row("I1")
@pytest.mark.parametrize("name", [*HOSTILE, "U+0000"])
@pytest.mark.parametrize("header", ["on_behalf_of", "account_id"])
def test_an_invalid_header_value(binding: Driver, header: str, name: str) -> None:
    value = HOSTILE.get(name, "a\0b")
    if not can_pass(binding, value):
        pytest.skip("a C string ends at U+0000")
    # The drivers in C and C++ pass a subuser to on_behalf_of(), the others set an option.
    is_argument = header == "on_behalf_of" and binding.binding.startswith("c")
    error_of(binding, READ, "subuser" if is_argument else header, {header: value})


@pytest.mark.row("I5")
@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\t", "é"])
def test_an_api_key_with_a_line_break(binding: Driver, end: str) -> None:
    error = error_of(binding, READ, "api_key", {"api_key": f"SG.canary-of-a-key{end}"})
    assert "canary" not in error


@pytest.mark.row("I6")
@pytest.mark.parametrize("field", ["timeout", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize("milliseconds", [24 * 3600 * 1000 + 1, 10**15, 2**63 - 1])
def test_a_timeout_out_of_range(binding: Driver, field: str, milliseconds: int) -> None:
    error_of(binding, READ, field, {f"{field}_ms": milliseconds})


@pytest.mark.row("I6")
@pytest.mark.parametrize(("field", "number"), [("max_retries", 101), ("max_retries", 2**31)])
def test_a_count_out_of_range(binding: Driver, field: str, number: int) -> None:
    error_of(binding, READ, field, {field: number})


@pytest.mark.row("I8")
@pytest.mark.parametrize("problem", ["\0", "\n", "x" * 900_000, "\x1b"])
@pytest.mark.parametrize(
    ("operation", "field"),
    [
        (ONCE, "new_password"),
        (ONCE, "old_password"),
        ("customers.update_password", "password"),
        (CUSTOMERS_ONCE, "password"),
    ],
)
def test_an_invalid_password(binding: Driver, operation: str, field: str, problem: str) -> None:
    value = f"canary-word{problem}canary-end"
    if not can_pass(binding, value):
        pytest.skip("a C string ends at U+0000")
    error = error_of(binding, operation, field, {"arguments": {field: value}})
    assert "canary" not in error


@pytest.mark.row("I10")
@pytest.mark.parametrize("operation", ["user.update_profile", "customers.update_profile"])
def test_an_update_without_fields(binding: Driver, operation: str) -> None:
    error_of(binding, operation, "profile", {"arguments": {"city": None, "phone": None}})


@pytest.mark.row("I10")
@pytest.mark.parametrize(("operation", "field"), [(SET, "email"), (CUSTOMERS_SET, "user")])
def test_an_empty_value(binding: Driver, operation: str, field: str) -> None:
    error_of(binding, operation, field, {"arguments": {field: ""}})


@in_all_bindings
@pytest.mark.row("I17")
@pytest.mark.parametrize("user", ["u:pw-canary@", "pw-canary@", ":pw-canary@", "u:%70w-canary@"])
@pytest.mark.parametrize("url", ["https://{}api.sendgrid.com", "http://{}127.0.0.1:9/v3"])
def test_a_base_url_with_a_password(binding: Driver, url: str, user: str) -> None:
    with watch(binding) as monitor:
        outcome = monitor.run(call(url.format(user), READ))
    assert outcome.failure == UNSENT
    assert outcome.error is not None
    assert outcome.error["field"] == "base_url"
    assert "canary" not in str(outcome.error)
