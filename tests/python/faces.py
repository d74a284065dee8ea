"""The asynchronous client with the face of the synchronous one, so that one test serves both."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from sendgrid_accounts import AsyncClient

SOAK = int(os.environ.get("SENDGRID_ACCOUNTS_SOAK", "1"))
"""How many times as long the long loops of the tests are; `make soak` sets it."""

LOOPS = threading.local()
"""A loop for each thread that makes calls."""
MADE: list[asyncio.AbstractEventLoop] = []


def run(call: Any) -> Any:
    """Awaits a call on this thread's loop."""
    loop: asyncio.AbstractEventLoop | None = getattr(LOOPS, "loop", None)
    if loop is None or loop.is_closed():
        loop = LOOPS.loop = asyncio.new_event_loop()
        MADE.append(loop)
    return loop.run_until_complete(call)


def close_loops() -> None:
    """Ends the loops of all threads."""
    while MADE:
        MADE.pop().close()


class AwaitedGroup:
    """A group of calls whose methods wait."""

    def __init__(self, group: object) -> None:
        """Takes a group whose methods are awaited."""
        self._group = group

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The method of that name."""
        method = getattr(self._group, name)
        return lambda *arguments, **named: run(method(*arguments, **named))


class AwaitedClient:
    """What `Client` is, made of an `AsyncClient`."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Takes what `Client` takes."""
        self._client = AsyncClient(*arguments, **named)

    @classmethod
    def of(cls, client: AsyncClient) -> AwaitedClient:
        """A face for a client that is there."""
        face = cls.__new__(cls)
        face._client = client
        return face

    @classmethod
    def from_env(cls) -> AwaitedClient:
        """A client from the environment."""
        return cls.of(AsyncClient.from_env())

    @property
    def user(self) -> AwaitedGroup:
        """The Users API."""
        return AwaitedGroup(self._client.user)

    @property
    def customers(self) -> AwaitedGroup:
        """The customer API."""
        return AwaitedGroup(self._client.customers)

    def on_behalf_of(self, *arguments: Any, **named: Any) -> AwaitedClient:
        """A view."""
        return self.of(self._client.on_behalf_of(*arguments, **named))

    def with_options(self, **named: Any) -> AwaitedClient:
        """A client with other limits."""
        return self.of(self._client.with_options(**named))

    def close(self) -> None:
        """Refuses further calls."""
        self._client.close()

    def __enter__(self) -> AwaitedClient:
        run(self._client.__aenter__())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        run(self._client.__aexit__(kind, error, trace))

    def __repr__(self) -> str:
        return repr(self._client).replace("AsyncClient(", "Client(")
