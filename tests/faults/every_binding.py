"""Makes the same call in every binding, each against its own sandbox."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from binding_fixtures import warm
from drivers import Driver
from expectations import Run
from matrix import call, watch, without_views
from operations import TARGET_KEY, Operation
from row import BINDINGS
from scripts import Script
from secret_markers import NEW_PASSWORD, SANDBOX_PASSWORD
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

Variant = tuple[str, str]
"""A dialect and a format of the customer API."""


class Binding:
    """A binding with its driver and its sandbox."""

    def __init__(self, driver: Driver, sandbox: Sandbox) -> None:
        """Uses a driver and a sandbox that no other binding uses."""
        self.name = driver.binding
        self._driver = driver
        self._sandbox = sandbox
        # A single worker: one call at a time.
        self.thread = ThreadPoolExecutor(1)

    def run(self, script: Script, operation: Operation, variant: Variant) -> Run:
        """Makes a call under a fault script."""
        self._sandbox.reset()
        key = create_key(self._sandbox) if TARGET_KEY in operation.arguments.values() else ""
        before = len(self._sandbox.journal())
        numbers = [
            number
            for one in injections(script, operation)
            for number in self._sandbox.fault(one["operation"], one["fault"])
        ]
        dialect, form = variant
        with watch(self._driver, self._sandbox) as monitor:
            arguments = {"api_key_id": key} if key else {}
            spec = call(
                self._sandbox, operation.name, arguments=arguments, dialect=dialect, format=form
            )
            reply = without_views(monitor.run(spec).reply)
        faults = self._sandbox.faults()
        journal = [entry_of(entry, numbers, key) for entry in self._sandbox.journal()[before:]]
        consumed = sorted(fault["number"] for fault in faults["consumed"])
        assert consumed == numbers[: len(consumed)]
        return Run(
            self._comparable(reply, has_ids=operation.name.startswith("api_keys.")),
            journal,
            script.kinds()[: len(consumed)],
            len(faults["waiting"]),
            frozenset({self._sandbox.api_key, NEW_PASSWORD, SANDBOX_PASSWORD}),
        )

    def _comparable(self, reply: dict[str, Any], *, has_ids: bool) -> dict[str, Any]:
        """The reply without the port, ids, keys and times of the sandbox, which are its own."""
        serialized = json.dumps(reply).replace(self._sandbox.url, "{url}")
        serialized = re.sub(r"SG\.[\w-]+\.[\w-]+", "{key}", serialized)
        serialized = re.sub(r'"api_key_id": "[\w-]+"', '"api_key_id": "{id}"', serialized)
        serialized = re.sub(r'"(date|x-ratelimit-reset)": "[^"]+"', r'"\1": "{time}"', serialized)
        comparable: dict[str, Any] = json.loads(
            re.sub(r"127\.0\.0\.1:\d+", "{address}", serialized)
        )
        if has_ids and comparable.get("error", {}).get("body"):
            comparable["error"]["body"] = "{body with other ids}"
        return comparable


def injections(script: Script, operation: Operation) -> list[dict[str, Any]]:
    """The faults of a script with their times."""
    now = int(time.time())
    text = json.dumps(script.injections(operation))
    text = text.replace("{soon}", str(now + 2)).replace("{later}", str(now + 30))
    injections: list[dict[str, Any]] = json.loads(text)
    return injections


def entry_of(entry: Mapping[str, Any], numbers: list[int], key: str) -> dict[str, Any]:
    """The part of a journal entry that is the same in every binding."""
    names = "method", "path", "operation", "content_type", "user", "on_behalf_of", "status"
    common = {name: entry[name] for name in (*names, "applied")}
    if key:
        common["path"] = entry["path"].replace(key, "{id}")
    # Hashes differ because each sandbox has its own key.
    body = re.sub(r"sha256:\w+", "sha256", json.dumps(entry["body"], sort_keys=True))
    fault = entry["fault"]
    assert fault is None or fault["number"] in numbers
    return {**common, "body": body, "fault": fault and fault["kind"]}


def create_key(sandbox: Sandbox) -> str:
    """The id of a new API key."""
    client = Client(sandbox.api_key, base_url=sandbox.url)
    key_id = client.api_keys.create("target", scopes=["mail.send"]).api_key_id
    assert key_id
    return key_id


@contextmanager
def all_bindings() -> Iterator[list[Binding]]:
    """Every binding, ready to make calls."""
    with ExitStack() as stack:
        bindings: list[Binding] = []
        for name in BINDINGS:
            driver = warm(stack.enter_context(Driver(name)))
            bindings.append(
                Binding(driver, stack.enter_context(Sandbox(reseller_password=SANDBOX_PASSWORD)))
            )
        yield bindings
        for binding in bindings:
            binding.thread.shutdown()


def run_all(
    bindings: Sequence[Binding], script: Script, operation: Operation, variant: Variant
) -> dict[str, Run]:
    """Makes the same call in every binding at once, so that waits overlap."""
    calls = [
        (binding, binding.thread.submit(binding.run, script, operation, variant))
        for binding in bindings
    ]
    return {binding.name: call.result(60) for binding, call in calls}
