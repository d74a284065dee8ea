"""The live journal."""

from __future__ import annotations

import contextlib

from sendgrid_accounts import Client, SendGridError
from visit import Visit


def test_requests_appear_by_themselves(visit: Visit) -> None:
    sandbox = visit.sandbox
    client = Client(sandbox.api_key, base_url=sandbox.url, max_retries=0)
    client.user.get_email()
    client.on_behalf_of("test_subuser").user.update_email("new@example.com")
    with contextlib.suppress(SendGridError):
        client.user.update_username("test_subuser")
    sandbox.fault("user.get_email", {"kind": "reset"})
    with contextlib.suppress(SendGridError):
        client.user.get_email()
    rows = visit.wait_for_rows("journal-body", 4)
    assert [row[0] for row in rows] == ["4", "3", "2", "1"], "the newest is first"
    assert rows[2][2:6] == ["PUT", "/v3/user/email", "user.update_email", "test_subuser"]
    assert [row[7] for row in rows] == ["fault: reset", "refused", "changed", "read"]
    assert [row[6] for row in rows] == ["none", "400", "200", "200"]


def test_entries_are_filtered(visit: Visit) -> None:
    client = Client(visit.sandbox.api_key, base_url=visit.sandbox.url)
    client.user.get_email()
    client.user.update_email("new@example.com")
    client.on_behalf_of("test_subuser").user.get_profile()
    visit.wait_for_rows("journal-body", 3)
    visit.fill("Filter", "PROFILE")
    assert visit.wait_for_rows("journal-body", 1)[0][4] == "user.get_profile"
    visit.fill("Filter", "test_sub")
    assert visit.wait_for_rows("journal-body", 1)[0][5] == "test_subuser"
    visit.fill("Filter", "")
    visit.select("Outcome", "changed")
    assert visit.wait_for_rows("journal-body", 1)[0][4] == "user.update_email"
    client.user.update_email("other@example.com")
    visit.wait_for_rows("journal-body", 2)
    visit.select("Outcome", "")
    visit.wait_for_rows("journal-body", 4)
    visit.page.get_by_text("4 of the last 4 entries").wait_for()


def test_an_entry_has_details_without_secrets(visit: Visit) -> None:
    sandbox = visit.sandbox
    client = Client(sandbox.api_key, base_url=sandbox.url)
    client.user.update_password(
        old_password=sandbox.reseller_password, new_password="new-password-1"
    )
    visit.wait_for_rows("journal-body", 1)
    button = visit.page.get_by_role("button", name="Entry 1")
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    visit.page.keyboard.press("Enter")
    details = visit.page.locator("#journal-body pre").inner_text()
    assert '"new_password": "sha256:' in details
    content = visit.page.content()
    for secret in ("new-password-1", sandbox.reseller_password, sandbox.api_key):
        assert secret not in content
    assert button.get_attribute("aria-expanded") == "true"
    client.user.get_email()
    visit.wait_for_rows("journal-body", 3)
    focused = visit.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Entry 1: request and response", "the focus stays while entries arrive"
    visit.page.keyboard.press("Space")
    visit.wait_for_rows("journal-body", 2)


def test_a_pause_holds_the_list(visit: Visit) -> None:
    client = Client(visit.sandbox.api_key, base_url=visit.sandbox.url)
    client.user.get_email()
    visit.wait_for_rows("journal-body", 1)
    visit.press("Pause")
    client.user.get_email()
    visit.page.wait_for_timeout(1500)
    assert len(visit.rows("journal-body")) == 1
    visit.press("Pause")
    visit.wait_for_rows("journal-body", 2)


def test_a_reset_elsewhere_empties_the_list(visit: Visit) -> None:
    client = Client(visit.sandbox.api_key, base_url=visit.sandbox.url)
    for _ in range(3):
        client.user.get_email()
    visit.wait_for_rows("journal-body", 3)
    visit.sandbox.reset()
    visit.wait_for_rows("journal-body", 0)
    client.user.get_profile()
    ((seq, _, _, path, *_),) = visit.wait_for_rows("journal-body", 1)
    assert (seq, path) == ("1", "/v3/user/profile")
    visit.sandbox.reset()
    client.user.get_username()
    visit.page.get_by_role("cell", name="user.get_username").wait_for()
    assert len(visit.rows("journal-body")) == 1


def test_many_entries_are_bounded(visit: Visit) -> None:
    client = Client(visit.sandbox.api_key, base_url=visit.sandbox.url)
    for _ in range(300):
        client.user.get_email()
    visit.page.get_by_role("button", name="Entry 300").wait_for()
    assert len(visit.rows("journal-body")) <= 500
