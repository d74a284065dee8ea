"""All nine operations of the Users API, against the sandbox: no account is needed.

With an account, the client is made by `Client(api_key="SG....")` and all the rest is the same.
"""

import json
from collections.abc import Callable
from typing import Any

from sendgrid_accounts import BadRequestError, Client, InvalidInputError
from sendgrid_accounts.sandbox import Sandbox


def main() -> None:
    """Starts a sandbox, and shows each call with what was sent and what came back."""
    with Sandbox() as sandbox:
        client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
        print(f"The sandbox listens on {sandbox.url}\n")

        def show(code: str, call: Callable[[], Any]) -> None:
            print(f">>> {code}")
            result = call()
            exchange = sandbox.journal()[-1]
            account = exchange["on_behalf_of"]
            sent = f"{exchange['method']} {exchange['path']}"
            sent += f"  On-Behalf-Of: {account}" if account else ""
            sent += f"  {json.dumps(exchange['body'])}" if exchange["body"] else ""
            print(f"    sent      {sent}")
            print(f"    answered  {exchange['status']} {json.dumps(exchange['answer'])}")
            print(f"    returns   {result!r}\n")

        user = client.user
        show("client.user.get_account()", user.get_account)
        show("client.user.get_credits()", user.get_credits)
        show("client.user.get_email()", user.get_email)
        show(
            'client.user.update_email("example@example.com")',
            lambda: user.update_email("example@example.com"),
        )
        show("client.user.get_profile()", user.get_profile)
        print("Only what is given is sent; an empty text clears a field.")
        show(
            'client.user.update_profile(first_name="Example", address2="")',
            lambda: user.update_profile(first_name="Example", address2=""),
        )
        show("client.user.get_username()", user.get_username)
        show(
            'client.user.update_username("new_username")',
            lambda: user.update_username("new_username"),
        )
        print("Passwords go by name, so that they cannot be swapped; the journal holds hashes.")
        show(
            'client.user.update_password(old_password="old_password", new_password="new_password")',
            lambda: user.update_password(old_password="old_password", new_password="new_password"),
        )
        print("The same calls, for a subuser:")
        show(
            'client.on_behalf_of("test_subuser").user.get_username()',
            lambda: client.on_behalf_of("test_subuser").user.get_username(),
        )

        print("A call that the server refuses says why, and whether anything was changed:")
        print('>>> client.user.update_username("test_subuser")')
        try:
            user.update_username("test_subuser")
        except BadRequestError as error:
            print(f"    {type(error).__name__}: {error}")
            print(f"    status={error.status} outcome={error.outcome!r} errors={error.errors}\n")

        print("A call that cannot be right is refused before anything is sent:")
        print(">>> client.user.update_profile()")
        try:
            user.update_profile()
        except InvalidInputError as error:
            print(f"    {type(error).__name__}: {error}")
            print(f"    field={error.field!r} attempts={error.attempts}")


if __name__ == "__main__":
    main()
