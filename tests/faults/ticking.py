"""Makes one call on an event loop, and measures the delays of the loop and of other calls.

    ticking.py FLOODED_URL HEALTHY_URL LIMIT

Calls the server at FLOODED_URL, with `asyncio.wait_for(call, LIMIT)` if LIMIT is not 0. Until that
call ends, one task sleeps for 10 ms at a time, and another calls the server at HEALTHY_URL. Prints
the measurements as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from sendgrid_accounts import AsyncClient, ResponseError, SendGridError

TICK = 0.01
LIMITS: dict[str, Any] = {"timeout": 0.8, "attempt_timeout": 0.5}
NO_RETRIES: dict[str, Any] = {"max_retries": 0}


async def tick(delays: list[float]) -> None:
    """Records the delay of each sleep in seconds."""
    while True:
        started = time.monotonic()
        await asyncio.sleep(TICK)
        delays.append(time.monotonic() - started - TICK)


async def call_others(client: AsyncClient, durations: list[float]) -> None:
    """Records the duration of each call to the healthy server in seconds."""
    while True:
        started = time.monotonic()
        await client.user.get_email()
        durations.append(time.monotonic() - started)
        await asyncio.sleep(TICK)


async def outcome(client: AsyncClient, limit: float) -> str:
    """The outcome of the call to the flooding server; also whether its body was too large."""
    try:
        await asyncio.wait_for(client.user.get_email(), limit or None)
    except ResponseError as error:
        return f"too large, {error.outcome}"
    except SendGridError as error:
        return error.outcome
    except asyncio.TimeoutError:
        return "cancelled"
    return "success"


async def measure(flooded: str, healthy: str, limit: float) -> dict[str, object]:
    """The measurements of one call."""
    delays: list[float] = []
    durations: list[float] = []
    key = "SG.key.secret"
    async with (
        AsyncClient(key, base_url=flooded, **LIMITS, **NO_RETRIES) as client,
        AsyncClient(key, base_url=healthy) as other,
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
        # A task that was delayed by the call records its delay now.
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
