from sendgrid_accounts import Client

client = Client.from_env()
scopes = client.scopes.list()
print("may read the profile:", "user.profile.read" in scopes)
