"""The library does not change the state of its host, nor block its end."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from programs import BUILT, PREFIX, SANITIZED, build, needs, run, valgrind
from replay_server import ReplayServer
from rude_servers import ResettingServer
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent


def program(name: str, *flags: str, kind: str = "plain") -> Path:
    flags = (*flags, *(SANITIZED if kind == "sanitized" else ()))
    return build(HERE / f"{name}.c", flags=flags, name=f"{name}_{kind}")


@pytest.fixture(scope="module")
def comma() -> dict[str, str]:
    """Environment with a locale whose decimal separator is a comma."""
    folder = BUILT / "locales"
    (folder / "de_DE.UTF-8").parent.mkdir(parents=True, exist_ok=True)
    command = [needs("localedef"), "--no-archive", "-i", "de_DE", "-f", "UTF-8"]
    result = subprocess.run(
        [*command, str(folder / "de_DE.UTF-8")], capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        pytest.skip(f"the sources of locales are not installed: {result.stderr}")
    return {"LOCPATH": str(folder)}


def test_calls_preserve_errno_signals_locale_and_descriptors(
    sandbox: Sandbox, comma: dict[str, str]
) -> None:
    arguments = [sandbox.url, sandbox.api_key, "de_DE.UTF-8"]
    assert run(program("host_state"), *arguments, environment=comma) == ""


def test_reset_connections_do_not_raise_sigpipe() -> None:
    built = program("host_pipe")
    with ResettingServer() as server:
        # Without protection, the server ends the program.
        died = subprocess.run([str(built), "unprotected", str(server.port)], check=False)
        assert died.returncode == -signal.SIGPIPE
        for length, calls in (("long", 4), ("short", 500)):
            run(built, length, server.url, "SG.key.secret", str(calls))
        assert server.responses >= 5


@pytest.mark.parametrize(
    ("trust_env", "no_proxy", "tunnels"),
    [("0", "", 1), ("2", "", 1), ("1", "", 0), ("2", "accounts.invalid", 0)],
)
def test_proxies_of_the_environment(trust_env: str, no_proxy: str, tunnels: int) -> None:
    with ReplayServer(
        [{"head": ["HTTP/1.1 407 Proxy Authentication Required"], "body": ""}]
    ) as proxy:
        environment = dict.fromkeys(("HTTP_PROXY", "ALL_PROXY", "all_proxy", "http_proxy"), "")
        environment |= {"HTTPS_PROXY": proxy.url, "NO_PROXY": no_proxy, "no_proxy": no_proxy}
        environment |= {"https_proxy": proxy.url}
        assert run(program("host_proxy"), trust_env, environment=environment) == "connect\n"
    assert proxy.connections == tunnels


@pytest.mark.parametrize("kind", ["plain", "valgrind"])
def test_calls_need_little_stack(kind: str, sandbox: Sandbox) -> None:
    under = valgrind() if kind == "valgrind" else []
    run(program("host_stacks"), sandbox.url, sandbox.api_key, under=under)


@pytest.mark.parametrize("how", ["exit", "return", "quick", "atexit", "late"])
def test_a_program_can_end_with_calls_in_progress(how: str) -> None:
    built = program("host_exit")
    with Sandbox(latency_ms=30_000) as sandbox:
        for _ in range(20 if how != "late" else 4):
            started = time.monotonic()
            done = subprocess.run(
                [str(built), how, sandbox.url, sandbox.api_key],
                capture_output=True,
                timeout=30,
                check=False,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
            assert time.monotonic() - started < 2


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
def test_threads_are_cancelled_after_the_call(kind: str) -> None:
    with Sandbox(latency_ms=30_000) as sandbox:
        under = valgrind() if kind == "valgrind" else []
        run(program("host_cancel", kind=kind), sandbox.url, sandbox.api_key, under=under)


def test_the_library_can_be_reloaded_with_calls_in_progress() -> None:
    built = program("host_plugin", "-Wl,--as-needed")
    with Sandbox(latency_ms=300) as sandbox:
        library = PREFIX / "lib" / "libsendgrid_accounts.so"
        run(built, str(library), sandbox.url, sandbox.api_key)
    listed = subprocess.run([needs("readelf"), "-d", str(built)], capture_output=True, check=True)
    assert b"libsendgrid_accounts" not in listed.stdout.replace(str(PREFIX).encode(), b"")


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
def test_threads_can_create_clients_concurrently(kind: str, sandbox: Sandbox) -> None:
    under = valgrind() if kind == "valgrind" else []
    built = program("host_builders", kind=kind)
    for _ in range(10 if kind == "plain" else 1):
        run(built, sandbox.url, sandbox.api_key, under=under)


def test_missing_threads_and_descriptors_are_reported(sandbox: Sandbox) -> None:
    built = program("host_poor")
    command = [str(built), sandbox.url, sandbox.api_key]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
