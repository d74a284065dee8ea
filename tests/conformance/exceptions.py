"""Where the sandbox and the calls depart from the descriptions, and these from their own version of
OpenAPI.
"""

from __future__ import annotations

NOT_SERVED = {
    "subusers": r"/stats",
    "ips": r"^/v3/ips/(?!assigned)",
}
"""Paths that the sandbox does not have: statistics, IP pools, single and remaining IP addresses."""

ANY_OPERATION = {
    401: "every operation requires an API key; some descriptions have no response 401",
    415: "a body that is not declared as JSON",
    405: "a path has no other methods than the described ones",
}
"""Statuses that no operation needs to describe."""

OPERATIONS = {
    ("GET", "/v3/subusers/{subuser_name}"): "in no description, but several clients read it",
}
"""Operations that the descriptions lack."""

INVALID_QUERY = "the schema has no minimum and no values for the parameter, or they are ignored"
UNKNOWN_SUBUSER = "the response for an unknown subuser is not described"

STATUSES = {
    ("GET", "/v3/api_keys", 400): INVALID_QUERY,
    ("GET", "/v3/ips", 400): INVALID_QUERY,
    ("GET", "/v3/subusers", 400): INVALID_QUERY,
    ("GET", "/v3/scopes", 400): "an empty header On-Behalf-Of",
    ("DELETE", "/v3/subusers/{subuser_name}", 404): UNKNOWN_SUBUSER,
    ("PUT", "/v3/subusers/{subuser_name}/ips", 404): UNKNOWN_SUBUSER,
    ("PUT", "/v3/subusers/{subuser_name}/ips", 400): "not an array of the parent's IP addresses",
    ("PATCH", "/v3/subusers/{subuser_name}/website_access", 400): (
        "not described at all; the errors are those of PATCH /v3/subusers/{subuser_name}"
    ),
}
"""Statuses that the description of an operation lacks, and why the sandbox sends them."""


REFUSED = {
    "subusers.get": (
        "in no description, but several clients read it",
        "Route resolved, but no method matched",
    ),
    "subusers.create:without ips": (
        "the guide to EU subusers sends no ips: the server decides",
        "Request body must have required property 'ips'",
    ),
    "subusers.get_reputations:several": (
        "the description has a single text, but servers read a repeated name",
        "Request query parameter usernames must be string",
    ),
}
"""Calls that the descriptions do not permit: why the client makes them, and what Prism says."""

NOT_DECODED = {
    ("api_keys.get", "response"): "two keys for one id: the example is that of the list",
}
"""Examples that no result can have, by operation and name of the example."""

NOT_CALLED = {
    r"subusers\.List\w*Stat(Sum)?": "statistics have no method",
    r"ips\.(?!ListIp$)\w+": "of the IP addresses, the client reads those of a subuser",
}
"""Operations of the descriptions that the client does not call, and why."""


def with_null_types(node: object) -> object:
    """Translates `nullable` of OpenAPI 3.0: the descriptions use it, although they declare 3.1."""
    if isinstance(node, list):
        return [with_null_types(item) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {name: with_null_types(value) for name, value in node.items() if name != "nullable"}
    if node.get("nullable") and isinstance(node.get("type"), str):
        schema["type"] = [node["type"], "null"]
        if "$ref" in schema:
            # The reference has only the values of the enumeration, without null.
            schema = {"anyOf": [{"$ref": schema.pop("$ref")}, {"type": "null"}]}
    return schema
