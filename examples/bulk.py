"""A bulk run that is interrupted and resumed, against the sandbox."""

import csv
import sys
import tempfile
from pathlib import Path

from sendgrid_accounts import BulkJob, Client, Ledger
from sendgrid_accounts.sandbox import Sandbox

with tempfile.TemporaryDirectory() as folder, Sandbox(customers=100) as sandbox:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    names = [customer.username or "" for customer in client.customers.list(active=True)]
    file, ledger = Path(folder) / "customers.csv", Path(folder) / "job.db"
    file.write_text("\n".join(["user", *names, "nobody"]))

    jobs = BulkJob.from_csv(file, "customers.disable")  # checks the whole file
    with client.bulk(jobs, ledger=ledger) as run:
        for number, _ in enumerate(run):
            if number == 20:  # as if the program ended here
                break
    print("before the resume:", Ledger(ledger).report()["total"] < len(jobs), file=sys.stderr)

    # The ledger has what was done: only the rest is sent.
    results = list(client.bulk(jobs, ledger=ledger, progress=True))
    print(sum(result.outcome == "applied" for result in results), "of", len(jobs), "are disabled")
    print(sum(result.from_ledger for result in results) > 20, "calls were not made again")

    writer = csv.DictWriter(
        sys.stdout, ["line", "outcome", "error", "status"], extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(result.to_dict() for result in results if result.error)
