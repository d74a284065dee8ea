"""The pictures of the documentation: `make pictures` replaces them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
from visit import Visit

# In scripts for which every machine has a font.
CUSTOMERS = [
    {
        "username": f"{first.lower()}@example.com",
        "email": f"{first.lower()}@example.com",
        "active": first != "Grace",
        "type": "free" if first in ("Alan", "Donald") else "paid",
        "profile": {"first_name": first, "last_name": last, "company": f"{last} & Co"},
    }
    for first, last in [
        ("Ada", "Lovelace"),
        ("Alan", "Turing"),
        ("Barbara", "Liskov"),
        ("Donald", "Knuth"),
        ("Edsger", "Dijkstra"),
        ("Grace", "Hopper"),
        ("Niklaus", "Wirth"),
        ("Margaret", "Hamilton"),
    ]
]
IMAGES = Path(__file__).parents[2] / "docs" / "images"


def test_pictures_for_the_documentation(browser: Any, scheme: str, pictures: Path) -> None:
    with (
        Sandbox(seed={"examples": True, "customers": CUSTOMERS}) as sandbox,
        Visit.of(browser, sandbox, color_scheme=scheme) as visit,
    ):
        client = Client(sandbox.api_key, base_url=sandbox.url)
        client.user.get_profile()
        client.on_behalf_of("test_subuser").user.update_email("shop@example.com")
        client.customers.disable("user1")
        sandbox.fault("subusers.list", {"kind": "status", "status": 503})
        client.subusers.list()
        visit.open()
        visit.page.get_by_role("button", name="Entry 5").wait_for()
        # The port is another one each time.
        visit.page.evaluate(
            "document.getElementById('server').textContent = 'http://127.0.0.1:8080'"
        )
        for view, name in [
            ("Journal", "journal"),
            ("Controls", "controls"),
            ("Customers", "customers"),
        ]:
            visit.view(view)
            visit.page.wait_for_load_state("networkidle")
            picture = f"console-{name}-{scheme}.png"
            visit.page.screenshot(path=pictures / picture)
            assert (IMAGES / picture).stat().st_size > 10_000, "make pictures"
