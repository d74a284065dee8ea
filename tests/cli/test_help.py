"""The help of every command is the committed one.

With `SENDGRID_ACCOUNTS_WRITE_HELP=1` the tests write it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from command_list import paths
from program import ROOT, Program

HELP = Path(__file__).parent / "help"


def file_of(path: list[str]) -> Path:
    return HELP / f"{'_'.join(['sendgrid-accounts', *path])}.txt"


@pytest.mark.parametrize("path", paths(), ids=" ".join)
def test_the_help_of_a_command(program: Program, path: list[str]) -> None:
    completed = program(*path, "--help")
    assert (completed.returncode, completed.stderr) == (0, "")
    file = file_of(path)
    if os.environ.get("SENDGRID_ACCOUNTS_WRITE_HELP"):
        HELP.mkdir(exist_ok=True)
        file.write_text(completed.stdout)
    assert completed.stdout == file.read_text()


def test_there_are_no_other_files_and_no_other_commands() -> None:
    assert set(HELP.iterdir()) == {file_of(path) for path in paths()}
    for path in paths():
        text = file_of(path).read_text().partition("Commands:\n")[2].partition("\n\n")[0]
        commands = re.findall(r"^  (\S+)", text, re.MULTILINE)
        assert [[*path, command] for command in commands if [*path, command] not in paths()] == []


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text()
    text = file_of([]).read_text().partition("Exit codes:\n")[2]
    codes = re.findall(r"^  (\d+) ", text, re.MULTILINE)
    assert codes == ["0", "1", "2", "3", "4", "5", "6", "130"]
    for code in [*codes, "143"]:
        assert f"| {code} |" in page


def test_a_man_page_has_the_options(program: Program) -> None:
    assert ".SH SUBCOMMANDS" in program.done("man")
    page = program.done("man", "customers", "create")
    assert "sendgrid\\-accounts\\-customers\\-create" in page
    assert "\\-\\-first\\-name" in page
    unknown = program("man", "customers", "nothing")
    assert unknown.returncode == 2
    assert '"nothing" is no command of `sendgrid-accounts customers`' in unknown.stderr
