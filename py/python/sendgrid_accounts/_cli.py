"""The program `sendgrid-accounts`."""

import signal
import sys

from sendgrid_accounts._native import run_command_line


def main() -> int:
    """Runs the program with the arguments of this process, and returns its exit status."""
    # The program handles Ctrl-C: the handler of Python would raise `KeyboardInterrupt` after it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command_line(["sendgrid-accounts", *sys.argv[1:]])
