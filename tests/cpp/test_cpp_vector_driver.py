"""Input and output of the vector driver."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from programs import build
from sendgrid_accounts.sandbox import Sandbox

DRIVER = Path(__file__).parent / "vector_driver.cpp"
WAYS = pytest.mark.parametrize("way", [[], ["async"]], ids=["waited", "futures"])


@pytest.fixture(scope="module")
def driver() -> Path:
    return build(DRIVER, name="vector_driver_cpp")


def line(*fields: tuple[str, str]) -> str:
    return "\t".join(f"{quote(name)}={quote(value, safe='')}" for name, value in fields) + "\n"


def responses(driver: Path, way: list[str], *lines: str) -> list[Any]:
    done = subprocess.run(
        [driver, *way], input="".join(lines), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(response) for response in done.stdout.splitlines()]


@WAYS
def test_calls(driver: Path, way: list[str], sandbox: Sandbox) -> None:
    client = ("base_url", sandbox.url), ("api_key", sandbox.api_key)
    reseller = (
        *client,
        ("reseller_username", sandbox.reseller_username),
        ("reseller_password", sandbox.reseller_password),
    )
    subuser, changed, found, disabled, refused = responses(
        driver,
        way,
        line(*client, ("operation", "user.get_username"), ("on_behalf_of", "test_subuser")),
        line(*client, ("operation", "user.update_profile"), ("arg.city", "Cité\t=%\n\u2028")),
        line(*reseller, ("operation", "customers.list"), ("arg.active", "false")),
        line(*reseller, ("operation", "customers.disable"), ("arg.user", "user1")),
        line(*client, ("operation", "user.update_email"), ("arg.email", "")),
    )
    assert subuser == {"result": {"username": "test_subuser", "user_id": 2}}
    assert changed["error"]["field"] == "city"
    assert [customer["username"] for customer in found["result"]] == ["user2"]
    assert disabled == {"result": None}
    assert refused["error"]["kind"] == "invalid_input"
    assert refused["error"]["operation"] == "user.update_email"
    assert refused["error"]["phase"] is None


@WAYS
def test_an_invalid_client_is_reported(driver: Path, way: list[str]) -> None:
    fields = ("base_url", "nowhere"), ("api_key", "SG.key"), ("operation", "user.get_email")
    [result] = responses(driver, way, line(*fields))
    assert result["error"]["kind"] in ("config", "invalid_input")
    assert result["error"]["outcome"] == "not_sent"


def test_an_unknown_operation_ends_the_driver(driver: Path) -> None:
    asked = line(("base_url", "http://127.0.0.1:1"), ("api_key", "SG.key"), ("operation", "sing"))
    done = subprocess.run([driver], input=asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "unknown operation: sing\n"
