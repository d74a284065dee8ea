from pathlib import Path

from sendgrid_accounts import BulkJob, Client

Path("customers.csv").write_text("user,city,phone\nuser1,Denver,\nuser2,,555-1234\n")

client = Client.from_env()
jobs = BulkJob.from_csv("customers.csv", "customers.update_profile", empty="ignore")
for result in client.bulk(jobs, ledger="job.db", progress=True):
    print("line", result.line, result.outcome, result.error or "")
