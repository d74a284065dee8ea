from sendgrid_accounts import Client, RateLimitError

client = Client.from_env(max_rate_limit_wait=0.001)
try:
    print(client.user.get_email().email)
except RateLimitError as error:
    print("try again in", error.retry_after, "seconds")
for limit in client.rate_limits:
    print(limit.operation, limit.remaining, "of", limit.limit)
