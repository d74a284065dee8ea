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
    folder, kind, first, *files = Path(file).parts
    package = "sendgrid-accounts" if folder == "core" else f"sendgrid-accounts-{folder}"
    target = ["--test", Path(first).stem] if kind == "tests" else ["--lib"]
    # The files of a folder are modules of one target, which may have tests of the same name.
    name = "::".join([*(Path(one).stem for one in files), name]) if kind == "tests" else name
    command = ["cargo", "test", "--quiet", "-p", package, "--all-features", *target]
    result = subprocess.run(
        [*command, "--", "--nocapture", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"\b1 passed", result.stdout), result.stdout
    # The process exits after the test, so it cannot leave resources open.
    assert violations_in((result.stdout + result.stderr).encode()) == []
