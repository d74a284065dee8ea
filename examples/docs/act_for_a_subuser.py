from sendgrid_accounts import Client

client = Client.from_env()
for subuser in client.subusers.iter():
    view = client.on_behalf_of(subuser.username or "")
    print(subuser.username, view.user.get_email().email)
print("the parent:", client.user.get_email().email)
