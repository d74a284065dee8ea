"""One call in every language, each against a stand-in server of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import programs
from faces import AwaitedClient, close_loops
from operations import NEW_PASSWORD, Operation
from python_calls import call, describe, shown
from scripts import Script
from sendgrid_accounts import Client, Reseller, SendGridError
from sendgrid_accounts.sandbox import Sandbox
from verdicts import Run

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
C = sorted((HERE.parent / "c").glob("vector_*.c"))
CPP = [HERE.parent / "cpp" / "vector_driver.cpp"]
Variant = tuple[str, str]
"""A dialect and a format of the customer API."""
Ask = Callable[[Sandbox, Operation, Variant], dict[str, Any]]


class Program:
    """A driver: it makes one call for each line that it is given."""

    def __init__(self, *command: str | Path) -> None:
        """Starts it."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, sandbox: Sandbox, operation: Operation, variant: Variant) -> dict[str, Any]:
        """Makes a call; what came of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        fields = fields_of(sandbox, operation, variant)
        line = "\t".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Ends it, and sees that it ends well."""
        self._process.communicate(timeout=30)
        assert self._process.returncode == 0


def fields_of(sandbox: Sandbox, operation: Operation, variant: Variant) -> dict[str, str]:
    """A call as the drivers read it."""
    fields = {
        "base_url": sandbox.url,
        "api_key": sandbox.api_key,
        "dialect": variant[0],
        "format": variant[1],
        "auth": "params",
        "reseller_username": sandbox.reseller_username,
        "reseller_password": sandbox.reseller_password,
        "operation": operation.name,
    }
    return fields | {f"arg.{name}": value for name, value in operation.arguments.items()}


def in_python(face: Any) -> Ask:
    """A call by one of the two clients of Python."""

    def ask(sandbox: Sandbox, operation: Operation, variant: Variant) -> dict[str, Any]:
        dialect: Any
        form: Any
        dialect, form = variant
        reseller = Reseller(
            sandbox.reseller_username, sandbox.reseller_password, dialect=dialect, format=form
        )
        with face(sandbox.api_key, reseller=reseller, base_url=sandbox.url) as client:
            try:
                return {"result": shown(call(client, operation.name, operation.arguments))}
            except SendGridError as error:
                return {"error": describe(error)}

    return ask


class Face:
    """A language, and a way to make calls in it."""

    def __init__(self, name: str, ask: Ask, sandbox: Sandbox) -> None:
        """Takes the way, and a server that nobody else uses."""
        self.name = name
        self._ask = ask
        self._sandbox = sandbox
        # Always the same thread: a loop of asyncio belongs to one.
        self.thread = ThreadPoolExecutor(1)

    def run(self, script: Script, operation: Operation, variant: Variant) -> Run:
        """Makes a call to a server that goes wrong."""
        self._sandbox.reset()
        numbers: list[int] = control(self._sandbox, order(script, operation))["numbers"]
        answer = self._ask(self._sandbox, operation, variant)
        faults = control(self._sandbox)
        journal = [entry_of(entry, numbers) for entry in self._sandbox.journal()]
        met = sorted(fault["number"] for fault in faults["consumed"])
        assert met == numbers[: len(met)]
        consumed = script.kinds()[: len(met)]
        return Run(
            self._comparable(answer),
            journal,
            consumed,
            len(faults["waiting"]),
            secrets_of(self._sandbox),
        )

    def _comparable(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The same without the port of the server, which is another for each."""
        text = json.dumps(answer).replace(self._sandbox.url, "{url}")
        comparable: dict[str, Any] = json.loads(re.sub(r"127\.0\.0\.1:\d+", "{address}", text))
        return comparable


def order(script: Script, operation: Operation) -> bytes:
    """The faults, with the times that a server would name."""
    now = int(time.time())
    text = json.dumps(script.ordered(operation))
    return text.replace("{soon}", str(now + 2)).replace("{later}", str(now + 30)).encode()


def entry_of(entry: dict[str, Any], numbers: list[int]) -> dict[str, Any]:
    """What the journal says of a request, as far as it is the same in each run."""
    names = "method", "path", "operation", "content_type", "user", "on_behalf_of", "status"
    kept = {name: entry[name] for name in (*names, "applied")}
    # Each server has a key of its own, so that hashes differ.
    body = re.sub(r"sha256:\w+", "sha256", json.dumps(entry["body"], sort_keys=True))
    fault = entry["fault"]
    assert fault is None or fault["number"] in numbers
    return {**kept, "body": body, "fault": fault and fault["kind"]}


def secrets_of(sandbox: Sandbox) -> frozenset[str]:
    """The spellings of what is secret; the password of the stand-in is named like a field."""
    secrets = {sandbox.api_key, NEW_PASSWORD}
    return frozenset(secrets | {quote(s, safe="") for s in secrets} | set(map(quote_plus, secrets)))


def control(sandbox: Sandbox, body: bytes | None = None) -> Any:
    """Orders faults, or says which were met."""
    request = urllib.request.Request(  # noqa: S310
        f"{sandbox.url}/__sandbox/faults",
        data=body,
        headers={"X-Sandbox-Token": sandbox.control_token},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.loads(answer.read())


def rust_driver() -> Path:
    """Builds the driver in Rust."""
    command = ["cargo", "build", "--quiet", "-p", "sendgrid-accounts", "--example", "driver"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / "examples" / "driver"


@contextmanager
def all_faces() -> Iterator[list[Face]]:
    """Every language, ready to make calls."""
    c = programs.build(*C, name="vector_driver_c")
    cpp = programs.build(*CPP, name="vector_driver_cpp")
    commands: dict[str, Sequence[str | Path]] = {
        "rust": [rust_driver()],
        "c": [c],
        "c-queue": [c, "queue"],
        "cpp": [cpp],
        "cpp-futures": [cpp, "async"],
    }
    with ExitStack() as stack:
        ways: dict[str, Ask] = {"python": in_python(Client), "asyncio": in_python(AwaitedClient)}
        for name, command in commands.items():
            program = Program(*command)
            stack.callback(program.close)
            ways[name] = program.ask
        faces = [Face(name, ask, stack.enter_context(Sandbox())) for name, ask in ways.items()]
        yield faces
        for face in faces:
            face.thread.shutdown()
        close_loops()


def run_all(
    faces: Sequence[Face], script: Script, operation: Operation, variant: Variant
) -> dict[str, Run]:
    """The same call in every language at once; waits then cost little."""
    calls = [(face, face.thread.submit(face.run, script, operation, variant)) for face in faces]
    return {face.name: call.result(60) for face, call in calls}
