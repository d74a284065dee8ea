"""A customer of a reseller, from creation to deletion, against the sandbox."""

from dataclasses import asdict, dataclass

from sendgrid_accounts import Client, NewCustomer, Reseller
from sendgrid_accounts.sandbox import Sandbox
from shown import Shown


@dataclass
class Contact:
    """What a reseller knows of each customer."""

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


def newcomer(username: str) -> NewCustomer:
    """A customer to be."""
    return NewCustomer(username=username, password="samplepassword", **asdict(Contact()))


with Sandbox() as sandbox:
    # Username and password travel in the body of each request, and nowhere else.
    credential = Reseller(sandbox.reseller_username, sandbox.reseller_password)
    reseller = Client(reseller=credential, base_url=sandbox.url)
    customers = Shown("reseller.customers", reseller.customers, sandbox)

    customers.create(newcomer("newcustomer@example.com"))
    for customer in customers.list(username="newcustomer"):
        print(f"    found     {customer}\n")
    customers.disable("newcustomer@example.com")  # no mail; the website is another switch
    customers.enable("newcustomer@example.com")
    customers.update_profile("newcustomer@example.com", address="1451 Larimer Street")
    customers.update_username("newcustomer@example.com", username="renamed@example.com")
    customers.delete("renamed@example.com")
    # The name of a deleted customer can never be registered again.
    customers.create(newcomer("renamed@example.com"))
