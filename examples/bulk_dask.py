"""A bulk job on several Dask workers, against the sandbox: they share the rate, each has a ledger.

Needs `pip install distributed`. docs/scaling.md explains it, and the same on Ray and Celery.
"""

import os
import tempfile
import zlib
from importlib import import_module
from typing import Any

from sendgrid_accounts import BulkJob, Client
from sendgrid_accounts.sandbox import Sandbox

Row = dict[str, Any]


def share(limit: int, seconds: int, workers: int) -> int:
    """Calls per minute of each worker, for a rate limit of `limit` calls in `seconds`.

    One call less than its part, since a window may begin between two calls.
    """
    return (limit // workers - 1) * 60 // seconds


def partitions(jobs: list[BulkJob], number: int) -> list[list[BulkJob]]:
    """Divides jobs: the same job is always in the same partition, and so in the same ledger."""
    parts: list[list[BulkJob]] = [[] for _ in range(number)]
    for job in jobs:
        parts[zlib.crc32(str(job.key).encode()) % number].append(job)
    return parts


def run_partition(jobs: list[BulkJob], ledger: str, max_per_minute: int) -> list[Row]:
    """Runs on a worker. Where a worker died, another one resumes its partition from the ledger."""
    with Client.from_env() as client:  # The key is in the environment of the workers.
        run = client.bulk(jobs, ledger=ledger, max_per_minute=max_per_minute)
        return [result.to_dict() for result in run]


def run_job(cluster: Any, jobs: list[BulkJob], folder: str, max_per_minute: int) -> list[Row]:
    """Runs a job on the workers of a cluster, one partition on each at a time."""
    number = len(cluster.scheduler_info(n_workers=-1)["workers"])
    parts = [
        cluster.submit(run_partition, part, f"{folder}/{index}.db", max_per_minute, retries=3)
        for index, part in enumerate(partitions(jobs, number))
    ]
    return [row for rows in cluster.gather(parts) for row in rows]


def main() -> None:
    """Disables 300 customers within a limit of 60 calls in 3 seconds."""
    dask: Any = import_module("distributed")  # It has no types.
    workers, window = 3, (60, 3)
    names = [f"customer{number}@example.com" for number in range(1, 301)]
    jobs = [BulkJob("customers.disable", {"user": name}, key=name) for name in names]
    with Sandbox(customers=300, window=window) as sandbox, tempfile.TemporaryDirectory() as folder:
        os.environ.update(SENDGRID_API_KEY=sandbox.api_key, SENDGRID_BASE_URL=sandbox.url)
        local = dask.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=folder,
        )
        with local, dask.Client(local) as cluster:
            rows = run_job(cluster, jobs, folder, share(*window, workers))
        applied = sum(row["outcome"] == "applied" for row in rows)
        refused = sum(entry["status"] == 429 for entry in sandbox.journal())
        print(f"{applied} of {len(jobs)} are disabled, {refused} calls were refused for the rate")


if __name__ == "__main__":
    main()
