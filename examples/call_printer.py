"""Prints calls: the request, the response, and the result in Python."""

import json
from collections.abc import Callable
from typing import Any

from sendgrid_accounts import SendGridError
from sendgrid_accounts.sandbox import Sandbox


class CallPrinter:
    """The methods of a group, which print each call and the sandbox's record of it."""

    def __init__(self, name: str, group: object, sandbox: Sandbox) -> None:
        """Wraps a group; its name is printed."""
        self._name, self._group, self._sandbox = name, group, sandbox

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """The printing form of a method."""

        def call(*arguments: object, **keywords: object) -> object:
            printed = [repr(value) for value in arguments]
            printed += [f"{name}={self._repr(name, value)}" for name, value in keywords.items()]
            print(f">>> {self._name}.{method}({', '.join(printed)})")
            before = len(self._sandbox.journal())
            try:
                result = getattr(self._group, method)(*arguments, **keywords)
            except SendGridError as error:
                self._exchange(before)
                print(f"    raises    {type(error).__name__}: {error}")
                print(f"              outcome={error.outcome!r}, status={error.status}\n")
                return None
            self._exchange(before)
            print(f"    returns   {result!r}\n")
            return result

        return call

    @staticmethod
    def _repr(name: str, value: object) -> str:
        return "'...'" if name.endswith("password") else repr(value)

    def _exchange(self, before: int) -> None:
        for entry in self._sandbox.journal()[before:]:
            account = entry["on_behalf_of"]
            sent = f"{entry['method']} {entry['path']}"
            sent += f"  On-Behalf-Of: {account}" if account else ""
            sent += f"  {json.dumps(entry['body'])}" if entry["body"] else ""
            print(f"    sent      {sent}")
            print(f"    received  {entry['status']} {json.dumps(entry['response'])}")
