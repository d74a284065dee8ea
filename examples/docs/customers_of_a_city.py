from sendgrid_accounts import Client

CITY = "Orange"

client = Client.from_env()
for customer in client.customers.iter(city=CITY, active=True):
    if customer.city == CITY and customer.username:
        client.customers.disable(customer.username)
        print(customer.username, "can no longer send mail")
