"""Runs `tests/vectors` through the C library and its C++ wrapper."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

import programs
import pytest
from replay_server import ReplayServer
from vector_cases import (
    SETTINGS,
    VECTORS,
    Variant,
    expected_requests,
    responses_of,
    spellings_of_secrets,
    variants,
)

HERE = Path(__file__).parent
C = sorted(HERE.glob("vector_*.c"))
CPP = sorted((HERE.parent / "cpp").glob("vector_*.cpp"))
BINDINGS: dict[str, tuple[list[Path], list[str], list[str], bool]] = {
    # sources, flags, arguments, whether to run under valgrind
    "c": (C, [], [], False),
    "c-queue": (C, [], ["queue"], False),
    "c-sanitized": (C, programs.SANITIZED, [], False),
    "c-valgrind": (C, [], [], True),
    "cpp": (CPP, [], [], False),
    "cpp-futures": (CPP, [], ["async"], False),
    "cpp-sanitized": (CPP, programs.SANITIZED, [], False),
}


class Driver:
    """A program that makes one call for each line of its input."""

    def __init__(self, command: Sequence[str]) -> None:
        """Stores the program and its arguments."""
        self._command = command

    def __enter__(self) -> Driver:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
        # A memory checker reports leaks at the end.
        assert self._process.returncode == 0

    def ask(self, fields: Sequence[tuple[str, str]]) -> str:
        """Makes a call; returns its result or error as JSON."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        encoded = "\t".join(f"{quote(name)}={quote(value, safe='')}" for name, value in fields)
        self._process.stdin.write(encoded + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


@pytest.fixture(params=BINDINGS, scope="module")
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A driver of a binding."""
    sources, flags, arguments, checked = BINDINGS[request.param]
    name = "vector_driver" + sources[0].suffix.replace(".", "_") + ("_sanitized" if flags else "")
    program = programs.build(*sources, flags=flags, name=name)
    under = programs.valgrind() if checked else []
    with Driver([*under, str(program), *arguments]) as driver:
        yield driver


@pytest.mark.parametrize(("vector", "variant"), variants())
def test_vector(driver: Driver, vector: dict[str, Any], variant: Variant) -> None:
    if "\0" in "".join(map(str, vector["call"]["arguments"].values())):
        pytest.skip("a C string cannot contain U+0000")
    with ReplayServer() as trap, ReplayServer() as server:
        responses = responses_of(vector, variant, trap.address)
        server.responses = list(responses)
        output = driver.ask(fields_of(vector, server.url, variant))
        outcome = json.loads(output)
        if "error" in outcome:
            check_error(vector, responses[-1] if responses else {}, outcome["error"])
            assert not [secret for secret in spellings_of_secrets(vector) if secret in output]
        else:
            assert outcome == {"result": vector.get("result", "an error")}
        assert server.received == expected_requests(vector, server.address, variant, "c")
        assert trap.connections == 0
        if not vector["exchange"]:
            assert server.connections == 0


def test_two_vectors_are_impossible_in_c() -> None:
    arguments = [str(vector["call"]["arguments"]) for vector in VECTORS.values()]
    assert sum("\\x00" in text for text in arguments) == 2


def fields_of(vector: dict[str, Any], url: str, variant: Variant) -> list[tuple[str, str]]:
    settings = vector.get("client", {})
    fields = [("base_url", url), ("api_key", SETTINGS["api_key"])]
    fields += [("operation", vector["call"]["operation"])]
    if "max_retries" in settings:
        fields.append(("max_retries", str(settings["max_retries"])))
    if "empty" in settings:
        fields.append(("empty", settings["empty"]))
    if "options" in vector["call"]:
        fields.append(("call_empty", vector["call"]["options"]["empty"]))
    account = settings.get("on_behalf_of", {})
    names = {"subuser": "on_behalf_of", "account_id": "account_id"}
    fields += [(names[name], value) for name, value in account.items()]
    if "reseller" in settings:
        fields += reseller_of(settings["reseller"], variant)
    for name, value in vector["call"]["arguments"].items():
        if name == "json":
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            fields.append(("arg.json", text))
            continue
        if name in ("params", "form", "headers"):
            fields += pairs_of(name, value)
            continue
        if value == {"clear": True}:
            fields.append((f"clear.{name}", ""))
            continue
        if value == []:
            fields.append((f"empty.{name}", ""))
            continue
        values = value if isinstance(value, list) else [value]
        fields += [(f"arg.{name}", string(one)) for one in values]
    return fields


def pairs_of(name: str, items: dict[str, Any]) -> list[tuple[str, str]]:
    """A field for each pair, and one without a pair if there is none."""
    if not items:
        return [(f"pair.{name}", "")]
    values = [(key, value if isinstance(value, list) else [value]) for key, value in items.items()]
    return [(f"pair.{name}", f"{key}={string(one)}") for key, several in values for one in several]


def reseller_of(reseller: dict[str, Any], variant: Variant) -> list[tuple[str, str]]:
    fields = [("dialect", variant[0]), ("format", variant[1])]
    auth = reseller.get("auth", "params")
    fields.append(("auth", auth))
    if auth == "api_key":
        return [*fields, ("reseller_api_key", SETTINGS["api_key"])]
    if auth == "client_key":
        return fields
    for name in ("username", "password"):
        value = reseller.get(name, SETTINGS[f"reseller_{name}"])
        fields.append((f"reseller_{name}", value))
    return fields


def string(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_error(vector: dict[str, Any], response: dict[str, Any], error: dict[str, Any]) -> None:
    expected = dict(vector.get("error") or pytest.fail(f"{error!r}"))
    expected.setdefault("operation", vector["call"]["operation"])
    expected.setdefault("retry_budget_exhausted", False)
    # In C and C++ the error itself has the status, body and details of the refusal.
    expected.pop("cause", None)
    if "message" not in expected:
        del error["message"]
    if expected["body"] == "{body}":
        expected["body"] = response["body"]
    if expected["body"] == "{redacted}":
        assert error.pop("body").count("[redacted]") == 3
        del expected["body"]
    assert error == expected
