"""Texts and numbers of a server that do harm where a program shows them (rows S14 and S15)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from binding_fixtures import in_all_bindings
from drivers import Driver
from matrix import CUSTOMERS_ONCE, ONCE, READ, Outcome, call, watch
from raw_servers import RawServer, http, responding
from secret_markers import SPELLINGS, occurrences

MAX_TEXT = 2048
"""Maximum length of a text of a server in an error, in bytes."""
FILLINGS = {
    "echo, then 60,000 bytes": "x" * 60_000,
    "echo, then controls": "\x1b\u202e" * 10_000,
}
FORMS = {
    "401 without a body": ("401 Unauthorized", None),
    "407 with a page": ("407 Proxy Authentication Required", "page"),
    "408 without a body": ("408 Request Timeout", None),
    "413 with a list": ("413 Too Large", "errors"),
    "429 with an error": ("429 Too Many Requests", "errors"),
    "500 with a page": ("500 Internal Server Error", "page"),
    "redirect": ("302 Found", None),
    "200 with a page": ("200 OK", "page"),
    "200 with errors": ("200 OK", "errors"),
    "compressed 200": ("200 OK\r\nContent-Encoding: gzip", "page"),
    "compressed 400": ("400 Bad Request\r\nContent-Encoding: gzip", "errors"),
}
"""Responses that refuse a call or cannot be used: status line, and kind of the body."""


def echoes(secrets: Iterable[str], filling: str) -> str:
    """Every secret in every spelling, then a filling."""
    return " ".join(spell(secret) for secret in secrets for spell in SPELLINGS) + filling


def body_of(kind: str | None, text: str) -> bytes:
    """A body in which every member is this text."""
    detail = {"message": text, "field": text, "help": {text: [text]}, "error_id": text}
    bodies = {
        None: "",
        "page": f"<html>{text}</html>",
        "errors": json.dumps({"errors": [detail, text, {text: [text]}], "id": text}),
    }
    return bodies[kind].encode()


def header_of(text: str) -> str:
    """A text as a header value: without controls, and beyond ASCII percent-encoded."""
    visible = (one for one in text if one.isprintable())
    return "".join(one if one.isascii() else quote(one) for one in visible)[:60_000]


def texts_of(error: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of the server in an error."""
    for name in ("body", "request_id"):
        if error[name] is not None:
            yield name, error[name]
    for detail in error["details"]:
        for name, value in detail.items():
            if value is not None:
                yield name, value if isinstance(value, str) else json.dumps(value)


def check_texts(outcome: Outcome, secrets: Iterable[str]) -> list[str]:
    """Checks the texts of an error; returns the names of those that it has."""
    error = outcome.error
    assert error is not None
    # The message has the beginning of a text, and words of the library.
    assert len(outcome.message.encode()) <= MAX_TEXT + 300
    names: list[str] = []
    for name, text in texts_of(error):
        assert len(text.encode()) <= MAX_TEXT, name
        assert not occurrences(secrets, text.encode()), name
        names.append(name)
    return names


# A debug build redacts slowly.
@in_all_bindings
@pytest.mark.timeout(600)
@pytest.mark.row("S14")
@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("operation", [ONCE, CUSTOMERS_ONCE])
def test_every_text_of_a_server_is_redacted_and_capped(
    binding: Driver, operation: str, filling: str
) -> None:
    secrets = sorted(call("http://x", operation).secrets)
    text = echoes(secrets, FILLINGS[filling])
    for name, (status, kind) in FORMS.items():
        identifier = f"X-Request-Id: {header_of(text)}"
        # Within the size limit of a body, also where JSON escapes the filling.
        response = http(body_of(kind, text[:5000]), identifier, status=status)
        with RawServer(responding(response)) as server:
            # The server has applied a change only where its status says so.
            counter = server if name in ("200 with a page", "compressed 200") else None
            with watch(binding, counter) as monitor:
                outcome = monitor.run(call(server.url, operation, max_retries=0))
        names = check_texts(outcome, secrets)
        assert "request_id" in names, name
        if kind == "errors" and "compressed" not in name:
            assert {"message", "field", "help", "error_id"} <= set(names), name


NUMBERS = [
    "18446744073709551615",
    "18446744073709551616",
    "300000000000",
    "999999999999999",
    "9" * 400,
    "-1",
]
KINDS = {
    "400 Bad Request": "bad_request",
    "401 Unauthorized": "authentication",
    "403 Forbidden": "permission_denied",
    "404 Not Found": "not_found",
    "405 Not Allowed": "api",
    "429 Too Many Requests": "rate_limit",
    "503 Service Unavailable": "server",
    "302 Found": "response",
    "200 OK": "response",
}
DAY = 24 * 3600


@in_all_bindings
@pytest.mark.row("S15")
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{number:.20}")
def test_extreme_numbers_leave_the_error_as_it_is(binding: Driver, number: str) -> None:
    for status, kind in KINDS.items():
        headers = [
            f"{name}: {number}"
            for name in ("Retry-After", "X-RateLimit-Reset", "X-RateLimit-Limit", "Date")
        ]
        body = json.dumps({"errors": [{"message": "m", "error_id": number}] * 99}).encode()
        response = http(b"no" if kind == "response" else body, *headers, status=status)
        with RawServer(responding(response)) as server, watch(binding, server) as monitor:
            settings: dict[str, Any] = {"max_retries": 0, "timeout_ms": 10_000}
            first, second = monitor.run(call(server.url, READ, times=2, **settings)).series
        for outcome in (first, second):
            assert outcome.error is not None
            assert outcome.error["kind"] == kind, status
            assert 0 <= (outcome.error["retry_after_seconds"] or 0) <= DAY
            assert len(outcome.error["details"]) <= 32
        assert first.error is not None
        assert first.error["attempts"] == 1


@in_all_bindings
@pytest.mark.row("S15")
def test_a_wait_of_ten_years_fails_at_once(binding: Driver) -> None:
    response = http(b"", "Retry-After: 315360000", status="429 Too Many Requests")
    with RawServer(responding(response)) as server, watch(binding, server) as monitor:
        first, second = monitor.run(call(server.url, READ, times=2)).series
    assert (first.failure, second.failure) == (
        ("rate_limit", "rejected", 1),
        ("rate_limit", "not_sent", 0),
    )
    for outcome in (first, second):
        assert outcome.seconds < 0.5
        assert outcome.error is not None
        # The limiter opens again after an hour at the latest.
        assert 0 < outcome.error["retry_after_seconds"] <= DAY
