"""Machine and versions of a measurement."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from contenders import ROOT

PYTHON_PEERS = ("aiohttp", "httpx", "lxml", "msgspec", "pycurl", "ry", "sendgrid", "uvloop")
RUST_PEERS = ("hyper", "reqwest", "rustls", "tokio", "ureq")


def heading(rounds: int) -> str:
    """The heading of the results."""
    today = datetime.datetime.now(tz=datetime.timezone.utc).date()
    return "\n".join(
        [
            "# Results of `make bench`",
            "",
            f"{today}, {rounds} rounds, on {processor()}, {os.cpu_count()} processors, "
            f"{platform.system()} {platform.release()}.",
            f"Revision {revision()}; {', '.join(versions())}.",
            "",
            "Numbers of one table were measured side by side; compare ratios, not microseconds. "
            "[README.md](README.md) describes the measurements.",
            "",
        ]
    )


def processor() -> str:
    """The name of the processor."""
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found.group(1) if found else platform.machine()


def output_of(*command: str) -> str:
    """The output of a program; empty if it is missing."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def revision() -> str:
    """The commit, and whether the working tree differs."""
    return output_of("git", "describe", "--always", "--dirty") or "unknown"


def versions() -> list[str]:
    """The versions of compilers, interpreter and peers."""
    interpreter = str(ROOT / ".venv-bench/bin/python")
    names = "|".join(PYTHON_PEERS)
    installed = output_of(interpreter, "-m", "pip", "list", "--format=freeze")
    found = re.findall(rf"^({names})==(\S+)", installed, re.MULTILINE)
    lock = (ROOT / "Cargo.lock").read_text()
    locked = re.findall(rf'name = "({"|".join(RUST_PEERS)})"\nversion = "(\S+)"', lock)
    curl = output_of("pkg-config", "--modversion", "libcurl")
    return [
        output_of(interpreter, "--version"),
        " ".join(output_of("rustc", "--version").split()[:2]),
        *(f"{name} {version}" for name, version in [*found, *locked]),
        *([f"libcurl {curl}"] if curl else []),
    ]
