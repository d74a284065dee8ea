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

from target import API_KEY, AUTHORIZATION, DISABLE, FORM_TYPE, Target

CONNECTIONS = 256


def body(form: dict[str, str]) -> bytes:
    """A form as bytes, for clients that do not encode one."""
    return urlencode(form).encode()


class Sendgrid:
    """The official package. It has no customer API: its HTTP client sends the form."""

    def __init__(self, target: Target) -> None:
        sendgrid = import_module("sendgrid")
        http = import_module("python_http_client")
        self.target = target
        self.users = sendgrid.SendGridAPIClient(api_key=API_KEY, host=target.base).client.user
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

    def get(self) -> Any:
        """Reads the profile."""
        handle = self.handle()
        handle.setopt(handle.URL, self.target.profile)
        handle.setopt(handle.HTTPGET, 1)
        return self.decoders.profile(self.perform(handle))

    def disable(self) -> Any:
        """Disables one customer."""
        return json.loads(self.post(DISABLE))

    def list(self) -> Any:
        """Lists all customers; lxml parses XML."""
        data = self.post(self.target.list)
        return lxml_rows(data) if self.target.format == "xml" else self.decoders.customers(data)


def lxml_rows(data: bytes) -> Any:
    """A list in XML as dictionaries."""
    etree = import_module("lxml.etree")
    users = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    return [{field.tag: field.text for field in user} for user in users]


class Decoders:
    """msgspec's typed decoders of a profile and of a list."""

    def __init__(self) -> None:
        msgspec = import_module("msgspec")
        customer = "username email active first_name last_name address city state zip country"
        profile = "address address2 city company country first_name last_name phone state website"
        self.profile = self.decoder(msgspec, f"{profile} zip", lambda struct: struct)
        self.customers = self.decoder(
            msgspec, f"{customer} phone website", lambda struct: GenericAlias(list, struct)
        )

    @staticmethod
    def decoder(msgspec: Any, names: str, result: Callable[[Any], Any]) -> Callable[[bytes], Any]:
        """A decoder of a struct of strings with these names."""
        struct = msgspec.defstruct("Struct", [(name, str) for name in names.split()])
        decode: Callable[[bytes], Any] = msgspec.json.Decoder(result(struct)).decode
        return decode


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
