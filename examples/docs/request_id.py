from sendgrid_accounts import Client

client = Client.from_env()
raw = client.with_raw_response.user.get_email()
print(raw.status, raw.rate_limit and raw.rate_limit.limit, raw.parse().email)
