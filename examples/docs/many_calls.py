from collections import Counter

from sendgrid_accounts import Client

client = Client.from_env()
names = [customer.username for customer in client.customers.list()]
jobs = [("customers.disable", {"user": name}) for name in [*names, "nobody"]]

outcomes = Counter[str]()
for result in client.bulk(jobs, concurrency=16):
    outcomes[result.outcome] += 1
    if result.error:
        print(result.key, result.error)
print(dict(sorted(outcomes.items())))
