"""The driver in Python: makes a call for each line, as the drivers of the other languages do.

With the argument `async`, calls are awaited. Logs on standard error all that there is. An error
also has `views`: whatever a program could see of the exception.
"""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from python_calls import call, describe, shown
from sendgrid_accounts import AsyncClient, Client, Reseller, SendGridError

Fields = dict[str, Any]
SECONDS = "timeout", "attempt_timeout", "connect_timeout", "longest_wait"
NUMBERS = (
    *("max_attempts", "max_unknown_attempts", "max_connections"),
    *("retry_quota", "retry_cost", "throttle_retry_cost", "retry_gain"),
)
TEXTS = "api_key", "base_url", "ca_bundle", "proxy", "on_behalf_of"


def read(line: str) -> Fields:
    """What a line says; a name that stands there several times has a list."""
    fields: Fields = {}
    for field in line.rstrip("\n").split("\t"):
        name, value = map(unquote, field.split("=", 1))
        if name in ("arg.ip", "arg.ip_group"):
            fields.setdefault(name, []).append(value)
        else:
            fields[name] = value
    return fields


def settings(fields: Fields) -> dict[str, Any]:
    """What a client is made with."""
    found = {name: fields[name] for name in TEXTS if name in fields}
    found |= {name: int(fields[name]) for name in NUMBERS if name in fields}
    found |= {name: int(fields[f"{name}_ms"]) / 1000 for name in SECONDS if f"{name}_ms" in fields}
    for name in ("allow_insecure_transport", "trust_env"):
        if name in fields:
            found[name] = fields[name] == "true"
    if "dialect" in fields:
        found["reseller"] = Reseller(
            fields["reseller_username"],
            fields["reseller_password"],
            dialect=fields["dialect"],
            format=fields["format"],
        )
    return found


def acting(client: Any, fields: Fields) -> Any:
    """The client, or its view where a line names an account by its number."""
    account = fields.get("account_id")
    return client if account is None else client.on_behalf_of(account_id=account)


def arguments(fields: Fields, number: int | None) -> dict[str, Any]:
    """What a call is made with."""
    found: dict[str, Any] = {}
    for full, value in fields.items():
        name = full.removeprefix("arg.")
        if name == full:
            continue
        if name in ("active", "free_user"):
            value = value == "true"
        elif name in ("limit", "offset"):
            value = int(value)
        elif number is not None and isinstance(value, str):
            value = value.replace("{n}", str(number))
        found[name] = value
    return found


def failure(error: SendGridError) -> Fields:
    """An error, and all that can be seen of it."""
    views = [str(error), repr(error), repr(error.args), repr(vars(error)), error.message]
    views += getattr(error, "__notes__", [])
    # The chain of causes is in it.
    views += traceback.format_exception(error)
    views.append(pickle.dumps(error).decode("latin-1"))
    return {"error": {**describe(error), "views": views}}


class Waited:
    """Calls that wait."""

    def make(self, fields: Fields) -> Fields:
        """What a line asks for."""
        try:
            client: Client = acting(Client(**settings(fields)), fields)
        except SendGridError as error:
            return failure(error)
        with client:
            if "times" not in fields:
                return self._one(client, fields, None)
            return {"answers": self._series(client, fields)}

    def _one(self, client: Client, fields: Fields, number: int | None) -> Fields:
        try:
            return {"result": shown(call(client, fields["operation"], arguments(fields, number)))}
        except SendGridError as error:
            return failure(error)

    def _series(self, client: Client, fields: Fields) -> list[Fields]:
        numbers = iter(range(int(fields["times"])))
        answers: list[Fields] = []

        def work() -> None:
            for number in numbers:
                started = time.monotonic()
                answer = self._one(client, fields, number)
                answers.append({**answer, "n": number, "ms": since(started)})
                time.sleep(int(fields.get("pause_ms", 0)) / 1000)

        in_threads(work, int(fields.get("at_once", 1)))
        return answers


def in_threads(work: Callable[[], None], count: int) -> None:
    """The same work in several threads, to its end."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Awaited:
    """Calls that are awaited, all on one loop."""

    def __init__(self) -> None:
        """Makes the loop."""
        self._loop = asyncio.new_event_loop()

    def make(self, fields: Fields) -> Fields:
        """What a line asks for."""
        return self._loop.run_until_complete(self._make(fields))

    async def _make(self, fields: Fields) -> Fields:
        try:
            client: AsyncClient = acting(AsyncClient(**settings(fields)), fields)
        except SendGridError as error:
            return failure(error)
        async with client:
            if "times" not in fields:
                return await self._one(client, fields, None)
            return {"answers": await self._series(client, fields)}

    async def _one(self, client: AsyncClient, fields: Fields, number: int | None) -> Fields:
        try:
            made = call(client, fields["operation"], arguments(fields, number))
            return {"result": shown(await made)}
        except SendGridError as error:
            return failure(error)

    async def _series(self, client: AsyncClient, fields: Fields) -> list[Fields]:
        numbers = iter(range(int(fields["times"])))
        answers: list[Fields] = []

        async def work() -> None:
            for number in numbers:
                started = time.monotonic()
                answer = await self._one(client, fields, number)
                answers.append({**answer, "n": number, "ms": since(started)})
                await asyncio.sleep(int(fields.get("pause_ms", 0)) / 1000)

        await asyncio.gather(*(work() for _ in range(int(fields.get("at_once", 1)))))
        return answers


def since(started: float) -> int:
    """Milliseconds."""
    return int((time.monotonic() - started) * 1000)


def main() -> None:
    """Answers each line."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    way = Awaited() if sys.argv[1:] == ["async"] else Waited()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(way.make(read(line))) + "\n")
        sys.stdout.flush()


main()
