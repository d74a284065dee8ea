"""Exit codes and messages by what became of a call."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from program import Program, inject


def test_a_refusal(program: Program) -> None:
    completed = program("customers", "disable", "nobody")
    assert completed.returncode == 3
    assert completed.stdout == ""
    assert completed.stderr.splitlines() == [
        "error: customers.disable: not found (HTTP 200): User not found",
        "  outcome: rejected: the server refused the call and changed nothing",
        "  safe to retry: no",
    ]


def test_a_refusal_names_scope_request_and_wait(program: Program) -> None:
    headers = {"X-Request-Id": "id-1\u001b[31m"[:4]}
    inject(program.sandbox, "user.get_email", kind="status", status=403, headers=headers)
    completed = program("email", "get")
    assert completed.returncode == 3
    assert "  scope of the operation: user.email.read\n" in completed.stderr
    assert "  request id: id-1\n" in completed.stderr
    headers = {"Retry-After": "500"}
    inject(program.sandbox, "user.get_email", kind="status", status=429, headers=headers)
    completed = program("email", "get")
    assert completed.returncode == 3
    assert "  retry after: 500 s\n" in completed.stderr
    assert "  safe to retry: yes\n" in completed.stderr


def test_nothing_is_sent_without_a_server(program: Program) -> None:
    completed = program("customers", "disable", "user1", "--base-url", "http://127.0.0.1:1")
    assert completed.returncode == 5
    assert "  outcome: not_sent: nothing was sent\n" in completed.stderr
    assert "  safe to retry: yes\n" in completed.stderr


def test_without_a_credential_the_configuration_is_invalid(program: Program) -> None:
    completed = program("email", "get", SENDGRID_API_KEY="")
    assert completed.returncode == 2
    assert "SENDGRID_API_KEY" in completed.stderr


def test_an_unknown_outcome_is_read_back_as_applied(program: Program) -> None:
    inject(program.sandbox, "customers.delete", kind="reset", apply=True)
    completed = program("customers", "delete", "user1", "--yes")
    assert completed.returncode == 6
    assert "  outcome: unknown: the change may be applied\n" in completed.stderr
    assert "  read back: applied: the customer no longer exists\n" in completed.stderr


def test_an_unknown_outcome_is_read_back_as_not_applied(program: Program) -> None:
    inject(program.sandbox, "customers.delete", kind="reset")
    completed = program("customers", "delete", "user1", "--yes")
    assert completed.returncode == 4
    assert "  read back: not applied yet; the request may still arrive: " in completed.stderr


def test_an_unknown_outcome_is_not_read_back_if_the_user_says_so(program: Program) -> None:
    inject(program.sandbox, "customers.delete", kind="reset", apply=True)
    completed = program("customers", "delete", "user1", "--yes", "--no-reconcile")
    assert completed.returncode == 4
    assert "read back" not in completed.stderr
    assert [entry["operation"] for entry in program.sandbox.journal()] == ["customers.delete"]


def test_an_applied_change_whose_response_is_cut_off(program: Program) -> None:
    inject(program.sandbox, "subusers.create", kind="close", after_bytes=400)
    completed = program(
        *("subusers", "create", "app", "--email", "app@example.com", "--password-stdin"),
        stdin="new-password-12345\n",
    )
    assert completed.returncode == 6
    assert "result is lost" in completed.stderr or "read back: applied" in completed.stderr


def test_a_read_without_a_response_is_unknown_and_changes_nothing(program: Program) -> None:
    inject(program.sandbox, "user.get_email", 5, kind="reset")
    completed = program("email", "get")
    assert completed.returncode == 4
    assert "  outcome: unknown: the call only reads\n" in completed.stderr


def test_a_key_whose_response_is_lost_is_no_success(program: Program) -> None:
    inject(program.sandbox, "api_keys.create", kind="reset", apply=True)
    completed = program("api-keys", "create", "name", "--scopes", "mail.send")
    assert completed.returncode == 6
    assert completed.stdout == ""
    assert "read back: applied" in completed.stderr


def test_verbosity_shows_attempts_without_secrets(program: Program) -> None:
    inject(program.sandbox, "user.get_email", kind="status", status=503)
    quiet = program("email", "get")
    assert (quiet.returncode, quiet.stderr) == (0, "")
    inject(program.sandbox, "user.get_email", kind="status", status=503)
    verbose = program("email", "get", "-v")
    assert verbose.stderr.startswith("retry operation=user.get_email attempt=1 kind=server")
    very = program("email", "get", "-vv")
    assert "request operation=user.get_email attempt=1 on_behalf_of=false\n" in very.stderr
    assert "status=200" in very.stderr
    for completed in (verbose, very):
        assert program.sandbox.api_key not in completed.stderr
        assert json.loads(completed.stdout) == {"email": "test@example.com"}


def test_a_hostile_message_does_not_reach_the_terminal(program: Program) -> None:
    body = {"errors": [{"message": "\u001b]0;owned\u0007\u202e"}]}
    inject(program.sandbox, "user.get_email", kind="status", status=400, body=body)
    completed = program("email", "get")
    assert "\\x1b]0;owned\\x07\\u202e" in completed.stderr
    assert not {"\u001b", "\u0007", "\u202e"} & set(completed.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("command", "is_change"),
    [(["email", "set", "a@example.com"], True), (["customers", "get", "user1"], False)],
)
def test_output_that_cannot_be_written(
    program: Program, command: list[str], is_change: bool
) -> None:
    with Path("/dev/full").open("w") as full:
        completed = subprocess.run(
            [str(program.path), *command],
            env=program.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert completed.returncode == 1
    assert ("the change is applied, but the output cannot" in completed.stderr) == is_change
