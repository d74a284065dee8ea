"""How a sandbox starts: key, seed, HTTPS, addresses, and what the program prints."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sendgrid_accounts import Client, ConfigError, SendGridError
from sendgrid_accounts.sandbox import Sandbox

PROGRAM = [sys.executable, "-m", "sendgrid_accounts.sandbox"]
EXAMPLE = Path(__file__).parents[2] / "sandbox" / "seed.example.yaml"


@contextmanager
def program(*arguments: str) -> Generator[dict[str, str]]:
    """A running program, and the line of JSON that it prints."""
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_a_fixed_key_is_that_of_the_parent() -> None:
    with Sandbox(api_key="SG.dev.key") as sandbox:
        assert sandbox.api_key == "SG.dev.key"
        assert Client("SG.dev.key", base_url=sandbox.url).user.get_username().user_id == 1
    with program("--api-key", "SG.dev.key") as ready:
        assert ready["api_key"] == "SG.dev.key"
        assert Client("SG.dev.key", base_url=ready["url"]).user.get_username().user_id == 1


def test_a_seed_is_a_file_or_a_dictionary(tmp_path: Path) -> None:
    seed: dict[str, Any] = {
        "subusers": [{"username": "shop", "credits": {"total": 10, "used": 4}}],
        "api_keys": [{"key": "SG.shop.key", "account": "shop", "scopes": ["user.username.read"]}],
    }
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(seed))
    for given in (seed, file, str(file)):
        with Sandbox(seed=given) as sandbox:
            shop = Client("SG.shop.key", base_url=sandbox.url)
            assert shop.user.get_username().username == "shop"
            parent = Client(sandbox.api_key, base_url=sandbox.url)
            assert parent.subusers.get_credits("shop").remain == 6
            parent.subusers.delete("shop")
            sandbox.reset()
            assert shop.user.get_username().username == "shop"
    with program("--seed", str(EXAMPLE)) as ready:
        assert ready["reseller_username"] == "dev"
        shop = Client("SG.dev-shop.full", base_url=ready["url"])
        assert shop.user.get_username().username == "shop"


@pytest.mark.parametrize(
    ("seed", "place"),
    [
        ({"subusers": [{"username": "user1"}]}, r"^seed: subusers\[0\]\.username: belongs"),
        ({"subusers": [{"username": "a"}, {}]}, r"^seed: subusers\[1\]: missing field `username`"),
        ({"people": []}, r"^seed: people: unknown field"),
        ({"api_keys": [{"key": "secret-key"}]}, r"^seed: api_keys\[0\]\.key: an API key has"),
        ({"examples": {1, 2}}, "^seed: "),
    ],
)
def test_a_wrong_seed_names_the_place(seed: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=place) as caught:
        Sandbox(seed=seed)
    assert "secret-key" not in str(caught.value)


def test_a_wrong_seed_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    with pytest.raises(ValueError, match=r"^seed: .*seed\.yaml: "):
        Sandbox(seed=file)
    file.write_text("subusers: [{username: a, colour: red}]")
    with pytest.raises(ValueError, match=r"seed\.yaml: subusers\[0\]\.colour: unknown field"):
        Sandbox(seed=file)
    for wrong in (1, ["a"], b"a"):
        with pytest.raises(TypeError, match="seed must be"):
            Sandbox(seed=wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_the_client_trusts_the_authority_of_the_sandbox() -> None:
    with Sandbox(tls=True) as sandbox:
        assert sandbox.url.startswith("https://127.0.0.1:")
        assert sandbox.ca_file is not None
        file = Path(sandbox.ca_file)
        with Client(sandbox.api_key, base_url=sandbox.url, ca_bundle=file) as client:
            assert client.user.get_username().username == "test_username"
            sandbox.fault("user.get_email", {"kind": "status", "status": 503})
            assert client.user.get_email().email == "test@example.com"
            assert [entry["status"] for entry in sandbox.journal()] == [200, 503, 200]
        with (
            Client(sandbox.api_key, base_url=sandbox.url, max_retries=0) as stranger,
            pytest.raises(SendGridError, match="certificate"),
        ):
            stranger.user.get_username()
    assert not file.exists()
    with program("--tls") as ready:
        client = Client(ready["api_key"], base_url=ready["url"], ca_bundle=ready["ca_file"])
        assert client.user.get_username().username == "test_username"
    with Sandbox() as sandbox:
        assert sandbox.ca_file is None


def test_a_certificate_goes_where_it_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    with Sandbox(tls=True, ca_file=file) as sandbox:
        assert sandbox.ca_file == str(file)
    assert file.read_text().startswith("-----BEGIN CERTIFICATE-----")
    with pytest.raises(ValueError, match="ca_file requires tls"):
        Sandbox(ca_file=file)
    with pytest.raises(OSError, match="nowhere"):
        Sandbox(tls=True, ca_file=tmp_path / "nowhere" / "ca.pem")


def test_other_computers_connect_only_if_allowed() -> None:
    with pytest.raises(ValueError, match="allow_remote"):
        Sandbox(host="0.0.0.0")  # noqa: S104
    with Sandbox(host="0.0.0.0", allow_remote=True) as sandbox:  # noqa: S104
        assert sandbox.url.startswith("http://127.0.0.1:")
        client = Client(sandbox.api_key, base_url=sandbox.url)
        assert client.user.get_username().username == "test_username"
    run = subprocess.run(  # noqa: S603
        [*PROGRAM, "--host", "0.0.0.0"],  # noqa: S104
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode == 2
    assert "allow_remote (--allow-remote)" in run.stderr


def test_a_shell_takes_what_the_program_prints() -> None:
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, "--print", "env", "--reseller-password", "it's $HOME"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        exports = "".join(process.stdout.readline() for _ in range(6))
        code = (
            "import os; from sendgrid_accounts import Client; "
            "print(Client.from_env().user.get_username().username, "
            "os.environ['SENDGRID_SANDBOX_RESELLER_PASSWORD'])"
        )
        script = f'{exports}exec "$0" -c "$1"'
        run = subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", script, sys.executable, code],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        assert run.stdout == "test_username it's $HOME\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudoterminal is needed")
def test_a_terminal_shows_a_text_for_persons() -> None:
    import pty

    terminal, inside = pty.openpty()
    with subprocess.Popen([*PROGRAM, "--api-key", "SG.dev.key"], stdout=inside) as process:  # noqa: S603
        os.close(inside)
        text = ""
        while "Ctrl-C" not in text:
            text += os.read(terminal, 4096).decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
    os.close(terminal)
    url = text.partition("URL ")[2].split()[0]
    for part in ("SG.dev.key", "test_username", f"{url}/#token=", f"curl {url}/v3/user/email"):
        assert part in text
    assert "{" not in text


@pytest.mark.parametrize("key", ["", "key", "SG.a", "SG.a.b.c", "SG.secret key.b"])
def test_an_impossible_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"^api_key must have the form") as caught:
        Sandbox(api_key=key)
    assert "secret key" not in str(caught.value)


def test_the_console_url_has_the_token() -> None:
    with Sandbox() as sandbox:
        assert sandbox.console_url == f"{sandbox.url}/#token={sandbox.control_token}"
        with pytest.raises((ConfigError, SendGridError)):
            Client(sandbox.api_key, base_url=sandbox.console_url).user.get_username()
