"""Runs the program on a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import termios
import time

from program import Program

TIMEOUT = 30


class Terminal:
    """The program with a terminal as its standard streams."""

    def __init__(self, program: Program, *arguments: str, **variables: str) -> None:
        """Starts a command."""
        self.controller, self.terminal = pty.openpty()
        self.output = ""
        self.process = subprocess.Popen(
            [str(program.path), *arguments],
            env={**program.environment, "TERM": "xterm", **variables},
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=self.terminal,
            start_new_session=True,
        )

    def wait_for(self, text: str) -> None:
        """Reads until the output has a text."""
        deadline = time.monotonic() + TIMEOUT
        while text not in self.output:
            assert time.monotonic() < deadline, (text, self.output)
            if not self.read() and self.process.poll() is not None:
                self.read()
                assert text in self.output, (text, self.output)

    def read(self) -> bool:
        """Reads what there is; whether there was anything."""
        ready, _, _ = select.select([self.controller], [], [], 0.1)
        if ready:
            self.output += os.read(self.controller, 65536).decode()
        return bool(ready)

    def write(self, text: str) -> None:
        """Types a text."""
        os.write(self.controller, text.encode())

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def end(self) -> int:
        """Waits for the end, and returns the exit code."""
        deadline = time.monotonic() + TIMEOUT
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.output
            self.read()
        while self.read():
            pass
        os.close(self.controller)
        os.close(self.terminal)
        return self.process.returncode
