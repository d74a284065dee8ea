from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox:  # a server on this machine; no account, no key
    client = Client(sandbox.api_key, base_url=sandbox.url)
    client.user.update_profile(city="Denver")
    print(client.user.get_profile().city)
