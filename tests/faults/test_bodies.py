"""Malicious and damaged bodies (rows H1 to H12)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from binding_fixtures import in_all_bindings
from drivers import Driver
from injection import inject_faults, response
from matrix import CUSTOMERS_READ, CUSTOMERS_SET, READ, Monitor, Outcome, call, watch
from raw_servers import RawServer, http, responding
from replay_server import ReplayServer
from secret_markers import SANDBOX_PASSWORD
from sendgrid_accounts.sandbox import Sandbox

MEBIBYTE = 1 << 20
XML: dict[str, Any] = {"format": "xml", "max_retries": 0}
JSON: dict[str, Any] = {"format": "json", "max_retries": 0}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(reseller_password=SANDBOX_PASSWORD) as sandbox:
        yield sandbox


def list_of(monitor: Monitor, sandbox: Sandbox, body: str, form: dict[str, Any]) -> Outcome:
    """The outcome of a list call with this response body."""
    inject_faults(sandbox, CUSTOMERS_READ, response(200, body))
    return monitor.run(call(sandbox, CUSTOMERS_READ, **form))


def document(entities: str, username: str = "&l9;") -> str:
    """A customer list with a document type declaration."""
    declaration = f'<?xml version="1.0"?><!DOCTYPE users [{entities}]>'
    return f"{declaration}<users><user><username>{username}</username></user></users>"


def laughs() -> str:
    """Entities that each expand to ten of the previous one."""
    entities = [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)]
    return "".join(['<!ENTITY l0 "lol">', *entities])


@pytest.mark.row("H1")
@pytest.mark.parametrize(
    "body",
    [
        document(laughs()),
        document(f'<!ENTITY l9 "{"a" * 100_000}">', "&l9;" * 10_000),
        document('<!ENTITY l9 "&l8;"><!ENTITY l8 "&l9;">'),
    ],
    ids=["exponential", "quadratic", "infinite"],
)
def test_entity_expansion(binding: Driver, sandbox: Sandbox, body: str) -> None:
    before = binding.resident_bytes()
    with watch(binding, sandbox) as monitor:
        outcome = list_of(monitor, sandbox, body, XML)
        assert outcome.failure == ("response", "unknown", 1)
        assert "document type" in outcome.message
        assert outcome.seconds < 1
    assert binding.resident_bytes() - before < 4 * MEBIBYTE


@pytest.mark.row("H2")
def test_external_entities(binding: Driver, sandbox: Sandbox, tmp_path: Path) -> None:
    # A read would block because the pipe has no writer.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ReplayServer() as trap, watch(binding, sandbox) as monitor:
        for target in (f"file://{pipe}", f"{trap.url}/x.dtd"):
            for body in (
                document(f'<!ENTITY l9 SYSTEM "{target}">'),
                document(f'<!ENTITY % l9 SYSTEM "{target}"> %l9;', ""),
                f'<!DOCTYPE users SYSTEM "{target}"><users/>',
            ):
                outcome = list_of(monitor, sandbox, body, XML)
                assert outcome.failure == ("response", "unknown", 1)
                assert outcome.seconds < 1
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
def test_a_million_nesting_levels(
    binding: Driver, sandbox: Sandbox, body: str, form: dict[str, Any]
) -> None:
    with watch(binding, sandbox) as monitor:
        assert list_of(monitor, sandbox, body, form).failure == ("response", "unknown", 1)


@pytest.mark.row("H5", "H6")
def test_true_and_false_encoding_declarations(binding: Driver) -> None:
    declaration = b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    for name, encoding in (("José, 東京", "utf-8"), ("José", "latin-1")):
        users = f"<users><user><username>{name}</username></user></users>".encode(encoding)
        body = {"head": ["HTTP/1.1 200 OK"], "body": (declaration + users).decode("latin-1")}
        with ReplayServer([{**body, "encoding": "latin-1"}]) as server, watch(binding) as monitor:
            outcome = monitor.run(call(server.url, CUSTOMERS_READ, **XML)).result
        assert [customer["username"] for customer in outcome] == [name]


@pytest.mark.row("H9")
@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "-1e400", "18446744073709551616"])
def test_numbers_out_of_range(binding: Driver, sandbox: Sandbox, number: str) -> None:
    for operation, field in (("user.get_account", "reputation"), ("user.get_credits", "remain")):
        inject_faults(sandbox, operation, response(200, f'{{"{field}":{number}}}'))
        with watch(binding, sandbox) as monitor:
            outcome = monitor.run(call(sandbox, operation, max_retries=0))
            if number.endswith("N") or number.endswith("y"):
                assert outcome.failure == ("response", "unknown", 1)
                assert number not in outcome.message
            elif field == "reputation" and number.isdigit():
                assert outcome.result[field] == 2.0**64
            else:
                # The JSON of a result in Rust has its unknown fields beside the others.
                fields = {**outcome.result, **outcome.result.get("extra", {})}
                assert fields[field] == (2.0**64 if number.isdigit() else number)


@pytest.mark.row("H10")
def test_truncated_responses(binding: Driver, sandbox: Sandbox) -> None:
    with watch(binding, sandbox) as monitor:
        for form in (JSON, XML):
            for place in (0, 1, 7, 40, 160, 500):
                inject_faults(sandbox, CUSTOMERS_READ, {"kind": "truncate", "at": place})
                outcome = monitor.run(call(sandbox, CUSTOMERS_READ, **form))
                assert outcome.failure == ("response", "unknown", 1)
            for place in (0, 1, 7, 15):
                inject_faults(sandbox, CUSTOMERS_SET, {"kind": "truncate", "at": place})
                outcome = monitor.run(call(sandbox, CUSTOMERS_SET, **form))
                assert outcome.failure == ("response", "unknown", 1)
        for place in (1, 5):
            inject_faults(sandbox, READ, {"kind": "truncate", "at": place})
            outcome = monitor.run(call(sandbox, READ, max_retries=0))
            assert outcome.failure == ("response", "unknown", 1)


@pytest.mark.row("H11")
def test_responses_with_a_flipped_bit(binding: Driver, sandbox: Sandbox) -> None:
    with watch(binding, sandbox) as monitor:
        # Bits outside the word `success`.
        for place in (0, 1, 4, 9, 10, 19, 20):
            fault = {"kind": "flip", "byte": place, "bit": place % 8}
            inject_faults(sandbox, CUSTOMERS_SET, fault)
            outcome = monitor.run(call(sandbox, CUSTOMERS_SET, **JSON))
            assert outcome.failure == ("response", "unknown", 1)
        for operation, form in ((CUSTOMERS_READ, JSON), (CUSTOMERS_READ, XML), (READ, JSON)):
            ends: set[str] = set()
            for place in range(0, 26):
                fault = {"kind": "flip", "byte": place, "bit": place % 8}
                inject_faults(sandbox, operation, fault)
                outcome = monitor.run(call(sandbox, operation, **form))
                ends.add(outcome.error["kind"] if outcome.error else "success")
            # A flipped bit in a value is a different valid value.
            assert ends <= {"success", "response", "api"}
            assert "response" in ends


@pytest.mark.row("H12")
def test_a_long_list(binding: Driver) -> None:
    with Sandbox(reseller_password=SANDBOX_PASSWORD, customers=20_000) as sandbox:
        with watch(binding, sandbox) as monitor:
            few = monitor.run(call(sandbox, CUSTOMERS_READ, arguments={"limit": "1000"}))
            many = monitor.run(call(sandbox, CUSTOMERS_READ))
        assert len(few.result) == 1000
        names = [customer["username"] for customer in many.result]
        assert len(names) == len(set(names)) == 20_002


def filled(size: int, before: str, part: str, after: str) -> str:
    """A body of about this many bytes: as many parts as fit between two texts."""
    return before + part * ((size - len(before) - len(after)) // len(part)) + after


ROW = '[{"username":"a","x":['
AMPLIFIED = {
    "objects of one member": filled(16_000_000, ROW, '{"":0},', "0]}]"),
    "empty objects": filled(4_000_000, ROW, "{},", "0]}]"),
    "arrays of one item": filled(4_000_000, ROW, "[0],", "0]}]"),
    "deep arrays": filled(4_000_000, ROW, "[" * 100 + "0" + "]" * 100 + ",", "0]}]"),
    "digits": filled(4_000_000, ROW, "0,", "0]}]"),
    "rows of JSON": filled(4_000_000, "[", '{"username":"a"},', '{"username":"a"}]'),
    "an unknown field in each row": filled(
        4_000_000, "[", '{"username":"a","":0},', '{"username":"a"}]'
    ),
    "long numbers": filled(4_000_000, "[", '{"username":5e-324},', '{"username":"a"}]'),
    "rows of XML": filled(8_000_000, "<users>", "<user><username>a</username></user>", "</users>"),
    "fields of XML": filled(
        4_000_000, "<users><user><username>a</username>", "<b/>", "</user></users>"
    ),
}
"""Lists that need many times their size in memory."""


@in_all_bindings
@pytest.mark.row("H13")
@pytest.mark.parametrize("name", AMPLIFIED)
def test_a_body_of_which_much_is_built(binding: Driver, name: str) -> None:
    body = AMPLIFIED[name]
    response = {"head": ["HTTP/1.1 200 OK"], "body": body}
    with ReplayServer([response]) as server, watch(binding) as monitor:
        before = binding.resident_bytes()
        binding.reset_peak()
        outcome = monitor.run(call(server.url, CUSTOMERS_READ))
        grown = binding.peak_bytes() - before
    # One attempt of three: another would need as much.
    assert outcome.failure == ("response", "unknown", 1)
    problem = "the list needs more memory than four times its size and 16 MiB"
    assert problem in outcome.message
    assert not outcome.safe
    # The body and its budget, and what a connection needs.
    assert grown < len(body) + 4 * len(body) + (16 + 4) * MEBIBYTE


@in_all_bindings
@pytest.mark.row("H13")
def test_an_error_body_of_which_much_is_built(binding: Driver) -> None:
    body = filled(16_000_000, '{"errors":[', '{"":0},', "0]}")
    response = {"head": ["HTTP/1.1 500 Internal Server Error"], "body": body}
    with ReplayServer([response]) as server, watch(binding) as monitor:
        before = binding.resident_bytes()
        binding.reset_peak()
        outcome = monitor.run(call(server.url, CUSTOMERS_READ, max_retries=0))
        grown = binding.peak_bytes() - before
    assert outcome.failure == ("server", "unknown", 1)
    assert grown < len(body) + 4 * len(body) + (16 + 4) * MEBIBYTE


CONFIRMATIONS = {
    "JSON": filled(256_000, '{"message":"success","x":[', '{"":0},', "0]}"),
    "XML": "<result><message>success</message>"
    + "".join(f"<b{number:04x}><a/></b{number:04x}>" for number in range(0x3000))
    + "</result>",
}


@in_all_bindings
@pytest.mark.row("H13")
@pytest.mark.parametrize("form", CONFIRMATIONS)
def test_a_confirmation_of_which_much_is_built(binding: Driver, form: str) -> None:
    body = CONFIRMATIONS[form]
    assert len(body) < 256 * 1024
    response = {"head": ["HTTP/1.1 200 OK"], "body": body}
    with ReplayServer([response]) as server, watch(binding) as monitor:
        outcome = monitor.run(call(server.url, CUSTOMERS_SET))
    assert outcome.failure == ("response", "unknown", 1)
    problem = "the response needs more memory than four times its size and 16 MiB"
    assert problem in outcome.message


MALFORMED = (
    "\x01",
    "&#1;",
    "<![CDATA[\x00]]>",
    "<!-- \x08 -->",
    "<b c='&#x1f;'/>",
    "<p:b/>",
    "<b p:c=''/>",
    "<b c='' c='x'/>",
    "<?xml version='1.0'?>",
)
"""Parts of a document that break a rule of XML."""


@in_all_bindings
@pytest.mark.row("H14")
def test_xml_that_is_not_well_formed(binding: Driver) -> None:
    users = "<users><user><username>a</username><note>{}</note></user></users>"
    result = "<result><message>success</message><note>{}</note></result>"
    error = "<error><code>400</code><message>User does not exist</message><note>{}</note></error>"
    bodies = [
        *((CUSTOMERS_READ, users.format(part)) for part in MALFORMED),
        *((CUSTOMERS_READ, error.format(part)) for part in MALFORMED),
        *((CUSTOMERS_SET, result.format(part)) for part in MALFORMED),
        *((CUSTOMERS_SET, error.format(part)) for part in MALFORMED),
        (CUSTOMERS_READ, "\n<?xml version='1.0'?>" + users.format("")),
        (CUSTOMERS_READ, "<?xml version='2.0'?>" + users.format("")),
        (CUSTOMERS_SET, "<?xml version='1.0' a='b'?>" + result.format("")),
        (CUSTOMERS_SET, "<?xml encoding='utf-8'?>" + error.format("")),
    ]
    with watch(binding) as monitor:
        for operation, body in bodies:
            with ReplayServer([{"head": ["HTTP/1.1 200 OK"], "body": body}]) as server:
                outcome = monitor.run(call(server.url, operation, **XML))
                assert outcome.failure == ("response", "unknown", 1), body


ODD = "&#9;&#xd800;AT&T &bogus; &#x110000; \x7f\r\n"
"""A text that is lenient XML: its references and `&` have one meaning."""


@in_all_bindings
@pytest.mark.row("H14")
def test_xml_with_one_meaning_is_read(binding: Driver) -> None:
    users = f"<users><user><username>a</username><note>{ODD}</note></user></users>"
    notes = "", f"<note>{ODD}</note>", f"<note><a b='{ODD}'>{ODD}</a></note>"
    declarations = "", '<?xml version="1.0" encoding="ISO-8859-1"?>\n', "\ufeff"
    confirmations = [
        f"{declaration}<result>{note}<message>success</message></result>"
        for declaration in declarations
        for note in notes
    ]
    # Beside other text it is no confirmation.
    bodies = [users, *confirmations, f"<result><message>success{ODD}</message></result>"]
    with (
        RawServer(responding(*(http(body.encode()) for body in bodies))) as server,
        watch(binding, server) as monitor,
    ):
        (customer,) = monitor.run(call(server.url, CUSTOMERS_READ, **XML)).result
        assert customer["username"] == "a"
        for body in confirmations:
            assert monitor.run(call(server.url, CUSTOMERS_SET, **XML)).error is None, body
        outcome = monitor.run(call(server.url, CUSTOMERS_SET, **XML))
        assert outcome.failure == ("response", "unknown", 1)
