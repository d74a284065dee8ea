"""The Python driver: makes one call per input line, like the drivers of the other bindings.

The argument `async` selects `AsyncClient`. All events are logged to standard error. An error also
has `views`: every string representation of the exception.
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

from python_calls import call, describe, to_json
from sendgrid_accounts import AsyncClient, Client, Reseller, Retry, SendGridError

Fields = dict[str, Any]
SECONDS = "timeout", "attempt_timeout", "connect_timeout", "max_rate_limit_wait"
NUMBERS = "max_retries", "max_connections"
RETRY = {
    "max_unknown_retries": "max_unknown_retries",
    "retry_budget": "budget",
    "retry_cost": "cost",
    "rate_limit_retry_cost": "rate_limit_cost",
    "retry_refund": "refund",
}
STRINGS = "api_key", "base_url", "ca_bundle", "on_behalf_of", "proxy", "region"


def read(line: str) -> Fields:
    """The fields of a line. Repeatable fields have lists as values."""
    fields: Fields = {}
    for field in line.rstrip("\n").split("\t"):
        name, value = map(unquote, field.split("=", 1))
        if name in ("arg.ip", "arg.ip_group", "arg.ips", "arg.scopes", "arg.usernames"):
            fields.setdefault(name, []).append(value)
        else:
            fields[name] = value
    return fields


def settings(fields: Fields) -> dict[str, Any]:
    """The arguments of the client."""
    options = {name: fields[name] for name in STRINGS if name in fields}
    options |= {name: int(fields[name]) for name in NUMBERS if name in fields}
    options |= {
        name: int(fields[f"{name}_ms"]) / 1000 for name in SECONDS if f"{name}_ms" in fields
    }
    retry = {RETRY[name]: int(fields[name]) for name in RETRY if name in fields}
    if retry:
        options["retry"] = Retry(**retry)
    for name in ("allow_insecure_transport", "trust_env"):
        if name in fields:
            options[name] = fields[name] == "true"
    if "dialect" in fields:
        auth = fields["auth"]
        with_password = {
            "username": fields.get("reseller_username"),
            "password": fields.get("reseller_password"),
            "auth": auth,
        }
        options["reseller"] = Reseller(
            **({} if auth == "client_key" else with_password),
            dialect=fields["dialect"],
            format=fields["format"],
        )
    return options


def create(client_class: Any, fields: Fields) -> Any:
    """The client of a line."""
    make = client_class.from_env if fields.get("from_env") == "true" else client_class
    return view_of(make(**settings(fields)), fields)


def view_of(client: Any, fields: Fields) -> Any:
    """The client, or its view for the account ID of the line."""
    account = fields.get("account_id")
    return client if account is None else client.on_behalf_of(account_id=account)


def view_of_odd(client: Any, fields: Fields) -> Any:
    """The client of the calls of a series with an odd number."""
    account = fields.get("odd_on_behalf_of")
    return client if account is None else client.on_behalf_of(account)


def arguments(fields: Fields, number: int | None) -> dict[str, Any]:
    """The arguments of the call, with `{n}` replaced by the number of the call."""
    values: dict[str, Any] = {}
    for full, value in fields.items():
        name = full.removeprefix("arg.")
        if name == full:
            continue
        if name in ("active", "allow_own", "clear", "free_user", "include_region"):
            value = value == "true"
        elif name in ("by", "limit", "offset", "total"):
            value = int(value)
        elif name == "json":
            value = json.loads(value)
        elif number is not None and isinstance(value, str):
            value = value.replace("{n}", str(number))
        values[name] = value
    return values


def failure(error: SendGridError) -> Fields:
    """An error with all of its string representations."""
    views = [str(error), repr(error), repr(error.args), repr(vars(error)), error.message]
    views += [repr(getattr(error, "reset_at", None)), *getattr(error, "__notes__", [])]
    # The traceback includes the chain of causes.
    views += traceback.format_exception(error)
    views.append(pickle.dumps(error).decode("latin-1"))
    return {"error": {**describe(error), "views": views}}


class SyncCalls:
    """Blocking calls with `Client`."""

    def make(self, fields: Fields) -> Fields:
        """Makes the call or the series of a line."""
        try:
            client: Client = create(Client, fields)
        except SendGridError as error:
            return failure(error)
        with client:
            if "times" not in fields:
                return self._one(client, fields, None)
            return {"responses": self._series(client, fields)}

    def _one(self, client: Client, fields: Fields, number: int | None) -> Fields:
        try:
            return {"result": to_json(call(client, fields["operation"], arguments(fields, number)))}
        except SendGridError as error:
            return failure(error)

    def _series(self, client: Client, fields: Fields) -> list[Fields]:
        numbers = iter(range(int(fields["times"])))
        clients = client, view_of_odd(client, fields)
        replies: list[Fields] = []

        def work() -> None:
            for number in numbers:
                started = time.monotonic()
                reply = self._one(clients[number % 2], fields, number)
                replies.append({**reply, "n": number, "ms": milliseconds_since(started)})
                time.sleep(int(fields.get("pause_ms", 0)) / 1000)

        in_threads(work, int(fields.get("at_once", 1)))
        return replies


def in_threads(work: Callable[[], None], count: int) -> None:
    """Runs the same function in several threads and joins them."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class AsyncCalls:
    """Awaited calls with `AsyncClient`, all on one event loop."""

    def __init__(self) -> None:
        """Creates the event loop."""
        self._loop = asyncio.new_event_loop()

    def make(self, fields: Fields) -> Fields:
        """Makes the call or the series of a line."""
        return self._loop.run_until_complete(self._make(fields))

    async def _make(self, fields: Fields) -> Fields:
        try:
            client: AsyncClient = create(AsyncClient, fields)
        except SendGridError as error:
            return failure(error)
        async with client:
            if "times" not in fields:
                return await self._one(client, fields, None)
            return {"responses": await self._series(client, fields)}

    async def _one(self, client: AsyncClient, fields: Fields, number: int | None) -> Fields:
        try:
            pending = call(client, fields["operation"], arguments(fields, number))
            return {"result": to_json(await pending)}
        except SendGridError as error:
            return failure(error)

    async def _series(self, client: AsyncClient, fields: Fields) -> list[Fields]:
        numbers = iter(range(int(fields["times"])))
        clients = client, view_of_odd(client, fields)
        replies: list[Fields] = []

        async def work() -> None:
            for number in numbers:
                started = time.monotonic()
                reply = await self._one(clients[number % 2], fields, number)
                replies.append({**reply, "n": number, "ms": milliseconds_since(started)})
                await asyncio.sleep(int(fields.get("pause_ms", 0)) / 1000)

        await asyncio.gather(*(work() for _ in range(int(fields.get("at_once", 1)))))
        return replies


def milliseconds_since(started: float) -> int:
    """The milliseconds since a start time."""
    return int((time.monotonic() - started) * 1000)


def main() -> None:
    """Replies to each input line."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    calls = AsyncCalls() if sys.argv[1:] == ["async"] else SyncCalls()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(calls.make(read(line))) + "\n")
        sys.stdout.flush()


main()
