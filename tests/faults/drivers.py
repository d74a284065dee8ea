"""Runs the driver of a binding in its own process, and measures the resources of the process."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

import programs
from bindings import SOAK

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
C = sorted((HERE.parent / "c").glob("vector_*.c"))
CPP = [HERE.parent / "cpp" / "vector_driver.cpp"]
REPLY_TIMEOUT = 120.0 * SOAK
"""Seconds to wait for a reply; a driver without one is killed."""
SETTLE_SECONDS = 5.0
"""Seconds within which all resources of a call must be closed."""


@cache
def command(binding: str) -> tuple[str, ...]:
    """The command that starts a driver. Builds the driver if necessary."""
    if binding in ("python", "asyncio"):
        arguments = ["async"] if binding == "asyncio" else []
        return sys.executable, "-X", "dev", str(HERE / "python_driver.py"), *arguments
    if binding == "rust":
        return str(rust_driver()), "trace"
    if binding.startswith("cpp"):
        program = programs.build(*CPP, name="vector_driver_cpp")
        return (str(program), *(["async"] if binding == "cpp-futures" else []))
    return (str(programs.build(*C, name="vector_driver_c")), *(["queue"] if "-" in binding else []))


def rust_driver() -> Path:
    """Builds the Rust driver."""
    command = ["cargo", "build", "--quiet", "-p", "sendgrid-accounts", "--example", "driver"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / "examples" / "driver"


class Driver:
    """A program that makes one call for each input line."""

    def __init__(
        self,
        binding: str,
        *,
        environment: Mapping[str, str] | None = None,
        launcher: Sequence[str] = (),
        reply_timeout: float = REPLY_TIMEOUT,
    ) -> None:
        """Starts the driver of a binding; `launcher` is a command to run it with."""
        self.binding = binding
        self._longest_answer = reply_timeout
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [*launcher, *command(binding)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, **(environment or {})},
        )
        self.pid = self._process.pid
        self._folder = Path("/proc") / str(self.pid)

    def run(self, fields: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], bytes]:
        """Makes a call; returns the parsed reply and its raw bytes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = "\t".join(f"{quote(name)}={quote(value, safe='')}" for name, value in fields)
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], self._longest_answer)[0]:
            self._process.kill()
        raw = self._process.stdout.readline()
        assert raw.endswith(b"\n"), f"{self.binding} exited or hung: {self.stderr()[-2000:]!r}"
        reply: dict[str, Any] = json.loads(raw)
        return reply, raw

    def stderr(self, since: int = 0) -> bytes:
        """The standard error output, from an offset."""
        return os.pread(self._stderr.fileno(), self.stderr_size() - since, since)

    def stderr_size(self) -> int:
        """The size of the standard error output, in bytes."""
        return os.fstat(self._stderr.fileno()).st_size

    def open_files(self) -> int:
        """The number of open file descriptors."""
        return len(os.listdir(self._folder / "fd"))

    def threads(self) -> int:
        """The number of threads."""
        return len(os.listdir(self._folder / "task"))

    def open_resources(self) -> list[str]:
        """The targets of the open descriptors and the names of the threads."""
        names: list[str] = []
        for entry in [*(self._folder / "fd").iterdir(), *(self._folder / "task").iterdir()]:
            with suppress(OSError):
                is_file = entry.parent.name == "fd"
                names.append(str(entry.readlink()) if is_file else (entry / "comm").read_text())
        return names

    def cpu_seconds(self) -> float:
        """The processor time of the process, in seconds."""
        after_name = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self) -> int:
        """The resident memory of the process, in bytes."""
        pages = int((self._folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def reset_peak(self) -> None:
        """Makes the peak of the resident memory its present size (proc(5))."""
        (self._folder / "clear_refs").write_text("5")

    def peak_bytes(self) -> int:
        """The peak of the resident memory, in bytes."""
        status = (self._folder / "status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024

    def settle(self, files: int, threads: int, seconds: float = SETTLE_SECONDS) -> None:
        """Waits until no more than these descriptors and threads are open."""
        end = time.monotonic() + seconds
        while self.open_files() > files or self.threads() > threads:
            if time.monotonic() > end:
                counts = f"more than {files} descriptors or {threads} threads"
                raise AssertionError(f"left open: {counts}: {self.open_resources()}")
            time.sleep(0.01)

    def close(self) -> None:
        """Ends the driver and checks its exit. A second call is a no-op."""
        if self._stderr.closed:
            return
        self._process.communicate(timeout=30)
        stderr = self.stderr()
        self._stderr.close()
        assert self._process.returncode == 0, stderr[-2000:]
        assert b"panicked" not in stderr

    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    def __enter__(self) -> Driver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._process.kill()
            self._process.communicate()
            self._stderr.close()
