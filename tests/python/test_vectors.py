"""Runs `tests/vectors` through the Python client."""

from __future__ import annotations

import json
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import Client, SendGridError, __version__
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import operations

FOLDER = Path(__file__).parent.parent / "vectors"
KEY: str = json.loads((FOLDER / "settings.json").read_text())["api_key"]
VECTORS: dict[str, Any] = {
    file.stem: json.loads(file.read_text()) for file in sorted(FOLDER.glob("*/*.json"))
}


def test_there_are_vectors_for_every_operation() -> None:
    succeeding = {v["call"]["operation"] for v in VECTORS.values() if "result" in v}
    assert succeeding == set(operations())


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    with ReplayServer() as trap, ReplayServer() as server:
        answers = [step["answer"] for step in vector["exchange"]]
        server.answers = substitute(answers, {"{trap}": trap.address})
        outcome = call(client_of(vector, server.url), vector["call"])
        if isinstance(outcome, SendGridError):
            check_error(vector, outcome)
        else:
            assert {"result": outcome} == {"result": vector.get("result", "an error")}
        assert server.received == expected_requests(vector, server.address)
        assert trap.connections == 0
        if not vector["exchange"]:
            assert server.connections == 0


def client_of(vector: dict[str, Any], url: str) -> Client:
    settings = vector.get("client", {})
    client = Client(KEY, base_url=url, max_attempts=settings.get("max_attempts", 3))
    account = settings.get("on_behalf_of", {})
    return client.on_behalf_of(**account) if account else client


def call(client: Client, wanted: dict[str, Any]) -> Any:
    group, method = wanted["operation"].split(".")
    try:
        result = getattr(getattr(client, group), method)(**wanted["arguments"])
    except SendGridError as error:
        return error
    return None if result is None else fields_of(result)


def fields_of(result: Any) -> dict[str, Any]:
    fields = {name: getattr(result, name) for name in result.__match_args__}
    return {**fields, "extra": dict(result.extra)} if result.extra else fields


def check_error(vector: dict[str, Any], error: SendGridError) -> None:
    expected = dict(vector.get("error") or pytest.fail(f"{error!r}"))
    assert type(error) is CLASSES[expected.pop("kind")]
    assert error.operation == vector["call"]["operation"]
    assert str(error) == f"{error.operation}: {error.message}"
    details = [vars(detail) for detail in getattr(error, "errors", [])]
    assert details == expected.pop("details")
    assert getattr(error, "retry_after", None) == expected.pop("retry_after_seconds")
    for attribute, value in expected.items():
        assert getattr(error, attribute, None) == value, attribute
    check_no_secret(vector, error)


def check_no_secret(vector: dict[str, Any], error: SendGridError) -> None:
    arguments = vector["call"]["arguments"]
    passwords = {value for name, value in arguments.items() if name.endswith("_password")}
    # The seeds' own example passwords are named like the fields and cannot be searched for.
    secrets = (passwords | {KEY}) - {"", "old_password", "new_password"}
    shown = "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error)
    for secret in secrets:
        assert secret not in shown
        assert secret.encode() not in pickle.dumps(error)


def expected_requests(vector: dict[str, Any], address: str) -> list[tuple[str, list[str], str]]:
    replacements = {"{host}": address, "{version}": __version__, "{face}": "python"}
    requests = substitute([step["request"] for step in vector["exchange"]], replacements)
    return [(request["line"], sorted(request["headers"]), request["body"]) for request in requests]


def substitute(value: Any, replacements: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in replacements.items():
            value = value.replace(name, text)
        return value
    if isinstance(value, list):
        return [substitute(item, replacements) for item in value]
    if isinstance(value, dict):
        return {name: substitute(item, replacements) for name, item in value.items()}
    return value
