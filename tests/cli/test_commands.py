"""Every command makes the call of its operation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_list import COMMANDS
from program import Program
from sendgrid_accounts._native import operations


def journal(program: Program) -> list[dict[str, Any]]:
    return [dict(entry) for entry in program.sandbox.journal()]


def test_every_operation_has_a_command() -> None:
    assert set(COMMANDS) == set(operations())


@pytest.mark.parametrize("operation", COMMANDS)
def test_a_command_calls_its_operation(program: Program, operation: str) -> None:
    command = COMMANDS[operation]
    lines = f"{program.sandbox.reseller_password}\nnew-password-12345\n"
    if operation != "user.update_password":
        lines = "new-password-12345\n"
    if "KEY_ID" in command:
        created = program.value(
            *("api-keys", "create", "other", "--scopes", "mail.send", "--format", "json")
        )
        command = [created["api_key_id"] if word == "KEY_ID" else word for word in command]
    output = program.done(*command, stdin=lines if "--password-stdin" in command else None)
    # One customer is read from a list of that name.
    expected = {"customers.get": "customers.list"}.get(operation, operation)
    assert journal(program)[-1]["operation"] == expected
    assert "new-password-12345" not in output
    if not operation.startswith("api_keys.create"):
        assert output == "" or json.loads(output) is not None


def test_arguments_arrive(program: Program) -> None:
    program.done("profile", "set", "--city", "Denver", "--clear", "address2", "--phone", "")
    assert journal(program)[-1]["body"] == {"city": "Denver", "address2": "", "phone": ""}
    program.done("subusers", "adjust-credits", "example_subuser2", "--by", "-3")
    assert journal(program)[-1]["body"] == {"allocation_update": -3}
    program.done("customers", "list", "--active=false", "--city", "any city")
    body = journal(program)[-1]["body"]
    assert (body["active"], body["city"]) == ("false", "any city")
    program.done(*COMMANDS["subusers.create"], stdin="new-password-12345\r\n")
    body = journal(program)[-1]["body"]
    assert (body["ips"], body["region"]) == (["1.1.1.1", "2.2.2.2"], "global")


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (["--on-behalf-of", "test_subuser"], "test_subuser"),
        (["--account-id", "123"], "account-id 123"),
    ],
)
def test_a_call_acts_for_another_account(
    program: Program, option: list[str], expected: str
) -> None:
    program.done("username", "get", *option)
    assert journal(program)[-1]["on_behalf_of"] == expected
    assert journal(program)[-1]["user_agent"].endswith("(cli)")


def test_a_request_of_any_kind(program: Program, tmp_path: Path) -> None:
    assert program.value("request", "get", "/v3/user/email") == {"email": "test@example.com"}
    page = ("--param", "limit=1", "--param", "offset=1")
    (row,) = program.value("request", "GET", "/v3/subusers", *page)
    assert row["username"] == "example_subuser"
    text = '{"city": "Denver"}'
    (tmp_path / "body.json").write_text(text)
    for source in (text, f"@{tmp_path / 'body.json'}", "-"):
        program.done(
            *("request", "PATCH", "/v3/user/profile", "--json", source),
            *("--idempotency", "idempotent"),
            stdin=text,
        )
        assert journal(program)[-1]["body"] == {"city": "Denver"}
    program.done("request", "DELETE", "/v3/subusers/test_subuser", "--yes")
    refused = program("request", "DELETE", "/v3/subusers/example_subuser")
    assert refused.returncode == 2
    assert "--yes is needed" in refused.stderr
    assert journal(program)[-1]["path"] == "/v3/subusers/test_subuser"


def test_bad_input_is_refused_before_anything_is_sent(program: Program) -> None:
    for arguments, problem in [
        (["profile", "set"], "has no field"),
        (["profile", "set", "--city", "x", "--clear", "city"], "--clear city contradict"),
        (["customers", "get", "a\nb"], "user contains a control character"),
        (["api-keys", "create", "name"], "scopes"),
        (["customers", "list", "--limit", "0"], "0 is not in 1.."),
        (["request", "GET", "v3"], "path"),
        (["request", "POST", "/v3/x", "--json", "{"], "json is not JSON"),
        (["request", "GET", "/v3/x", "--param", "x"], "--param is not NAME=VALUE"),
        (["username", "get", "--region", "asia"], "'asia'"),
        (["username", "get", "--timeout", "0"], "timeout"),
        (["username", "get", "--timeout", "-1"], "--timeout"),
        (["username", "get", "--on-behalf-of", "account-id 1"], "account id"),
        (["customers", "create", "new"], "--email"),
        (["nothing"], "nothing"),
        ([], "Usage"),
    ]:
        completed = program(*arguments)
        assert completed.returncode == 2, completed
        assert problem in completed.stderr, completed
        assert completed.stdout == ""
    assert journal(program) == []
