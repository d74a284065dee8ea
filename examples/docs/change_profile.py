from sendgrid_accounts import CLEAR, Client

client = Client.from_env()
profile = client.user.update_profile(city="Denver", phone="555-0199", address2=CLEAR)
print(profile.city, profile.phone, repr(profile.address2))
