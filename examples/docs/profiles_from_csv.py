from pathlib import Path

from sendgrid_accounts import BulkJob, Client

Path("customers.csv").write_text("user,city,phone\nuser1,Denver,\nuser2,,555-1234\n")

client = Client.from_env()
jobs = BulkJob.from_csv("customers.csv", "customers.update_profile", empty="ignore")
results = list(client.bulk(jobs, ledger="job.db", progress=True))  # in the order in which they end
for result in sorted(results, key=lambda result: result.line or 0):
    print("line", result.line, result.outcome, result.error or "")
