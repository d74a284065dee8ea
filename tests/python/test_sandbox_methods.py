"""Faults, clock, windows and outages of the sandbox by its methods."""

from collections.abc import Callable
from typing import Any

import pytest
from sendgrid_accounts import BadRequestError, Client, SendGridError
from sendgrid_accounts.sandbox import Sandbox


def test_a_fault_hits_one_request_which_the_journal_names(sandbox: Sandbox, client: Client) -> None:
    assert sandbox.fault("user.update_password", {"kind": "reset", "apply": True}) == [1]
    with pytest.raises(SendGridError):
        client.user.update_password(old_password=sandbox.reseller_password, new_password="next")
    (entry,) = sandbox.journal()
    assert entry["applied"]
    assert entry["status"] == 0
    assert entry["outcome"] == "fault"
    assert entry["fault"] == {"number": 1, "kind": "reset"}
    faults = sandbox.faults()
    assert faults["waiting"] == []
    assert faults["consumed"] == [
        {
            "number": 1,
            "operation": "user.update_password",
            "fault": {"kind": "reset", "apply": True},
            "journal": entry["seq"],
        }
    ]


def test_a_fault_has_conditions(sandbox: Sandbox, client: Client) -> None:
    fault = sandbox.fault("*", {"kind": "html"}, nth=2, user="test_subuser", times=2)
    assert fault == [1, 2]
    assert sandbox.faults()["waiting"][1].get("on") == {"nth": 2, "user": "test_subuser"}
    subuser = client.on_behalf_of("test_subuser")
    for _ in range(2):
        client.user.get_email()
        subuser.user.get_email()
    assert [entry["outcome"] for entry in sandbox.journal()].count("fault") == 2
    sandbox.fault("*", {"kind": "status", "status": 400})
    sandbox.clear_faults()
    assert sandbox.faults() == {"waiting": [], "consumed": []}
    assert client.user.get_email().email == "test@example.com"


def test_windows_and_the_clock(sandbox: Sandbox, client: Client) -> None:
    assert sandbox.windows()["v3"]["limit"] == 600
    rule = sandbox.windows(operations={"user.get_email": {"limit": 1, "window_seconds": 1_000_000}})
    assert rule["operations"]["user.get_email"]["headers"] is True
    with Client(sandbox.api_key, base_url=sandbox.url, max_retries=0) as impatient:
        impatient.user.get_email()
        with pytest.raises(SendGridError):
            impatient.user.get_email()
    sandbox.clock(1_000_000)
    assert client.user.get_email().email == "test@example.com"
    windows = sandbox.windows(
        v3={"limit": 5, "window_seconds": 7, "retry_after": "date"},
        customers={"limit": 6, "window_seconds": 8, "headers": False},
    )
    assert windows["operations"] == {}
    assert (windows["v3"]["limit"], windows["v3"]["retry_after"]) == (5, "date")
    assert (windows["customers"]["window_seconds"], windows["customers"]["headers"]) == (8, False)
    sandbox.clock(-60)
    sandbox.reset()
    assert sandbox.windows()["v3"]["limit"] == 600


def test_a_server_recovers(sandbox: Sandbox, client: Client) -> None:
    sandbox.down(status=400)
    with pytest.raises(BadRequestError):
        client.user.get_email()
    sandbox.down(False)
    assert client.user.get_email().email == "test@example.com"
    assert [entry["seq"] for entry in sandbox.journal(since=1)] == [2]


@pytest.mark.parametrize(
    ("operation", "fault", "options", "message"),
    [
        ("user.nothing", {"kind": "reset"}, {}, "unknown operation `user.nothing`"),
        ("*", {"kind": "other"}, {}, "unknown variant `other`"),
        ("*", {}, {}, "missing field `kind`"),
        ("*", {"kind": "html", "bytes": 1}, {}, "unknown field `bytes`"),
        ("*", {"kind": "reset"}, {"times": 0}, "times must be at least 1"),
        ("*", {"kind": "reset"}, {"nth": 0}, "nonzero"),
        ("*", {"kind": "raw", "text": b"a"}, {}, "fault"),
    ],
)
def test_a_wrong_fault_is_named(
    sandbox: Sandbox, operation: str, fault: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        sandbox.fault(operation, fault, **options)
    assert sandbox.faults()["waiting"] == []


def test_wrong_arguments_are_named(sandbox: Sandbox) -> None:
    wrong: Any = [1]
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: sandbox.fault("*", wrong), "fault must be a dict"),
        (lambda: sandbox.fault(wrong, {"kind": "html"}), "operation must be str"),
        (lambda: sandbox.fault("*", {"kind": "html"}, user=wrong), "user must be str"),
        (lambda: sandbox.windows(v3=wrong), "v3 must be a dict"),
        (lambda: sandbox.clock(wrong), "shift_seconds"),
    ]
    for call, name in calls:
        with pytest.raises(TypeError, match=name):
            call()
    limit: Any = {"limit": -1, "window_seconds": 1}
    with pytest.raises(ValueError, match=r"^customers: "):
        sandbox.windows(customers=limit)
    with pytest.raises(ValueError, match=r"`customers\.list`"):
        sandbox.windows(operations={"customers.list": {"limit": 1, "window_seconds": 1}})
    with pytest.raises(ValueError, match="three digits"):
        sandbox.down(status=7)


def test_a_closed_sandbox_says_so() -> None:
    sandbox = Sandbox()
    sandbox.close()
    for call in (
        sandbox.faults,
        sandbox.clear_faults,
        sandbox.windows,
        sandbox.down,
        sandbox.journal,
        sandbox.state,
        lambda: sandbox.clock(1),
        lambda: sandbox.fault("*", {"kind": "html"}),
    ):
        with pytest.raises(RuntimeError, match="the sandbox is closed"):
            call()
