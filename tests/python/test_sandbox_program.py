"""`python -m sendgrid_accounts.sandbox`."""

import json
import signal
import subprocess
import sys

from sendgrid_accounts import Client, Username

PROGRAM = [sys.executable, "-m", "sendgrid_accounts.sandbox"]


def test_it_serves_until_a_signal() -> None:
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, "--permissive"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        client = Client("SG.any-key", base_url=ready["url"]).on_behalf_of("made-up")
        assert client.user.get_username().username == "made-up"
        own = Client(ready["api_key"], base_url=ready["url"])
        assert own.user.get_username() == Username("test_username", 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


def test_its_options_are_explained_and_checked() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [*PROGRAM, *arguments], capture_output=True, text=True, timeout=30, check=False
        )

    output = run("--help")
    assert output.returncode == 0
    for option in ("--host", "--port", "--permissive", "--window", "--latency-ms"):
        assert option in output.stdout
    refused = run("--host", "0.0.0.0")  # noqa: S104
    assert refused.returncode == 2
    assert "loopback" in refused.stderr
