"""Runs contenders: one process each per round, in an order that changes, beside the limit."""

import json
import os
import random
import subprocess
from dataclasses import dataclass, field
from statistics import median

from contenders import LIMIT, Contender
from server import BUNDLE
from workloads import Workload

Numbers = dict[str, float]
"""What a contender prints."""

LONGEST_RUN = 90.0
"""Seconds until a contender is given up."""
MOST_CALLS = 10_000


class FailedError(Exception):
    """A contender that did not come to an end; the text says why."""


@dataclass
class Result:
    """What the rounds of one contender gave."""

    contender: Contender
    runs: list[Numbers] = field(default_factory=list[Numbers])
    ratios: list[float] = field(default_factory=list[float])
    """Times the limit measured just before and after."""
    failure: str | None = None


def run_once(
    contender: Contender,
    workload: Workload,
    url: str,
    calls: int,
    warm: int,
    longest: float = LONGEST_RUN,
) -> Numbers:
    """Runs one contender once.

    Raises:
        FailedError: It failed.
    """
    command = [*contender.command, "--base", url, "--ca", str(BUNDLE), "--op", workload.kind]
    command += ["--n", str(calls), "--warm", str(warm), "--conc", str(workload.at_once)]
    command += workload.arguments
    surroundings = {"SSL_CERT_FILE": str(BUNDLE), "NO_PROXY": "127.0.0.1", "RUST_BACKTRACE": "0"}
    environment = {**os.environ, **surroundings}
    environment.pop("SSL_CERT_DIR", None)
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, timeout=longest
        )
    except subprocess.TimeoutExpired:
        raise FailedError(f"not done in {longest:.0f} s") from None
    if done.returncode != 0:
        raise FailedError(reason(done.stderr))
    numbers: Numbers = json.loads(done.stdout.strip().splitlines()[-1])
    return numbers


def reason(stderr: str) -> str:
    """The last line that says why: a panic ends with a note on how to hear more of it."""
    lines = [line for line in stderr.splitlines() if line and not line.startswith("note:")]
    return lines[-1][:200] if lines else "it said nothing"


def per_call(numbers: Numbers, at_once: int) -> float:
    """Microseconds per call: the median of single calls, or the time of all over their number."""
    return numbers["p50_us"] if at_once == 1 else numbers["wall_s"] / numbers["n"] * 1e6


class Rounds:
    """The rounds of one workload."""

    def __init__(self, workload: Workload, url: str, seconds: float) -> None:
        self.workload, self.url, self.seconds = workload, url, seconds
        self.results = [Result(one) for one in (LIMIT, *workload.contenders) if one.built]
        self.calls: dict[Contender, int] = {}
        self.limit_calls = 0

    def run(self, rounds: int) -> list[Result]:
        """Runs all of them."""
        self.try_out()
        for _ in range(rounds):
            self.round()
        return self.results

    def try_out(self) -> None:
        """Runs each once, to see how many calls fit the time."""
        at_once = self.workload.at_once
        first = 1 if self.workload.kind == "list" else max(20, min(2 * at_once, 200))
        for result in self.results:
            try:
                numbers = self.once(result.contender, first)
            except FailedError as failed:
                result.failure = str(failed)
                continue
            each = numbers["wall_s"] / first
            fitting = max(20, 4 * at_once, min(MOST_CALLS, int(self.seconds / each)))
            if self.workload.calls:
                # A slow one makes fewer, and is judged by the time of each.
                fitting = min(self.workload.calls, max(at_once, int(8 / each)))
            self.calls[result.contender] = fitting
        if self.results[0].failure:
            raise SystemExit(f"the limit cannot be measured: {self.results[0].failure}")
        share = 1 if self.workload.kind == "list" or self.workload.far else 3
        self.limit_calls = max(1, self.calls[LIMIT] // share)

    def round(self) -> None:
        """Runs each once, the limit before and after it."""
        order = [result for result in self.results if not result.failure]
        random.shuffle(order)
        before = self.limit()
        for result in order:
            try:
                numbers = self.once(result.contender, self.calls[result.contender])
            except FailedError as failed:
                result.failure = str(failed)
                continue
            after = self.limit()
            mine = per_call(numbers, self.workload.at_once)
            result.runs.append(numbers)
            result.ratios.append(mine / ((before + after) / 2))
            before = after

    def limit(self) -> float:
        """What a call costs at least, just now."""
        return per_call(self.once(LIMIT, self.limit_calls), self.workload.at_once)

    def once(self, contender: Contender, calls: int) -> Numbers:
        """Runs a contender with a warm-up that fits the number of calls."""
        at_once = self.workload.at_once
        slow = self.workload.kind == "list" or (self.workload.far and at_once == 1)
        warm = 1 if slow else max(at_once, min(calls // 10, 200))
        return run_once(contender, self.workload, self.url, calls, warm)


def middle(result: Result) -> float:
    """The ratio to the limit, in the median of the rounds."""
    return median(result.ratios)
