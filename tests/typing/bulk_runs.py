"""Types of bulk runs, for mypy and pyright. Nothing here runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sendgrid_accounts import (
    ApiKeySecret,
    AsyncBulkRun,
    AsyncClient,
    BulkFile,
    BulkJob,
    BulkProgress,
    BulkResult,
    BulkRun,
    BulkWindow,
    Client,
    Ledger,
    SendGridError,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def jobs() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Jobs as tuples."""
    yield "customers.disable", {"user": "name"}


async def jobs_awaited() -> AsyncIterator[BulkJob]:
    """Jobs as objects."""
    yield BulkJob("customers.disable", {"user": "name"}, key="k", on_behalf_of="sub")


def show(progress: BulkProgress) -> None:
    """Takes a progress."""
    assert_type(progress.left, int | None)
    assert_type(progress.window, BulkWindow | None)


def run(client: Client, path: Path) -> None:
    """A blocking run."""
    file = BulkJob.from_csv(path, "customers.update_profile", empty="ignore")
    assert_type(file, BulkFile)
    assert_type(client.bulk(jobs(), ledger=path, progress=True), BulkRun)
    client.bulk([BulkJob("user.get_email", {})], progress=show, max_per_minute=7)
    with client.bulk(file, description="customers.csv", retry_rejected=True) as bulk:
        for result in bulk:
            assert_type(result, BulkResult)
            assert_type(result.outcome, Literal["not_sent", "rejected", "applied", "unknown"])
            assert_type(result.error, SendGridError | None)
            assert_type(result.api_key, ApiKeySecret | None)
            assert_type(result.to_dict(), dict[str, str | int | bool | None])
    assert_type(bulk.progress, BulkProgress)
    assert_type(Ledger(path).report(), dict[str, int])


async def run_awaited(client: AsyncClient) -> None:
    """A run on a loop."""
    bulk = client.bulk(jobs_awaited(), progress=show)
    assert_type(bulk, AsyncBulkRun)
    async for result in bulk:
        assert_type(result, BulkResult)
    async with client.bulk(jobs()) as other:
        assert_type(await anext(other), BulkResult)


def refused(client: Client) -> None:
    """What the type checkers refuse."""
    client.bulk(jobs_awaited())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.bulk(["text"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    BulkJob("user.get_email")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
