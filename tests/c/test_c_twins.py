"""Queue calls have the same requests and results as blocking calls."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from header_model import HEADER, parse
from programs import BUILT, SANITIZED, build, run, valgrind
from sendgrid_accounts.sandbox import Sandbox
from twins import CALLS, program

HERE = Path(__file__).parent
OF_TIME = {"seq", "connection", "peer_port", "arrived_ms"}
"""The headers that differ between equal requests."""


OF_RESPONSES = re.compile(r"[\d:]{8} GMT|x-ratelimit-\w+\n\s+value: \d+|(remaining|reset_at).*")
"""The headers of responses that differ between equal calls."""
RANDOM = {"authorization_token", "signup_session_token", "api_key", "api_key_id"}
"""The members of responses that differ between equal creations."""


def comparable(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the journal without what differs between equal calls."""
    entry = {**recorded, **dict.fromkeys(OF_TIME)}
    # A call of an unknown path has no operation.
    if (entry["operation"] or "").endswith((".create", ".create_full_access")):
        response = entry["response"]
        if isinstance(response, dict):
            entry["response"] = {**response, **dict.fromkeys(RANDOM)}
    return entry


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
@pytest.mark.parametrize(("dialect", "form"), [("0", "0"), ("1", "1")])
def test_queue_calls_equal_blocking_calls(kind: str, dialect: str, form: str) -> None:
    BUILT.mkdir(parents=True, exist_ok=True)
    # Other test processes write theirs at the same time.
    source = BUILT / f"twins.{os.getpid()}.generated.c"
    source.write_text(program(parse(HEADER.read_text())))
    flags = [f"-I{HERE}", *(SANITIZED if kind == "sanitized" else [])]
    executable = build(source, flags=flags, name=f"twins_{kind}")
    under = valgrind() if kind == "valgrind" else []
    said: list[str] = []
    journals: list[list[dict[str, Any]]] = []
    with Sandbox() as sandbox:
        credentials = [sandbox.api_key, sandbox.reseller_username, sandbox.reseller_password]
        for how in ("blocking", "queued"):
            sandbox.reset()
            arguments = [how, sandbox.url, *credentials, dialect, form]
            said.append(OF_RESPONSES.sub("", run(executable, *arguments, under=under)))
            journals.append([comparable(entry) for entry in sandbox.journal()])
    assert said[0] == said[1]
    assert journals[0] == journals[1]
    ended = re.findall(r"^  status: (\d+)\n  operation: (.+)", said[0], re.MULTILINE)
    assert len(ended) == len(CALLS)
    assert len({operation for status, operation in ended if status == "0"}) == 44
    assert len({status for status, _ in ended}) > 3
    # Two calls with invalid arguments send no request.
    assert len(journals[0]) == len(CALLS) - 2
