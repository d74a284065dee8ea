"""One call in every language, each against a stand-in server of its own."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import quote, quote_plus

from drivers import Driver
from face_fixtures import warm
from matrix import call, watched, without_views
from operations import NEW_PASSWORD, Operation
from row import FACES
from scripts import Script
from sendgrid_accounts.sandbox import Sandbox
from verdicts import Run

Variant = tuple[str, str]
"""A dialect and a format of the customer API."""


class Face:
    """A language, and a driver that makes calls in it."""

    def __init__(self, driver: Driver, sandbox: Sandbox) -> None:
        """Takes the driver, and a server that nobody else uses."""
        self.name = driver.face
        self._driver = driver
        self._sandbox = sandbox
        # Always the same thread: one call at a time.
        self.thread = ThreadPoolExecutor(1)

    def run(self, script: Script, operation: Operation, variant: Variant) -> Run:
        """Makes a call to a server that goes wrong."""
        self._sandbox.reset()
        numbers: list[int] = control(self._sandbox, order(script, operation))["numbers"]
        dialect, form = variant
        with watched(self._driver, self._sandbox) as row:
            made = call(self._sandbox, operation.name, dialect=dialect, format=form)
            answer = without_views(row.ask(made).answer)
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


@contextmanager
def all_faces() -> Iterator[list[Face]]:
    """Every language, ready to make calls."""
    with ExitStack() as stack:
        faces: list[Face] = []
        for name in FACES:
            driver = warm(stack.enter_context(Driver(name)))
            faces.append(Face(driver, stack.enter_context(Sandbox())))
        yield faces
        for face in faces:
            face.thread.shutdown()


def run_all(
    faces: Sequence[Face], script: Script, operation: Operation, variant: Variant
) -> dict[str, Run]:
    """The same call in every language at once; waits then cost little."""
    calls = [(face, face.thread.submit(face.run, script, operation, variant)) for face in faces]
    return {face.name: call.result(60) for face, call in calls}
