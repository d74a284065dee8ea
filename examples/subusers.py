"""A subuser with an API key of its own, from creation to deletion, against the sandbox."""

from sendgrid_accounts import Client, NewSubuser, NotFoundError
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox:
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    new = NewSubuser(username="app", email="app@example.com", password="sample-password-1")
    client.subusers.create(new)
    for subuser in client.subusers.iter():  # page by page; `async for` with AsyncClient
        print(subuser.username, subuser.email)
    # Store the key at once: no later call returns it.
    key = client.on_behalf_of("app").api_keys.create("mail", scopes=["mail.send"]).reveal()
    app = Client(api_key=key, base_url=sandbox.url)
    print("app may send mail:", "mail.send" in app.scopes.list())
    client.subusers.update_credits("app", type="nonrecurring", total=100)
    print(client.subusers.adjust_credits("app", by=-30).remain, "credits left")
    client.subusers.disable("app")
    print("disabled:", client.subusers.get("app").disabled)
    client.subusers.delete("app")
    try:
        client.subusers.get("app")
    except NotFoundError as error:
        print(error)
