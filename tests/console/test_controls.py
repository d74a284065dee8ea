"""Every button of the controls."""

from __future__ import annotations

import pytest
from sendgrid_accounts import Client, SendGridError
from visit import Visit


@pytest.fixture
def client(visit: Visit) -> Client:
    """A client of the sandbox without retries; the controls are shown."""
    visit.view("Controls")
    return Client(visit.sandbox.api_key, base_url=visit.sandbox.url, max_retries=0)


def test_faults(visit: Visit, client: Client) -> None:
    visit.select("Operation", "user.get_email")
    visit.select("Kind", "status")
    visit.fill("Fields of the kind, as JSON", '{"status": 400}')
    visit.fill("At the request number", 2)
    visit.fill("Times", 1)
    visit.press("Add the fault")
    visit.says("Added fault 1")
    client.user.get_email()
    with pytest.raises(SendGridError):
        client.user.get_email()
    visit.page.get_by_role("cell", name="met by entry 2").wait_for()
    visit.select("Operation", "*")
    visit.select("Kind", "html")
    visit.fill("Only for the account", "test_subuser")
    visit.fill("Times", 5)
    visit.press("Add the fault")
    visit.says("Added faults 2, 3, 4 and more")
    rows = visit.wait_for_rows("faults-body", 6)
    assert [row[3] for row in rows[:5]] == ["waiting"] * 5
    assert "test_subuser" in rows[0][2]
    visit.press("Remove all faults")
    visit.says("Removed all faults")
    assert visit.sandbox.faults() == {"waiting": [], "consumed": []}


def test_the_example_of_each_kind_is_accepted(visit: Visit, client: Client) -> None:
    kinds = visit.page.locator("#fault-kind option").all_inner_texts()
    assert len(kinds) == 15
    for number, kind in enumerate(kinds, start=1):
        visit.select("Kind", kind)
        visit.press("Add the fault")
        visit.says(f"Added fault {number}")
    waiting = visit.sandbox.faults()["waiting"]
    assert [fault["fault"]["kind"] for fault in waiting] == kinds
    assert client is not None


def test_a_wrong_fault_is_explained(visit: Visit, client: Client) -> None:
    visit.fill("Fields of the kind, as JSON", "{")
    visit.press("Add the fault")
    visit.complains("The fields are not JSON")
    visit.fill("Fields of the kind, as JSON", '{"status": 7}')
    visit.press("Add the fault")
    visit.complains("a status has three digits")
    # The browser reports a response 400 by itself.
    assert all("400 (Bad Request)" in error for error in visit.errors)
    visit.errors.clear()
    assert visit.sandbox.faults()["waiting"] == []
    assert client is not None


def test_rate_limits(visit: Visit, client: Client) -> None:
    visit.select("API or operation", "user.get_email")
    visit.fill("Requests per window", 1)
    visit.fill("Length in seconds", 1_000_000)
    visit.select("Retry-After of a 429", "seconds")
    visit.press("Set the limit")
    visit.says("Set the limit of user.get_email")
    client.user.get_email()
    with pytest.raises(SendGridError):
        client.user.get_email()
    rule = visit.sandbox.windows()["operations"]["user.get_email"]
    assert (rule["limit"], rule["retry_after"]) == (1, "seconds")
    visit.page.locator("#windows-body tr").filter(has_text="user.get_email").filter(
        has_text="1000000"
    ).wait_for()
    for scope in ("v3", "customers"):
        visit.select("API or operation", scope)
        visit.press("Set the limit")
        visit.says(f"Set the limit of {scope}")
    assert visit.sandbox.windows()["customers"]["limit"] == 1
    assert visit.sandbox.windows()["operations"] == {}


def test_the_clock(visit: Visit, client: Client) -> None:
    client.user.get_email()
    visit.fill("Offset from the real time, in seconds", -7200)
    visit.press("Set the clock")
    visit.says("Shifted the clock by -7200 s")
    visit.page.get_by_text("UTC, shifted by -7200 s").wait_for()
    visit.press("Real time")
    visit.says("The clock has the real time")
    visit.page.get_by_text("UTC, shifted by 0 s").wait_for()


def test_an_outage(visit: Visit, client: Client) -> None:
    visit.fill("Status of every response", 400)
    visit.press("Begin the outage")
    visit.says("The outage begins")
    visit.page.get_by_text("Every request gets status 400").wait_for()
    with pytest.raises(SendGridError):
        client.user.get_email()
    visit.press("End the outage")
    visit.says("The outage ends")
    visit.page.get_by_text("No outage").wait_for()
    assert client.user.get_email().email == "test@example.com"


def test_generated_subusers(visit: Visit, client: Client) -> None:
    visit.fill("Number", 7)
    visit.press("Add subusers")
    visit.says("Added 7 subusers")
    assert len(visit.sandbox.state()["accounts"]) == 13
    assert client is not None


def test_reset(visit: Visit, client: Client) -> None:
    client.user.update_email("new@example.com")
    visit.page.once("dialog", lambda dialog: dialog.dismiss())
    visit.press("Reset the sandbox")
    visit.says("Nothing was reset")
    assert client.user.get_email().email == "new@example.com"
    visit.page.once("dialog", lambda dialog: dialog.accept())
    visit.press("Reset the sandbox")
    visit.says("The sandbox is as at the start")
    assert visit.sandbox.journal() == []
    assert client.user.get_email().email == "test@example.com"


def test_the_page_survives_the_end_of_the_server(visit: Visit, client: Client) -> None:
    visit.sandbox.close()
    visit.complains("The sandbox does not respond")
    # The browser reports failed requests by itself.
    assert all("ERR_CONNECTION" in error or "ERR_EMPTY" in error for error in visit.errors)
    visit.errors.clear()
    assert client is not None
