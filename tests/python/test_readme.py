"""What the README shows is what runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
SHOWN = re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```\n", README, re.DOTALL)


def test_every_program_in_the_readme_is_a_file() -> None:
    assert {file for file, _ in SHOWN} == {"examples/quickstart.py", "core/examples/quickstart.rs"}
    assert len(re.findall(r"```(?:python|rust)\n", README)) == len(SHOWN)


@pytest.mark.parametrize(("file", "text"), SHOWN)
def test_the_readme_shows_the_file(file: str, text: str) -> None:
    assert (ROOT / file).read_text() == text


def test_the_python_example_runs() -> None:
    ended = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "examples/quickstart.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    for operation in ("account", "credits", "email", "profile", "username", "password"):
        assert f"/v3/user/{operation}" in ended.stdout
    assert "BadRequestError: user.update_username" in ended.stdout
    assert ended.stderr == ""


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)`", README))
    assert {"demo", "test"} <= named <= targets
