"""Any other call, and the responses of calls, in C and C++.

`tests/python/test_request.py`, `tests/python/test_raw_response.py` and `core/tests/raw_calls.rs`
are the same in Python and Rust. The retry classes of any other call, in every binding, are the
vectors `tests/vectors/requests/retry_*`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import programs
import pytest
from replay_server import ReplayServer

TESTS = Path(__file__).parent.parent
KEY = "SG.canary-of-a-key"
DATE = "Date: Tue, 14 Nov 2023 22:13:20 GMT"
LIMIT = [
    DATE,
    "X-Request-Id: r-1",
    "X-RateLimit-Limit: 600",
    "X-RateLimit-Remaining: 0",
    "X-RateLimit-Reset: 1700000500",
]


def response(body: str, *headers: str, status: str = "200 OK") -> dict[str, Any]:
    return {"head": [f"HTTP/1.1 {status}", *headers], "body": body}


COMMON = [
    response("a\0b", *LIMIT),  # GET /v3/stats; not sent: GET /v3/stats
    response("{}", DATE),  # GET /v3/alerts
    response('{"email":"a@example.com"}', *LIMIT),  # user.get_email
    response('{"username":"a"}', DATE),  # user.get_username
    response("{}", DATE, status="404 Not Found"),  # user.get_username
    response('{"city":"Orange"}', *LIMIT),  # user.get_profile
    response('{"type":"paid"}', DATE),  # user.get_account
]
FUTURES = [
    response("", DATE, status="204 No Content"),  # user.update_password
    response("{}", DATE),  # GET /v3/scopes
    response("{}", DATE),  # GET /v3/scopes
]


@pytest.mark.parametrize("kind", ["plain", "sanitized"])
@pytest.mark.parametrize(
    ("language", "responses"), [("c", COMMON), ("cpp", COMMON + FUTURES)], ids=["c", "cpp"]
)
def test_program(language: str, responses: list[dict[str, Any]], kind: str) -> None:
    flags = programs.SANITIZED if kind == "sanitized" else []
    source = TESTS / language / f"raw_responses.{language}"
    program = programs.build(source, flags=flags, name=f"raw_responses_{language}_{kind}")
    with ReplayServer(list(responses)) as server:
        programs.run(program, server.url, KEY)
        assert len(server.received) == len(responses)
        assert server.responses == []
