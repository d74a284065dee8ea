import sys
from pathlib import Path

from sendgrid_accounts import BulkJob, Client, LedgerError

Path("leavers.csv").write_text("user\nuser1\nuser2\n")

client = Client.from_env()
jobs = BulkJob.from_csv("leavers.csv", "customers.disable")
try:
    results = list(client.bulk(jobs, ledger="leavers.db"))
except LedgerError as error:
    sys.exit(f"{error}")
failed = [result for result in results if result.outcome != "applied"]
for result in failed:
    print(result.line, result.key, result.outcome, result.error)
print(len(results) - len(failed), "of", len(results), "are done")
sys.exit(1 if failed else 0)
