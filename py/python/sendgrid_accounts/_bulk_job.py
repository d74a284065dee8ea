"""The jobs of a bulk run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, final

from sendgrid_accounts import _native
from sendgrid_accounts._frozen import Frozen

if TYPE_CHECKING:
    import os

    from sendgrid_accounts._native import BulkFile


class _Hidden:
    def __repr__(self) -> str:
        return "****"


def _check(field: str, value: object, kind: type, expected: str) -> None:
    # A bool is an int in Python.
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{field} must be {expected}, not {type(value).__name__}")


@final
class BulkJob(Frozen):
    """A call to make in a bulk run, and what identifies it among the others.

    The arguments are those of the operation's method, by name. Their values are checked when the
    job begins; the result of a job with invalid values has the error. A pickle contains them all,
    passwords too; no `repr()` shows a password.

    Args:
        operation: Operation, such as `"customers.disable"`.
        arguments: Arguments by name: JSON values, `CLEAR` and dates.
        key: Key that identifies the job in the ledger; default: the operation, the account acted
            for and what the job names.
        on_behalf_of: Subuser that the job acts for.
        account_id: Number of the customer account that the job acts for.
        line: Line of the file that the job comes from, for its result.

    Raises:
        TypeError: An argument has the wrong type.
        InvalidInputError: Both `on_behalf_of` and `account_id` are present.
    """

    __match_args__ = (
        "operation",
        "arguments",
        "key",
        "on_behalf_of",
        "account_id",
        "line",
    )

    if TYPE_CHECKING:
        # Properties, since a type checker allows assignments to slots.

        @property
        def operation(self) -> str:
            """Operation, such as `"customers.disable"`."""
            ...

        @property
        def arguments(self) -> dict[str, Any]:
            """Arguments by name, with passwords."""
            ...

        @property
        def key(self) -> str | None:
            """Key that identifies the job in the ledger; `None` for the default."""
            ...

        @property
        def on_behalf_of(self) -> str | None:
            """Subuser that the job acts for."""
            ...

        @property
        def account_id(self) -> str | None:
            """Number of the customer account that the job acts for."""
            ...

        @property
        def line(self) -> int | None:
            """Line of the file that the job comes from."""
            ...

    else:
        __slots__ = __match_args__

    def __init__(
        self,
        operation: str,
        arguments: Mapping[str, Any],
        *,
        key: str | None = None,
        on_behalf_of: str | None = None,
        account_id: str | None = None,
        line: int | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        _check("operation", operation, str, "str")
        _check("arguments", arguments, Mapping, "a mapping of str")
        for name, text in (
            ("key", key),
            ("on_behalf_of", on_behalf_of),
            ("account_id", account_id),
        ):
            if text is not None:
                _check(name, text, str, "str")
        if line is not None:
            _check("line", line, int, "int")
        _native.check_account(on_behalf_of, account_id)
        self._set(operation, dict(arguments), key, on_behalf_of, account_id, line)

    @staticmethod
    def from_csv(
        path: str | os.PathLike[str],
        operation: str,
        *,
        empty: Literal["clear", "ignore"] | None = None,
        delimiter: str | None = None,
    ) -> BulkFile:
        """Checks a CSV file of jobs of one operation.

        Its first line names the columns: parameters of the operation, and optionally `key`,
        `on_behalf_of` and `account_id`. Items of a list are separated by `|`, booleans are `true`
        or `false`, `yes` or `no`, `1` or `0`, and an empty cell of an optional parameter is a
        missing argument.

        Args:
            path: Path of the file, which is UTF-8.
            operation: Operation of all jobs, such as `"customers.update_profile"`.
            empty: Meaning of an empty cell of an update: `"clear"` clears the field, `"ignore"`
                keeps it; default: such a cell is refused.
            delimiter: Character between two cells; default: the one of comma, semicolon and tab in
                the first line.

        Returns:
            The jobs of the file, an iterable with a length. It can be iterated any number of times,
            and has one row in memory.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: The file cannot be read, or its columns or cells are invalid; the
                message has the first 20 problems with their lines.
        """
        return _native.BulkFile(path, operation, empty=empty, delimiter=delimiter)

    def __hash__(self) -> int:
        # The arguments may be unhashable.
        return hash((self.operation, self.key, self.on_behalf_of, self.account_id, self.line))

    def __repr__(self) -> str:
        plain = set(_native.plain_parameters(self.operation))
        hidden = _Hidden()
        arguments = {
            name: value if name in plain else hidden for name, value in self.arguments.items()
        }
        shown = f"BulkJob({self.operation!r}, {arguments!r}"
        for name in ("key", "on_behalf_of", "account_id", "line"):
            value = getattr(self, name)
            shown += "" if value is None else f", {name}={value!r}"
        return f"{shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, self._values()


def rebuild(operation: str, arguments: dict[str, Any], *more: Any) -> BulkJob:
    """Builds a job from its fields in order."""
    key, on_behalf_of, account_id, line = more
    return BulkJob(
        operation,
        arguments,
        key=key,
        on_behalf_of=on_behalf_of,
        account_id=account_id,
        line=line,
    )
