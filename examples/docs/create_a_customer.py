from sendgrid_accounts import Client, NewCustomer, OutcomeUnknownError

client = Client.from_env()
customer = NewCustomer(
    username="new@example.com",
    password="a-password-of-16",
    email="new@example.com",
    first_name="New",
    last_name="Customer",
    address="1 Any Street",
    city="Orange",
    state="CA",
    zip="92865",
    country="US",
    phone="555-0100",
    website="example.com",
)
try:
    client.customers.create(customer)
    print("created")
except OutcomeUnknownError as error:
    found = error.reconcile()
    print(found.verdict, found.evidence)
