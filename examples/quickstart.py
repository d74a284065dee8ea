"""All nine operations of the Users API, against the sandbox: no account is needed."""

from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
from shown import Shown

with Sandbox() as sandbox:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    user = Shown("client.user", client.user, sandbox)  # prints each call; `client.user` does not

    user.get_account()
    user.get_credits()
    user.get_email()
    user.update_email("example@example.com")
    user.get_profile()
    # Only what is given is sent; an empty text clears a field.
    user.update_profile(first_name="Example", address2="")
    user.get_username()
    user.update_username("new_username")
    # By name, so that they cannot be swapped. It is sent once and never repeated by itself.
    user.update_password(old_password="old_password", new_password="new_password")

    # The same calls, for a subuser.
    subuser = client.on_behalf_of("test_subuser")
    Shown("subuser.user", subuser.user, sandbox).get_username()

    # A call that the server refuses says why, and whether anything was changed.
    user.update_username("test_subuser")
    # A call that cannot be right is refused before anything is sent.
    user.update_profile()
