"""This library as a contender.

`sync_client` and `async_client` return an object with `get`, `disable`, `list` and `iterate`;
`decode_json` and `decode_xml` decode a list in memory, which needs a build with the feature
`hooks`. The module imports only the package, since all imports count as the package's.
"""

from __future__ import annotations

from sendgrid_accounts import AsyncClient, Client, Reseller, _native

from target import API_KEY, CUSTOMER, CUSTOMERS, PASSWORD, USERNAME, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sendgrid_accounts import Customer, Profile

# The measurements check the message of the server; `disable` raises without it.
DONE = {"message": "success"}
CONNECTIONS = 512


def limit(rows: int) -> int | None:
    """The `limit` of a list; without one, the server lists all customers."""
    return None if rows == CUSTOMERS else rows


class Blocking:
    """Blocking calls."""

    def __init__(self, target: Target) -> None:
        credential = Reseller(
            USERNAME,
            PASSWORD,
            dialect="distributor",
            format="xml" if target.format == "xml" else "json",
        )
        self.client = Client(
            API_KEY,
            reseller=credential,
            base_url=target.base,
            ca_bundle=target.bundle,
            max_connections=CONNECTIONS,
        )
        self.limit, self.offset = limit(target.rows), target.first_subuser
        self.get = self.client.user.get_profile

    def disable(self) -> dict[str, str]:
        """Disables one customer."""
        self.client.customers.disable(CUSTOMER)
        return DONE

    def list(self) -> Sequence[Customer]:
        """Lists all customers."""
        return self.client.customers.list(limit=self.limit)

    def iterate(self) -> int:
        """Iterates over subusers; returns the number of those with a name."""
        subusers = self.client.subusers.iter(offset=self.offset)
        return sum(1 for subuser in subusers if subuser.username)


class Awaited:
    """asyncio calls."""

    def __init__(self, target: Target) -> None:
        self.client = AsyncClient(
            API_KEY,
            reseller=Reseller(USERNAME, PASSWORD, dialect="distributor"),
            base_url=target.base,
            ca_bundle=target.bundle,
            max_connections=CONNECTIONS,
        )
        self.limit, self.offset = limit(target.rows), target.first_subuser

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

    async def iterate(self) -> int:
        """Iterates over subusers; returns the number of those with a name."""
        named = 0
        async for subuser in self.client.subusers.iter(offset=self.offset):
            named += subuser.username is not None
        return named

    async def close(self) -> None:
        """Closes the client."""
        self.client.close()


def sync_client(base: str, ca: str) -> Blocking:
    """A client for blocking calls."""
    return Blocking(Target(base, ca))


def async_client(base: str, ca: str) -> Awaited:
    """A client for asyncio."""
    return Awaited(Target(base, ca))


def decode(data: bytes) -> Sequence[Customer]:
    """Decodes a list in memory, JSON or XML."""
    decoder: Callable[[bytes], Sequence[Customer]] = vars(_native)["decode_customers"]
    return decoder(data)


decode_json = decode_xml = decode
