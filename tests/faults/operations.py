"""Every operation with arguments that the sandbox accepts, and its class."""

from __future__ import annotations

from typing import Literal, NamedTuple

Class = Literal["read", "set", "once"]
"""What the client may do after a request was lost: `core/src/operation.rs` says more."""


class Operation(NamedTuple):
    """One kind of call."""

    name: str
    kind: Class
    arguments: dict[str, str]

    @property
    def is_customers(self) -> bool:
        """Whether it belongs to the API of the resellers, where only the body decides."""
        return self.name.startswith("customers.")


ATTEMPTS = 3
"""How often a client tries where it is told nothing else."""

USER = {"user": "user1"}
NEW_PASSWORD = "canary+pass&word%1"
"""Nothing else is spelled like it, so that it can be searched for."""
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

OPERATIONS = [
    Operation("user.get_account", "read", {}),
    Operation("user.get_credits", "read", {}),
    Operation("user.get_email", "read", {}),
    Operation("user.update_email", "set", {"email": "next@example.com"}),
    # A repeat would be refused: the old password is another by then.
    Operation(
        "user.update_password",
        "once",
        {"old_password": "old_password", "new_password": NEW_PASSWORD},
    ),
    Operation("user.get_profile", "read", {}),
    Operation("user.update_profile", "set", {"city": "Orange", "phone": "555"}),
    Operation("user.get_username", "read", {}),
    Operation("user.update_username", "set", {"username": "next_username"}),
    Operation("customers.create", "once", NEW_CUSTOMER),
    Operation("customers.delete", "once", USER),
    Operation("customers.list", "read", {}),
    Operation("customers.enable", "set", USER),
    Operation("customers.disable", "set", USER),
    Operation("customers.enable_website", "set", USER),
    Operation("customers.disable_website", "set", USER),
    Operation("customers.update_profile", "set", {**USER, "city": "Orange"}),
    # A repeat could overwrite a newer one.
    Operation("customers.update_password", "once", {**USER, "password": NEW_PASSWORD}),
    # A repeat would not find the old name.
    Operation("customers.update_username", "once", {**USER, "username": "next@example.com"}),
    Operation("customers.update_email", "set", {**USER, "email": "next@example.com"}),
]

BY_NAME = {operation.name: operation for operation in OPERATIONS}
