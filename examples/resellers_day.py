"""A customer of a reseller, from creation to deletion, against the sandbox."""

from dataclasses import asdict, dataclass

from call_printer import CallPrinter
from sendgrid_accounts import Client, NewCustomer
from sendgrid_accounts.sandbox import Sandbox


@dataclass
class Contact:
    """Contact data of a customer."""

    first_name: str = "fname"
    last_name: str = "lname"
    address: str = "555_anystreet"
    city: str = "any_city"
    state: str = "CA"
    zip: str = "91234"
    country: str = "US"
    phone: str = "555-555"
    website: str = "example.com"
    email: str = "newcustomer@example.com"


def new_customer(username: str) -> NewCustomer:
    """Data of a new customer."""
    return NewCustomer(username=username, password="samplepassword", **asdict(Contact()))


with Sandbox() as sandbox:
    # One API key is the credential of both APIs.
    reseller = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    customers = CallPrinter("reseller.customers", reseller.customers, sandbox)

    customers.create(new_customer("newcustomer@example.com"))
    for customer in customers.list(username="newcustomer"):
        print(f"    found     {customer}\n")
    customers.disable("newcustomer@example.com")  # stops mail, not website access
    customers.enable("newcustomer@example.com")
    customers.update_profile("newcustomer@example.com", address="1451 Larimer Street")
    customers.update_username("newcustomer@example.com", username="renamed@example.com")
    customers.delete("renamed@example.com")
    # The username of a deleted customer can never be registered again.
    customers.create(new_customer("renamed@example.com"))
