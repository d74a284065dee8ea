"""The asyncio client with the interface of the blocking one, so that one test covers both."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from sendgrid_accounts import AsyncBulkRun, AsyncClient, AsyncPages, RateLimit

SOAK = int(os.environ.get("SENDGRID_ACCOUNTS_SOAK", "1"))
"""Factor for the iterations of long tests; `make soak` sets it."""

LOOPS = threading.local()
"""The event loop of each thread that makes calls."""
OPEN: list[asyncio.AbstractEventLoop] = []


def run(call: Any) -> Any:
    """Awaits a call on this thread's loop."""
    loop: asyncio.AbstractEventLoop | None = getattr(LOOPS, "loop", None)
    if loop is None or loop.is_closed():
        loop = LOOPS.loop = asyncio.new_event_loop()
        OPEN.append(loop)
    return loop.run_until_complete(call)


def close_loops() -> None:
    """Closes the loops of all threads."""
    while OPEN:
        OPEN.pop().close()


class AwaitedGroup:
    """A group of calls with blocking methods."""

    def __init__(self, group: object) -> None:
        """Wraps a group of coroutine methods."""
        self._group = group

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The blocking form of a method."""
        method = getattr(self._group, name)

        def call(*arguments: Any, **keywords: Any) -> Any:
            result = method(*arguments, **keywords)
            return AwaitedPages(result) if name == "iter" else run(result)

        return call


class AwaitedPages:
    """`Pages`, implemented by an `AsyncPages`."""

    def __init__(self, pages: AsyncPages[Any] | AsyncBulkRun) -> None:
        """Wraps an iterator."""
        self._pages = pages

    @property
    def offset(self) -> int:
        """The offset of the next page."""
        assert isinstance(self._pages, AsyncPages)
        return self._pages.offset

    def __iter__(self) -> AwaitedPages:
        return self

    def __next__(self) -> Any:
        try:
            return run(anext(self._pages))
        except StopAsyncIteration:
            raise StopIteration from None


class AwaitedRawResponses:
    """The groups of `with_raw_response`, with blocking methods."""

    def __init__(self, client: AsyncClient) -> None:
        """Wraps the groups of a client."""
        self.user = AwaitedGroup(client.with_raw_response.user)
        self.customers = AwaitedGroup(client.with_raw_response.customers)
        self.subusers = AwaitedGroup(client.with_raw_response.subusers)
        self.api_keys = AwaitedGroup(client.with_raw_response.api_keys)
        self.scopes = AwaitedGroup(client.with_raw_response.scopes)


class AwaitedClient:
    """`Client`, implemented by an `AsyncClient`."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        """Takes the arguments of `Client`."""
        self._client = AsyncClient(*arguments, **keywords)

    @classmethod
    def of(cls, client: AsyncClient) -> AwaitedClient:
        """Wraps a client."""
        wrapper = cls.__new__(cls)
        wrapper._client = client
        return wrapper

    @classmethod
    def from_env(cls, **overrides: Any) -> AwaitedClient:
        """A client from the environment."""
        return cls.of(AsyncClient.from_env(**overrides))

    @property
    def user(self) -> AwaitedGroup:
        """The Users API."""
        return AwaitedGroup(self._client.user)

    @property
    def customers(self) -> AwaitedGroup:
        """The customer API."""
        return AwaitedGroup(self._client.customers)

    @property
    def with_raw_response(self) -> AwaitedRawResponses:
        """The calls that return responses."""
        return AwaitedRawResponses(self._client)

    def request(self, *arguments: Any, **keywords: Any) -> Any:
        """Any other call."""
        return run(self._client.request(*arguments, **keywords))

    @property
    def api_keys(self) -> AwaitedGroup:
        """The API keys API."""
        return AwaitedGroup(self._client.api_keys)

    @property
    def scopes(self) -> AwaitedGroup:
        """The scopes API."""
        return AwaitedGroup(self._client.scopes)

    @property
    def subusers(self) -> AwaitedGroup:
        """The Subusers API."""
        return AwaitedGroup(self._client.subusers)

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The known rate limits."""
        return self._client.rate_limits

    def bulk(self, *arguments: Any, **keywords: Any) -> AwaitedPages:
        """Many calls."""
        return AwaitedPages(self._client.bulk(*arguments, **keywords))

    def on_behalf_of(self, *arguments: Any, **keywords: Any) -> AwaitedClient:
        """A view."""
        return self.of(self._client.on_behalf_of(*arguments, **keywords))

    def with_options(self, **keywords: Any) -> AwaitedClient:
        """A client with other options."""
        return self.of(self._client.with_options(**keywords))

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
