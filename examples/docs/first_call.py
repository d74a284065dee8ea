from sendgrid_accounts import Client

client = Client.from_env()  # reads SENDGRID_API_KEY
profile = client.user.get_profile()
print(profile.first_name, profile.last_name, "lives in", profile.city)
