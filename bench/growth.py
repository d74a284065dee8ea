"""`make bench-growth`: how cost grows. Appends its tables to `results.md`.

growth.py [calls|rows|iterate|at_once|threads ...]
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from contenders import OURS, ROOT, Contender, Part, c, python, rust
from rounds import FailedError, Numbers, run_once
from run import GROWTH, RESULTS
from server import serving
from tables import number
from workloads import Workload

BLOCKING = python(OURS, "ours", Part.OURS)
AWAITED = python(f"{OURS}, asyncio", "ours-async", Part.OURS)
PYCURL = python("pycurl, msgspec", "pycurl")
RUST = rust(f"{OURS}, async", "lab-client", "async", Part.OURS)
RUST_BLOCKING = rust(f"{OURS}, blocking", "lab-client", "blocking", Part.OURS)
REQWEST = rust("reqwest", "bench-peers", "reqwest")
C = c(OURS, "c-client", Part.OURS)
QUEUE = c(f"{OURS}, queue", "c-client", Part.OURS)
CALLS_OF_A_STEP = 20_000


@dataclass(frozen=True)
class Step:
    """One size."""

    size: int
    calls: int
    at_once: int = 1
    rows: int = 100_000
    kind: str = "get"


@dataclass(frozen=True)
class Growth:
    """A growing dimension, with its contenders."""

    name: str
    title: str
    unit: str
    """The unit of the times."""
    steps: tuple[Step, ...]
    contenders: tuple[Contender, ...]
    time: Callable[[Step, Numbers], float]
    """Microseconds of one unit."""


def each_call(step: Step, numbers: Numbers) -> float:
    """The time of a call."""
    return numbers["wall_s"] / step.calls * 1e6


def each_row(step: Step, numbers: Numbers) -> float:
    """The time of a customer in a list, or of a subuser in an iteration."""
    return numbers["p50_us"] / step.rows


GROWTHS = (
    Growth(
        "calls",
        "Calls, one after the other",
        "us per call",
        tuple(Step(10**power, 10**power) for power in (3, 4, 5, 6)),
        (BLOCKING, RUST, C),
        each_call,
    ),
    Growth(
        "rows",
        "Customers in a list, JSON",
        "us per customer",
        tuple(
            Step(10**power, 3 if power > 4 else 20, 1, 10**power, "list")
            for power in (2, 3, 4, 5, 6)
        ),
        (BLOCKING, PYCURL, RUST, REQWEST, C),
        each_row,
    ),
    Growth(
        "iterate",
        "Subusers in an iteration, in pages of 500",
        "us per subuser",
        tuple(Step(10**power, 5, 1, 10**power, "iterate") for power in (3, 4, 5)),
        (BLOCKING, PYCURL, RUST, REQWEST, C),
        each_row,
    ),
    Growth(
        "at_once",
        "Calls at once, on one thread",
        "us per call",
        tuple(Step(size, CALLS_OF_A_STEP, size) for size in (1, 4, 16, 64, 256, 512)),
        (AWAITED, RUST, QUEUE),
        each_call,
    ),
    Growth(
        "threads",
        "Threads, each with one call at a time",
        "us per call",
        tuple(Step(size, CALLS_OF_A_STEP, size) for size in (1, 2, 4, 16, 64)),
        (BLOCKING, PYCURL, RUST_BLOCKING),
        each_call,
    ),
)


def main() -> None:
    """Measures the dimensions of the command line, or all; writes the results only of all."""
    selected = sys.argv[1:] or [growth.name for growth in GROWTHS]
    tables: list[str] = []
    with serving() as urls:
        for growth in GROWTHS:
            if growth.name in selected:
                tables.append(table(growth, urls["http"]))
                print(tables[-1], flush=True)
    if len(tables) == len(GROWTHS):
        before = RESULTS.read_text().partition(GROWTH)[0].rstrip() if RESULTS.exists() else ""
        RESULTS.write_text("\n\n".join([before, GROWTH, "# How cost grows", *tables]).lstrip())
        print(f"written: {RESULTS.relative_to(ROOT)}")


def table(growth: Growth, url: str) -> str:
    """The table of a dimension: one line per size, with time and peak memory of each contender."""
    contenders = [one for one in growth.contenders if one.built]
    names = [f"{one.language}: {one.label}" for one in contenders]
    lines = [f"## {growth.title}", "", f"Each cell: {growth.unit}; peak memory.", ""]
    lines += [f"| | {' | '.join(names)} |", "| ---: |" + " ---: |" * len(names)]
    for step in growth.steps:
        cells = [cell(growth, step, one, url) for one in contenders]
        lines.append(f"| {step.size:,} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def cell(growth: Growth, step: Step, contender: Contender, url: str) -> str:
    """One measurement."""
    arguments = ("--rows", str(step.rows))
    load = Workload("", "", "http", step.kind, step.at_once, (), step.calls, arguments)
    warm = 1 if load.whole_list else 100
    try:
        numbers = run_once(contender, load, url, step.calls, warm, limit=600)
    except FailedError as failed:
        return f"failed: {failed}"
    time, memory = growth.time(step, numbers), numbers["rss_kb"] / 1024
    return f"{number(time)}; {number(memory)} MB"


if __name__ == "__main__":
    main()
