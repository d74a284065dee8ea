"""What is refused before anything is sent, in every language (rows I1 to I8 of the matrix)."""

from __future__ import annotations

from typing import Any

import pytest
from drivers import Driver
from matrix import CUSTOMERS_ONCE, CUSTOMERS_SET, ONCE, READ, SET, call, watched
from replay_server import ReplayServer

UNSENT = ("invalid_input", "not_sent", 0)
HOSTILE = {
    "line end": "a\r\nX-Evil: 1",
    "line feed": "a\n",
    "U+007F": "a\x7f",
    "tab": "a\tb",
    "blank first": " a",
    "blank last": "a ",
    "64 kB": "a" * 65_536,
    "other letters": "späm",
    "U+0085": "a\x85",
    "nothing": "",
}


def can_say(face: Driver, text: str) -> bool:
    """A text of C ends where it has U+0000."""
    return not (face.face.startswith("c") and "\0" in text)


def refused(face: Driver, operation: str, field: str, given: dict[str, Any]) -> str:
    """Makes a call that must be refused for that field, without a connection; its error."""
    with ReplayServer() as server, watched(face) as row:
        done = row.ask(call(server.url, operation, **given))
        assert done.verdict == UNSENT
        assert done.error is not None
        assert done.error["field"] == field
        assert server.connections == 0
        return str(done.error)


@pytest.mark.row("I1")
@pytest.mark.parametrize("name", [*HOSTILE, "U+0000"])
@pytest.mark.parametrize("header", ["on_behalf_of", "account_id"])
def test_a_header_that_means_harm(face: Driver, header: str, name: str) -> None:
    value = HOSTILE.get(name, "a\0b")
    if not can_say(face, value):
        pytest.skip("a text of C ends there")
    refused(face, READ, header, {header: value})


@pytest.mark.row("I5")
@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\t", "é"])
def test_a_key_with_the_end_of_its_line(face: Driver, end: str) -> None:
    shown = refused(face, READ, "api_key", {"api_key": f"SG.canary-of-a-key{end}"})
    assert "canary" not in shown


@pytest.mark.row("I6")
@pytest.mark.parametrize("field", ["timeout", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize("milliseconds", [24 * 3600 * 1000 + 1, 10**15, 2**63 - 1])
def test_a_time_that_cannot_be_meant(face: Driver, field: str, milliseconds: int) -> None:
    refused(face, READ, field, {f"{field}_ms": milliseconds})


@pytest.mark.row("I6")
@pytest.mark.parametrize(("field", "number"), [("max_retries", 101), ("max_retries", 2**31)])
def test_a_count_that_cannot_be_meant(face: Driver, field: str, number: int) -> None:
    refused(face, READ, field, {field: number})


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
def test_a_password_that_cannot_be_one(
    face: Driver, operation: str, field: str, problem: str
) -> None:
    value = f"canary-word{problem}canary-end"
    if not can_say(face, value):
        pytest.skip("a text of C ends there")
    shown = refused(face, operation, field, {"arguments": {field: value}})
    assert "canary" not in shown


@pytest.mark.row("I10")
@pytest.mark.parametrize("operation", ["user.update_profile", "customers.update_profile"])
def test_a_change_of_nothing(face: Driver, operation: str) -> None:
    refused(face, operation, "profile", {"arguments": {"city": None, "phone": None}})


@pytest.mark.row("I10")
@pytest.mark.parametrize(("operation", "field"), [(SET, "email"), (CUSTOMERS_SET, "user")])
def test_a_change_to_nothing(face: Driver, operation: str, field: str) -> None:
    refused(face, operation, field, {"arguments": {field: ""}})
