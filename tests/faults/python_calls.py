"""Makes calls by operation name in Python, and encodes their results and errors as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sendgrid_accounts import (
    ApiKeySecret,
    CustomerList,
    NewCustomer,
    NewSubuser,
    Response,
    SendGridError,
)
from sendgrid_accounts._errors import CLASSES

KINDS = {exception: kind for kind, exception in CLASSES.items()}


def call(client: Any, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Makes a call by its operation name."""
    if operation == "request":
        return client.request(**arguments)
    group, method = operation.split(".")
    function = getattr(getattr(client, group), method)
    if operation == "customers.create":
        return function(NewCustomer(**arguments))
    if operation == "subusers.create":
        return function(NewSubuser(**arguments))
    keywords = dict(arguments)
    positional = [keywords.pop("user")] if "user" in keywords else []
    return function(*positional, **keywords)


def to_json(result: Any) -> Any:
    """A result as JSON."""
    if isinstance(result, (CustomerList, tuple)):
        rows: Iterable[object] = result
        return [to_json(row) for row in rows]
    if isinstance(result, Response):
        body = result.body.decode()
        return {"status": result.status, "headers": dict(result.headers), "body": body}
    if isinstance(result, ApiKeySecret):
        return result.reveal()
    if result is None or isinstance(result, (str, int, float)):
        return result
    fields = {name: to_json(getattr(result, name)) for name in result.__match_args__}
    return {**fields, "extra": dict(result.extra)} if result.extra else fields


def describe(error: SendGridError) -> dict[str, Any]:
    """An error in the JSON form of the drivers.

    In Python only the refusal that causes an unknown outcome has the properties of its response.
    """
    refusal = error.__cause__ or error
    return {
        "kind": KINDS[type(error)],
        "details": [detail.to_dict() for detail in getattr(refusal, "errors", [])],
        "retry_after_seconds": error.retry_after,
        **{
            name: getattr(error, name, None)
            for name in (
                *("operation", "message", "outcome", "safe_to_retry", "attempts", "status"),
                *("request_id", "field", "phase", "retry_budget_exhausted"),
            )
        },
        **{name: getattr(refusal, name, None) for name in ("body", "required_scope")},
    }
