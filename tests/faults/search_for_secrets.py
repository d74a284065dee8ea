"""Runs test suites at their most verbose level, and searches all of their output for secrets.

The tests themselves search the output of each program that they start. This search has all that the
suites print, too: logs at DEBUG, captured output of passing tests, and backtraces.

    python tests/faults/search_for_secrets.py [suite ...]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import secret_markers

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "python"))
LOGS = ROOT / "target" / "secret-search"
PYTEST = [sys.executable, "-X", "dev", "-m", "pytest", "-vv", "-rA", "--log-level=DEBUG"]
SUITES = {
    "rust": ["cargo", "test", "--workspace", "--all-features", "--", "--nocapture"],
    # Captured logs grow, which the deselected tests of memory would report.
    "python": [*PYTEST, "tests/python", "--deselect", "tests/python/test_flat.py"],
    "cli": [*PYTEST, "-n", "2", "tests/cli", "tests/console"],
    "c": [*PYTEST, "-n", "2", "tests/c", "tests/cpp"],
    "faults": [*PYTEST, "-n", "2", "tests/faults", "--deselect", "tests/faults/test_in_rust.py"],
}
VERBOSE = {"RUST_LOG": "trace", "RUST_BACKTRACE": "full", "PYTHONFAULTHANDLER": "1"}


def secrets() -> set[str]:
    """The secrets of all suites. Shorter ones are words of other texts, too."""
    from test_secrets import SECRETS
    from vector_cases import SETTINGS, VECTORS

    found = {*secret_markers.ALL, *SECRETS.values()}
    found |= {SETTINGS["api_key"], SETTINGS["reseller_password"]}
    for vector in VECTORS.values():
        arguments = vector["call"]["arguments"].items()
        found |= {value for name, value in arguments if name.endswith("password")}
    # Tests of Rust and of the matrix have passwords with these characters.
    return {secret for secret in found if re.search(r"[^\w -]", secret) and len(secret) >= 12}


def search(name: str) -> int:
    """Runs a suite and searches its output; returns the number of problems."""
    log = LOGS / f"{name}.log"
    with log.open("wb") as output:
        result = subprocess.run(
            SUITES[name],
            cwd=ROOT,
            env={**os.environ, **VERBOSE},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    text = log.read_bytes()
    known = secrets()
    hits = secret_markers.occurrences(known, text)
    spellings = sum(len(secret_markers.encodings(secret)) for secret in known)
    print(  # noqa: T201
        f"{name}: exit code {result.returncode}, {len(text):,} bytes, {len(known)} secrets in "
        f"{spellings} spellings, {len(hits)} hits"
    )
    for hit in hits:
        print(f"  {hit!r}")  # noqa: T201
    return len(hits) + (result.returncode != 0)


def main() -> int:
    """Searches the output of the named suites, or of all."""
    LOGS.mkdir(parents=True, exist_ok=True)
    return min(1, sum(map(search, sys.argv[1:] or SUITES)))


if __name__ == "__main__":
    sys.exit(main())
