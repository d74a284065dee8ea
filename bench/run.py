"""`make bench`: measures, prints tables, and writes `results.md` and `results.svg`.

    run.py [WORKLOAD ...]

With BENCH_QUICK in the environment: fewer workloads and rounds, no files.
BENCH_ROUNDS sets the number of rounds.
"""

import os
import sys
import time

from chart import chart
from contenders import ROOT
from machine import heading
from rounds import Result, Rounds
from server import serving
from tables import table
from workloads import QUICK, WORKLOADS, Workload

RESULTS, PICTURE = ROOT / "bench/results.md", ROOT / "bench/results.svg"
GROWTH = "<!-- growth -->"
"""Start of the tables of `growth.py` in the results; each program keeps the tables of the other."""
SECONDS = 0.2
"""Measuring time of one contender in one round."""


def main() -> None:
    """Measures the workloads of the command line, or all."""
    quick = bool(os.environ.get("BENCH_QUICK"))
    rounds = int(os.environ.get("BENCH_ROUNDS", 2 if quick else 5))
    selected = sys.argv[1:] or (QUICK if quick else [workload.name for workload in WORKLOADS])
    started, measured = time.monotonic(), list[tuple[Workload, list[Result]]]()
    report_missing()
    with serving() as urls:
        for workload in WORKLOADS:
            if workload.name in selected:
                results = Rounds(workload, urls[workload.server], SECONDS).run(rounds)
                measured.append((workload, results))
                print(table(workload, results), flush=True)
    print(f"{time.monotonic() - started:.0f} s")
    if not quick and len(measured) == len(WORKLOADS):
        tables = [table(workload, results) for workload, results in measured]
        before = RESULTS.read_text() if RESULTS.exists() else ""
        growth = "".join(before.partition(GROWTH)[1:])
        RESULTS.write_text("\n".join([heading(rounds), *tables, growth]))
        PICTURE.write_text(chart(measured))
        print(f"written: {RESULTS.relative_to(ROOT)}, {PICTURE.relative_to(ROOT)}")


def report_missing() -> None:
    """Prints the contenders that are not built here."""
    contenders = {one for workload in WORKLOADS for one in workload.contenders}
    for one in sorted(contenders, key=str):
        if not one.built:
            print(f"skipped, since it is not built: {one.language}, {one.label}")


if __name__ == "__main__":
    main()
