"""Calls by `client.request` that Prism validates."""

from __future__ import annotations

from calls import KEY_ID, Call, of_subuser
from sendgrid_accounts import Response


def body(response: Response) -> object:
    """The value of a response to any other call; `None` for an empty body."""
    return response.json() if response.body else None


def unchanged(value: object) -> object:
    """The result of any other call."""
    return value


LIST_CALL = Call(
    "request:params",
    "subusers.ListSubuser",
    lambda c: body(c.request("GET", "/v3/subusers", params={"username": "ex", "limit": 20})),
    unchanged,
)
KEY_CALLS = [
    Call(
        "request",
        "api_keys.GetApiKey",
        lambda c: body(c.request("GET", f"/v3/api_keys/{KEY_ID}")),
        unchanged,
    ),
    Call(
        "request:json",
        "api_keys.CreateApiKey",
        lambda c: body(
            c.request(
                "POST",
                "/v3/api_keys",
                json={"name": "app", "scopes": ["mail.send"]},
                idempotency="once",
            )
        ),
        unchanged,
    ),
    Call(
        "request:patch",
        "api_keys.UpdateApiKeyName",
        lambda c: body(
            c.request(
                "PATCH", f"/v3/api_keys/{KEY_ID}", json={"name": "b"}, idempotency="idempotent"
            )
        ),
        unchanged,
    ),
    Call(
        "request:delete",
        "api_keys.DeleteApiKey",
        lambda c: body(c.request("DELETE", f"/v3/api_keys/{KEY_ID}", idempotency="idempotent")),
        unchanged,
    ),
]
ANY_CALLS = [LIST_CALL, *KEY_CALLS, *map(of_subuser, KEY_CALLS)]
