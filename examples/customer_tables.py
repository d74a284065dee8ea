"""Customers changed by the rows of a CSV file, and listed as a table, against the sandbox."""

import csv
import io
import sys

from sendgrid_accounts import CLEAR, Client, Reseller
from sendgrid_accounts.sandbox import Sandbox

CHANGES = """username,city,phone
user1,Denver,
user2,,555-1234
"""

with Sandbox() as sandbox:
    credential = Reseller(sandbox.reseller_username, sandbox.reseller_password)
    # Without `empty="ignore"`, an empty cell would clear the field on the server.
    client = Client(reseller=credential, base_url=sandbox.url, empty="ignore")
    for row in csv.DictReader(io.StringIO(CHANGES)):
        client.customers.update_profile(row.pop("username"), **row)
    client.customers.update_profile("user1", zip=CLEAR)  # clears in any case

    rows = client.customers.list().to_dicts()  # also for `pandas.DataFrame(rows)`
    table = csv.DictWriter(sys.stdout, ["username", "city", "zip", "phone"], extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
