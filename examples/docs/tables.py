import csv
import sys

from sendgrid_accounts import Client

client = Client.from_env()
rows = client.customers.list(active=True).to_dicts()
table = csv.DictWriter(sys.stdout, ["username", "email", "city"], extrasaction="ignore")
table.writeheader()
table.writerows(rows)
