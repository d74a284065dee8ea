"""The tests in Rust that are rows of the matrix, one by one."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from row_cases import ROOT, rust_tests
from rows import ROWS
from standing import faults_of


# The first of them may have to be built.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("test", rust_tests(ROWS), ids=str)
def test_rust(test: str) -> None:
    file, name = test.split("::")
    place = Path(file)
    target = ["--test", place.stem] if place.parent.name == "tests" else ["--lib"]
    command = ["cargo", "test", "--quiet", "-p", "sendgrid-accounts", "--all-features", *target]
    done = subprocess.run(
        [*command, "--", "--nocapture", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\b1 passed", done.stdout), done.stdout
    # Their process ends with them: nothing of it can be left open.
    assert faults_of((done.stdout + done.stderr).encode()) == []
