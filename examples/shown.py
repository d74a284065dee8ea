"""Shows calls as they are made: what was sent, what was answered, what Python gets."""

import json
from collections.abc import Callable
from typing import Any

from sendgrid_accounts import SendGridError
from sendgrid_accounts.sandbox import Sandbox


class Shown:
    """The calls of `group`, each followed by what the sandbox saw of it."""

    def __init__(self, name: str, group: object, sandbox: Sandbox) -> None:
        """Takes the group under the name that it is shown by."""
        self._name, self._group, self._sandbox = name, group, sandbox

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """The method of that name."""

        def call(*arguments: object, **named: object) -> object:
            shown = [repr(value) for value in arguments]
            shown += [f"{name}={self._repr(name, value)}" for name, value in named.items()]
            print(f">>> {self._name}.{method}({', '.join(shown)})")
            before = len(self._sandbox.journal())
            try:
                result = getattr(self._group, method)(*arguments, **named)
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
        for seen in self._sandbox.journal()[before:]:
            account = seen["on_behalf_of"]
            sent = f"{seen['method']} {seen['path']}"
            sent += f"  On-Behalf-Of: {account}" if account else ""
            sent += f"  {json.dumps(seen['body'])}" if seen["body"] else ""
            print(f"    sent      {sent}")
            print(f"    answered  {seen['status']} {json.dumps(seen['answer'])}")
