"""One error in the body of a response.

Written without `dataclasses` and `typing`, which take longer to import than this package.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ErrorDetail:
    """One error in the body of an error response.

    Args:
        message: Message of the server.
        field: Field that the server refuses, if it names one.
        help: Help of the server, any JSON value.
        error_id: Identifier of the error, if the server sends one.
    """

    __match_args__ = ("message", "field", "help", "error_id")

    if TYPE_CHECKING:
        # Properties, since a type checker allows assignments to slots.

        @property
        def message(self) -> str:
            """Message of the server."""
            ...

        @property
        def field(self) -> str | None:
            """Field that the server refuses, if it names one."""
            ...

        @property
        def help(self) -> object:
            """Help of the server, any JSON value."""
            ...

        @property
        def error_id(self) -> str | None:
            """Identifier of the error, if the server sends one."""
            ...

    else:
        __slots__ = ("error_id", "field", "help", "message")

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{name} cannot be set: an ErrorDetail is frozen")

    def __init__(
        self,
        message: str,
        field: str | None = None,
        help: object = None,  # noqa: A002
        error_id: str | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        for name, value in zip(self.__match_args__, (message, field, help, error_id), strict=True):
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[str, str | None, object, str | None]:
        return self.message, self.field, self.help, self.error_id

    def to_dict(self) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts."""
        return dict(zip(self.__match_args__, self._values(), strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and self._values() == other._values()

    def __hash__(self) -> int:
        # `help` may be unhashable.
        return hash((self.message, self.field, self.error_id))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items())
        return f"ErrorDetail({fields})"

    def __replace__(self, **changes: Any) -> ErrorDetail:
        fields: dict[str, Any] = {**self.to_dict(), **changes}
        return ErrorDetail(**fields)

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: object, /) -> object:
        from sendgrid_accounts._pydantic import schema

        types = {"message": "str", "field": "str", "help": "any", "error_id": "str"}
        return schema(ErrorDetail, types, keeps_unknown_fields=False)

    def __reduce__(self) -> tuple[type[ErrorDetail], tuple[str, str | None, object, str | None]]:
        return ErrorDetail, self._values()
