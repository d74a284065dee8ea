"""Runs a program against a fresh sandbox: its arguments become the base URL and the API key."""

import subprocess
import sys

from sendgrid_accounts.sandbox import Sandbox

with Sandbox() as sandbox:
    command = [*sys.argv[1:], sandbox.url, sandbox.api_key]
    sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603  (the caller's command)
