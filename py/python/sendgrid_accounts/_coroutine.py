"""The coroutines that the methods of `AsyncClient` return."""

from __future__ import annotations

from asyncio import CancelledError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sendgrid_accounts._native import Call


async def run(call: Call) -> Any:
    """Starts a call at the first `await`, and ends it when the coroutine ends."""
    try:
        return await call.start()
    except CancelledError as error:
        call.interrupt(error)
        raise
    finally:
        call.end()


async def ready(value: object) -> object:
    """Returns a value at once."""
    return value
