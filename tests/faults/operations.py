"""Every operation with its class and with valid arguments.

The old password is not that of a sandbox; `matrix.call` replaces it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from secret_markers import NEW_PASSWORD, OLD_PASSWORD

Class = Literal["read", "set", "once"]
"""The retry class of an operation; see `core/src/operation`."""


class Operation(NamedTuple):
    """An operation."""

    name: str
    """Its name, and for any other call its class after a colon."""
    kind: Class
    arguments: dict[str, str]

    def __repr__(self) -> str:
        # Of the arguments, some are passwords, and pytest shows the locals of a failed test.
        return f"<{self.name}>"

    @property
    def called(self) -> str:
        """The name that the drivers and the errors have."""
        return self.name.partition(":")[0]

    @property
    def takes_any_body(self) -> bool:
        """Whether every body of a 2xx is a result."""
        return self.called == "request"

    @property
    def is_customers(self) -> bool:
        """Whether the operation is of the customer API, where only the body reports success."""
        return self.name.startswith("customers.")

    @property
    def has_result(self) -> bool:
        """Whether its successful response has a body; the others have status 204."""
        return self.name not in WITHOUT_RESULT

    @property
    def in_sandbox(self) -> str:
        """The name of its request in the sandbox."""
        return IN_SANDBOX.get(self.name, self.name)

    @property
    def is_deletion(self) -> bool:
        """Whether a retry of an applied change finds nothing, which is a success."""
        return self.name == "api_keys.delete"


IN_SANDBOX = {
    "customers.get": "customers.list",
    "request:read": "user.get_profile",
    "request:set": "user.update_profile",
    "request:once": "subusers.adjust_credits",
}
WITHOUT_RESULT = [
    f"subusers.{name}"
    for name in ("delete", "enable", "disable", "enable_website", "disable_website")
]
ATTEMPTS = 3
"""The default maximum of attempts per call."""

USER = {"user": "user1"}
SUBUSER = {"username": "example_subuser2"}
"""Its credits can be adjusted: they are not unlimited."""
NEW_CUSTOMER = {
    "username": "newcustomer@example.com",
    "password": NEW_PASSWORD,
    "email": "newcustomer@example.com",
    "first_name": "fname",
    "last_name": "lname",
    "address": "555_anystreet",
    "city": "any_city",
    "state": "CA",
    "zip": "91234",
    "country": "US",
    "phone": "555-555",
    "website": "example.com",
}

TARGET_KEY = "id-of-the-target-key"
"""Stands for the id of an API key that exists in the sandbox, but that the client does not use."""
KEY = {"api_key_id": TARGET_KEY}

OPERATIONS = [
    Operation("user.get_account", "read", {}),
    Operation("user.get_credits", "read", {}),
    Operation("user.get_email", "read", {}),
    Operation("user.update_email", "set", {"email": "next@example.com"}),
    # The server would reject a retry because the old password has changed.
    Operation(
        "user.update_password",
        "once",
        {"old_password": OLD_PASSWORD, "new_password": NEW_PASSWORD},
    ),
    Operation("user.get_profile", "read", {}),
    Operation("user.update_profile", "set", {"city": "Orange", "phone": "555"}),
    Operation("user.get_username", "read", {}),
    Operation("user.update_username", "set", {"username": "next_username"}),
    Operation("customers.create", "once", NEW_CUSTOMER),
    Operation("customers.delete", "once", USER),
    Operation("customers.list", "read", {}),
    Operation("customers.get", "read", USER),
    Operation("customers.enable", "set", USER),
    Operation("customers.disable", "set", USER),
    Operation("customers.enable_website", "set", USER),
    Operation("customers.disable_website", "set", USER),
    Operation("customers.update_profile", "set", {**USER, "city": "Orange"}),
    # A retry could overwrite a newer password.
    Operation("customers.update_password", "once", {**USER, "password": NEW_PASSWORD}),
    # A retry would not find the old name.
    Operation("customers.update_username", "once", {**USER, "username": "next@example.com"}),
    Operation("customers.update_email", "set", {**USER, "email": "next@example.com"}),
    Operation("subusers.list", "read", {"limit": "2"}),
    Operation("subusers.get", "read", SUBUSER),
    Operation(
        "subusers.create",
        "once",
        {"username": "newsubuser", "email": "new@example.com", "password": NEW_PASSWORD},
    ),
    # A retry could delete a subuser who was created again.
    Operation("subusers.delete", "once", SUBUSER),
    Operation("subusers.enable", "set", SUBUSER),
    Operation("subusers.disable", "set", SUBUSER),
    Operation("subusers.enable_website", "set", SUBUSER),
    Operation("subusers.disable_website", "set", SUBUSER),
    Operation("subusers.get_ips", "read", SUBUSER),
    Operation("subusers.update_ips", "set", {**SUBUSER, "ips": "192.168.1.1"}),
    Operation("subusers.get_credits", "read", SUBUSER),
    Operation("subusers.update_credits", "set", {**SUBUSER, "type": "nonrecurring", "total": "50"}),
    # A retry would add twice.
    Operation("subusers.adjust_credits", "once", {**SUBUSER, "by": "5"}),
    Operation("subusers.get_reputations", "read", {"usernames": "example_subuser"}),
    Operation("api_keys.list", "read", {}),
    Operation("api_keys.get", "read", KEY),
    # A retry would create another key.
    Operation("api_keys.create", "once", {"name": "app", "scopes": "mail.send"}),
    Operation("api_keys.create_full_access", "once", {"name": "app"}),
    Operation("api_keys.update", "set", {**KEY, "name": "next", "scopes": "alerts.read"}),
    Operation("api_keys.update_name", "set", {**KEY, "name": "next"}),
    Operation("api_keys.delete", "set", KEY),
    Operation("scopes.list", "read", {}),
]
REQUESTS = [
    Operation("request:read", "read", {"method": "GET", "path": "/v3/user/profile"}),
    Operation(
        "request:set",
        "set",
        {
            "method": "PATCH",
            "path": "/v3/user/profile",
            "json": '{"city":"Orange"}',
            "idempotency": "idempotent",
        },
    ),
    Operation(
        "request:once",
        "once",
        {
            "method": "PATCH",
            "path": "/v3/subusers/example_subuser2/credits/remaining",
            "json": '{"allocation_update":5}',
            "idempotency": "once",
        },
    ),
]
"""Any other call, in each class."""

BY_NAME = {operation.name: operation for operation in [*OPERATIONS, *REQUESTS]}
