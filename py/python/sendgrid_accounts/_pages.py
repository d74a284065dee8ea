"""Iterators over lists that are read page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast, final

if TYPE_CHECKING:
    from sendgrid_accounts._native import PageReader

T = TypeVar("T")

IN_USE = "the iterator already reads a page for another caller"


@final
class Pages(Iterator[T]):
    """Iterator over a list, which reads one page at a time and keeps no other rows.

    The list ends at an empty page, or at one without a new row. A row that moves by less than a
    page while the list is read is given once; it may be missed.

    After an exception, the rows before `offset` have been given: the iterator continues with the
    page that failed, or another iteration begins at `offset`.
    """

    def __init__(self, reader: PageReader) -> None:
        """Iterates over the pages of a reader."""
        self._reader = reader
        self._rows: Iterator[object] = iter(())
        self._lock = Lock()

    @property
    def offset(self) -> int:
        """Offset of the next page."""
        return self._reader.offset

    def __iter__(self) -> Pages[T]:
        """Returns the iterator itself."""
        return self

    def __next__(self) -> T:
        """Returns the next row; requests a page after the last row of the previous one."""
        for row in self._rows:
            return cast("T", row)
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(IN_USE)
        try:
            self._reader.read()
            self._rows = iter(self._reader.take())
        finally:
            self._lock.release()
        return cast("T", next(self._rows))


@final
class AsyncPages(AsyncIterator[T]):
    """Asynchronous iterator over a list, for `async for`; otherwise as `Pages`."""

    def __init__(self, reader: PageReader) -> None:
        """Iterates over the pages of a reader."""
        self._reader = reader
        self._rows: Iterator[object] = iter(())
        self._lock = Lock()

    @property
    def offset(self) -> int:
        """Offset of the next page."""
        return self._reader.offset

    def __aiter__(self) -> AsyncPages[T]:
        """Returns the iterator itself."""
        return self

    async def __anext__(self) -> T:
        """Returns the next row; requests a page after the last row of the previous one."""
        for row in self._rows:
            return cast("T", row)
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(IN_USE)
        try:
            await self._reader.read_async()
            self._rows = iter(self._reader.take())
        finally:
            self._lock.release()
        for row in self._rows:
            return cast("T", row)
        raise StopAsyncIteration
