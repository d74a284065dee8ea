"""The memory checkers of the tests detect faults."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from programs import SANITIZED, build, needs, valgrind
from sendgrid_accounts.sandbox import Sandbox

FAULTY = Path(__file__).parent / "faulty.c"
SAID = {
    "sanitizers": {
        "none": None,
        "leak": "LeakSanitizer: detected memory leaks",
        "overflow": "AddressSanitizer: heap-buffer-overflow",
        "use": "AddressSanitizer: heap-use-after-free",
        "undefined": "runtime error: signed integer overflow",
    },
    "valgrind": {
        "none": None,
        "leak": "definitely lost",
        "overflow": "Invalid write of size 1",
        "use": "Invalid read of size 8",
    },
}
CASES = [(check, fault) for check, faults in SAID.items() for fault in faults]


@pytest.fixture(scope="module")
def sanitized() -> Path:
    return build(FAULTY, flags=SANITIZED, name="faulty_sanitized")


@pytest.fixture(scope="module")
def plain() -> Path:
    return build(FAULTY)


def test_sanitizers_are_linked(sanitized: Path, plain: Path) -> None:
    def names(program: Path) -> str:
        listed = subprocess.run([needs("nm"), str(program)], capture_output=True, check=True)
        return listed.stdout.decode()

    assert "__asan_init" in names(sanitized)
    assert "__ubsan_handle_add_overflow" in names(sanitized)
    assert "san_" not in names(plain)


@pytest.mark.parametrize(("check", "fault"), CASES)
def test_checkers_detect_faults(
    check: str, fault: str, sandbox: Sandbox, sanitized: Path, plain: Path
) -> None:
    command = [str(sanitized)] if check == "sanitizers" else [*valgrind(), str(plain)]
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1"}
    done = subprocess.run(
        [*command, fault, sandbox.url, sandbox.api_key],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    expected = SAID[check][fault]
    if expected is None:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode != 0
        assert expected in done.stderr
