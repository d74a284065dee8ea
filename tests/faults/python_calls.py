"""Calls by their names in Python, and what comes of them as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sendgrid_accounts import CustomerList, NewCustomer, SendGridError
from sendgrid_accounts._errors import CLASSES

KINDS = {exception: kind for kind, exception in CLASSES.items()}


def call(client: Any, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Makes a call by its name."""
    group, method = operation.split(".")
    make = getattr(getattr(client, group), method)
    if operation == "customers.create":
        return make(NewCustomer(**arguments))
    named = dict(arguments)
    positional = [named.pop("user")] if "user" in named else []
    return make(*positional, **named)


def shown(result: Any) -> Any:
    """A result as JSON."""
    if isinstance(result, CustomerList):
        return [shown(customer) for customer in result]
    if result is None:
        return None
    fields = {name: getattr(result, name) for name in result.__match_args__}
    return {**fields, "extra": dict(result.extra)} if result.extra else fields


def describe(error: SendGridError) -> dict[str, Any]:
    """An error as the drivers write it."""
    return {
        "kind": KINDS[type(error)],
        "details": [detail._asdict() for detail in getattr(error, "errors", [])],
        "retry_after_seconds": getattr(error, "retry_after", None),
        **{
            name: getattr(error, name, None)
            for name in (
                *("operation", "message", "outcome", "safe_to_retry", "attempts", "status"),
                *("body", "request_id", "field", "phase", "required_scope"),
                "retry_budget_exhausted",
            )
        },
    }
