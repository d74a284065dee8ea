"""Runs `tests/vectors` through the Python client."""

from __future__ import annotations

import json
import pickle
import traceback
from base64 import b64encode
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, quote_plus

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    ApiError,
    Client,
    CustomerList,
    NewCustomer,
    Reseller,
    SendGridError,
    __version__,
)
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import operations

pytestmark = pytest.mark.usefixtures("each_face")

FOLDER = Path(__file__).parent.parent / "vectors"
SETTINGS: dict[str, str] = json.loads((FOLDER / "settings.json").read_text())
VECTORS: dict[str, Any] = {
    f"{file.parent.name}-{file.stem}": json.loads(file.read_text())
    for file in sorted(FOLDER.glob("*/*.json"))
}
Variant = tuple[str, str]
"""A dialect and a format of the customer API; both empty for the Users API."""


def variants() -> list[Any]:
    """Each vector in each dialect and format that it is for."""
    found: list[Any] = []
    for name, vector in VECTORS.items():
        reseller = vector.get("client", {}).get("reseller", {"dialects": [""], "formats": [""]})
        for dialect in reseller["dialects"]:
            for form in reseller["formats"]:
                label = "-".join(filter(None, (name, dialect, form)))
                found.append(pytest.param(vector, (dialect, form), id=label))
    return found


def test_there_are_vectors_for_every_operation() -> None:
    succeeding = {v["call"]["operation"] for v in VECTORS.values() if "result" in v}
    assert succeeding == set(operations())


@pytest.mark.parametrize(("vector", "variant"), variants())
def test_vector(vector: dict[str, Any], variant: Variant) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        # An answer may differ between the formats.
        answers = [step["answer"].get(variant[1], step["answer"]) for step in vector["exchange"]]
        server.answers = substitute(answers, {"{trap}": trap.address})
        last: dict[str, Any] = answers[-1] if answers else {}
        outcome = call(client_of(vector, server.url, variant), vector["call"])
        if isinstance(outcome, SendGridError):
            check_error(vector, last, outcome)
        else:
            assert {"result": outcome} == {"result": vector.get("result", "an error")}
        assert server.received == expected_requests(vector, server.address, variant)
        assert trap.connections == 0
        if not vector["exchange"]:
            assert server.connections == 0


def client_of(vector: dict[str, Any], url: str, variant: Variant) -> Client:
    settings = vector.get("client", {})
    client = Client(
        SETTINGS["api_key"],
        reseller=reseller_of(settings["reseller"], variant) if "reseller" in settings else None,
        base_url=url,
        max_attempts=settings.get("max_attempts", 3),
    )
    account = settings.get("on_behalf_of", {})
    return client.on_behalf_of(**account) if account else client


def reseller_of(wanted: dict[str, Any], variant: Variant) -> Reseller:
    dialect, form = variant
    if wanted.get("auth") == "api_key":
        return Reseller.with_api_key(SETTINGS["api_key"], dialect=dialect, format=form)
    return Reseller(
        wanted.get("username", SETTINGS["reseller_username"]),
        wanted.get("password", SETTINGS["reseller_password"]),
        dialect=dialect,
        format=form,
        auth=wanted.get("auth", "params"),
    )


def call(client: Client, wanted: dict[str, Any]) -> Any:
    group, method = wanted["operation"].split(".")
    arguments = dict(wanted["arguments"])
    positional = [arguments.pop("user")] if "user" in arguments else []
    try:
        if wanted["operation"] == "customers.create":
            positional, arguments = [NewCustomer(**arguments)], {}
        result = getattr(getattr(client, group), method)(*positional, **arguments)
    except SendGridError as error:
        return error
    if isinstance(result, CustomerList):
        return [fields_of(customer) for customer in result]
    return None if result is None else fields_of(result)


def fields_of(result: Any) -> dict[str, Any]:
    fields = {name: getattr(result, name) for name in result.__match_args__}
    return {**fields, "extra": dict(result.extra)} if result.extra else fields


def check_error(vector: dict[str, Any], answer: dict[str, Any], error: SendGridError) -> None:
    expected = dict(vector.get("error") or pytest.fail(f"{error!r}"))
    assert type(error) is CLASSES[expected.pop("kind")]
    assert error.operation == vector["call"]["operation"]
    assert str(error) == f"{error.operation}: {error.message}"
    details: list[object] = [detail._asdict() for detail in getattr(error, "errors", [])]
    assert details == expected.pop("details")
    assert getattr(error, "retry_after", None) == expected.pop("retry_after_seconds")
    if expected["body"] == "{body}":
        expected["body"] = answer["body"]
    if expected["body"] == "{redacted}":
        assert isinstance(error, ApiError)
        assert (error.body or "").count("[redacted]") == 3
        del expected["body"]
    for attribute, value in expected.items():
        assert getattr(error, attribute, None) == value, attribute
    check_no_secret(vector, error)


def check_no_secret(vector: dict[str, Any], error: SendGridError) -> None:
    arguments = vector["call"]["arguments"]
    secrets = {value for name, value in arguments.items() if name.endswith("password")}
    secrets |= {SETTINGS["api_key"], SETTINGS["reseller_password"]}
    # Some example passwords of the seeds are named like fields and cannot be searched for.
    secrets -= {"", "old_password", "new_password"}
    shown = "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error)
    for secret in secrets:
        for spelling in (secret, quote(secret), quote_plus(secret), b64encode(secret.encode())):
            text = spelling if isinstance(spelling, str) else spelling.decode().rstrip("=")
            assert text not in shown
            assert text.encode() not in pickle.dumps(error)


def expected_requests(
    vector: dict[str, Any], address: str, variant: Variant
) -> list[tuple[str, list[str], str]]:
    dialect, form = variant
    replacements = {
        "{host}": address,
        "{version}": __version__,
        "{face}": "python",
        "{folder}": "apiv2" if dialect == "reseller" else "api",
        "{dialect}": dialect,
        "{format}": form,
    }
    requests = substitute([step["request"] for step in vector["exchange"]], replacements)
    return [(request["line"], sorted(request["headers"]), request["body"]) for request in requests]


def substitute(value: Any, replacements: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in replacements.items():
            value = value.replace(name, text)
        return value
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [substitute(item, replacements) for item in items]
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        return {name: substitute(item, replacements) for name, item in fields.items()}
    return value
