"""The programs in the README are files that run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sendgrid_accounts._native import operations

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
DOCUMENTS = ("reliability.md", "c-abi.md", "bulk.md", "scaling.md")
PAGES = [(ROOT / "docs" / page).read_text() for page in DOCUMENTS]
PROGRAM = re.compile(r"<!-- (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
PROGRAMS = PROGRAM.findall(README)


def test_every_program_in_the_readme_is_a_file() -> None:
    assert [file for file, _ in PROGRAMS] == [
        "examples/quickstart.py",
        "examples/resellers_day.py",
        "examples/subusers.py",
        "examples/concurrent_calls.py",
        "examples/customer_tables.py",
        "examples/any_other_call.py",
        "examples/c/quickstart.c",
        "examples/c/subusers.c",
        "examples/cpp/quickstart.cpp",
        "core/examples/quickstart.rs",
        "core/examples/subusers.rs",
    ]
    assert len(re.findall(r"```(?:python|rust|c|cpp)\n", README)) == len(PROGRAMS)


@pytest.mark.parametrize(
    ("file", "program"),
    [*PROGRAMS, *(program for page in PAGES for program in PROGRAM.findall(page))],
)
def test_a_program_of_a_page_equals_its_file(file: str, program: str) -> None:
    assert (ROOT / file).read_text() == program


def run(example: str) -> str:
    ended = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "examples" / example], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    return ended.stdout


def test_the_quickstart_covers_the_users_api() -> None:
    output = run("quickstart.py")
    for operation in operations():
        group, method = operation.split(".")
        assert group != "user" or f">>> client.user.{method}(" in output
    assert "raises    BadRequestError: user.update_username" in output
    assert "raises    InvalidInputError: user.update_profile" in output


def test_a_subuser_lives_and_is_deleted() -> None:
    assert run("subusers.py").splitlines() == [
        "test_subuser subuser@example.com",
        "app app@example.com",
        "example_subuser example@example.com",
        "example_subuser2 example2@example.com",
        "app may send mail: True",
        "70 credits left",
        "disabled: True",
        "subusers.get: not found (HTTP 404): sandbox: there is no subuser with this username",
    ]


def test_each_new_subuser_gets_a_key() -> None:
    assert run("subuser_key.py").splitlines() == [
        "shop: the key 'mail of shop' is in shop.key",
        "shop: the key has mail.send: True",
        "newsletter: the key 'mail of newsletter' is in newsletter.key",
        "newsletter: the key has mail.send: True",
    ]


def test_a_resellers_day_ends_with_a_refusal() -> None:
    output = run("resellers_day.py")
    methods = re.findall(r">>> reseller\.customers\.(\w+)\(", output)
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
    assert output.count("returns   None") == 6
    assert "raises    ApiError: customers.create" in output
    assert "samplepassword" not in output


def test_the_surviving_job_reconciles_a_lost_call() -> None:
    first, *others, last = run("surviving_job.py").splitlines()
    assert first.endswith("applied: the customer no longer exists")
    assert all(line.endswith(": deleted") for line in others)
    assert last.startswith("nobody: failed: customers.delete: ")


def test_the_asyncio_example_disables_all_customers() -> None:
    number, of = re.findall(r"\d+", run("concurrent_calls.py"))
    assert 50 < int(number) == int(of) - 1


def test_an_interrupted_bulk_run_is_resumed() -> None:
    interrupted, disabled, again, *rows = run("bulk.py").splitlines()
    assert interrupted == "interrupted: True"
    number, of = re.findall(r"\d+", disabled)
    assert 50 < int(number) == int(of) - 1
    assert again == "not sent again: True"
    assert rows[0] == "line,outcome,error,message"
    assert rows[1].startswith(f"{int(of) + 1},rejected,NotFoundError,")
    assert len(rows) == 2


def test_an_empty_cell_of_the_table_keeps_the_field() -> None:
    _, *rows = run("customer_tables.py").splitlines()
    assert rows[0].split(",")[1:3] == ["Denver", ""]
    assert all(row.split(",")[3] for row in rows[:2]), "a phone number is lost"


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)`", README))
    assert {"demo", "test"} <= named <= targets
