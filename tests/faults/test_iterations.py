"""Iterations in which a request in the middle fails (row S16)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import programs
import pytest
from python_calls import KINDS
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, SendGridError, Subuser

TESTS = Path(__file__).parent.parent
KEY = "SG.canary-of-a-key"
Response = dict[str, Any]


def response(body: str, status: str = "200 OK", *headers: str) -> Response:
    return {"head": [f"HTTP/1.1 {status}", *headers], "body": body}


def page(*ids: int) -> Response:
    return response("[" + ",".join(f'{{"id":{number}}}' for number in ids) + "]")


BUSY, NO = response("", "503 Unavailable"), response("{}", "403 Forbidden")
SLOW, STOP = "Retry-After: 1", "Retry-After: 300"


class Case(NamedTuple):
    """The responses to an iteration, what it returns, and the offsets of its requests."""

    responses: list[Response]
    expected: str
    """The rows, errors (kind, attempts and offset) and the offset at the end."""
    offsets: list[int]


CASES = {
    "a retry": Case([page(1, 2), BUSY, page(3), page()], "1 2 3 | 3", [0, 2, 2, 3]),
    "a lost response": Case(
        [page(1, 2), {"then": "close"}, page(3), page()], "1 2 3 | 3", [0, 2, 2, 3]
    ),
    "a 429": Case(
        [page(1, 2), response("", "429 No", SLOW), page(3), page()], "1 2 3 | 3", [0, 2, 2, 3]
    ),
    "a 429 for minutes": Case(
        [page(1, 2), response("", "429 No", STOP)],
        "1 2 rate_limit,1,2 rate_limit,0,2 | 2",
        [0, 2],
    ),
    "a refusal": Case(
        [page(1, 2), NO, page(3), page()], "1 2 permission_denied,1,2 3 | 3", [0, 2, 2, 3]
    ),
    "a refusal at the beginning": Case(
        [NO, page(1), page()], "permission_denied,1,0 1 | 1", [0, 0, 1]
    ),
    "a refusal at the end": Case([page(1), NO, page()], "1 permission_denied,1,1 | 1", [0, 1, 1]),
    "a server that is down": Case(
        [page(1, 2), BUSY, BUSY, BUSY, page(3), page()],
        "1 2 server,3,2 3 | 3",
        [0, 2, 2, 2, 2, 3],
    ),
    "an unusable page": Case(
        [page(1, 2), response('[{"id":3},'), page(3), page()],
        "1 2 response,1,2 3 | 3",
        [0, 2, 2, 3],
    ),
    "repeated rows": Case(
        [page(1, 2), page(2, 3), page(3, 4), page()], "1 2 3 4 | 6", [0, 2, 4, 6]
    ),
    "repeated rows after a refusal": Case(
        [page(1, 2), NO, page(2, 3), page()], "1 2 permission_denied,1,2 3 | 4", [0, 2, 2, 4]
    ),
    "repeated rows after a retry": Case(
        [page(1, 2), page(3, 1), BUSY, page(4, 3), page()], "1 2 3 4 | 6", [0, 2, 4, 4, 6]
    ),
    "a server that begins again": Case([page(1, 2), page(3), page(1, 2)], "1 2 3 | 5", [0, 2, 3]),
}


def read(rows: Any, step: Callable[[Any], Subuser]) -> str:
    """Reads an iteration to its end, or to two errors in a row."""
    seen: list[str] = []
    errors = 0
    while errors < 2:
        try:
            seen.append(str(step(rows).id))
            errors = 0
        except (StopIteration, StopAsyncIteration):
            break
        except SendGridError as error:
            errors += 1
            seen.append(f"{KINDS[type(error)]},{error.attempts},{error.offset}")
    return f"{' '.join(seen)} | {rows.offset}"


def by_python(url: str) -> str:
    with Client(KEY, base_url=url) as client:
        return read(client.subusers.iter(), next)


def by_asyncio(url: str) -> str:
    loop = asyncio.new_event_loop()

    async def step(rows: Any) -> Subuser:
        row: Subuser = await anext(rows)
        return row

    client = AsyncClient(KEY, base_url=url)
    result = read(client.subusers.iter(), lambda rows: loop.run_until_complete(step(rows)))
    client.close()
    loop.close()
    return result


@cache
def built(language: str, kind: str) -> Path:
    flags = programs.SANITIZED if kind == "sanitized" else []
    source = TESTS / language / f"page_faults.{language}"
    return programs.build(source, flags=flags, name=f"page_faults_{language}_{kind}")


def by_program(language: str, way: str, kind: str, url: str) -> str:
    lines = programs.run(built(language, kind), way, url, KEY).splitlines()
    seen = [line.partition(" ")[2].replace(" ", ",") for line in lines]
    return f"{' '.join(seen[:-1])} | {seen[-1]}"


WAYS: list[tuple[str, str, Callable[[str], str]]] = [
    ("python", "iterator", by_python),
    ("asyncio", "iterator", by_asyncio),
    *(
        (binding, f"{way}-{kind}", partial(by_program, language, way, kind))
        for binding, language, way in [
            ("c", "c", "blocking"),
            ("c-queue", "c", "queue"),
            ("cpp", "cpp", "range"),
            ("cpp-futures", "cpp", "futures"),
            ("cpp-futures", "cpp", "queue"),
        ]
        for kind in ("plain", "sanitized")
    ),
]


@pytest.mark.row("S16")
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    ("binding", "run"),
    [pytest.param(binding, run, id=f"{binding}-{way}") for binding, way, run in WAYS],
)
def test_iteration(binding: str, run: Callable[[str], str], name: str) -> None:
    case = CASES[name]
    with ReplayServer([*case.responses]) as server:
        started = time.monotonic()
        assert run(server.url) == case.expected, binding
        lines = [line.partition(" HTTP")[0] for line, *_ in server.received]
        assert server.responses == []
    offsets = [f"&offset={offset}" if offset else "" for offset in case.offsets]
    assert lines == [f"GET /v3/subusers?limit=500{offset}" for offset in offsets]
    if name == "a 429":
        assert time.monotonic() - started >= 1
