"""The program on a terminal: tables, colours, questions and passwords."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from program import Program, control
from sendgrid_accounts.sandbox import Sandbox
from terminal import Terminal

ESCAPE = re.compile("\u001b\\[[0-9;?]*[a-zA-Z]")


def test_results_are_tables(program: Program) -> None:
    terminal = Terminal(program, "username", "get")
    assert terminal.end() == 0
    assert terminal.output == "username  test_username\r\nuser_id   1\r\n"


def test_a_change_says_that_it_is_done(program: Program) -> None:
    terminal = Terminal(program, "customers", "disable", "user1")
    assert terminal.end() == 0
    assert terminal.output == "done: customers.disable\r\n"


def test_errors_are_red_unless_no_color_is_set(program: Program) -> None:
    for variables, is_red in [({}, True), ({"NO_COLOR": "1"}, False)]:
        terminal = Terminal(program, "customers", "disable", "nobody", **variables)
        assert terminal.end() == 3
        assert ("\u001b[31m" in terminal.output) == is_red
        assert "error:" in terminal.output


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("YES", 0), ("n", 2), ("", 2), ("x", 2)])
def test_a_change_that_cannot_be_undone_is_confirmed(
    program: Program, answer: str, code: int
) -> None:
    terminal = Terminal(program, "customers", "delete", "user1")
    terminal.wait_for('customers.delete "user1" cannot be undone. Continue? [y/N] ')
    assert program.sandbox.journal() == []
    terminal.write(f"{answer}\n")
    assert terminal.end() == code
    assert len(program.sandbox.journal()) == (1 if code == 0 else 0)
    assert ("nothing was sent" in terminal.output) == (code == 2)


def test_passwords_are_asked_for_without_echo(each_program: Program) -> None:
    terminal = Terminal(each_program, "password", "set", "--yes")
    old = each_program.sandbox.reseller_password
    for label, secret in [
        ("Current password: ", old),
        ("New password: ", "new-secret"),
        ("New password, again: ", "new-secret"),
    ]:
        terminal.wait_for(label)
        while terminal.echoes:
            terminal.read()
        terminal.write(f"{secret}\n")
    assert terminal.end() == 0
    assert "done: user.update_password" in terminal.output
    assert old not in terminal.output
    assert "new-secret" not in terminal.output


def test_two_different_passwords_are_refused(program: Program) -> None:
    terminal = Terminal(program, "customers", "update-password", "user1", "--yes")
    for label, secret in [("password: ", "first-secret"), ("again: ", "other-secret")]:
        terminal.wait_for(label)
        while terminal.echoes:
            terminal.read()
        terminal.write(f"{secret}\n")
    assert terminal.end() == 2
    assert "the two inputs differ: nothing was sent" in terminal.output
    assert program.sandbox.journal() == []


@pytest.mark.parametrize("is_hidden", [True, False], ids=["password", "confirmation"])
def test_ctrl_c_at_a_question_restores_the_terminal(each_program: Program, is_hidden: bool) -> None:
    if is_hidden:
        terminal = Terminal(each_program, "customers", "update-password", "user1", "--yes")
        terminal.wait_for("password: ")
        while terminal.echoes:
            terminal.read()
    else:
        terminal = Terminal(each_program, "customers", "delete", "user1")
        terminal.wait_for("[y/N] ")
    terminal.process.send_signal(signal.SIGINT)
    terminal.wait_for("interrupted: nothing was sent")
    while terminal.process.poll() is None:
        terminal.read()
    assert terminal.echoes
    assert terminal.end() == 130
    assert each_program.sandbox.journal() == []


def test_a_list_shows_a_spinner(sandbox: Sandbox) -> None:
    control(sandbox, "subusers", {"count": 2000})
    terminal = Terminal(Program(sandbox), "subusers", "list")
    assert terminal.end() == 0
    assert re.search(r"\d+ rows", ESCAPE.sub("", terminal.output))
    assert terminal.output.count("subuser2000@example.com") >= 1


def test_a_bulk_run_shows_its_progress(sandbox: Sandbox, tmp_path: Path) -> None:
    control(sandbox, "windows", {"customers": {"limit": 4, "window_seconds": 2}})
    file = tmp_path / "jobs.csv"
    file.write_text("user\nuser1\nuser2\nnobody\nnobody2\nnobody3\n")
    terminal = Terminal(Program(sandbox), "bulk", "customers.disable", "--from", str(file))
    assert terminal.end() == 3
    output = ESCAPE.sub("", terminal.output)
    assert re.search(r"4/5 [\d.]+/s, window 0/4(, next in \ds)?, [23] refused", output), output
    assert re.search(r"line 4: customers.disable nobody: rejected: ", output)
    assert re.search(r"applied +2\r\n", output)
