"""Accounts, subusers, customers and API keys."""

from __future__ import annotations

import time
from typing import Any

from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
from visit import Visit


def test_accounts_of_each_kind(visit: Visit) -> None:
    visit.view("Accounts")
    accounts = visit.wait_for_rows("rows-body", 6)
    assert accounts[0][:4] == ["1", "test_username", "parent", "test@example.com"]
    visit.wait_for_range("Rows 1 to 6 of 6")
    visit.view("Subusers")
    subusers = visit.wait_for_rows("rows-body", 3)
    assert [row[1] for row in subusers] == ["test_subuser", "example_subuser", "example_subuser2"]
    visit.view("Customers")
    customers = visit.wait_for_rows("rows-body", 2)
    assert [row[1:3] for row in customers] == [["123", "user1"], ["124", "user2"]]
    assert [row[5] for row in customers] == ["yes", "no"]
    visit.view("API keys")
    ((key_id, name, account, scopes),) = visit.wait_for_rows("rows-body", 1)
    assert (name, account) == ("sandbox", "test_username")
    assert key_id == visit.sandbox.api_key.split(".")[1]
    assert "mail.send" in scopes
    assert visit.sandbox.api_key not in visit.page.content()


def test_changes_appear_on_reload(visit: Visit) -> None:
    visit.view("Subusers")
    visit.wait_for_rows("rows-body", 3)
    client = Client(visit.sandbox.api_key, base_url=visit.sandbox.url)
    client.subusers.delete("test_subuser")
    visit.press("Reload")
    assert "test_subuser" not in str(visit.wait_for_rows("rows-body", 2))
    visit.fill("Search", "SUBUSER2")
    visit.press("Search")
    ((_, username, *_),) = visit.wait_for_rows("rows-body", 1)
    assert username == "example_subuser2"
    visit.fill("Search", "nobody")
    visit.press("Search")
    visit.wait_for_range("No rows of 0")


def test_names_are_shown_as_text(browser: Any) -> None:
    markup = "<img src=x onerror=alert(1)>"
    seed = {"subusers": [{"username": markup}], "examples": False}
    with Sandbox(seed=seed) as sandbox, Visit.of(browser, sandbox) as visit:
        visit.open()
        visit.view("Subusers")
        ((_, username, *_),) = visit.wait_for_rows("rows-body", 1)
        assert username == markup
        assert visit.page.locator("img").count() == 0


def test_ten_thousand_accounts_are_usable(browser: Any) -> None:
    with Sandbox(subusers=10_000) as sandbox, Visit.of(browser, sandbox) as visit:
        visit.open()
        started = time.monotonic()
        visit.view("Subusers")
        visit.wait_for_range("Rows 1 to 100 of 10,003")
        assert len(visit.rows("rows-body")) == 100
        assert not visit.page.get_by_role("button", name="Previous page").is_enabled()
        visit.press("Next page")
        visit.wait_for_range("Rows 101 to 200 of 10,003")
        visit.press("Previous page")
        visit.wait_for_range("Rows 1 to 100 of 10,003")
        visit.fill("Search", "subuser9999@")
        visit.page.keyboard.press("Enter")
        visit.wait_for_range("Rows 1 to 1 of 1")
        assert time.monotonic() - started < 15
        # A page shows at most 100 rows, however many accounts there are.
        assert visit.page.evaluate("document.querySelectorAll('*').length") < 2000
