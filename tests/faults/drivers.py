"""The drivers as processes of their own, in which everything that a call leaves behind is seen."""

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
from faces import SOAK

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
C = sorted((HERE.parent / "c").glob("vector_*.c"))
CPP = [HERE.parent / "cpp" / "vector_driver.cpp"]
LONGEST_ANSWER = 120.0 * SOAK
"""Seconds after which a driver is taken for dead."""
SETTLED = 5.0
"""Seconds in which everything that a call has opened must be closed."""


@cache
def command(face: str) -> tuple[str, ...]:
    """How a driver is started; it is built where need be."""
    if face in ("python", "asyncio"):
        way = ["async"] if face == "asyncio" else []
        return sys.executable, "-X", "dev", str(HERE / "python_driver.py"), *way
    if face == "rust":
        return str(rust_driver()), "trace"
    if face.startswith("cpp"):
        program = programs.build(*CPP, name="vector_driver_cpp")
        return (str(program), *(["async"] if face == "cpp-futures" else []))
    return (str(programs.build(*C, name="vector_driver_c")), *(["queue"] if "-" in face else []))


def rust_driver() -> Path:
    """Builds the driver in Rust."""
    command = ["cargo", "build", "--quiet", "-p", "sendgrid-accounts", "--example", "driver"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / "examples" / "driver"


class Driver:
    """A program that makes one call for each line that it is given."""

    def __init__(
        self,
        face: str,
        *,
        environment: Mapping[str, str] | None = None,
        under: Sequence[str] = (),
        longest_answer: float = LONGEST_ANSWER,
    ) -> None:
        """Names the face; `under` is what the program is started by."""
        self.face = face
        self._longest_answer = longest_answer
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [*under, *command(face)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, **(environment or {})},
        )
        self.pid = self._process.pid
        self._folder = Path("/proc") / str(self.pid)

    def ask(self, fields: Iterable[tuple[str, str]]) -> tuple[dict[str, Any], bytes]:
        """Makes a call; what came of it, read and as it was written."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = "\t".join(f"{quote(name)}={quote(value, safe='')}" for name, value in fields)
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], self._longest_answer)[0]:
            self._process.kill()
        shown = self._process.stdout.readline()
        assert shown.endswith(b"\n"), f"{self.face} ended or hung: {self.complaints()[-2000:]!r}"
        answer: dict[str, Any] = json.loads(shown)
        return answer, shown

    def complaints(self, since: int = 0) -> bytes:
        """What it wrote on its standard error."""
        return os.pread(self._stderr.fileno(), self.written() - since, since)

    def written(self) -> int:
        """How many bytes that are."""
        return os.fstat(self._stderr.fileno()).st_size

    def open_files(self) -> int:
        """How many descriptors it has."""
        return len(os.listdir(self._folder / "fd"))

    def threads(self) -> int:
        """How many threads it has."""
        return len(os.listdir(self._folder / "task"))

    def left_open(self) -> list[str]:
        """What its descriptors stand for, and the names of its threads."""
        found: list[str] = []
        for entry in [*(self._folder / "fd").iterdir(), *(self._folder / "task").iterdir()]:
            with suppress(OSError):
                is_file = entry.parent.name == "fd"
                found.append(str(entry.readlink()) if is_file else (entry / "comm").read_text())
        return found

    def cpu_seconds(self) -> float:
        """How long it has computed."""
        after_name = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self) -> int:
        """How much memory it holds."""
        pages = int((self._folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def settle(self, files: int, threads: int, seconds: float = SETTLED) -> None:
        """Waits until no more is open than that."""
        end = time.monotonic() + seconds
        while self.open_files() > files or self.threads() > threads:
            if time.monotonic() > end:
                counts = f"more than {files} descriptors or {threads} threads"
                raise AssertionError(f"left open: {counts}: {self.left_open()}")
            time.sleep(0.01)

    def close(self) -> None:
        """Ends it, and sees that it ends well; a second time does nothing."""
        if self._stderr.closed:
            return
        self._process.communicate(timeout=30)
        complaints = self.complaints()
        self._stderr.close()
        assert self._process.returncode == 0, complaints[-2000:]
        assert b"panicked" not in complaints

    def is_alive(self) -> bool:
        """Whether it is ready for the next call."""
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
