"""Runs contenders: one process each per round, in random order, next to the limit."""

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
"""The output of a contender."""

MAX_RUN_SECONDS = 90.0
"""Time limit of a contender."""
MAX_CALLS = 10_000


class FailedError(Exception):
    """The failure of a contender, with its reason."""


@dataclass
class Result:
    """The rounds of one contender."""

    contender: Contender
    runs: list[Numbers] = field(default_factory=list[Numbers])
    ratios: list[float] = field(default_factory=list[float])
    """Ratios to the limit, measured before and after."""
    failure: str | None = None


def run_once(
    contender: Contender,
    workload: Workload,
    url: str,
    calls: int,
    warm: int,
    limit: float = MAX_RUN_SECONDS,
) -> Numbers:
    """Runs one contender once.

    Raises:
        FailedError: The contender fails.
    """
    command = [*contender.command, "--base", url, "--ca", str(BUNDLE), "--op", workload.kind]
    command += ["--n", str(calls), "--warm", str(warm), "--conc", str(workload.at_once)]
    command += workload.arguments
    variables = {"SSL_CERT_FILE": str(BUNDLE), "NO_PROXY": "127.0.0.1", "RUST_BACKTRACE": "0"}
    environment = {**os.environ, **variables}
    environment.pop("SSL_CERT_DIR", None)
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        raise FailedError(f"not done in {limit:.0f} s") from None
    if done.returncode != 0:
        raise FailedError(reason(done.stderr))
    numbers: Numbers = json.loads(done.stdout.strip().splitlines()[-1])
    return numbers


def reason(stderr: str) -> str:
    """The last line of an error output, without the note after a panic."""
    lines = [line for line in stderr.splitlines() if line and not line.startswith("note:")]
    return lines[-1][:200] if lines else "no error output"


def per_call(numbers: Numbers, at_once: int) -> float:
    """Microseconds per call: the median of single calls, or the total time by their number."""
    return numbers["p50_us"] if at_once == 1 else numbers["wall_s"] / numbers["n"] * 1e6


class Rounds:
    """The rounds of one workload."""

    def __init__(self, workload: Workload, url: str, seconds: float) -> None:
        self.workload, self.url, self.seconds = workload, url, seconds
        self.results = [Result(one) for one in (LIMIT, *workload.contenders) if one.built]
        self.calls: dict[Contender, int] = {}
        self.limit_calls = 0

    def run(self, rounds: int) -> list[Result]:
        """Runs all rounds."""
        self.try_out()
        for _ in range(rounds):
            self.round()
        return self.results

    def try_out(self) -> None:
        """Runs each contender once to find the number of calls that fit the time."""
        at_once = self.workload.at_once
        first = 1 if self.workload.whole_list else max(20, min(2 * at_once, 200))
        for result in self.results:
            try:
                numbers = self.once(result.contender, first)
            except FailedError as failed:
                result.failure = str(failed)
                continue
            each = numbers["wall_s"] / first
            fitting = max(20, 4 * at_once, min(MAX_CALLS, int(self.seconds / each)))
            if self.workload.calls:
                # A slow contender makes fewer calls; its time per call counts.
                fitting = min(self.workload.calls, max(at_once, int(8 / each)))
            self.calls[result.contender] = fitting
        if self.results[0].failure:
            raise SystemExit(f"the limit cannot be measured: {self.results[0].failure}")
        share = 1 if self.workload.whole_list or self.workload.far else 3
        self.limit_calls = max(1, self.calls[LIMIT] // share)

    def round(self) -> None:
        """Runs each contender once, and the limit before and after it."""
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
        """The current time per call of the limit."""
        return per_call(self.once(LIMIT, self.limit_calls), self.workload.at_once)

    def once(self, contender: Contender, calls: int) -> Numbers:
        """Runs a contender with a warm-up in proportion to its calls."""
        at_once = self.workload.at_once
        slow = self.workload.whole_list or (self.workload.far and at_once == 1)
        warm = 1 if slow else max(at_once, min(calls // 10, 200))
        return run_once(contender, self.workload, self.url, calls, warm)


def middle(result: Result) -> float:
    """The ratio to the limit, in the median of the rounds."""
    return median(result.ratios)
