"""Runs `tests/vectors` through the Python client."""

from __future__ import annotations

import json
import pickle
import traceback
from collections.abc import Iterable
from typing import Any, cast

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    CLEAR,
    ApiError,
    ApiKeySecret,
    Client,
    CustomerList,
    NewCustomer,
    NewSubuser,
    Reseller,
    SendGridError,
)
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import operations
from vector_cases import (
    SETTINGS,
    VECTORS,
    Variant,
    expected_requests,
    responses_of,
    spellings_of_secrets,
    variants,
)

pytestmark = pytest.mark.usefixtures("each_binding")


def test_there_are_vectors_for_every_operation() -> None:
    succeeding = {v["call"]["operation"] for v in VECTORS.values() if "result" in v}
    assert succeeding == set(operations())


@pytest.mark.parametrize(("vector", "variant"), variants())
def test_vector(vector: dict[str, Any], variant: Variant) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        responses = responses_of(vector, variant, trap.address)
        server.responses = list(responses)
        last: dict[str, Any] = responses[-1] if responses else {}
        outcome = call(client_of(vector, server.url, variant), vector["call"])
        if isinstance(outcome, SendGridError):
            check_error(vector, last, outcome)
        else:
            assert {"result": outcome} == {"result": vector.get("result", "an error")}
        assert server.received == expected_requests(vector, server.address, variant, "python")
        assert trap.connections == 0
        if not vector["exchange"]:
            assert server.connections == 0


def client_of(vector: dict[str, Any], url: str, variant: Variant) -> Client:
    settings = vector.get("client", {})
    client = Client(
        SETTINGS["api_key"],
        reseller=reseller_of(settings["reseller"], variant) if "reseller" in settings else None,
        base_url=url,
        max_retries=settings.get("max_retries", 2),
        empty=settings.get("empty", "clear"),
    )
    account = settings.get("on_behalf_of", {})
    return client.on_behalf_of(**account) if account else client


def reseller_of(settings: dict[str, Any], variant: Variant) -> Reseller:
    dialect, form = variant
    if settings.get("auth") == "api_key":
        return Reseller.with_api_key(SETTINGS["api_key"], dialect=dialect, format=form)
    if settings.get("auth") == "client_key":
        return Reseller(dialect=dialect, format=form)
    return Reseller(
        settings.get("username", SETTINGS["reseller_username"]),
        settings.get("password", SETTINGS["reseller_password"]),
        dialect=dialect,
        format=form,
        auth=settings.get("auth", "params"),
    )


def call(client: Client, operation: dict[str, Any]) -> Any:
    group, method = operation["operation"].split(".")
    items = operation["arguments"].items()
    arguments: dict[str, Any] = {
        name: CLEAR if value == {"clear": True} else value for name, value in items
    }
    arguments |= operation.get("options", {})
    positional = [arguments.pop("user")] if "user" in arguments else []
    try:
        if operation["operation"] == "customers.create":
            positional, arguments = [NewCustomer(**arguments)], {}
        if operation["operation"] == "subusers.create":
            positional, arguments = [NewSubuser(**arguments)], {}
        result = getattr(getattr(client, group), method)(*positional, **arguments)
    except SendGridError as error:
        return error
    if isinstance(result, (CustomerList, tuple)):
        return [fields_of(row) for row in cast("Iterable[Any]", result)]
    return None if result is None else fields_of(result)


def fields_of(result: Any) -> Any:
    if isinstance(result, str):
        return result
    fields = {name: plain(getattr(result, name)) for name in result.__match_args__}
    return {**fields, "extra": dict(result.extra)} if result.extra else fields


def plain(value: Any) -> object:
    """A field as in JSON, with the secret of a created key."""
    if isinstance(value, ApiKeySecret):
        return value.reveal()
    return json.loads(json.dumps(value))


def check_error(vector: dict[str, Any], response: dict[str, Any], error: SendGridError) -> None:
    expected = dict(vector.get("error") or pytest.fail(f"{error!r}"))
    assert type(error) is CLASSES[expected.pop("kind")]
    assert error.operation == vector["call"]["operation"]
    expected.setdefault("retry_budget_exhausted", False)
    assert str(error) == f"{error.operation}: {error.message}"
    refusal = check_cause(error, expected.pop("cause", None))
    details: list[object] = [detail.to_dict() for detail in getattr(refusal, "errors", [])]
    assert details == expected.pop("details")
    assert getattr(refusal, "retry_after", None) == expected.pop("retry_after_seconds")
    if expected["body"] == "{body}":
        expected["body"] = response["body"]
    if expected["body"] == "{redacted}":
        assert isinstance(error, ApiError)
        assert (error.body or "").count("[redacted]") == 3
        del expected["body"]
    assert getattr(refusal, "body", None) == expected.pop("body", getattr(refusal, "body", None))
    assert getattr(refusal, "required_scope", None) == expected.pop("required_scope")
    for attribute, value in expected.items():
        assert getattr(error, attribute, None) == value, attribute
    check_no_secret(vector, error)


def check_cause(error: SendGridError, kind: str | None) -> BaseException:
    """Checks the refusal that causes an error; returns the exception with the refusal's details."""
    cause = error.__cause__
    if kind is None:
        assert cause is None
        return error
    assert type(cause) is CLASSES[kind]
    assert isinstance(cause, SendGridError)
    assert (cause.operation, cause.status) == (error.operation, error.status)
    assert cause.outcome == "rejected"
    assert error.message.endswith(cause.message)
    return cause


def check_no_secret(vector: dict[str, Any], error: SendGridError) -> None:
    output = "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(error)
    for text in spellings_of_secrets(vector):
        assert text not in output
        assert text.encode() not in pickle.dumps(error)
