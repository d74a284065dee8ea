from sendgrid_accounts import Client

client = Client.from_env()
response = client.request("GET", "/v3/user/email")
print(response.status, response.json())
client.request("PUT", "/v3/user/email", json={"email": "me@example.com"}, idempotency="idempotent")
print(client.user.get_email().email)
