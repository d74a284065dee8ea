"""No representation of a client or an error contains a secret (rows Y23, Y24).

The secrets are in no variable of a frame, as in a program that reads them from its environment: the
library cannot hide the variables of its caller.
"""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import io
import logging
import os
import pickle
import pprint
import subprocess
import sys
import textwrap
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote_plus

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, NewCustomer, Reseller, SendGridError

SECRETS = {
    "key": "SG.k7Zt9Kx2mWq+4pLs8Rd/1nBv6Hy3Gf5",
    "old": "o3Xw8Jc5Ta&2u ä\"'<%+ Ei7Oz=9rMq4Dk6Ls1",
    "new": "n6Pb1Vg4Yh%8s ä\"'<&+ Fj2Nt5wCx9Az3Kd7",
    "reseller": "r2Mk5Qe9Ui+7o ä\"'<%& Gh4Wb/1yLp6Tn8Xs3",
    "customer": "c9Dv3Rf6Zj?1m ä\"'<%+& Sa8Ek#4qBt7Hw2Yg5",
}
SHORTEST = 8
"""Length of the shortest part of a secret that counts as a leak."""


def secret(name: str) -> str:
    return SECRETS[name]


def pieces() -> Iterator[str]:
    """All parts of all secrets, in several encodings, that must not appear."""
    for whole in SECRETS.values():
        encoded = [b64encode(whole[start:].encode()).decode()[:-4] for start in range(3)]
        for spelling in (whole, quote_plus(whole), *encoded):
            for start in range(len(spelling) - SHORTEST + 1):
                yield spelling[start : start + SHORTEST]


def assert_no_secret(text: str) -> None:
    text = text.replace("\0", "")  # as UTF-16 of these characters would be
    assert [piece for piece in pieces() if piece in text] == []


def test_a_secret_is_found() -> None:
    for whole in SECRETS.values():
        raw = whole.encode()
        spellings = (whole, repr(raw), quote_plus(whole), str(b64encode(b"user:" + raw)))
        for spelling in (*spellings, whole.encode("utf-16-le").decode("latin-1")):
            with pytest.raises(AssertionError):
                assert_no_secret(f"text {spelling} text")


def make_reseller() -> Reseller:
    return Reseller("parent", secret("reseller"))


def make_customer(encode: Callable[[str], Any] = str) -> NewCustomer:
    contact = "email first_name last_name address city state zip country phone website"
    fields: dict[str, Any] = dict.fromkeys(contact.split(), "a@example.com")
    return NewCustomer(username="n@example.com", password=encode(secret("customer")), **fields)


def make(client: Callable[..., Any], url: str = "http://127.0.0.1:9") -> Any:
    return client(secret("key"), reseller=make_reseller(), base_url=url)


def representations(item: object) -> str:
    """The output of formatters, loggers and inspectors for an object."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger("test_secrets")
    logger.addHandler(handler)
    logger.error("%s %r", item, item)
    logger.error(item)
    logger.removeHandler(handler)
    texts = [repr(item), str(item), f"{item} {item!r} {item!a}", pprint.pformat(item)]
    texts += [pprint.pformat([item, {"item": item}]), ascii((item,)), log.getvalue()]
    # Like `rich.inspect` and the variable views of debuggers.
    for name in dir(item):
        texts.append(repr(getattr(item, name, None)))
    return "\n".join([*texts, repr(getattr(item, "__dict__", None))])


@pytest.mark.parametrize(
    "item",
    [
        make(Client),
        make(AsyncClient),
        make(Client).on_behalf_of("subuser"),
        make(Client).user,
        make(AsyncClient).customers,
        make_reseller(),
        Reseller("parent", secret("reseller"), auth="basic"),
        Reseller.with_api_key(secret("key")),
        make_customer(),
        make(AsyncClient).user.update_password(old_password=secret("old"), new_password="n"),
        make(AsyncClient).customers.create(make_customer()),
    ],
    ids=lambda item: type(item).__name__,
)
def test_an_object_with_a_secret_does_not_reveal_it(item: Any) -> None:
    assert_no_secret(representations(item))
    for take_apart in (vars, dataclasses.asdict):
        with pytest.raises(TypeError) as refused:
            take_apart(item)
        assert_no_secret(str(refused.value))
    if isinstance(item, NewCustomer):  # A copy is as secret as the customer.
        for same in (copy.copy(item), pickle.loads(pickle.dumps(item))):  # noqa: S301
            assert same == item
            assert_no_secret(representations(same) + str(same.to_dict()))
        return
    for duplicate in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError) as refused:
            duplicate(item)
        assert_no_secret(str(refused.value))


# Apart from the bodies of responses: cgitb prints every name in a failing line.
def read_email(client: Any) -> Any:
    return client.user.get_email()


def change_password(client: Any) -> Any:
    return client.user.update_password(old_password=secret("old"), new_password=secret("new"))


def echo(*names: str) -> str:
    """The secrets of a call in the spellings that a server receives."""
    spellings = [(secret(name), quote_plus(secret(name))) for name in names]
    return " ".join(chain.from_iterable(spellings))


USERS, CUSTOMERS = echo("key", "old", "new"), echo("reseller", "customer")
BAD = "HTTP/1.1 400 Bad"
OK = "HTTP/1.1 200 OK"
V3 = '{"errors":[{"message":"%s","field":"%s","help":{"see":"%s"},"id":"%s"}],"id":"%s"}'
V2 = '{"message":"error","errors":["%s"]}'
# Failures: the response of the server, and the call.
FAILURES: dict[str, tuple[dict[str, Any], Callable[[Any], Any]]] = {
    "refused": ({"head": [BAD], "body": V3.replace("%s", USERS)}, change_password),
    # A read knows the credentials of its client, and no password of another call.
    "no JSON": ({"head": [OK], "body": echo("key", "reseller")}, read_email),
    "an echo": ({"head": [f"HTTP/1.1 302 {USERS}"], "body": USERS}, change_password),
    "no response": ({"then": "close"}, change_password),
    "bad HTTP": ({"head": [USERS], "body": USERS}, change_password),
    "refused by v2": (
        {"head": [OK], "body": V2.replace("%s", CUSTOMERS)},
        lambda client: client.customers.update_password("user", password=secret("customer")),
    ),
    "creation refused": (
        {"head": [OK], "body": V2.replace("%s", CUSTOMERS)},
        lambda client: client.customers.create(make_customer()),
    ),
    "creation without response": (
        {"then": "close"},
        lambda client: client.customers.create(make_customer()),
    ),
    "not Unicode": (
        {},
        lambda client: client.user.update_password(
            old_password=secret("old") + "\ud800", new_password=secret("new")
        ),
    ),
    "bytes": (
        {},
        lambda client: client.user.update_password(
            old_password=secret("old").encode(), new_password=secret("new")
        ),
    ),
    "a control character": (
        {},
        lambda client: client.customers.update_password("user", password=secret("customer") + "\0"),
    ),
    "too many": (
        {},
        lambda client: client.user.update_password(secret("old"), secret("new")),
    ),
    "unknown": (
        {},
        lambda client: client.user.update_password(secret=secret("old"), new=secret("new")),
    ),
    "a bad customer": ({}, lambda _: make_customer(str.encode)),
    "a bad key": ({}, lambda _: Client(secret("key") + "\n")),
    "a bad reseller": ({}, lambda _: Client(reseller=Reseller("n", secret("reseller") + "\n"))),
    "a bad type of reseller": ({}, lambda _: Client(reseller=("n", secret("reseller")))),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    "a password in an address": ({}, lambda _: Client(proxy=f"http://u:{secret('key')}@[bad")),
}


async def awaited(call: Any) -> Any:
    return await call


def failed(client_class: type, call: Callable[[Any], Any], url: str) -> Exception:
    """The error of a call, with its frames."""
    client = make(client_class, url)
    try:
        result = call(client)
        asyncio.run(awaited(result))
    except Exception as error:
        return error
    raise AssertionError("no error")


def frames(trace: TracebackType | None) -> Iterator[str]:
    """The variables of each frame, as an error collector reports them."""
    while trace is not None:
        for name, value in trace.tb_frame.f_locals.items():
            yield f"{name} = {value!r}"
        trace = trace.tb_next


def reported(error: BaseException) -> str:
    """The output of error reporters for an error and its causes."""
    texts = [representations(error), *traceback.format_exception(error)]
    texts += traceback.TracebackException.from_exception(error, capture_locals=True).format()
    causes: list[BaseException] = [error]
    for one in causes:
        texts += [repr(one.args), repr(vars(one)), *frames(one.__traceback__)]
        causes += [other for other in (one.__cause__, one.__context__) if other is not None]
    return "\n".join(texts)


@pytest.mark.parametrize("client", [Client, AsyncClient])
@pytest.mark.parametrize("name", FAILURES)
def test_a_reported_error_has_no_secret(
    name: str, client: type, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(1)
    response, call = FAILURES[name]
    with ReplayServer([response] * 3) as server:
        error = failed(client, call, server.url)
    logging.getLogger("test_secrets").error("failed", exc_info=error)
    report = reported(error)
    assert "client = " in report
    printed = capfd.readouterr()
    assert_no_secret(report + caplog.text + printed.out + printed.err)
    if isinstance(error, SendGridError):
        assert_no_secret(pickle.dumps(error).decode("latin-1"))
    # The record refers to the error, its frames and the client.
    caplog.clear()


@pytest.mark.parametrize("name", FAILURES)
def test_cgitb_prints_no_secret(name: str) -> None:
    cgitb = pytest.importorskip("cgitb", reason="removed in Python 3.13")
    response, call = FAILURES[name]
    with ReplayServer([response] * 3) as server:
        error = failed(Client, call, server.url)
    text: str = cgitb.text((type(error), error, error.__traceback__))
    assert "client = Client(" in text
    assert_no_secret(text)


def test_pytest_with_all_variables_prints_no_secret(tmp_path: Path) -> None:
    program = """
        import os
        from sendgrid_accounts import Client, NewCustomer, Reseller

        def make(url):
            reseller = Reseller("parent", os.environ["SECRET_RESELLER"])
            return Client(os.environ["SECRET_KEY"], reseller=reseller, base_url=url)

        def test_it():
            client = make(os.environ["SERVER"])
            user = client.user
            user.update_password(
                old_password=os.environ["SECRET_OLD"], new_password=os.environ["SECRET_NEW"]
            )
    """
    (tmp_path / "test_program.py").write_text(textwrap.dedent(program))
    response, _ = FAILURES["refused"]
    with ReplayServer([response]) as server:
        variables = {f"SECRET_{name.upper()}": value for name, value in SECRETS.items()}
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-vv", "--showlocals", "-p", "no:cacheprovider", "."],
            cwd=tmp_path,
            env={**os.environ, **variables, "SERVER": server.url},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert "client     = Client(base_url=" in ended.stdout
    assert "BadRequestError" in ended.stdout
    assert_no_secret(ended.stdout + ended.stderr)
