"""Every row of the customer API's parameter tables has a vector.

A successful vector must send each parameter. For each requirement, a vector must violate it and be
refused before anything is sent. If the caller cannot violate it, since this library adds the
parameter or only the server can check it, the table has the reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

FOLDER = Path(__file__).parent.parent / "vectors" / "customers"
VECTORS: dict[str, Any] = {file.stem: json.loads(file.read_text()) for file in FOLDER.glob("*")}

LONG = "input_create_too_long_{}"
MISSING = "input_create_without_{}"
USER = ["input_{operation}_without_user", "input_{operation}_user_too_long"]
LONG_UPDATE = "input_update_profile_too_long_{}"
LONG_FILTER = "input_list_too_long_{}"
ADDED = "added by this library"
SERVER = "checked by the server"

# Parameter: the vector, or the reason, of each requirement.
CREATE: dict[str, list[str]] = {
    "username": [MISSING, LONG],
    "password": [MISSING, LONG, "input_create_password_short"],
    "confirm_password": [ADDED],
    "email": [MISSING, LONG, "input_create_email_form"],
    "first_name": [MISSING, LONG],
    "last_name": [MISSING, LONG],
    "address": [MISSING, LONG],
    "city": [MISSING, LONG],
    "state": [MISSING, LONG],
    "zip": [MISSING, LONG],
    "country": [MISSING, LONG],
    "phone": [MISSING, LONG],
    "website": [MISSING, LONG],
    "company": [LONG],
    "package": [LONG],
    "whitelabel": [LONG],
    "ip_group[]": ["input_create_ip_group_too_long", SERVER],
    "ip[]": ["input_create_ip", SERVER],
    "free_user": ["create_paid"],
    "billing_date": ["input_create_billing_date", "input_create_billing_day", SERVER],
}
FILTERS = (
    "username email active first_name last_name address city state country zip phone website "
    "company"
)
PROFILE = "first_name last_name address city state country zip phone website company"
TABLES: dict[str, dict[str, list[str]]] = {
    "create": CREATE,
    "delete": {"user": USER},
    "list": {
        "task": [ADDED],
        "method": [ADDED],
        **{name: [LONG_FILTER] for name in FILTERS.split()},
        "active": [],
    },
    "enable": {"user": USER, "method": [ADDED]},
    "disable": {"user": USER, "method": [ADDED]},
    "enable_website": {"user": USER, "method": [ADDED]},
    "disable_website": {"user": USER, "method": [ADDED]},
    "update_profile": {
        "task": [ADDED],
        "method": [ADDED],
        "user": USER,
        **{name: [f"update_profile_{name}", LONG_UPDATE] for name in PROFILE.split()},
    },
    "update_password": {
        "user": USER,
        "password": ["input_update_password_short", "input_update_password_too_long"],
        "confirm_password": [ADDED],
        "method": [ADDED],
    },
    "update_username": {
        "task": [ADDED],
        "user": USER,
        "username": [
            "input_update_username_form",
            "input_update_username_too_long",
            "input_update_username_reserved",
            SERVER,
        ],
        "method": [ADDED],
    },
    "update_email": {
        "task": [ADDED],
        "user": USER,
        "email": ["input_update_email_form", "input_update_email_too_long"],
        "method": [ADDED],
    },
}
ROWS = [(operation, parameter) for operation, table in TABLES.items() for parameter in table]


def sent(operation: str) -> list[list[tuple[str, str]]]:
    """The parameters of each request of the vectors of an operation that succeed."""
    return [
        parse_qsl(step["request"]["body"], keep_blank_values=True)
        for vector in VECTORS.values()
        if vector["call"]["operation"] == f"customers.{operation}" and "result" in vector
        for step in vector["exchange"]
    ]


@pytest.mark.parametrize(("operation", "parameter"), ROWS)
def test_a_row_has_its_vectors(operation: str, parameter: str) -> None:
    requests = sent(operation)
    assert any(parameter in dict(request) for request in requests)
    for requirement in TABLES[operation][parameter]:
        if requirement in (ADDED, SERVER):
            continue
        vector = VECTORS[requirement.format(parameter, operation=operation)]
        assert vector["call"]["operation"] == f"customers.{operation}"
        if requirement.startswith("input_"):
            assert vector["error"]["field"] == parameter.removesuffix("[]")
            assert vector["exchange"] == []


def test_a_confirmation_is_always_equal() -> None:
    requests = [dict(request) for request in sent("create") + sent("update_password")]
    assert requests
    for request in requests:
        assert request["confirm_password"] == request["password"]


def test_the_examples_of_the_documents_are_sent_as_they_are() -> None:
    credential = {"api_user": "your_sendgrid_username", "api_key": "your_sendgrid_password"}
    user = {"user": "customer@example.com"}
    manage = credential | user
    examples = {
        "create": credential
        | {
            "username": "newcustomer@example.com",
            "website": "example.com",
            "password": "samplepassword",
            "confirm_password": "samplepassword",
            "first_name": "fname",
            "last_name": "lname",
            "address": "555_anystreet",
            "city": "any_city",
            "state": "CA",
            "zip": "91234",
            "email": "newcustomer@example.com",
            "country": "US",
            "phone": "555-555",
        },
        "delete": manage,
        "list": credential | {"method": "profile", "task": "get"},
        "enable": manage | {"method": "enable"},
        "disable": manage | {"method": "disable"},
        "enable_website": manage | {"method": "website_enable"},
        "disable_website": manage | {"method": "website_disable"},
        "update_profile": manage
        | {
            "method": "profile",
            "task": "set",
            "first_name": "newFirstName",
            "last_name": "newLastName",
        },
        "update_password": manage
        | {"method": "password", "password": "newPassword", "confirm_password": "newPassword"},
        "update_username": manage
        | {"method": "profile", "task": "setUsername", "username": "newcustomer@example.com"},
        "update_email": manage
        | {"method": "profile", "task": "setEmail", "email": "newcustomer@example.com"},
    }
    assert set(examples) == set(TABLES)
    for operation, parameters in examples.items():
        vector = VECTORS[f"{operation}_success"]
        request = vector["exchange"][0]["request"]
        pairs = parse_qsl(request["body"], strict_parsing=True)
        assert pairs[:2] == list(credential.items())
        assert (len(pairs), dict(pairs)) == (len(parameters), parameters)
        endpoint = {"create": "add", "delete": "delete"}.get(operation, "manage")
        line = f"POST /{{folder}}/{{dialect}}.{endpoint}.{{format}} HTTP/1.1"
        assert request["line"] == line
