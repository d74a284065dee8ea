"""Tables of the results."""

from collections.abc import Callable
from statistics import median

from contenders import Part
from rounds import Numbers, Result, middle, per_call
from workloads import Workload

COLUMNS = (
    "contender",
    "language",
    "x limit (min-max)",
    "us per call (min-max)",
    "CPU us per call",
    "99 % within us",
    "start and first call, ms",
    "peak memory, MB",
)


def number(value: float) -> str:
    """A number with three significant digits."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def spread(values: list[float]) -> str:
    """The median and the range."""
    return f"{number(median(values))} ({number(min(values))}-{number(max(values))})"


def row(result: Result, at_once: int) -> str:
    """The row of a contender."""

    def middle_of(value: Callable[[Numbers], float]) -> str:
        return number(median([value(run) for run in result.runs]))

    one = result.contender
    start = "-"
    if "first_ms" in result.runs[0]:
        start = middle_of(lambda run: run["client_ms"] + run["first_ms"])
    label = f"**{one.label}**" if one.part is Part.OURS else one.label
    cells = (
        f"*{label}*" if one.part is Part.LIMIT else label,
        one.language,
        spread(result.ratios),
        spread([per_call(run, at_once) for run in result.runs]),
        middle_of(lambda run: (run["cpu_user_s"] + run["cpu_sys_s"]) / run["n"] * 1e6),
        middle_of(lambda run: run["p99_us"]),
        start,
        middle_of(lambda run: run["rss_kb"] / 1024),
    )
    return f"| {' | '.join(cells)} |"


def table(workload: Workload, results: list[Result]) -> str:
    """The table of a workload, the fastest contender first."""
    measured = sorted((one for one in results if one.ratios), key=middle)
    lines = [f"## {workload.title}", ""]
    lines += [f"| {' | '.join(COLUMNS)} |", "| --- | --- |" + " ---: |" * (len(COLUMNS) - 2)]
    lines += [row(result, workload.at_once) for result in measured]
    lines += ["", *against_peers(measured)]
    for result in results:
        if result.failure:
            one = result.contender
            lines.append(f"- {one.language}, {one.label} failed: {result.failure}")
    return "\n".join(lines) + "\n"


def against_peers(measured: list[Result]) -> list[str]:
    """Comparison of this library with the fastest peer of each language."""
    lines: list[str] = []
    for ours in (one for one in measured if one.contender.part is Part.OURS):
        language = ours.contender.language
        peers = [
            one
            for one in measured
            if one.contender.part is Part.PEER and one.contender.language == language
        ]
        if peers:
            best = min(peers, key=middle)
            times = number(middle(ours) / middle(best))
            lines.append(
                f"- {language}: {ours.contender.label} takes {times} times as long as "
                f"{best.contender.label}, the fastest peer."
            )
    return lines
