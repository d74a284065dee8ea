"""Installs the package as a user does, and makes a call with it.

`pip install .` in a new virtual environment with nothing but pip and Rust.
"""

import os
import subprocess
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import importlib.metadata
import sendgrid_accounts
from sendgrid_accounts.sandbox import Sandbox

installed = importlib.metadata.version("sendgrid-accounts")
assert sendgrid_accounts.__version__ == installed, (sendgrid_accounts.__version__, installed)
with Sandbox() as sandbox:
    client = sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url)
    assert client.user.get_username().username == "test_username"
print("installed and called:", sendgrid_accounts.__file__)
"""


def main() -> None:
    """Fails where any step fails."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        # The tools of the development environment must not be found.
        paths = [p for p in os.environ["PATH"].split(os.pathsep) if ".venv" not in p]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"VIRTUAL_ENV", "PYO3_BUILD_EXTENSION_MODULE", "PYO3_PYTHON"}
        }
        environment["PATH"] = os.pathsep.join(paths)
        for command in (["-m", "pip", "install", "--quiet", str(ROOT)], ["-c", PROGRAM]):
            subprocess.run(  # noqa: S603
                [python, *command], cwd=folder, env=environment, check=True
            )


if __name__ == "__main__":
    main()
