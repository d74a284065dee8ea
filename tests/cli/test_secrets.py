"""Credentials come from the environment and from files, never from arguments."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from program import Program

KEY = "SG.0123456789abcdefABCDEF.0123456789-_secret"


@pytest.mark.parametrize(
    "arguments",
    [
        ["email", "get", "--api-key", KEY],
        ["email", "get", f"--api-key={KEY}"],
        ["email", "get", "--base-url", KEY],
        ["customers", "get", KEY],
        ["request", "GET", "/v3/x", "--header", f"Authorization: Bearer {KEY}"],
        ["request", "POST", "/v3/x", "--json", json.dumps({"key": KEY})],
        ["password", "set", "--old-password", "my-secret-0123"],
        ["customers", "create", "x", "--password=my-secret-0123"],
    ],
)
def test_a_credential_among_the_arguments_is_refused(
    program: Program, arguments: list[str]
) -> None:
    completed = program(*arguments)
    assert completed.returncode == 2
    assert "SENDGRID_API_KEY" in completed.stderr
    assert "--env-file" in completed.stderr
    for secret in ("0123456789", "my-secret"):
        assert secret not in completed.stdout + completed.stderr
    assert program.sandbox.journal() == []


def test_variables_come_from_a_file(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "variables"
    sandbox = program.sandbox
    file.write_text(
        f"\ufeff# variables of a sandbox\n\nexport SENDGRID_BASE_URL='{sandbox.url}'\r\n"
        f'SENDGRID_API_KEY = "{sandbox.api_key}"\nOTHER=$x\n'
        "SENDGRID_ON_BEHALF_OF=test_subuser\n",
        encoding="utf-8",
    )
    wrong = {"SENDGRID_API_KEY": KEY, "SENDGRID_BASE_URL": "http://127.0.0.1:1"}
    completed = program("username", "get", "--env-file", str(file), **wrong)
    assert json.loads(completed.stdout)["username"] == "test_subuser"
    completed = program("username", "get", "--env-file", str(file), "--on-behalf-of", "user1")
    assert json.loads(completed.stdout)["username"] == "user1"


def test_a_file_of_variables_replaces_those_of_the_environment(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "variables"
    file.write_text(f"SENDGRID_BASE_URL={program.sandbox.url}\n")
    completed = program("username", "get", "--env-file", str(file))
    assert completed.returncode == 2
    assert "no credential" in completed.stderr


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"SENDGRID_BASE_URL=x\n{KEY}\n", "line 2 is not NAME=value"),
        (None, "cannot be read"),
        ("SENDGRID_API_KEY=x\nSENDGRID_REGION=asia\n", "neither global nor eu"),
    ],
)
def test_a_bad_file_of_variables_is_refused(
    program: Program, tmp_path: Path, text: str | None, problem: str
) -> None:
    file = tmp_path / "variables"
    if text is not None:
        file.write_text(text)
    completed = program("username", "get", "--env-file", str(file))
    assert completed.returncode == 2
    assert problem in completed.stderr
    assert KEY not in completed.stderr


def test_a_created_key_is_printed_once_by_itself(program: Program) -> None:
    printed = program.done("api-keys", "create", "name", "--scopes", "mail.send")
    assert printed.startswith("SG.sandbox-")
    assert printed.count("\n") == 1
    key = printed.strip()
    environment = {"SENDGRID_API_KEY": key}
    scopes = json.loads(program("scopes", "list", **environment).stdout)["scopes"]
    assert "mail.send" in scopes
    value = program.value(
        *("api-keys", "create-full-access", "name", "--format", "json"),
    )
    assert value["api_key"].startswith("SG.sandbox-")
    assert value["name"] == "name"


def test_a_created_key_goes_to_a_file_of_its_owner(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "key"
    arguments = ("api-keys", "create", "name", "--scopes", "mail.send", "--key-file", str(file))
    value = program.value(*arguments)
    assert set(value) == {"api_key_id", "name", "scopes"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = file.read_text()
    assert key.startswith(f"SG.{value['api_key_id']}.")
    assert key.count("\n") == 1
    existing = program(*arguments)
    assert existing.returncode == 2
    assert "cannot be created" in existing.stderr
    assert file.read_text() == key
    assert len(program.value("api-keys", "list")) == 2


def test_no_file_is_left_without_a_key(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "key"
    arguments = ("api-keys", "create", "name", "--scopes", "no.scope", "--key-file", str(file))
    inject_refusal = program(*arguments, SENDGRID_API_KEY="SG.wrong.key")
    assert inject_refusal.returncode == 3
    assert not file.exists()


def test_passwords_need_a_terminal_or_the_standard_input(program: Program) -> None:
    completed = program("customers", "update-password", "user1", "--yes")
    assert completed.returncode == 2
    assert "--password-stdin is needed" in completed.stderr
    arguments = ("password", "set", "--password-stdin", "--yes")
    completed = program(*arguments, stdin="one line\n")
    assert completed.returncode == 2
    assert "2 lines are needed" in completed.stderr
    assert program.sandbox.journal() == []
    completed = program(*arguments, stdin="wrong-password-1\nnew-password-12345\n")
    assert completed.returncode == 3
    assert "wrong-password-1" not in completed.stderr
    assert "new-password-12345" not in completed.stderr
