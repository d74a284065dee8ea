"""The operations of the descriptions, with their parameters and examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILES = {
    name: Path(__file__).parent / f"descriptions/tsg_{name}_v3.yaml"
    for name in ("subusers", "api_keys", "scopes", "ips")
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    name: yaml.safe_load(file.read_text()) for name, file in FILES.items()
}


def resolve(name: str, node: dict[str, Any]) -> dict[str, Any]:
    """Follows a reference within a description."""
    if "$ref" not in node:
        return node
    target = DOCUMENTS[name]
    for key in node["$ref"].removeprefix("#/").split("/"):
        target = target[key]
    return target


class Described:
    """An operation of a description."""

    def __init__(self, name: str, method: str, path: str, item: dict[str, Any]) -> None:
        """Takes an operation of a path."""
        self.method = method.upper()
        self.path = path
        parameters = [*item.get("parameters", ()), *item[method].get("parameters", ())]
        self.parameters = {
            (parameter["in"], parameter["name"])
            for parameter in (resolve(name, parameter) for parameter in parameters)
        }
        body = item[method].get("requestBody")
        schema = resolve(name, body["content"]["application/json"]["schema"]) if body else {}
        self.fields = set(schema.get("properties", ()))
        self.request_example: Any = schema.get("example")
        """The JSON value of the example of the body; `None` without one."""
        self.examples: dict[int, dict[str, Any]] = {}
        """The JSON values of the named examples, by status and name."""
        for status, response in item[method]["responses"].items():
            content = resolve(name, response).get("content", {}).get("application/json", {})
            examples = content.get("examples", {})
            self.examples[int(status)] = {name: each["value"] for name, each in examples.items()}


OPERATIONS = {
    f"{name}.{item[method]['operationId']}": Described(name, method, path, item)
    for name, document in DOCUMENTS.items()
    for path, item in document["paths"].items()
    for method in item.keys() & {"get", "post", "put", "patch", "delete"}
}
"""All operations, by description and `operationId`."""
