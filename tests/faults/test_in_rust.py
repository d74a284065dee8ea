"""Runs each Rust test of the fault matrix."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from call_guarantees import violations_in
from row_cases import ROOT, rust_tests
from rows import ROWS


# The first test may include a build.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("test", rust_tests(ROWS), ids=str)
def test_rust(test: str) -> None:
    file, name = test.split("::")
    path = Path(file)
    target = ["--test", path.stem] if path.parent.name == "tests" else ["--lib"]
    command = ["cargo", "test", "--quiet", "-p", "sendgrid-accounts", "--all-features", *target]
    result = subprocess.run(
        [*command, "--", "--nocapture", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"\b1 passed", result.stdout), result.stdout
    # The process exits after the test, so it cannot leave resources open.
    assert violations_in((result.stdout + result.stderr).encode()) == []
