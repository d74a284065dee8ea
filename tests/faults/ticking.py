"""Makes one call on an event loop, and measures the loop and its other calls meanwhile.

    ticking.py FLOODED WELL LIMIT

calls a server that floods, with `asyncio.wait_for(call, LIMIT)` where LIMIT is not 0. Until that
call ends, one task sleeps for 10 ms at a time, and another calls a server that responds. Prints
JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from sendgrid_accounts import AsyncClient, SendGridError

TICK = 0.01
LIMITS: dict[str, Any] = {"timeout": 0.8, "attempt_timeout": 0.5}
ONE_ATTEMPT: dict[str, Any] = {"max_attempts": 1}


async def tick(delays: list[float]) -> None:
    """Notes by how many seconds each sleep was too long."""
    while True:
        started = time.monotonic()
        await asyncio.sleep(TICK)
        delays.append(time.monotonic() - started - TICK)


async def call_others(client: AsyncClient, durations: list[float]) -> None:
    """Notes how long each call to the server that answers takes."""
    while True:
        started = time.monotonic()
        await client.user.get_email()
        durations.append(time.monotonic() - started)
        await asyncio.sleep(TICK)


async def outcome(client: AsyncClient, limit: float) -> str:
    """How the flooded call ends."""
    try:
        await asyncio.wait_for(client.user.get_email(), limit or None)
    except SendGridError as error:
        return error.outcome
    except asyncio.TimeoutError:
        return "cancelled"
    return "success"


async def measure(flooded: str, well: str, limit: float) -> dict[str, object]:
    """Everything about one flooded call."""
    delays: list[float] = []
    durations: list[float] = []
    key = "SG.key.secret"
    async with (
        AsyncClient(key, base_url=flooded, **LIMITS, **ONE_ATTEMPT) as client,
        AsyncClient(key, base_url=well) as other,
    ):
        await other.user.get_email()
        tasks = [
            asyncio.create_task(tick(delays)),
            asyncio.create_task(call_others(other, durations)),
        ]
        await asyncio.sleep(5 * TICK)
        started = time.monotonic()
        ended = await outcome(client, limit)
        seconds = time.monotonic() - started
        # A task that waited behind the call notes its delay now.
        await asyncio.sleep(5 * TICK)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return {
        "outcome": ended,
        "seconds": seconds,
        "delay": max(delays),
        "ticks": len(delays),
        "other": max(durations),
        "others": len(durations),
    }


print(json.dumps(asyncio.run(measure(sys.argv[1], sys.argv[2], float(sys.argv[3])))))  # noqa: T201
