"""Forms of results, lists of all pages, and pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess

import pytest
from program import Program, control, inject
from sendgrid_accounts.sandbox import Sandbox


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_object_in_each_form(program: Program) -> None:
    assert program.value("username", "get") == {"username": "test_username", "user_id": 1}
    table = program.done("username", "get", "--format", "table")
    assert table == "username  test_username\nuser_id   1\n"
    text = program.done("username", "get", "--format", "csv")
    assert text == "username,user_id\ntest_username,1\n"


def test_a_list_in_each_form(program: Program) -> None:
    arguments = ("subusers", "list")
    listed = program.value(*arguments)
    assert [row["username"] for row in listed] == [
        *("test_subuser", "example_subuser", "example_subuser2")
    ]
    lines = program.done(*arguments, "--format", "table").splitlines()
    assert lines[0].split() == ["username", "id", "email", "disabled"]
    assert lines[1].split() == ["test_subuser", "2", "subuser@example.com", "false"]
    assert rows(program.done(*arguments, "--format", "csv"))[1]["id"] == "1234"


def test_a_list_of_strings_in_each_form(program: Program) -> None:
    scopes = program.value("scopes", "list")["scopes"]
    assert program.done("scopes", "list", "--format", "table").splitlines() == scopes
    listed = rows(program.done("scopes", "list", "--format", "csv"))
    assert [row["value"] for row in listed] == scopes


def test_an_empty_list_in_each_form(program: Program) -> None:
    arguments = ("subusers", "list", "--username", "nobody")
    assert program.value(*arguments) == []
    assert program.done(*arguments, "--format", "csv") == ""
    assert program.done(*arguments, "--format", "table") == ""


def test_a_change_without_a_result_prints_nothing(program: Program) -> None:
    for form in ("table", "json", "csv"):
        assert program.done("customers", "disable", "user1", "--format", form) == ""


def test_a_list_has_all_pages_and_no_more_than_its_limit(sandbox: Sandbox) -> None:
    control(sandbox, "subusers", {"count": 1200})
    program = Program(sandbox)
    listed = program.value("subusers", "list")
    assert len({row["username"] for row in listed}) == len(listed) == 1203
    assert len(sandbox.journal()) == 4
    for limit, requests in [(1, 1), (500, 1), (501, 2)]:
        sandbox.reset()
        control(sandbox, "subusers", {"count": 1200})
        assert program.value("subusers", "list", "--limit", str(limit)) == listed[:limit]
        assert len(sandbox.journal()) == requests
    text = program.done("subusers", "list", "--format", "csv", "--offset", "1000")
    assert [row["username"] for row in rows(text)] == [row["username"] for row in listed[1000:]]


def test_a_list_that_fails_midway_is_no_json(sandbox: Sandbox) -> None:
    control(sandbox, "subusers", {"count": 600})
    fault = {"kind": "status", "status": 500, "body": {"errors": [{"message": "no"}]}}
    order = {"operation": "subusers.list", "on": {"nth": 2}, "times": 9, "fault": fault}
    control(sandbox, "faults", [order])
    completed = Program(sandbox)("subusers", "list")
    assert completed.returncode == 4
    assert "continue the list at offset 500" in completed.stderr
    assert completed.stdout.count("\n") == 500
    with pytest.raises(json.JSONDecodeError):
        json.loads(completed.stdout)


def test_hostile_values_are_escaped(program: Program) -> None:
    value = "\u001b[31m\u202ea\u009b"
    body = {"username": value, "user_id": 1}
    for form, expected in [
        ("json", "\\u001b[31m\\u202ea\\u009b"),
        ("table", "\\x1b[31m\\u202ea\\x9b"),
    ]:
        inject(program.sandbox, "user.get_username", kind="status", status=200, body=body)
        output = program.done("username", "get", "--format", form)
        assert expected in output
        assert not set(value) & set(output) - set("[31ma")
    inject(program.sandbox, "user.get_username", kind="status", status=200, body=body)
    output = program.done("username", "get", "--format", "csv")
    assert rows(output)[0]["username"] == value, "a file has the value itself"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_closed_pipe_is_no_error(sandbox: Sandbox, form: str) -> None:
    control(sandbox, "subusers", {"count": 5000})
    program = Program(sandbox)
    for arguments in [
        ("subusers", "list", "--format", form),
        ("completions", "bash"),
        ("man",),
        ("--help",),
    ]:
        read, write = os.pipe()
        os.close(read)
        completed = subprocess.run(
            [str(program.path), *arguments],
            env=program.environment,
            stdout=write,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        os.close(write)
        assert (completed.returncode, completed.stderr) == (0, "")


def test_there_is_no_colour_outside_a_terminal(program: Program) -> None:
    completed = program("customers", "disable", "nobody")
    assert "\u001b" not in completed.stderr + completed.stdout
