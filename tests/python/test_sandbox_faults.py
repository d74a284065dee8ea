"""Faults of the sandbox, ordered by its control API."""

import json
import urllib.request
from typing import Any

import pytest
from sendgrid_accounts import Client, SendGridError
from sendgrid_accounts.sandbox import Sandbox


def control(sandbox: Sandbox, path: str, body: object = None) -> Any:
    """The response of the control API to a POST with a body, or to a GET without."""
    request = urllib.request.Request(  # noqa: S310
        f"{sandbox.url}/__sandbox/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-Sandbox-Token": sandbox.control_token},
    )
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        return json.loads(response.read() or b"null")


def test_a_fault_hits_one_request_which_the_journal_names(sandbox: Sandbox, client: Client) -> None:
    fault = {"kind": "reset", "apply": True}
    ordered = control(sandbox, "faults", [{"operation": "user.update_password", "fault": fault}])
    assert ordered == {"numbers": [1]}
    with pytest.raises(SendGridError):
        client.user.update_password(old_password=sandbox.reseller_password, new_password="next")
    (entry,) = sandbox.journal()
    assert entry["applied"]
    assert entry["status"] == 0
    assert entry["fault"] == {"number": 1, "kind": "reset"}
    faults = control(sandbox, "faults")
    assert faults["waiting"] == []
    assert [fault["journal"] for fault in faults["consumed"]] == [entry["seq"]]


def test_a_server_recovers(sandbox: Sandbox, client: Client) -> None:
    control(sandbox, "down", {"down": True, "status": 403})
    with pytest.raises(SendGridError):
        client.user.get_email()
    control(sandbox, "down", {"down": False})
    assert client.user.get_email().email == "test@example.com"
