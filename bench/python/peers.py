"""The alternatives of Python programs, each used as in its documentation.

They are installed in their own environment and imported by name when their client is created: the
import counts, and type checkers need no stubs. Each has its library's defaults for pool, protocol
and JSON decoder. All trust SSL_CERT_FILE.
"""

import json
import ssl
import threading
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from types import GenericAlias
from typing import Any
from urllib.parse import urlencode

from target import API_KEY, AUTHORIZATION, DISABLE, FORM_TYPE, PAGE_SIZE, Target

CONNECTIONS = 256


def body(form: dict[str, str]) -> bytes:
    """A form as bytes, for clients that do not encode one."""
    return urlencode(form).encode()


def named(page: Callable[[int], Any], target: Target) -> int:
    """Reads subusers page by page; returns the number of those with a name."""
    return sum(1 for offset in target.pages for subuser in page(offset) if subuser["username"])


class Sendgrid:
    """The official package. It has no customer API: its HTTP client sends the form."""

    def __init__(self, target: Target) -> None:
        sendgrid = import_module("sendgrid")
        http = import_module("python_http_client")
        self.target = target
        client = sendgrid.SendGridAPIClient(api_key=API_KEY, host=target.base).client
        self.users, self.subusers = client.user, client.subusers
        customers = http.Client(host=target.base, request_headers=FORM_TYPE)
        self.manage = customers.api._("distributor.manage.json")

    def get(self) -> Any:
        """Reads the profile."""
        return self.users.profile.get().to_dict

    def disable(self) -> Any:
        """Disables one customer."""
        return self.manage.post(request_body=body(DISABLE).decode()).to_dict

    def list(self) -> Any:
        """Lists all customers."""
        return self.manage.post(request_body=body(self.target.list).decode()).to_dict

    def iterate(self) -> int:
        """Iterates over subusers."""

        def page(offset: int) -> Any:
            query = {"limit": PAGE_SIZE, "offset": offset}
            return self.subusers.get(query_params=query).to_dict

        return named(page, self.target)


class Httpx:
    """httpx, blocking."""

    def __init__(self, target: Target) -> None:
        self.client = import_module("httpx").Client(headers=AUTHORIZATION)
        self.target = target

    def get(self) -> Any:
        """Reads the profile."""
        return self.client.get(self.target.profile).json()

    def disable(self) -> Any:
        """Disables one customer."""
        return self.client.post(self.target.manage, data=DISABLE).json()

    def list(self) -> Any:
        """Lists all customers."""
        return self.client.post(self.target.manage, data=self.target.list).json()

    def iterate(self) -> int:
        """Iterates over subusers."""
        return named(lambda offset: self.client.get(self.target.page(offset)).json(), self.target)


class Ry:
    """ry, blocking: Python bindings of reqwest, the fastest known."""

    def __init__(self, target: Target) -> None:
        ry = import_module("ry")
        self.client = ry.BlockingClient(headers=AUTHORIZATION, **ry_trust(ry, target))
        self.target = target

    def get(self) -> Any:
        """Reads the profile."""
        return self.client.get(self.target.profile).json()

    def disable(self) -> Any:
        """Disables one customer."""
        return self.client.post(self.target.manage, form=DISABLE).json()

    def list(self) -> Any:
        """Lists all customers."""
        return self.client.post(self.target.manage, form=self.target.list).json()

    def iterate(self) -> int:
        """Iterates over subusers."""
        return named(lambda offset: self.client.get(self.target.page(offset)).json(), self.target)


def ry_trust(ry: Any, target: Target) -> dict[str, Any]:
    """The additional certificate of ry, which ignores SSL_CERT_FILE."""
    if not target.tls:
        return {}
    with open(target.bundle, "rb") as bundle:
        pem = bundle.read()
    last = pem[pem.rindex(b"-----BEGIN CERTIFICATE-----") :]
    return {"tls_certs_merge": [ry.Certificate.from_pem(last)]}


class Pycurl:
    """pycurl with msgspec, typed: the fastest known without Rust. One handle per thread."""

    def __init__(self, target: Target) -> None:
        self.curl = import_module("pycurl")
        self.target = target
        self.decoders = Decoders()
        self.threads = threading.local()

    def handle(self) -> Any:
        """The handle of this thread, with its open connection."""
        handle = getattr(self.threads, "handle", None)
        if handle is None:
            handle = self.threads.handle = self.curl.Curl()
            handle.setopt(handle.HTTPHEADER, [f"Authorization: Bearer {API_KEY}"])
            handle.setopt(handle.CAINFO, self.target.bundle)
            handle.setopt(handle.NOSIGNAL, 1)
        return handle

    def perform(self, handle: Any) -> bytes:
        """Performs the configured call of a handle."""
        buffer = BytesIO()
        handle.setopt(handle.WRITEDATA, buffer)
        handle.perform()
        assert handle.getinfo(handle.RESPONSE_CODE) == 200
        return buffer.getvalue()

    def post(self, form: dict[str, str]) -> bytes:
        """Posts a form."""
        handle = self.handle()
        handle.setopt(handle.URL, self.target.manage)
        handle.setopt(handle.POSTFIELDS, body(form))
        return self.perform(handle)

    def read(self, url: str) -> bytes:
        """Reads a URL."""
        handle = self.handle()
        handle.setopt(handle.URL, url)
        handle.setopt(handle.HTTPGET, 1)
        return self.perform(handle)

    def get(self) -> Any:
        """Reads the profile."""
        return self.decoders.profile(self.read(self.target.profile))

    def disable(self) -> Any:
        """Disables one customer."""
        return json.loads(self.post(DISABLE))

    def list(self) -> Any:
        """Lists all customers; lxml parses XML."""
        data = self.post(self.target.list)
        return lxml_rows(data) if self.target.format == "xml" else self.decoders.customers(data)

    def iterate(self) -> int:
        """Iterates over subusers."""
        urls = (self.target.page(offset) for offset in self.target.pages)
        pages = (self.decoders.subusers(self.read(url)) for url in urls)
        return sum(1 for page in pages for subuser in page if subuser.username)


def lxml_rows(data: bytes) -> Any:
    """A list in XML as dictionaries."""
    etree = import_module("lxml.etree")
    users = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    return [{field.tag: field.text for field in user} for user in users]


class Decoders:
    """msgspec's typed decoders of a profile, of customers and of subusers."""

    def __init__(self) -> None:
        msgspec = import_module("msgspec")
        customer = "username email active first_name last_name address city state zip country"
        profile = "address address2 city company country first_name last_name phone state website"
        subuser = {"id": int, "username": str, "email": str, "disabled": bool}
        self.profile = self.decoder(msgspec, strings(f"{profile} zip"))
        self.customers = self.decoder(msgspec, strings(f"{customer} phone website"), is_list=True)
        self.subusers = self.decoder(msgspec, subuser, is_list=True)

    @staticmethod
    def decoder(
        msgspec: Any, fields: dict[str, type], *, is_list: bool = False
    ) -> Callable[[bytes], Any]:
        """A decoder of a struct with these fields."""
        struct = msgspec.defstruct("Struct", list(fields.items()))
        result = GenericAlias(list, struct) if is_list else struct
        decode: Callable[[bytes], Any] = msgspec.json.Decoder(result).decode
        return decode


def strings(names: str) -> dict[str, type]:
    """Fields that are strings."""
    return dict.fromkeys(names.split(), str)


class Aiohttp:
    """aiohttp."""

    def __init__(self, target: Target) -> None:
        aiohttp = import_module("aiohttp")
        trust = ssl.create_default_context(cafile=target.bundle) if target.tls else True
        connector = aiohttp.TCPConnector(ssl=trust, limit=CONNECTIONS)
        self.session = aiohttp.ClientSession(headers=AUTHORIZATION, connector=connector)
        self.target = target

    async def get(self) -> Any:
        """Reads the profile."""
        async with self.session.get(self.target.profile) as response:
            return await response.json()

    async def disable(self) -> Any:
        """Disables one customer."""
        async with self.session.post(self.target.manage, data=DISABLE) as response:
            return await response.json()

    async def list(self) -> Any:
        """Lists all customers."""
        async with self.session.post(self.target.manage, data=self.target.list) as response:
            return await response.json()

    async def close(self) -> None:
        """Closes the session."""
        await self.session.close()


class HttpxAwaited:
    """httpx, asyncio."""

    def __init__(self, target: Target) -> None:
        httpx = import_module("httpx")
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        self.client = httpx.AsyncClient(headers=AUTHORIZATION, timeout=60, limits=limits)
        self.target = target

    async def get(self) -> Any:
        """Reads the profile."""
        return (await self.client.get(self.target.profile)).json()

    async def disable(self) -> Any:
        """Disables one customer."""
        return (await self.client.post(self.target.manage, data=DISABLE)).json()

    async def close(self) -> None:
        """Closes the client."""
        await self.client.aclose()


class RyAwaited:
    """ry, asyncio."""

    def __init__(self, target: Target) -> None:
        ry = import_module("ry")
        self.client = ry.Client(headers=AUTHORIZATION, **ry_trust(ry, target))
        self.target = target

    async def get(self) -> Any:
        """Reads the profile."""
        return await (await self.client.get(self.target.profile)).json()

    async def disable(self) -> Any:
        """Disables one customer."""
        return await (await self.client.post(self.target.manage, form=DISABLE)).json()

    async def close(self) -> None:
        """A no-op: ry has no close."""
