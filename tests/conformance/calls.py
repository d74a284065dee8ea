"""The calls of methods that Prism validates, and the results that its responses decode to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sendgrid_accounts import (
    ApiKeyInfo,
    ApiKeySecret,
    Client,
    CreatedApiKey,
    CreatedSubuser,
    NewSubuser,
    Reputation,
    ScopeList,
    Subuser,
    SubuserCredits,
)

OWN_KEY = "SG.rGaWG-xBTHiBuhCLxWZ0Hg.not-a-secret"
KEY_ID = "qfTQ6KG0QBiwWdJ0-pCLCA"
PASSWORD = "a-password-of-1-account"


@dataclass(frozen=True)
class Call:
    """A call with its arguments."""

    name: str
    """The operation, and what is special about the arguments after a colon."""
    described: str
    """The description and the `operationId` in it."""
    make: Callable[[Client], object]
    decoded: Callable[[Any], object]
    """Returns the result of the call for the JSON value of a response; `None` for an empty one."""

    @property
    def operation(self) -> str:
        """The operation of the client."""
        return self.name.split(":")[0]


def nothing(_: object) -> None:
    """The result of a call that returns nothing, whatever the response contains."""


def subusers(rows: list[dict[str, Any]]) -> tuple[Subuser, ...]:
    return tuple(Subuser(**row) for row in rows)


def distinct_subusers(rows: list[dict[str, Any]]) -> list[Subuser]:
    """The rows of an iteration, which returns none twice: the example has one id in both rows."""
    return list({row.id: row for row in reversed(subusers(rows))}.values())


def created_subuser(body: dict[str, Any]) -> CreatedSubuser:
    return CreatedSubuser(
        id=body["user_id"],
        username=body["username"],
        email=body["email"],
        credit_type=body["credit_allocation"]["type"],
        region=body.get("region"),
    )


def subuser_credits(body: dict[str, Any]) -> SubuserCredits:
    return SubuserCredits(**body)


def reputations(rows: list[dict[str, Any]]) -> tuple[Reputation, ...]:
    return tuple(Reputation(**row) for row in rows)


def ips_of_tim(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The addresses of the subuser of the example; servers may ignore the filter."""
    return tuple(row["ip"] for row in rows if "tim@sendgrid.net" in row["subusers"])


def created_key(body: dict[str, Any]) -> CreatedApiKey:
    return CreatedApiKey(
        ApiKeySecret(body["api_key"]), body["api_key_id"], body["name"], body["scopes"]
    )


def key(body: dict[str, Any]) -> ApiKeyInfo:
    """A key as such, or the only row of a list, as the description has it for one key."""
    if "result" in body:
        (body,) = body["result"]
    return ApiKeyInfo(**body)


def keys(body: dict[str, Any]) -> tuple[ApiKeyInfo, ...]:
    return tuple(ApiKeyInfo(**row) for row in body["result"])


def scopes(body: dict[str, Any]) -> ScopeList:
    return ScopeList(body["scopes"])


def new_subuser(**fields: Any) -> NewSubuser:
    arguments = {"username": "shop", "email": "shop@example.com", "password": PASSWORD}
    return NewSubuser(**(arguments | fields))


SUBUSER_CALLS = [
    Call("subusers.list", "subusers.ListSubuser", lambda c: c.subusers.list(), subusers),
    Call(
        "subusers.list:filter",
        "subusers.ListSubuser",
        lambda c: c.subusers.list(
            username="sho", region="eu", include_region=True, limit=20, offset=40
        ),
        subusers,
    ),
    Call(
        "subusers.list:iter",
        "subusers.ListSubuser",
        lambda c: list(c.subusers.iter(username="ex", region="global", page_size=30, offset=60)),
        distinct_subusers,
    ),
    Call(
        "subusers.create",
        "subusers.CreateSubuser",
        lambda c: c.subusers.create(new_subuser(ips=["1.1.1.1"])),
        created_subuser,
    ),
    Call(
        "subusers.create:example",
        "subusers.CreateSubuser",
        lambda c: c.subusers.create(
            new_subuser(
                username="John@example.com",
                email="John@example.com",
                password="johns_password",
                ips=["1.1.1.1", "2.2.2.2"],
                region="global",
            )
        ),
        created_subuser,
    ),
    Call(
        "subusers.create:region",
        "subusers.CreateSubuser",
        lambda c: c.subusers.create(new_subuser(username="shop+eu@e.com", ips=[], region="eu")),
        created_subuser,
    ),
    Call(
        "subusers.create:without ips",
        "subusers.CreateSubuser",
        lambda c: c.subusers.create(new_subuser(region="global")),
        created_subuser,
    ),
    Call("subusers.get", "subusers.UpdateSubuser", lambda c: c.subusers.get("shop"), nothing),
    Call(
        "subusers.get:include_region",
        "subusers.ListSubuser",
        lambda c: c.subusers.get("example_subuser", include_region=True),
        lambda rows: subusers(rows)[0],
    ),
    Call("subusers.delete", "subusers.DeleteSubuser", lambda c: c.subusers.delete("old"), nothing),
    Call(
        "subusers.enable",
        "subusers.UpdateSubuser",
        lambda c: c.subusers.enable("John@e.com"),
        nothing,
    ),
    Call(
        "subusers.disable", "subusers.UpdateSubuser", lambda c: c.subusers.disable("a b"), nothing
    ),
    Call(
        "subusers.enable_website",
        "subusers.UpdateSubuserWebsiteAccess",
        lambda c: c.subusers.enable_website("shop/2"),
        nothing,
    ),
    Call(
        "subusers.disable_website",
        "subusers.UpdateSubuserWebsiteAccess",
        lambda c: c.subusers.disable_website("s+1@example.com"),
        nothing,
    ),
    Call(
        "subusers.get_ips",
        "ips.ListIp",
        lambda c: c.subusers.get_ips("tim@sendgrid.net", limit=25, offset=50),
        ips_of_tim,
    ),
    Call(
        "subusers.update_ips",
        "subusers.UpdateSubuserIp",
        lambda c: c.subusers.update_ips("shop", ["127.0.0.1"]),
        nothing,
    ),
    Call(
        "subusers.update_ips:two",
        "subusers.UpdateSubuserIp",
        lambda c: c.subusers.update_ips("shop", ["1.1.1.1", "2.2.2.2"]),
        nothing,
    ),
    Call(
        "subusers.update_ips:clear",
        "subusers.UpdateSubuserIp",
        lambda c: c.subusers.update_ips("shop", [], clear=True),
        nothing,
    ),
    Call(
        "subusers.get_credits",
        "subusers.GetSubuserCredit",
        lambda c: c.subusers.get_credits("credits"),
        subuser_credits,
    ),
    Call(
        "subusers.update_credits",
        "subusers.UpdateSubuserCredit",
        lambda c: c.subusers.update_credits("shop", type="unlimited"),
        subuser_credits,
    ),
    Call(
        "subusers.update_credits:recurring",
        "subusers.UpdateSubuserCredit",
        lambda c: c.subusers.update_credits(
            "shop", type="recurring", total=5_000_000_000, reset_frequency="daily"
        ),
        subuser_credits,
    ),
    Call(
        "subusers.update_credits:nonrecurring",
        "subusers.UpdateSubuserCredit",
        lambda c: c.subusers.update_credits("shop", type="nonrecurring", total=1),
        subuser_credits,
    ),
    Call(
        "subusers.adjust_credits",
        "subusers.UpdateSubuserRemainingCredit",
        lambda c: c.subusers.adjust_credits("shop", by=99),
        subuser_credits,
    ),
    Call(
        "subusers.adjust_credits:take",
        "subusers.UpdateSubuserRemainingCredit",
        lambda c: c.subusers.adjust_credits("shop", by=-5_000_000_000),
        subuser_credits,
    ),
    Call(
        "subusers.get_reputations",
        "subusers.ListReputation",
        lambda c: c.subusers.get_reputations(["John@example.com"]),
        reputations,
    ),
    Call(
        "subusers.get_reputations:several",
        "subusers.ListReputation",
        lambda c: c.subusers.get_reputations(["example_subuser", "example_subuser2"]),
        reputations,
    ),
]

ACCESS_CALLS = [
    Call("api_keys.list", "api_keys.ListApiKey", lambda c: c.api_keys.list(), keys),
    Call("api_keys.get", "api_keys.GetApiKey", lambda c: c.api_keys.get(KEY_ID), key),
    Call(
        "api_keys.create",
        "api_keys.CreateApiKey",
        lambda c: c.api_keys.create(
            "My API Key", scopes=["mail.send", "alerts.create", "alerts.read"]
        ),
        created_key,
    ),
    Call(
        "api_keys.create_full_access",
        "api_keys.CreateApiKey",
        lambda c: c.api_keys.create_full_access("ключ"),
        created_key,
    ),
    Call(
        "api_keys.update",
        "api_keys.UpdateApiKey",
        lambda c: c.api_keys.update(
            KEY_ID, name="Profiles key", scopes=["user.profile.read", "user.profile.update"]
        ),
        key,
    ),
    Call(
        "api_keys.update_name",
        "api_keys.UpdateApiKeyName",
        lambda c: c.api_keys.update_name(KEY_ID, name="A New Hope"),
        key,
    ),
    Call("api_keys.delete", "api_keys.DeleteApiKey", lambda c: c.api_keys.delete(KEY_ID), nothing),
    Call("scopes.list", "scopes.ListScope", lambda c: c.scopes.list(), scopes),
]


def of_subuser(call: Call) -> Call:
    """The call for a subuser."""
    return Call(
        f"{call.name}:of a subuser",
        call.described,
        lambda client: call.make(client.on_behalf_of("John@example.com")),
        call.decoded,
    )


METHOD_CALLS = [*SUBUSER_CALLS, *ACCESS_CALLS, *map(of_subuser, ACCESS_CALLS)]
