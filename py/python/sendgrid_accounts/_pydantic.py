"""Schemas of the value objects, for pydantic and so for FastAPI.

Only pydantic calls the methods that import this module: this package does not depend on pydantic.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

SECRET = {"format": "password", "writeOnly": True}
"""What the JSON schema of a secret has besides its type."""


def schema(model: Any, types: Mapping[str, str], keeps_unknown_fields: bool) -> Any:
    """The schema of a result: an instance, or an object whose fields are optional, except a secret,
    which is read, but never written.
    """

    def build(data: dict[str, Any]) -> object:
        extra = {name: value for name, value in data.items() if name not in types}
        known = {name: value for name, value in data.items() if name in types}
        return model(**known, extra=extra) if extra else model(**known)

    fields = {name: _field(_optional(kind)) for name, kind in types.items() if kind != "secret"}
    secrets = {
        name: _field(_type(kind), required=True) for name, kind in types.items() if kind == "secret"
    }
    read = _object(model, {**secrets, **fields}, keeps_unknown_fields)
    written = _object(model, fields, keeps_unknown_fields)
    value = _value(model, build, read, written, lambda value: value.to_dict())
    if not secrets:
        return value
    return _core().no_info_wrap_validator_function(
        _without_input, value, serialization=value["serialization"]
    )


def _secret() -> Any:
    """The schema of a created API key: the object, or a string."""
    model: Any = importlib.import_module("sendgrid_accounts").ApiKeySecret
    hidden = _core().str_schema(metadata={"pydantic_js_updates": SECRET})
    from_string = _core().no_info_after_validator_function(model, hidden)
    return _core().json_or_python_schema(
        json_schema=from_string,
        python_schema=_core().union_schema([_core().is_instance_schema(model), from_string]),
    )


def input_schema(model: Any, types: Mapping[str, str], secret: str) -> Any:
    """The schema of an input. Its secret is read, but never written."""
    fields: dict[str, Any] = {}
    for name, kind in types.items():
        optional = kind.endswith("?")
        # An absent list is empty, and never null.
        inner = _optional(kind[:-1]) if optional and kind != "list?" else _type(kind.rstrip("?"))
        fields[name] = _field(inner, required=not optional)
    written = _object(model, fields)
    hidden = _core().str_schema(metadata={"pydantic_js_updates": SECRET})
    read = _object(model, {**fields, secret: _field(hidden, required=True)})
    value = _value(model, lambda data: model(**data), read, written, lambda value: value.to_dict())
    return _core().no_info_wrap_validator_function(
        _without_input, value, serialization=value["serialization"]
    )


def _without_input(data: Any, handler: Callable[[Any], Any]) -> Any:
    """Removes the input from the errors, which would show the secret."""
    error_class: Any = importlib.import_module("pydantic_core").ValidationError
    try:
        return handler(data)
    except error_class as error:
        lines = [{**line, "input": None} for line in error.errors(include_url=False)]
    raise error_class.from_exception_data("input", lines)


def list_schema(model: Any, item: Any, handler: Any) -> Any:
    """The schema of a list: an instance, or a list of its items."""
    items = _core().list_schema(handler.generate_schema(item))
    return _value(model, model, items, items, list)


def _core() -> Any:
    return importlib.import_module("pydantic_core.core_schema")


def _type(kind: str) -> Any:
    core = _core()
    types: dict[str, Callable[[], Any]] = {
        "any": core.any_schema,
        "bool": core.bool_schema,
        # `to_dict()` has it as a text already.
        "datetime": lambda: core.datetime_schema(serialization=core.to_string_ser_schema()),
        "date": lambda: core.union_schema([core.str_schema(), core.date_schema()]),
        "float": core.float_schema,
        "int": lambda: core.int_schema(ge=-(2**63), le=2**63 - 1),
        "list": lambda: core.list_schema(core.str_schema()),
        "secret": _secret,
        "str": core.str_schema,
        # Unlike a "list", null where it is absent.
        "strings": lambda: core.list_schema(core.str_schema()),
    }
    return types[kind]()


def _optional(kind: str) -> Any:
    return _core().nullable_schema(_type(kind))


def _field(inner: Any, *, required: bool = False) -> Any:
    return _core().typed_dict_field(inner, required=required)


def _object(model: Any, fields: Mapping[str, Any], keeps_unknown_fields: bool = False) -> Any:
    return _core().typed_dict_schema(
        dict(fields),
        extra_behavior="allow" if keeps_unknown_fields else "forbid",
        metadata={"pydantic_js_updates": {"title": model.__name__}},
    )


def _value(
    model: Any, build: Callable[[Any], object], read: Any, written: Any, write: Callable[[Any], Any]
) -> Any:
    core = _core()

    def checked(data: Any) -> object:
        try:
            return build(data)
        except TypeError as error:  # pydantic expects a ValueError.
            raise ValueError(str(error)) from None

    from_data = core.no_info_after_validator_function(checked, read)
    return core.json_or_python_schema(
        json_schema=from_data,
        python_schema=core.union_schema([core.is_instance_schema(model), from_data]),
        serialization=core.plain_serializer_function_ser_schema(write, return_schema=written),
    )


__all__: Sequence[str] = ("input_schema", "list_schema", "schema")
