from sendgrid_accounts import Client, ConnectError

client = Client.from_env(
    proxy="http://user:password@127.0.0.1:3128",
    ca_bundle="company-ca.pem",
)
try:
    print(client.user.get_email().email)
except ConnectError as error:
    print(error)
