"""The token, other pages, accessibility, and the time to the first paint."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
from visit import Visit

axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright")

VIEWS = ["Accounts", "Subusers", "Customers", "API keys", "Journal", "Controls"]
FIRST_PAINT_MS = 300


@pytest.fixture
def other_origin() -> Iterator[str]:
    """A page of another origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>other</title><p>other</p>")

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            """Logs nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def violations(page: Any) -> list[str]:
    """The accessibility violations that axe-core finds, with the elements."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def test_the_token_leaves_the_address(visit: Visit) -> None:
    token = visit.sandbox.control_token
    assert visit.page.url == f"{visit.sandbox.url}/#journal"
    assert visit.page.evaluate("sessionStorage.getItem('sandbox-token')") == token
    assert visit.page.evaluate("Object.keys(localStorage).length + document.cookie.length") == 0
    assert token not in visit.page.content()
    visit.page.reload()
    visit.page.get_by_role("navigation").wait_for()
    visit.page.goto(f"{visit.sandbox.url}/#accounts")
    visit.page.get_by_role("heading", name="Accounts").wait_for()


def test_without_a_token_the_page_asks_for_it(browser: Any, sandbox: Sandbox) -> None:
    with Visit.of(browser, sandbox) as visit:
        visit.page.goto(sandbox.url)
        visit.fill("Control token", "wrong")
        visit.press("Use the token")
        visit.complains("x-sandbox-token is missing or wrong")
        assert not visit.page.get_by_role("navigation").is_visible()
        # The browser reports a response 401 by itself.
        assert all("401 (Unauthorized)" in error for error in visit.errors)
        visit.errors.clear()
        assert violations(visit.page) == []
        visit.fill("Control token", sandbox.control_token)
        visit.page.keyboard.press("Enter")
        visit.page.get_by_role("heading", name="Journal").wait_for()


def test_another_page_controls_nothing(browser: Any, sandbox: Sandbox, other_origin: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(sandbox.console_url)
    page.get_by_role("navigation").wait_for()
    page.goto(other_origin)
    script = """async ([url, token]) => {
        const send = async (path, options) => {
            try { return (await fetch(url + path, options)).status; } catch { return 'refused'; }
        };
        return [
            await send('/__sandbox/reset', {method: 'POST', headers: {'X-Sandbox-Token': token}}),
            await send('/__sandbox/state'),
            await send('/'),
            (await send('/__sandbox/reset', {method: 'POST', mode: 'no-cors'})),
        ];
    }"""
    Client(sandbox.api_key, base_url=sandbox.url).user.update_email("kept@example.com")
    before = sandbox.state()
    answers = page.evaluate(script, [sandbox.url, sandbox.control_token])
    assert answers == ["refused", "refused", "refused", 0]
    frame = "url => { const f = document.createElement('iframe'); f.src = url; "
    frame += "document.body.append(f); return new Promise(done => f.onload = () => done(1)); }"
    page.evaluate(frame, sandbox.url)
    assert page.frames[1].locator("nav").count() == 0, "the console is in no frame"
    opened = page.evaluate("url => { const w = open(url); return w === null; }", sandbox.url)
    assert opened in (True, False)
    assert sandbox.state() == before
    # A browser may ask for the icon of a page that it opens.
    paths = [entry["path"] for entry in sandbox.journal()]
    assert [path for path in paths if path != "/favicon.ico"] == ["/v3/user/email"]
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_accessible(browser: Any, sandbox: Sandbox, scheme: str, view: str) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    client.user.get_email()
    client.user.update_email("new@example.com")
    sandbox.fault("user.get_email", {"kind": "status", "status": 503})
    client.user.get_email()
    sandbox.fault("customers.list", {"kind": "reset"})
    with Visit.of(browser, sandbox, color_scheme=scheme) as visit:
        visit.open()
        visit.wait_for_rows("journal-body", 4)
        visit.view(view)
        visit.page.wait_for_load_state("networkidle")
        assert violations(visit.page) == []
        # On a phone too, and nothing is wider than the window.
        visit.page.set_viewport_size({"width": 360, "height": 700})
        assert violations(visit.page) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_reaches_everything(visit: Visit) -> None:
    visit.view("Controls")
    buttons = visit.page.locator("button:visible:enabled").count()
    visit.page.evaluate("document.activeElement.blur()")
    reached: set[str] = set()
    for _ in range(80):
        visit.page.keyboard.press("Tab")
        script = "document.activeElement.tagName + ':' + document.activeElement.innerText"
        reached.add(visit.page.evaluate(script))
    assert len([name for name in reached if name.startswith("BUTTON:")]) == buttons
    assert len([name for name in reached if name.startswith("A:")]) == len(VIEWS) + 1
    assert visit.page.locator("nav a[aria-current=page]").inner_text() == "Controls"


def test_the_first_paint_is_fast(browser: Any) -> None:
    times: list[float] = []
    for _ in range(5):
        # A new server and a browser without a cache.
        with Sandbox() as sandbox, Visit.of(browser, sandbox) as visit:
            visit.open()
            script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            visit.page.wait_for_function(script)
            times.append(visit.page.evaluate(script))
    assert 0 < min(times) < FIRST_PAINT_MS, times
