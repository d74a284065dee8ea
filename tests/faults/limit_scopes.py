"""The responses of a server that limits and refuses single operations and accounts.

The programs `limit_scopes.c` and `limit_scopes.cpp`, and `test_limit_scopes.py` in Python, make the
calls of both lists in this order. A call that must not be sent has no response.
"""

from __future__ import annotations

from typing import Any

DATE = "Date: Tue, 14 Nov 2023 22:13:20 GMT"
RESET = 1_700_000_500
"""The start of the next windows: the client does not wait that long."""


def _response(status: str, *headers: str, body: str = "{}") -> dict[str, Any]:
    return {"head": [f"HTTP/1.1 {status}", DATE, *headers], "body": body}


OK = _response("200 OK")
LAST = _response(
    "200 OK",
    "X-RateLimit-Limit: 600",
    "X-RateLimit-Remaining: 0",
    f"X-RateLimit-Reset: {RESET}",
)
TOO_MANY = _response("429 Too Many Requests", f"X-RateLimit-Reset: {RESET}")
UNAUTHORIZED = _response("401 Unauthorized", body='{"errors":[{"message":"no"}]}')

LIMITS = [
    LAST,  # get_email; not sent: get_email
    OK,  # get_username
    TOO_MANY,  # subuser: get_email; not sent: get_email
    OK,  # other: get_email
]
LOCKOUTS = [
    *([UNAUTHORIZED] * 3),  # first, second, third: get_email
    OK,  # get_email
    *([UNAUTHORIZED] * 3),  # blocked: get_email; not sent: get_email, update_email
    OK,  # fourth: get_email, a success of the credential
    OK,  # blocked: get_email
]
