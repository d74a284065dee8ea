"""Installs the package in new environments, from the wheel, the source distribution and the folder.

- One wheel serves all interpreters from CPython 3.10 on and all manylinux machines; the tests run
  with it on every interpreter of this machine.
- The source distribution and the folder install with only pip and Rust.
- The packages and the installed C library contain the notices of what they link, and no path of
  this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from artefacts import PREFIX, assert_no_build_paths, assert_notices, folder_files, package_files

ROOT = Path(__file__).parent.parent.parent
DIST = ROOT / "target" / "packages"
# The builds of these tests share a target directory.
CARGO_TARGET = ROOT / "target" / "install"
MAX_WHEEL_BYTES = 8_000_000
PROGRAM = """
import importlib.metadata
import sendgrid_accounts
from sendgrid_accounts.sandbox import Sandbox

installed = importlib.metadata.version("sendgrid-accounts")
assert sendgrid_accounts.__version__ == installed, (sendgrid_accounts.__version__, installed)
with Sandbox() as sandbox:
    client = sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url)
    assert client.user.get_username().username == "test_username"
print("    installed and called:", sendgrid_accounts.__file__)
"""
# Sets the flags of a release, with which all of these builds share their dependencies.
RELEASE = ROOT / "release" / "build"
# `make test-python` runs the long tests.
WITHOUT_LONG = ["--ignore", "tests/python/test_flat.py"]
REQUIRED = [
    *("hypothesis>=6.100", "pytest>=9,<10", "pytest-timeout>=2.4,<3", "pytest-xdist>=3.8,<4"),
    "trustme>=1.2",
]
NEIGHBOURS = ["uvloop", "gunicorn", "billiard"]


def main() -> None:
    """Runs all steps; fails if one fails."""
    shutil.rmtree(DIST, ignore_errors=True)
    wheel, sdist = build()
    check_contents(wheel, sdist, build_c())
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate((sdist, ROOT)):
            say(f"pip install {source.name}, with only pip and Rust")
            python = environment(Path(sys.executable), Path(folder) / f"source-{number}")
            install(python, [str(source)])
            run([python, "-c", PROGRAM], Path(folder))
        for interpreter in interpreters():
            say(f"The wheel and the tests on {interpreter}")
            python = environment(interpreter, Path(folder) / interpreter.name)
            install(python, [str(wheel), *REQUIRED])
            optional = [str(python), "-m", "pip", "install", "--quiet", *NEIGHBOURS]
            subprocess.run(optional, env=clean(), check=False)
            measure_import(python, Path(folder))
            strict = [str(python), "-X", "dev", "-W", "error"]
            two_processes = ["--dist", "load", "--tx", f"2*popen//python={' '.join(strict)}"]
            run([*strict, "-m", "pytest", "-q", *two_processes, *WITHOUT_LONG], ROOT)


def build() -> tuple[Path, Path]:
    """Builds both packages; checks the wheel's name and size."""
    say("Building wheel and source distribution: a release build takes a few minutes")
    run(["make", "wheel", f"PYTHON={sys.executable}", f"DIST={DIST}"], ROOT)
    (wheel,) = DIST.glob("*.whl")
    (sdist,) = DIST.glob("*.tar.gz")
    _, _, python, abi, platform = wheel.stem.split("-")
    assert (python, abi) == ("cp310", "abi3"), wheel.name
    # maturin checks the symbols that the library needs from the system.
    assert platform.startswith("manylinux") or sys.platform != "linux", wheel.name
    size = wheel.stat().st_size
    print(
        f"    {wheel.name}: {size / 1e6:.1f} MB; {sdist.name}: {sdist.stat().st_size / 1e6:.1f} MB"
    )
    assert size < MAX_WHEEL_BYTES
    return wheel, sdist


def build_c() -> Path:
    """Builds and installs the C library; returns the folder that stands for `/`."""
    say("Installing the C library: a release build takes a few minutes")
    stage = DIST / "c"
    run(["make", "install", f"PREFIX={PREFIX}", f"DESTDIR={stage}"], ROOT)
    return stage


def check_contents(wheel: Path, sdist: Path, stage: Path) -> None:
    """Checks what the packages and the installation contain."""
    say("Notices and paths in wheel, source distribution and C library")
    for files, package in (
        (package_files(wheel), "sendgrid-accounts-py"),
        (package_files(sdist), "sendgrid-accounts-py"),
        (folder_files(stage), "sendgrid-accounts-capi"),
    ):
        assert_notices(files, package)
        assert_no_build_paths({**files, "all names": "\n".join(files).encode()})


def interpreters() -> list[Path]:
    """The interpreters of this machine that the wheel supports, one of each version."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found: dict[str, Path] = {}
    for minor in range(10, 15):
        name = f"python3.{minor}"
        places = [shutil.which(name), *sorted(pyenv.glob(f"3.{minor}.*/bin/{name}"))]
        for place in [str(place) for place in places if place]:
            works = subprocess.run([place, "-c", "import venv"], capture_output=True, check=False)
            if works.returncode == 0:
                found.setdefault(name, Path(place))
    assert found
    return list(found.values())


def measure_import(python: Path, folder: Path) -> None:
    """Prints the import time of the package, the best of several runs."""
    program = (
        "import time; t = time.perf_counter(); import sendgrid_accounts; "
        "print(time.perf_counter() - t)"
    )
    times = []
    for _ in range(10):
        timed = subprocess.run(
            [python, "-c", program], cwd=folder, capture_output=True, text=True, check=True
        )
        times.append(float(timed.stdout))
    print(f"    import: {min(times) * 1000:.1f} ms")


def environment(interpreter: Path, folder: Path) -> Path:
    """Creates a virtual environment and returns its interpreter."""
    run([interpreter, "-m", "venv", folder], ROOT)
    return folder / "bin" / "python"


def install(python: Path, packages: list[str]) -> None:
    run([RELEASE, python, "-m", "pip", "install", "--quiet", *packages], ROOT)


def clean() -> dict[str, str]:
    """The environment variables without this project's tools."""
    variables = {
        name: value
        for name, value in os.environ.items()
        if name not in {"VIRTUAL_ENV", "PYO3_BUILD_EXTENSION_MODULE", "PYO3_PYTHON"}
    }
    paths = variables["PATH"].split(os.pathsep)
    variables["PATH"] = os.pathsep.join(path for path in paths if ".venv" not in path)
    variables["CARGO_TARGET_DIR"] = str(CARGO_TARGET)
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return variables


def run(command: Sequence[str | Path], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=clean(), check=True)


def say(step: str) -> None:
    print(f"--- {time.strftime('%H:%M:%S')} {step}", flush=True)


if __name__ == "__main__":
    main()
