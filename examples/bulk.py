"""Many calls from a CSV file, interrupted and resumed, against the sandbox."""

import csv
import sys
import tempfile
from pathlib import Path

from sendgrid_accounts import BulkJob, Client, Ledger
from sendgrid_accounts.sandbox import Sandbox

with Sandbox(customers=100) as sandbox, tempfile.TemporaryDirectory() as folder:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    names = [customer.username or "" for customer in client.customers.list(active=True)]
    file, ledger = Path(folder) / "customers.csv", Path(folder) / "job.db"
    file.write_text("\n".join(["user", *names, "nobody"]))

    jobs = BulkJob.from_csv(file, "customers.disable")  # checks the whole file
    with client.bulk(jobs, concurrency=8, ledger=ledger) as run:
        for number, _ in enumerate(run):
            if number == 20:
                break  # the jobs in progress end; the others do not begin
    print("interrupted:", Ledger(ledger).report()["total"] < len(jobs))

    # The ledger has the jobs that are done: the others are sent. On a terminal there is a bar.
    results = list(client.bulk(jobs, ledger=ledger, progress=True))
    print(sum(result.outcome == "applied" for result in results), "of", len(jobs), "are disabled")
    print("not sent again:", sum(result.from_ledger for result in results) > 20)

    columns = ["line", "outcome", "error", "message"]
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(result.to_dict() for result in results if result.error)
