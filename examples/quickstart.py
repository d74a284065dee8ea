"""All nine operations of the Users API, against the sandbox: no account is needed."""

from call_printer import CallPrinter
from sendgrid_accounts import CLEAR, Client
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    user = CallPrinter("client.user", client.user, sandbox)  # `client.user`, and prints each call

    user.get_account()
    user.get_credits()
    user.get_email()
    user.update_email("example@example.com")
    user.get_profile()
    # Only these fields are sent. An empty string clears a field, too: see `empty`.
    user.update_profile(first_name="Example", address2=CLEAR)
    user.get_username()
    user.update_username("new_username")
    # Keyword arguments cannot be swapped. A change of the password is never retried.
    old_password = sandbox.reseller_password
    user.update_password(old_password=old_password, new_password="new_password")

    # The same calls, for a subuser.
    subuser = client.on_behalf_of("test_subuser")
    CallPrinter("subuser.user", subuser.user, sandbox).get_username()

    # The error of a refused call has the reason and the outcome.
    user.update_username("test_subuser")
    # An invalid call is refused before anything is sent.
    user.update_profile()
