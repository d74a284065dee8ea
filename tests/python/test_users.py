"""The nine operations, end to end against the sandbox."""

import time

import pytest
from sendgrid_accounts import (
    Account,
    AuthenticationError,
    BadRequestError,
    Client,
    Credits,
    Email,
    NotFoundError,
    PermissionDeniedError,
    Profile,
    RateLimitError,
    Username,
)
from sendgrid_accounts.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("each_binding")

DOCUMENTED_PROFILE = Profile(
    address="814 West Chapman Avenue",
    address2="",
    city="Orange",
    company="SendGrid",
    country="US",
    first_name="Test",
    last_name="User",
    phone="555-555-5555",
    state="CA",
    website="http://www.sendgrid.com",
    zip="92868",
)


def test_reads_return_the_documented_data(client: Client) -> None:
    assert client.user.get_account() == Account(type="paid", reputation=100.0)
    assert client.user.get_credits() == Credits(
        200, 200, 0, 0, "2013-01-01", "2013-02-01", "monthly"
    )
    assert client.user.get_email() == Email("test@example.com")
    assert client.user.get_profile() == DOCUMENTED_PROFILE
    assert client.user.get_username() == Username("test_username", 1)


def test_an_email_is_changed(client: Client) -> None:
    assert client.user.update_email("example@example.com") == Email("example@example.com")
    assert client.user.get_email() == Email("example@example.com")


def test_a_profile_is_changed_field_by_field(client: Client) -> None:
    changed = client.user.update_profile(city="Denver, CO", address2="3rd floor", phone="")
    assert (changed.city, changed.address2, changed.phone) == ("Denver, CO", "3rd floor", "")
    assert changed.first_name == "Test"
    assert client.user.get_profile() == changed


def test_a_username_is_changed(client: Client) -> None:
    assert client.user.update_username("renamed") == Username("renamed")
    assert client.user.get_username() == Username("renamed", 1)


def test_a_taken_username_is_refused(client: Client) -> None:
    with pytest.raises(BadRequestError) as caught:
        client.user.update_username("test_subuser")
    assert (caught.value.outcome, caught.value.attempts) == ("rejected", 1)
    assert client.user.get_username().username == "test_username"


def test_a_password_is_changed_once_and_the_old_one_refused(
    client: Client, sandbox: Sandbox
) -> None:
    with pytest.raises(BadRequestError):
        client.user.update_password(old_password="not it", new_password="first-new-1")
    first = sandbox.reseller_password
    client.user.update_password(old_password=first, new_password="second-new-2")
    with pytest.raises(BadRequestError):
        client.user.update_password(old_password=first, new_password="third-new-3")
    client.user.update_password(old_password="second-new-2", new_password="fourth-new-4")
    applied = [entry["applied"] for entry in sandbox.journal()]
    assert applied == [False, True, False, True]
    for password in (first, "second-new-2"):
        assert password not in str(sandbox.journal())


def test_on_behalf_of_acts_for_another_account(client: Client) -> None:
    subuser = client.on_behalf_of("test_subuser")
    account = client.on_behalf_of(account_id="123")
    assert [c.user.get_username().user_id for c in (client, subuser, account)] == [1, 2, 3]
    subuser.user.update_profile(city="Boulder")
    assert subuser.user.get_profile().city == "Boulder"
    assert client.user.get_profile() == DOCUMENTED_PROFILE
    with pytest.raises(PermissionDeniedError):
        client.on_behalf_of("nobody").user.get_email()


def test_on_behalf_of_is_set_once_for_a_client(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url, on_behalf_of="test_subuser")
    assert client.user.get_username() == Username("test_subuser", 2)
    assert sandbox.journal()[0]["on_behalf_of"] == "test_subuser"


def test_a_wrong_key_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(AuthenticationError) as caught:
        Client("SG.wrong-canary", base_url=sandbox.url).user.get_profile()
    assert caught.value.errors[0].message == "authorization required"


def test_a_base_url_may_have_a_path(sandbox: Sandbox) -> None:
    with pytest.raises(NotFoundError):
        Client(sandbox.api_key, base_url=f"{sandbox.url}/prefix/").user.get_email()
    assert sandbox.journal()[0]["path"] == "/prefix/v3/user/email"


def test_a_wait_beyond_the_limit_fails_at_once() -> None:
    with Sandbox(window=(2, 3600)) as sandbox:
        # Windows start at the full hour: the server's clock is set to half past.
        sandbox.clock(1800 - int(time.time()) % 3600)
        client = Client(sandbox.api_key, base_url=sandbox.url)
        for _ in range(2):
            client.user.get_email()
        with pytest.raises(RateLimitError) as caught:
            client.user.get_email()
        assert caught.value.retry_after is not None
        assert 1790 < caught.value.retry_after < 1803
        assert caught.value.reset_at is not None
        assert caught.value.reset_at.timestamp() % 3600 == 0
        # The second response reported that it was the last of its window.
        assert (caught.value.attempts, caught.value.safe_to_retry) == (0, True)
        assert len(sandbox.journal()) == 2


def test_a_call_waits_for_a_short_rate_limit() -> None:
    with Sandbox(window=(1, 1)) as sandbox:
        client = Client(sandbox.api_key, base_url=sandbox.url)
        assert [client.user.get_email().email for _ in range(2)] == ["test@example.com"] * 2
        assert [entry["status"] for entry in sandbox.journal()] == [200, 200]
