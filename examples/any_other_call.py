"""Any other call, and the response beside a result, against the sandbox."""

from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox, Client(sandbox.api_key, base_url=sandbox.url) as client:
    response = client.request("GET", "/v3/user/profile")
    print(response.status, response.headers["Content-Type"], response.json()["city"])
    client.request("PATCH", "/v3/user/profile", json={"city": "Denver"}, idempotency="idempotent")

    raw = client.with_raw_response.user.get_profile()
    print(raw.status, raw.request_id, raw.rate_limit, raw.parse().city)
