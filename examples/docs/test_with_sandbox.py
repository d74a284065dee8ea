from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox


def move(client: Client, city: str) -> str | None:
    """The code under test."""
    return client.user.update_profile(city=city).city


def test_move() -> None:
    with Sandbox() as sandbox, Client(sandbox.api_key, base_url=sandbox.url) as client:
        assert move(client, "Denver") == "Denver"


test_move()
