"""What the README shows is what runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sendgrid_accounts._native import operations

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
SHOWN = re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```\n", README, re.DOTALL)


def test_every_program_in_the_readme_is_a_file() -> None:
    assert [file for file, _ in SHOWN] == [
        "examples/quickstart.py",
        "examples/resellers_day.py",
        "examples/awaited.py",
        "examples/c/quickstart.c",
        "examples/cpp/quickstart.cpp",
        "core/examples/quickstart.rs",
    ]
    assert len(re.findall(r"```(?:python|rust|c|cpp)\n", README)) == len(SHOWN)


@pytest.mark.parametrize(("file", "text"), SHOWN)
def test_the_readme_shows_the_file(file: str, text: str) -> None:
    assert (ROOT / file).read_text() == text


def run(example: str) -> str:
    ended = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "examples" / example], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    return ended.stdout


def test_the_quickstart_shows_all_of_the_users_api() -> None:
    shown = run("quickstart.py")
    for operation in operations():
        group, method = operation.split(".")
        assert group != "user" or f">>> client.user.{method}(" in shown
    assert "raises    BadRequestError: user.update_username" in shown
    assert "raises    InvalidInputError: user.update_profile" in shown


def test_a_resellers_day_ends_with_a_refusal() -> None:
    shown = run("resellers_day.py")
    methods = re.findall(r">>> reseller\.customers\.(\w+)\(", shown)
    assert methods == [
        "create",
        "list",
        "disable",
        "enable",
        "update_profile",
        "update_username",
        "delete",
        "create",
    ]
    assert shown.count("returns   None") == 6
    assert "raises    ApiError: customers.create" in shown
    assert "samplepassword" not in shown


def test_the_awaited_example_disables_all_that_are_there() -> None:
    number, of = re.findall(r"\d+", run("awaited.py"))
    assert 50 < int(number) == int(of) - 1


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)`", README))
    assert {"demo", "test"} <= named <= targets
