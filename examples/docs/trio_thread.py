import trio
from sendgrid_accounts import Client


async def main() -> None:
    client = Client.from_env()
    email = await trio.to_thread.run_sync(client.user.get_email, abandon_on_cancel=True)
    print(email.email)


trio.run(main)
