"""Imports in subinterpreters and after a new start of Python (row Y25 of the fault matrix)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from sendgrid_accounts.sandbox import Sandbox

MODULE = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
OWN_GIL = sys.version_info >= (3, 12)
OUR_REASON = "sendgrid_accounts works in the main interpreter of a process only"
PYTHONS_REASON = "module sendgrid_accounts._native does not support loading in subinterpreters"
REINITIALIZED = "sendgrid_accounts works in the first interpreter of a process only"
WAYS_OUT = ("WSGIApplicationGroup %{GLOBAL}", "single-interpreter = true")

# `create` makes an interpreter with the lock of the main one (legacy) or, from Python 3.12 on, with
# its own (isolated).
PROGRAM = f"""
import asyncio, os, sys, threading
import {MODULE} as interpreters

ATTEMPT = '''
import os
try:
    import sendgrid_accounts
    lines = "imported"
except BaseException as error:
    lines = f"{{type(error).__name__}}: {{error}}"
os.write(1, f"{{lines}}\\\\n".encode())
'''

def create(kind):
    if sys.version_info >= (3, 13):
        return interpreters.create(kind)
    return interpreters.create(isolated=kind == "isolated")

def attempt(interpreter, code=ATTEMPT):
    failed = interpreters.run_string(interpreter, code)  # raises before Python 3.13
    assert failed is None, failed

def work():
    import sendgrid_accounts
    from sendgrid_accounts import AsyncClient, Client, NotFoundError
    key, url = sys.argv[1:]
    client, awaited = Client(key, base_url=url), AsyncClient(key, base_url=url)

    async def missing():
        return await asyncio.gather(
            *(awaited.on_behalf_of("nobody").user.get_email() for _ in range(5)),
            return_exceptions=True,
        )

    assert client.user.get_username().username == "test_username"
    try:
        client.on_behalf_of("nobody").user.get_email()
    except sendgrid_accounts.SendGridError as error:
        errors = [error, *asyncio.run(missing())]
    kinds = {{type(error) for error in errors}}
    assert len(errors) == 6 and kinds == {{sendgrid_accounts.PermissionDeniedError}}, errors
"""
ORDERS = {
    "subinterpreter first": "attempt(sub); work()",
    "main interpreter first": "work(); attempt(sub); work()",
    "subinterpreter ends first": "attempt(sub); interpreters.destroy(sub); work()",
    "subinterpreter ends last": "work(); attempt(sub); work(); interpreters.destroy(sub); work()",
    "subinterpreter alone": "attempt(sub)",
}


def run(program: str, *arguments: str) -> list[str]:
    """Runs a program to its clean end; returns the lines it prints."""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-X", "faulthandler", "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def assert_refused(line: str, *, by_python: bool = False) -> None:
    kind, reason = line.split(": ", 1)
    assert kind == "ImportError"
    if by_python:
        assert reason == PYTHONS_REASON
    else:
        assert reason.startswith(OUR_REASON)
        assert all(way in reason for way in WAYS_OUT)


def needs(module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not part of Python {sys.version_info[0]}.{sys.version_info[1]}")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", ["legacy", "isolated"])
def test_a_subinterpreter_is_refused_and_the_main_one_works(
    sandbox: Sandbox, kind: str, order: str
) -> None:
    needs(MODULE)
    program = f"{PROGRAM}\nsub = create({kind!r})\n{ORDERS[order]}"
    (line,) = run(program, sandbox.api_key, sandbox.url)
    # Python refuses modules that do not declare support of interpreters with an own lock.
    assert_refused(line, by_python=OWN_GIL and kind == "isolated")


def test_an_own_lock_is_refused_even_without_the_check_of_python(sandbox: Sandbox) -> None:
    needs(MODULE)
    if not OWN_GIL:
        pytest.skip("before 3.12 no interpreter has a lock of its own")
    unchecked = """
import importlib.util
with importlib.util._incompatible_extension_module_restrictions(disable_check=True):
    exec(ATTEMPT)
"""
    program = f"{PROGRAM}\nwork(); sub = create('isolated')\n"
    program += f"attempt(sub, 'ATTEMPT = ' + repr(ATTEMPT) + {unchecked!r}); work()"
    (line,) = run(program, sandbox.api_key, sandbox.url)
    assert_refused(line)


def test_subinterpreters_come_and_go_during_calls(sandbox: Sandbox) -> None:
    needs(MODULE)
    rounds = 20
    program = f"""{PROGRAM}
work()
failures = []
def calls():
    try:
        for _ in range({rounds}):
            work()
    except BaseException as error:
        failures.append(error)
threads = [threading.Thread(target=calls) for _ in range(2)]
for thread in threads:
    thread.start()
for _ in range({rounds}):
    sub = create("legacy")
    attempt(sub)
    interpreters.destroy(sub)
for thread in threads:
    thread.join()
assert failures == []
"""
    lines = run(program, sandbox.api_key, sandbox.url)
    assert len(lines) == rounds
    for line in lines:
        assert_refused(line)


def test_errors_after_a_second_import_are_of_its_classes(sandbox: Sandbox) -> None:
    program = f"""{PROGRAM.replace(f"import {MODULE} as interpreters", "")}
from sendgrid_accounts import Email
key, url = sys.argv[1:]

def refused(package):
    try:
        package.Client(key, base_url=url).on_behalf_of("nobody").user.get_email()
    except BaseException as error:
        detail = error.errors[0]
        own = isinstance(error, package.SendGridError), isinstance(detail, package.ErrorDetail)
        print(type(error).__name__, *own)

first = sys.modules["sendgrid_accounts"]
refused(first)
imported = {{name: sys.modules[name] for name in sys.modules if name.startswith("sendgrid_acc")}}
for name in imported:
    del sys.modules[name]
import sendgrid_accounts
assert sendgrid_accounts is not first
assert sendgrid_accounts.Email is Email
refused(sendgrid_accounts)
sys.modules.update(imported)
refused(first)
"""
    lines = run(program, sandbox.api_key, sandbox.url)
    assert lines == ["PermissionDeniedError True True"] * 3


UWSGI_MOUNTED = """
import os
try:
    import sendgrid_accounts
    done = "imported"
except ImportError as error:
    done = f"{type(error).__name__}: {error}"
with open(os.environ["IMPORTS"], "a") as lines:
    lines.write(done + "\\n")

def application(environ, start_response):
    start_response("200 OK", [])
    return [b""]
"""


def wait_for_lines(path: Path, count: int) -> list[str]:
    limit = time.monotonic() + 50
    while time.monotonic() < limit:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.05)
    pytest.fail(f"fewer than {count} lines in {path}")


@pytest.mark.parametrize("single", [True, False], ids=["single-interpreter", "default"])
def test_uwsgi_with_several_applications(tmp_path: Path, single: bool) -> None:
    needs("pyuwsgi")
    mounts: list[str] = []
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(UWSGI_MOUNTED)
        mounts += ["--mount", f"/{name}={name}.py"]
    program = ["-c", "import sys, pyuwsgi; pyuwsgi.run(sys.argv[1:])", "--http-socket", "socket"]
    program += [*mounts, "--need-app"]
    program += ["--single-interpreter"] * single
    imports = tmp_path / "imports"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, *program],
            cwd=tmp_path,
            env={**os.environ, "IMPORTS": str(imports)},
            stdout=log,
            stderr=log,
        )
        try:
            lines = wait_for_lines(imports, 2)
        finally:
            # With subinterpreters it aborts when it is terminated, whatever the applications are.
            server.kill()
            server.wait()
    assert lines[0] == "imported"
    if single:
        assert lines[1] == "imported"
    else:
        assert_refused(lines[1])


EMBEDDED = r"""
#include <Python.h>

int main(int count, char **arguments) {
    for (int start = 0; start < 3; start++) {
        Py_Initialize();
        if (start != 1) {
            PyRun_SimpleString(arguments[count - 1]);
        }
        if (Py_FinalizeEx() != 0) {
            return 1;
        }
    }
    return 0;
}
"""


def build_embedded(folder: Path) -> Path:
    """Builds the program against the running version of Python."""
    variables = sysconfig.get_config_vars()
    compiler = shutil.which("cc")
    header = Path(variables["INCLUDEPY"], "Python.h")
    if compiler is None or not header.exists() or not variables.get("Py_ENABLE_SHARED"):
        pytest.skip("needs a C compiler, and Python as a shared library with headers")
    source, program = folder / "embedded.c", folder / "embedded"
    source.write_text(EMBEDDED)
    library = variables["LIBDIR"]
    command = [compiler, str(source), "-o", str(program), f"-I{header.parent}", f"-L{library}"]
    command += [f"-Wl,-rpath,{library}", f"-lpython{variables['LDVERSION']}"]
    subprocess.run(command, check=True)  # noqa: S603
    return program


def test_python_that_is_initialized_again_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    program = f"""
import os, sys
sys.path[:0] = {sys.path!r}
key, url = {sandbox.api_key!r}, {sandbox.url!r}
try:
    from sendgrid_accounts import AsyncClient
    import asyncio
    async def call():
        return await AsyncClient(key, base_url=url).user.get_username()
    line = asyncio.run(call()).username
except ImportError as error:
    line = f"ImportError: {{error}}"
os.write(1, f"{{line}}\\n".encode())
"""
    ended = subprocess.run(  # noqa: S603
        [build_embedded(tmp_path), program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONHOME": sys.base_prefix},
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    first, again = ended.stdout.splitlines()
    assert first == "test_username"
    assert again.startswith(f"ImportError: {REINITIALIZED}")
