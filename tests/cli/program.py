"""Runs the program against a sandbox."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sendgrid_accounts.sandbox import Sandbox

ROOT = Path(__file__).parent.parent.parent
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
BINARY = BUILT / "sendgrid-accounts"
SCRIPT = Path(sys.executable).parent / "sendgrid-accounts"
"""The console script of the Python package."""

Completed = subprocess.CompletedProcess[str]


@dataclass
class Program:
    """The program in the environment of a sandbox."""

    sandbox: Sandbox
    path: Path = BINARY
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the process, with the credentials of the sandbox."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {
            **kept,
            "SENDGRID_API_KEY": self.sandbox.api_key,
            "SENDGRID_BASE_URL": self.sandbox.url,
        }

    def __call__(self, *arguments: str, stdin: str | None = None, **variables: str) -> Completed:
        """Runs a command, with the standard input and further variables."""
        streams: dict[str, Any] = {"input": stdin} if stdin is not None else {}
        if stdin is None:
            streams["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [str(self.path), *arguments],
            env={**self.environment, **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            **streams,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts a command, which ends with the test."""
        process = subprocess.Popen(
            [str(self.path), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.started.append(process)
        return process

    def close(self) -> None:
        """Ends the commands that were started."""
        for process in self.started:
            with process:
                process.kill()

    def done(self, *arguments: str, stdin: str | None = None) -> str:
        """Runs a command that succeeds without a message, and returns its output."""
        completed = self(*arguments, stdin=stdin)
        assert (completed.returncode, completed.stderr) == (0, ""), completed
        return completed.stdout

    def value(self, *arguments: str, stdin: str | None = None) -> Any:
        """As `done`, with the output as JSON."""
        return json.loads(self.done(*arguments, stdin=stdin))


def control(sandbox: Sandbox, resource: str, body: object) -> None:
    """Makes a control request."""
    request = urllib.request.Request(  # noqa: S310
        f"{sandbox.url}/__sandbox/{resource}",
        json.dumps(body).encode(),
        {"X-Sandbox-Token": sandbox.control_token},
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310


def inject(sandbox: Sandbox, operation: str, times: int = 1, **fault: object) -> None:
    """Injects a fault into the next requests of an operation."""
    control(sandbox, "faults", [{"operation": operation, "times": times, "fault": fault}])
