"""The programs of the pages run, each in an empty folder, against a sandbox of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from sendgrid_accounts.sandbox import Sandbox

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = sorted((ROOT / "examples" / "docs").glob("*.py"))
PAGES = [page.read_text() for page in (ROOT / "docs").rglob("*.md")]
EXPECTED: dict[str, str] = json.loads((Path(__file__).parent / "expected.json").read_text())
NEEDS = {"fastapi_app": "fastapi", "trio_thread": "trio"}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_program_of_a_page_runs(program: Path, tmp_path: Path) -> None:
    needed = NEEDS.get(program.stem)
    if needed and find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed")
    with Sandbox() as sandbox:
        environment = {
            **{
                name: os.environ[name]
                for name in ("PATH", "HOME", "SYSTEMROOT")
                if name in os.environ
            },
            "SENDGRID_API_KEY": sandbox.api_key,
            "SENDGRID_BASE_URL": sandbox.url,
        }
        ended = subprocess.run(
            [sys.executable, "-W", "error", program],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=environment,
            timeout=60,
        )
    assert (ended.stderr, ended.returncode) == ("", 0)
    # `…` is what differs from run to run.
    pattern = ".*".join(re.escape(part) for part in EXPECTED[program.stem].split("…"))
    assert re.fullmatch(pattern, ended.stdout), ended.stdout


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_each_program_is_on_a_page(program: Path) -> None:
    line = f'--8<-- "examples/docs/{program.name}"'
    assert any(line in page for page in PAGES)
