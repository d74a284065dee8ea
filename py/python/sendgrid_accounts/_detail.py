"""One complaint of a server.

By hand, since `dataclasses` and `typing` take longer to import than all the rest of this package.
"""

from __future__ import annotations

TYPE_CHECKING = False


class ErrorDetail:
    """One complaint of the server.

    Args:
        message: The server's text.
        field: The field that the server complains about.
        help: Help of the server, of whatever form it has.
        error_id: The server's own number of the error.
    """

    __match_args__ = ("message", "field", "help", "error_id")

    if TYPE_CHECKING:
        # What a type checker is to refuse to set; slots do not say that.

        @property
        def message(self) -> str:
            """The server's text."""
            ...

        @property
        def field(self) -> str | None:
            """The field that the server complains about."""
            ...

        @property
        def help(self) -> object:
            """Help of the server, of whatever form it has."""
            ...

        @property
        def error_id(self) -> str | None:
            """The server's own number of the error."""
            ...

    else:
        __slots__ = ("error_id", "field", "help", "message")

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{name} cannot be set: an ErrorDetail does not change")

    def __init__(
        self,
        message: str,
        field: str | None = None,
        help: object = None,  # noqa: A002
        error_id: str | None = None,
    ) -> None:
        """Takes what the server said; the class says what the arguments are."""
        for name, value in zip(self.__match_args__, (message, field, help, error_id), strict=True):
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[str, str | None, object, str | None]:
        return self.message, self.field, self.help, self.error_id

    def _asdict(self) -> dict[str, object]:
        """Returns the fields as a dictionary."""
        return dict(zip(self.__match_args__, self._values(), strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorDetail) and self._values() == other._values()

    def __hash__(self) -> int:
        # Help may be of any form, and need not be hashable.
        return hash((self.message, self.field, self.error_id))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"ErrorDetail({fields})"

    def __reduce__(self) -> tuple[type[ErrorDetail], tuple[str, str | None, object, str | None]]:
        return ErrorDetail, self._values()
