"""A page of the console, which records its errors and requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sendgrid_accounts.sandbox import Sandbox


class Visit:
    """A page of the console in its own browser context."""

    def __init__(self, page: Any, sandbox: Sandbox) -> None:
        """Records what the page does."""
        self.page = page
        self.sandbox = sandbox
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    @classmethod
    @contextmanager
    def of(cls, browser: Any, sandbox: Sandbox, **settings: Any) -> Iterator[Visit]:
        """A page that must have no console message and no request elsewhere at the end."""
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **settings)
        context.set_default_timeout(15_000)
        visit = cls(context.new_page(), sandbox)
        try:
            yield visit
            assert visit.errors == []
            assert visit.requests
            outside = [url for url in visit.requests if not url.startswith(sandbox.url + "/")]
            assert outside == []
            assert not any(sandbox.control_token in url for url in visit.requests)
        finally:
            context.close()

    def open(self) -> None:
        """Opens the URL that the program prints."""
        self.page.goto(self.sandbox.console_url)
        self.page.get_by_role("navigation").wait_for()

    def view(self, name: str) -> None:
        """Shows a view by its link."""
        self.page.get_by_role("link", name=name, exact=True).click()
        self.page.get_by_role("heading", name=name, exact=True).wait_for()

    def press(self, name: str) -> None:
        """Presses a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, label: str, value: object) -> None:
        """Fills a field of the visible view."""
        self.page.get_by_label(label, exact=True).locator("visible=true").fill(str(value))

    def select(self, label: str, value: str) -> None:
        """Selects an option."""
        self.page.get_by_label(label, exact=True).select_option(value)

    def says(self, text: str) -> None:
        """Waits for a message of the page."""
        self.page.locator("#status").filter(has_text=text).wait_for()

    def complains(self, text: str) -> None:
        """Waits for an error message of the page."""
        self.page.get_by_role("alert").filter(has_text=text).wait_for()

    def rows(self, body: str) -> list[list[str]]:
        """The texts of the rows of a table."""
        rows = self.page.locator(f"#{body} tr").all()
        return [row.locator("td").all_inner_texts() for row in rows]

    def wait_for_rows(self, body: str, count: int) -> list[list[str]]:
        """The rows of a table, once there are so many."""
        script = "([id, count]) => document.getElementById(id).rows.length === count"
        self.page.wait_for_function(script, arg=[body, count])
        return self.rows(body)

    def wait_for_range(self, text: str) -> None:
        """Waits for the position in a table, such as `Rows 1 to 100 of 10,003`."""
        self.page.locator("#rows-range", has_text=re.compile(f"^{re.escape(text)}$")).wait_for()
