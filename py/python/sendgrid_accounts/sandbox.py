"""A stateful local stand-in server for demos and tests.

>>> from sendgrid_accounts import Client
>>> from sendgrid_accounts.sandbox import Sandbox
>>> with Sandbox() as sandbox:
...     client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
...     client.user.get_username()
Username(username='test_username', user_id=1)

As a program: `python -m sendgrid_accounts.sandbox --help`.
"""

import signal
import sys

from sendgrid_accounts._native import Sandbox, run_sandbox
from sendgrid_accounts._sandbox_types import (
    AccountState,
    ApiKeyState,
    Fault,
    Faults,
    FaultState,
    IpState,
    JournalEntry,
    State,
    WindowRule,
    Windows,
    WindowState,
)

__all__ = [
    "AccountState",
    "ApiKeyState",
    "Fault",
    "FaultState",
    "Faults",
    "IpState",
    "JournalEntry",
    "Sandbox",
    "State",
    "WindowRule",
    "WindowState",
    "Windows",
]


def _main() -> int:
    # The parent may have set other handlers.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    return run_sandbox(["python -m sendgrid_accounts.sandbox", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(_main())
