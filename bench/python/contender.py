"""This library as programs that measure clients ask for it.

`sync_client` and `async_client` give an object with `get`, `disable` and `list`; `decode_json` and
`decode_xml` read a list from memory, which needs a build with the feature `hooks`. Nothing is
imported beside the package: that would be counted as the package's.
"""

from __future__ import annotations

from asked import API_KEY, CUSTOMER, CUSTOMERS, PASSWORD, USERNAME, Asked
from sendgrid_accounts import AsyncClient, Client, Reseller, _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sendgrid_accounts import Customer, Profile

# What measures looks for the message of the server: without it, `disable` raises.
DONE = {"message": "success"}
CONNECTIONS = 512


def limit(rows: int) -> int | None:
    """How many customers are asked for: a server lists all of them unless it is told otherwise."""
    return None if rows == CUSTOMERS else rows


class Blocking:
    """The calls, waited for."""

    def __init__(self, asked: Asked) -> None:
        credential = Reseller(
            USERNAME,
            PASSWORD,
            dialect="distributor",
            format="xml" if asked.format == "xml" else "json",
        )
        self.client = Client(
            API_KEY,
            reseller=credential,
            base_url=asked.base,
            ca_bundle=asked.bundle,
            max_connections=CONNECTIONS,
        )
        self.limit = limit(asked.rows)
        self.get = self.client.user.get_profile

    def disable(self) -> dict[str, str]:
        """Disables one customer."""
        self.client.customers.disable(CUSTOMER)
        return DONE

    def list(self) -> Sequence[Customer]:
        """Lists all customers."""
        return self.client.customers.list(limit=self.limit)


class Awaited:
    """The calls, awaited."""

    def __init__(self, asked: Asked) -> None:
        self.client = AsyncClient(
            API_KEY,
            reseller=Reseller(USERNAME, PASSWORD, dialect="distributor"),
            base_url=asked.base,
            ca_bundle=asked.bundle,
            max_connections=CONNECTIONS,
        )
        self.limit = limit(asked.rows)

    async def get(self) -> Profile:
        """Reads the profile of the account."""
        return await self.client.user.get_profile()

    async def disable(self) -> dict[str, str]:
        """Disables one customer."""
        await self.client.customers.disable(CUSTOMER)
        return DONE

    async def list(self) -> Sequence[Customer]:
        """Lists all customers."""
        return await self.client.customers.list(limit=self.limit)

    async def close(self) -> None:
        """Closes the client."""
        self.client.close()


def sync_client(base: str, ca: str) -> Blocking:
    """A client for blocking calls."""
    return Blocking(Asked(base, ca))


def async_client(base: str, ca: str) -> Awaited:
    """A client for a running loop."""
    return Awaited(Asked(base, ca))


def decode(data: bytes) -> Sequence[Customer]:
    """Reads a list from memory; JSON is told from XML as it is with what a server sends."""
    decoder: Callable[[bytes], Sequence[Customer]] = vars(_native)["decode_customers"]
    return decoder(data)


decode_json = decode_xml = decode
