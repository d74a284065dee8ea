"""`python -m sendgrid_accounts.sandbox`."""

import json
import signal
import subprocess
import sys

from sendgrid_accounts import Client, Reseller, Username
from sendgrid_accounts.sandbox import Sandbox

PROGRAM = [sys.executable, "-m", "sendgrid_accounts.sandbox"]


def test_it_serves_until_a_signal() -> None:
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, "--permissive"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        ready = json.loads(process.stdout.readline())
        client = Client("SG.any-key", base_url=ready["url"]).on_behalf_of("made-up")
        assert client.user.get_username().username == "made-up"
        own = Client(ready["api_key"], base_url=ready["url"])
        assert own.user.get_username() == Username("test_username", 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        [warning] = process.stderr.read().splitlines()
    assert "--permissive accepts any API key and any username and password" in warning


def test_it_prints_the_password_of_the_reseller() -> None:
    def ready(*arguments: str) -> dict[str, str]:
        with subprocess.Popen(  # noqa: S603
            [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            line: dict[str, str] = json.loads(process.stdout.readline())
            reseller = Reseller(line["reseller_username"], line["reseller_password"])
            assert len(Client(reseller=reseller, base_url=line["url"]).customers.list()) == 2
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0
            assert process.stderr.read() == ""
        return line

    assert ready()["reseller_password"] != ready()["reseller_password"]
    assert ready("--reseller-password", "ä b")["reseller_password"] == "ä b"


def test_its_options_are_explained_and_checked() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [*PROGRAM, *arguments], capture_output=True, text=True, timeout=30, check=False
        )

    output = run("--help")
    assert output.returncode == 0
    limits = ("--journal-bytes", "--request-timeout-ms", "--max-connections")
    access = ("--permissive", "--reseller-password", "--allowed-host")
    for option in ("--host", "--port", "--window", "--latency-ms", *limits, *access):
        assert option in output.stdout
    opened = output.stdout.partition("--permissive")[2].partition("\n\n")[0]
    assert "change all accounts" in " ".join(opened.split())
    refused = run("--host", "0.0.0.0")  # noqa: S104
    assert refused.returncode == 2
    assert "loopback" in refused.stderr
    refused = run("--max-connections", "0")
    assert refused.returncode == 2
    assert refused.stderr.startswith("error: max_connections must be at least 1")


def test_it_generates_subusers() -> None:
    with Sandbox(subusers=20, customers=1) as sandbox:
        accounts = sandbox.state()["accounts"]
        subusers = [account for account in accounts if account["relation"] == "subuser"]
        assert len(subusers) == 23
        assert {subuser["region"] for subuser in subusers} == {"eu", "global"}
        client = Client(sandbox.api_key, base_url=sandbox.url)
        subuser = client.on_behalf_of("subuser20@example.com")
        assert subuser.user.get_email().email == "contact20@example.com"
        [key] = sandbox.state()["api_keys"]
        assert key["api_key_id"] == sandbox.api_key.split(".")[1]
