"""Parallel threads without an interpreter lock (row Y26 of the fault matrix)."""

from __future__ import annotations

import asyncio
import re
import sys
import sysconfig
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sendgrid_accounts import AsyncClient, Client, Customer, Email, Reseller, SendGridError
from sendgrid_accounts.sandbox import Sandbox

LIB = Path(__file__).parent.parent.parent / "py" / "src" / "lib.rs"
THREADS, ROUNDS = 16, 25
free_threaded = pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"),
    reason="needs a free-threaded interpreter",
)


def test_the_module_declares_that_it_needs_no_lock() -> None:
    # Only a free-threaded interpreter reads the declaration; others would not notice its loss.
    assert re.search(r"#\[pyo3::pymodule\(gil_used = false\)\]\nfn _native\(", LIB.read_text())


@free_threaded
def test_the_import_does_not_enable_the_lock() -> None:
    assert vars(sys)["_is_gil_enabled"]() is False


def at_once(work: Callable[[int], object]) -> None:
    """Does the work on all threads, which start together."""
    start = threading.Barrier(THREADS)
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            start.wait()
            for _ in range(ROUNDS):
                work(number)
        except BaseException as error:  # any exception fails the test
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@free_threaded
def test_sixteen_threads_share_clients_results_and_errors() -> None:
    with Sandbox(window=(10**9, 3600), customers=200) as sandbox:
        reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        client = Client(sandbox.api_key, reseller=reseller, base_url=sandbox.url)
        awaited = AsyncClient(sandbox.api_key, base_url=sandbox.url)
        found = client.customers.list()
        customers, places = list(found), iter(found)
        taken: list[Customer] = []
        email = client.user.get_email()

        async def main() -> list[Email]:
            return await asyncio.gather(*(awaited.user.get_email() for _ in range(5)))

        def work(number: int) -> None:
            name = f"subuser {number}"
            assert client.user.get_email() == email
            assert asyncio.run(main()) == [email] * 5
            assert name in repr(client.on_behalf_of(name))
            assert list(found) == customers
            assert hash(found[number]) == hash(customers[number])
            taken.extend(customer for customer in [next(places, None)] if customer)
            with pytest.raises(SendGridError):
                client.user.update_username("test_subuser")
            with Client(sandbox.api_key, base_url=sandbox.url) as own:
                assert own.user.get_email() == email

        at_once(work)
        assert len({customer.username for customer in taken}) == len(found)
