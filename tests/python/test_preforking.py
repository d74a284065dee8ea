"""Servers and queues that load a program before they fork (row Y16 of the fault matrix)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
    # From Python 3.12 on, a fork with other threads warns.
    pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning"),
]
PATIENCE = 50
"""Time limit of a server on a busy machine, in seconds."""
# One client with a call before the fork, and one without.
WORK = """
import os
from sendgrid_accounts import Client
clients = [Client(os.environ["SANDBOX_KEY"], base_url=os.environ["SANDBOX_URL"]) for _ in "12"]
assert clients[0].user.get_username().user_id == 1
parent = os.getpid()

def work():
    assert os.getpid() != parent
    return repr([client.user.get_username().user_id for client in clients])
"""
SERVED = """
import time

def application(environ, start_response):
    body = f"{os.getpid()} {work()}".encode()
    time.sleep(0.05)  # so that the other worker gets the next request
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""
TASKS = """
import sys
from celery import Celery

folders = {f"data_folder_{way}": "queue" for way in ("in", "out")}
app = Celery("tasks", broker="filesystem://", backend=f"file://{os.getcwd()}/results")
app.conf.broker_transport_options = {**folders, "control_folder": "control"}

@app.task
def worked():
    return work()

if __name__ == "__main__":
    clients.clear()
    results = [worked.delay() for _ in range(6)]
    print([result.get(timeout=int(sys.argv[1])) for result in results])
"""
DONE = "[1, 1]"


@contextmanager
def running(program: list[str], folder: Path, environment: dict[str, str]) -> Generator[None]:
    """Runs a server in a folder and terminates it; a failing test prints its log."""
    command = [sys.executable, "-W", "ignore", *program]
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield
        server.terminate()
        assert server.wait(PATIENCE) == 0
    finally:
        server.kill()
        server.wait()
        sys.stdout.write(log.read_text())
    assert "panicked" not in log.read_text()


@pytest.fixture
def environment(sandbox: Sandbox) -> dict[str, str]:
    """Environment with the address of the sandbox."""
    return {**os.environ, "SANDBOX_KEY": sandbox.api_key, "SANDBOX_URL": sandbox.url}


def needs(package: str) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


def assert_served(program: list[str], folder: Path, environment: dict[str, str]) -> None:
    (folder / "served.py").write_text(WORK + SERVED)
    with running(program, folder, environment), ThreadPoolExecutor(4) as pool:
        workers: set[bytes] = set()
        limit = time.monotonic() + PATIENCE
        # Both must run before the server is terminated: otherwise uWSGI ignores the signal, with
        # any program.
        while len(workers) < 2:
            for response in pool.map(request, [folder / "socket"] * 8):
                process, done = response.splitlines()[-1].split(b" ", 1)
                assert done == DONE.encode()
                workers.add(process)
            assert time.monotonic() < limit, "one worker is idle"


def request(path: Path) -> bytes:
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(PATIENCE)
                connection.connect(str(path))
                connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
                response = b"".join(iter(lambda: connection.recv(4096), b""))
                if response:
                    return response
        except OSError:
            pass
        assert time.monotonic() < limit, "no response"
        time.sleep(0.05)


def test_gunicorn_with_preload(environment: dict[str, str], tmp_path: Path) -> None:
    needs("gunicorn")
    program = ["-m", "gunicorn", "served:application", "--preload", "--workers", "2"]
    assert_served([*program, "--bind", "unix:socket"], tmp_path, environment)


@pytest.mark.parametrize("more", [[], ["--enable-threads", "--threads", "2"]], ids=" ".join)
def test_uwsgi_with_its_application_loaded_before_the_fork(
    environment: dict[str, str], tmp_path: Path, more: list[str]
) -> None:
    needs("pyuwsgi")
    program = ["-c", "import sys, pyuwsgi; pyuwsgi.run(sys.argv[1:])", "--master", "--processes"]
    program += ["2", "--http-socket", "socket", "--wsgi-file", "served.py", "--need-app"]
    assert_served([*program, "--die-on-term", *more], tmp_path, environment)


def test_celery_with_a_client_from_before_the_fork(
    environment: dict[str, str], tmp_path: Path
) -> None:
    needs("celery")
    (tmp_path / "tasks.py").write_text(WORK + TASKS)
    for folder in ("queue", "results", "control"):
        (tmp_path / folder).mkdir()
    worker = ["-m", "celery", "-A", "tasks", "worker", "--pool", "prefork", "--concurrency", "2"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    with running(worker, tmp_path, environment):
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-W", "ignore", "tasks.py", str(PATIENCE)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE + 10,
            check=False,
        )
        assert (ended.stdout, ended.stderr) == (f"{[DONE] * 6}\n", "")


def call_in_pool(arguments: tuple[str, str]) -> int | None:
    key, url = arguments
    return Client(key, base_url=url).user.get_username().user_id


def test_billiard_as_celery_forks(sandbox: Sandbox) -> None:
    billiard = pytest.importorskip("billiard", exc_type=ImportError)
    Client(sandbox.api_key, base_url=sandbox.url).user.get_username()
    pool = billiard.Pool(2)
    try:
        assert pool.map(call_in_pool, [(sandbox.api_key, sandbox.url)] * 4) == [1] * 4
    finally:
        pool.terminate()
        pool.join()
