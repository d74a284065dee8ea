"""Completions load in shells, and offer commands and options."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from program import BINARY, Program


def shell(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


BASH = """
set -eu
source <({program} completions bash)
complete_words() {{
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _sendgrid__accounts "$1" "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
    echo "${{COMPREPLY[*]}}"
}}
complete_words sendgrid-accounts cust
complete_words sendgrid-accounts customers dis
complete_words sendgrid-accounts customers list --act
complete_words sendgrid-accounts customers list --format ""
complete_words sendgrid-accounts bulk customers.upd
"""


def test_bash_completes_commands_options_and_values() -> None:
    script = BASH.format(program=BINARY)
    completed = subprocess.run(
        [shell("bash"), "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (completed.returncode, completed.stderr) == (0, "")
    assert completed.stdout.splitlines() == [
        "customers",
        "disable disable-website",
        "--active",
        "table json csv",
        "customers.update_profile customers.update_password customers.update_username "
        "customers.update_email",
    ]


def test_zsh_loads_the_completions() -> None:
    script = f'autoload -U compinit; compinit -D; eval "$({BINARY} completions zsh)"; '
    script += "whence -w _sendgrid-accounts"
    completed = subprocess.run(
        [shell("zsh"), "-f", "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert completed.returncode == 0, completed
    assert completed.stdout.strip() == "_sendgrid-accounts: function"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "elvish", "powershell"])
def test_each_shell_has_completions(program: Program, name: str) -> None:
    text = program.done("completions", name)
    assert "enable-website" in text
    assert "update-credits" in text
