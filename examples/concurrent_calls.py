"""Concurrent calls with asyncio."""

import asyncio

from sendgrid_accounts import AsyncClient, NotFoundError
from sendgrid_accounts.sandbox import Sandbox


async def main() -> None:
    """Disables all customers of a list concurrently."""
    with Sandbox(customers=100) as sandbox:
        async with AsyncClient(api_key=sandbox.api_key, base_url=sandbox.url) as client:
            customers = await client.customers.list(active=True)
            names = [customer.username for customer in customers if customer.username]
            calls = [client.customers.disable(name) for name in [*names, "nobody"]]
            results = await asyncio.gather(*calls, return_exceptions=True)

            print(f"{results.count(None)} of {len(calls)} are disabled")
            assert isinstance(results[-1], NotFoundError)
            assert len(await client.customers.list(active=True)) == 0


asyncio.run(main())
