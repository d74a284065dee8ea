"""Measures one contender in Python, in its own process, and prints one line of JSON.

    measure.py NAME --base URL --ca PEM --op get|disable|list|iterate --n N --warm W
               --conc C [--loop uvloop] [--rows N] [--format xml]

Blocking contenders make concurrent calls from as many threads.
"""

import argparse
import asyncio
import json
import resource
import threading
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from itertools import repeat
from typing import Any

from target import Target

BLOCKING = {
    "ours": ("contender", "Blocking"),
    "sendgrid": ("peers", "Sendgrid"),
    "httpx": ("peers", "Httpx"),
    "pycurl": ("peers", "Pycurl"),
    "ry": ("peers", "Ry"),
    "raw": ("raw", "RawSocket"),
}
AWAITED = {
    "ours-async": ("contender", "Awaited"),
    "aiohttp": ("peers", "Aiohttp"),
    "httpx-async": ("peers", "HttpxAwaited"),
    "ry-async": ("peers", "RyAwaited"),
    "raw-async": ("raw", "RawLoop"),
}
now = time.perf_counter
MAX_LATENCIES = 10_000
"""Maximum number of stored latencies, the first ones; more would dominate the memory."""


def main() -> None:
    """Measures the contender of the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=[*BLOCKING, *AWAITED])
    parser.add_argument("--base", required=True)
    parser.add_argument("--ca", required=True)
    parser.add_argument("--op", choices=["get", "disable", "list", "iterate"], default="get")
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--warm", type=int, default=50)
    parser.add_argument("--conc", type=int, default=1)
    parser.add_argument("--loop", choices=["asyncio", "uvloop"], default="asyncio")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--format", choices=["json", "xml"], default="json")
    options = parser.parse_args()
    target = Target(options.base, options.ca, options.rows, options.format)
    if options.name in BLOCKING:
        print(json.dumps(Blocking(options, target).measure()))
        return
    run: Callable[[Any], Any] = asyncio.run if options.loop == "asyncio" else uvloop_run()
    print(json.dumps(run(measure_awaited(options, target))))


def uvloop_run() -> Any:
    """Runs a coroutine on uvloop."""
    return import_module("uvloop").run


def load(contender: tuple[str, str], target: Target) -> Any:
    """Imports a contender and creates its client."""
    module, name = contender
    return getattr(import_module(module), name)(target)


def check(options: argparse.Namespace, result: Any) -> None:
    """Checks a result."""
    value: Callable[[str], Any] = (
        result.__getitem__ if isinstance(result, dict) else lambda name: getattr(result, name)
    )
    if options.op == "list":
        assert len(result) == options.rows, len(result)
    elif options.op == "iterate":
        assert result == options.rows, result
    elif options.op == "get":
        assert value("city") == "Orange", result
    else:
        assert value("message") == "success", result


class Numbers:
    """The measurement between the warm-up and the end."""

    def __init__(self, startup: float, first: float) -> None:
        self.startup, self.first = startup, first
        self.cpu, self.started = resource.getrusage(resource.RUSAGE_SELF), now()

    def finish(self, calls: int, latencies: list[float]) -> dict[str, float]:
        """The numbers, by the names that all contenders use."""
        wall, cpu = now() - self.started, resource.getrusage(resource.RUSAGE_SELF)
        latencies.sort()
        count = len(latencies)
        return {
            "n": calls,
            "wall_s": wall,
            "p50_us": latencies[count // 2] * 1e6,
            "p99_us": latencies[count * 99 // 100] * 1e6,
            "cpu_user_s": cpu.ru_utime - self.cpu.ru_utime,
            "cpu_sys_s": cpu.ru_stime - self.cpu.ru_stime,
            "rss_kb": peak_memory(),
            "client_ms": self.startup * 1e3,
            "first_ms": self.first * 1e3,
        }


def peak_memory() -> int:
    """Peak memory of this process, in KiB."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


class Blocking:
    """A contender with blocking calls."""

    def __init__(self, options: argparse.Namespace, target: Target) -> None:
        started = now()
        client = load(BLOCKING[options.name], target)
        self.startup = now() - started
        self.options = options
        self.call: Callable[[], Any] = getattr(client, options.op)

    def measure(self) -> dict[str, float]:
        """Returns the numbers of a run."""
        options = self.options
        started = now()
        check(options, self.call())
        first = now() - started
        self.make_calls(options.warm)
        numbers = Numbers(self.startup, first)
        return numbers.finish(options.n, self.make_calls(options.n))

    def make_calls(self, calls: int) -> list[float]:
        """Makes calls from as many threads as concurrent calls; returns their latencies."""
        left, latencies = iter(repeat(None, calls)), list[float]()
        if self.options.conc == 1:
            self.work(left, latencies)
            return latencies
        threads = [
            threading.Thread(target=self.work, args=(left, latencies))
            for _ in range(self.options.conc)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert next(left, "none") == "none", "a thread has failed"
        return latencies

    def work(self, left: Any, latencies: list[float]) -> None:
        """Makes calls while some are left."""
        call, result = self.call, None
        for _ in left:
            started = now()
            result = None  # includes freeing a list, without two lists in memory
            result = call()
            if len(latencies) < MAX_LATENCIES:
                latencies.append(now() - started)
        if result is not None:
            check(self.options, result)


async def measure_awaited(options: argparse.Namespace, target: Target) -> dict[str, float]:
    """Measures a contender with asyncio calls."""
    started = now()
    client = load(AWAITED[options.name], target)
    startup = now() - started
    call: Callable[[], Awaitable[Any]] = getattr(client, options.op)
    started = now()
    check(options, await call())
    first = now() - started

    async def make_calls(calls: int) -> list[float]:
        left, latencies = iter(range(calls)), list[float]()

        async def work() -> None:
            result = None
            for _ in left:
                started = now()
                result = None
                result = await call()
                if len(latencies) < MAX_LATENCIES:
                    latencies.append(now() - started)
            if result is not None:
                check(options, result)

        await asyncio.gather(*(work() for _ in range(options.conc)))
        return latencies

    await make_calls(max(options.warm, options.conc))
    numbers = Numbers(startup, first)
    result = numbers.finish(options.n, await make_calls(options.n))
    await client.close()
    return result


if __name__ == "__main__":
    main()
