"""`make bench`: measures, prints tables, and writes `results.md` and `results.svg`.

    run.py [WORKLOAD ...]

With BENCH_QUICK in the environment, fewer workloads and rounds, and nothing is written.
BENCH_ROUNDS says how many rounds.
"""

import os
import sys
import time

from chart import chart
from contenders import ROOT
from machine import described
from rounds import Result, Rounds
from server import serving
from tables import table
from workloads import QUICK, WORKLOADS, Workload

RESULTS, PICTURE = ROOT / "bench/results.md", ROOT / "bench/results.svg"
GROWTH = "<!-- growth -->"
"""Where the tables of `growth.py` begin in the results; each program leaves the other's alone."""
SECONDS = 0.2
"""What one contender is timed for in one round."""


def main() -> None:
    """Measures what the command line names, or everything."""
    quick = bool(os.environ.get("BENCH_QUICK"))
    rounds = int(os.environ.get("BENCH_ROUNDS", 2 if quick else 5))
    wanted = sys.argv[1:] or (QUICK if quick else [workload.name for workload in WORKLOADS])
    started, measured = time.monotonic(), list[tuple[Workload, list[Result]]]()
    tell_missing()
    with serving() as urls:
        for workload in WORKLOADS:
            if workload.name in wanted:
                results = Rounds(workload, urls[workload.server], SECONDS).run(rounds)
                measured.append((workload, results))
                print(table(workload, results), flush=True)
    print(f"{time.monotonic() - started:.0f} s")
    if not quick and len(measured) == len(WORKLOADS):
        tables = [table(workload, results) for workload, results in measured]
        before = RESULTS.read_text() if RESULTS.exists() else ""
        growth = "".join(before.partition(GROWTH)[1:])
        RESULTS.write_text("\n".join([described(rounds), *tables, growth]))
        PICTURE.write_text(chart(measured))
        print(f"written: {RESULTS.relative_to(ROOT)}, {PICTURE.relative_to(ROOT)}")


def tell_missing() -> None:
    """Says who is left out because it could not be built here."""
    everybody = {one for workload in WORKLOADS for one in workload.contenders}
    for one in sorted(everybody, key=str):
        if not one.built:
            print(f"left out, for it is not built: {one.language}, {one.label}")


if __name__ == "__main__":
    main()
