"""Bodies that mean harm or are damaged, in every language (rows H1 to H12 of the matrix)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from matrix import CUSTOMERS_READ, CUSTOMERS_SET, READ, Outcome, Row, call, watched
from orders import answer, order_faults
from replay_server import ReplayServer
from sendgrid_accounts.sandbox import Sandbox

MEBIBYTE = 1 << 20
XML: dict[str, Any] = {"format": "xml", "max_retries": 0}
JSON: dict[str, Any] = {"format": "json", "max_retries": 0}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def list_of(row: Row, sandbox: Sandbox, body: str, form: dict[str, Any]) -> Outcome:
    """What is made of a list with that body."""
    order_faults(sandbox, CUSTOMERS_READ, answer(200, body))
    return row.ask(call(sandbox, CUSTOMERS_READ, **form))


def document(entities: str, text: str = "&l9;") -> str:
    """A list of customers with a declaration of its own."""
    declared = f'<?xml version="1.0"?><!DOCTYPE users [{entities}]>'
    return f"{declared}<users><user><username>{text}</username></user></users>"


def laughs() -> str:
    """Each entity is ten of the one before."""
    doubled = [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)]
    return "".join(['<!ENTITY l0 "lol">', *doubled])


@pytest.mark.row("H1")
@pytest.mark.parametrize(
    "body",
    [
        document(laughs()),
        document(f'<!ENTITY l9 "{"a" * 100_000}">', "&l9;" * 10_000),
        document('<!ENTITY l9 "&l8;"><!ENTITY l8 "&l9;">'),
    ],
    ids=["doubled", "squared", "without end"],
)
def test_entities_that_grow(face: Driver, sandbox: Sandbox, body: str) -> None:
    before = face.resident_bytes()
    with watched(face, sandbox) as row:
        failed = list_of(row, sandbox, body, XML)
        assert failed.verdict == ("response", "unknown", 1)
        assert "document type" in failed.message
        assert failed.seconds < 1
    assert face.resident_bytes() - before < 4 * MEBIBYTE


@pytest.mark.row("H2")
def test_entities_that_name_a_file_or_an_address(
    face: Driver, sandbox: Sandbox, tmp_path: Path
) -> None:
    # Whoever opens it waits for somebody who writes.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ReplayServer() as trap, watched(face, sandbox) as row:
        for target in (f"file://{pipe}", f"{trap.url}/x.dtd"):
            for body in (
                document(f'<!ENTITY l9 SYSTEM "{target}">'),
                document(f'<!ENTITY % l9 SYSTEM "{target}"> %l9;', ""),
                f'<!DOCTYPE users SYSTEM "{target}"><users/>',
            ):
                failed = list_of(row, sandbox, body, XML)
                assert failed.verdict == ("response", "unknown", 1)
                assert failed.seconds < 1
        assert trap.connections == 0


@pytest.mark.row("H4")
@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("[" * 1_000_000, JSON),
        ('[{"later":' + "[" * 1_000_000, JSON),
        ("<x>" * 1_000_000, XML),
        ("<users><user>" + "<x>" * 1_000_000, XML),
    ],
    ids=["JSON", "inside JSON", "XML", "inside XML"],
)
def test_a_million_levels(face: Driver, sandbox: Sandbox, body: str, form: dict[str, Any]) -> None:
    with watched(face, sandbox) as row:
        assert list_of(row, sandbox, body, form).verdict == ("response", "unknown", 1)


@pytest.mark.row("H5", "H6")
def test_a_declaration_that_is_true_or_not(face: Driver) -> None:
    declaration = b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    for name, encoding in (("José, 東京", "utf-8"), ("José", "latin-1")):
        users = f"<users><user><username>{name}</username></user></users>".encode(encoding)
        body = {"head": ["HTTP/1.1 200 OK"], "body": (declaration + users).decode("latin-1")}
        with ReplayServer([{**body, "encoding": "latin-1"}]) as server, watched(face) as row:
            done = row.ask(call(server.url, CUSTOMERS_READ, **XML)).result
        assert [customer["username"] for customer in done] == [name]


@pytest.mark.row("H9")
@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "-1e400", "18446744073709551616"])
def test_numbers_beyond_all_bounds(face: Driver, sandbox: Sandbox, number: str) -> None:
    for operation, field in (("user.get_account", "reputation"), ("user.get_credits", "remain")):
        order_faults(sandbox, operation, answer(200, f'{{"{field}":{number}}}'))
        with watched(face, sandbox) as row:
            done = row.ask(call(sandbox, operation, max_retries=0))
            if field == "reputation" and number.isdigit():
                assert done.result[field] == 2.0**64
            else:
                assert done.verdict == ("response", "applied", 1)
                assert number not in done.message


@pytest.mark.row("H10")
def test_answers_that_are_cut(face: Driver, sandbox: Sandbox) -> None:
    with watched(face, sandbox) as row:
        for form in (JSON, XML):
            for place in (0, 1, 7, 40, 160, 500):
                order_faults(sandbox, CUSTOMERS_READ, {"kind": "truncate", "at": place})
                cut = row.ask(call(sandbox, CUSTOMERS_READ, **form))
                assert cut.verdict == ("response", "unknown", 1)
            for place in (0, 1, 7, 15):
                order_faults(sandbox, CUSTOMERS_SET, {"kind": "truncate", "at": place})
                cut = row.ask(call(sandbox, CUSTOMERS_SET, **form))
                assert cut.verdict == ("response", "unknown", 1)
        for place in (1, 5):
            order_faults(sandbox, READ, {"kind": "truncate", "at": place})
            cut = row.ask(call(sandbox, READ, max_retries=0))
            assert cut.verdict == ("response", "applied", 1)


@pytest.mark.row("H11")
def test_answers_with_a_bit_flipped(face: Driver, sandbox: Sandbox) -> None:
    with watched(face, sandbox) as row:
        # Around the word that confirms: within it, another word is a refusal.
        for place in (0, 1, 4, 9, 10, 19, 20):
            fault = {"kind": "flip", "byte": place, "bit": place % 8}
            order_faults(sandbox, CUSTOMERS_SET, fault)
            done = row.ask(call(sandbox, CUSTOMERS_SET, **JSON))
            assert done.verdict == ("response", "unknown", 1)
        for operation, form in ((CUSTOMERS_READ, JSON), (CUSTOMERS_READ, XML), (READ, JSON)):
            ends: set[str] = set()
            for place in range(0, 26):
                fault = {"kind": "flip", "byte": place, "bit": place % 8}
                order_faults(sandbox, operation, fault)
                done = row.ask(call(sandbox, operation, **form))
                ends.add(done.error["kind"] if done.error else "success")
            # In a value it makes another one, which nobody can know.
            assert ends <= {"success", "response", "api"}
            assert "response" in ends


@pytest.mark.row("H12")
def test_a_long_list(face: Driver) -> None:
    with Sandbox(customers=20_000) as sandbox:
        with watched(face, sandbox) as row:
            few = row.ask(call(sandbox, CUSTOMERS_READ, arguments={"limit": "1000"}))
            many = row.ask(call(sandbox, CUSTOMERS_READ))
        assert len(few.result) == 1000
        names = [customer["username"] for customer in many.result]
        assert len(names) == len(set(names)) == 20_002
