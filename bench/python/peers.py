"""What Python programs would use instead, each as its documentation shows it.

They live in an environment of their own and are loaded by name, when their client is made: so their
import is counted, and this file can be checked without them. Everything has its library's defaults:
pool, protocol, decoder of JSON. All trust what SSL_CERT_FILE names.
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

from asked import API_KEY, AUTHORIZATION, DISABLE, FORM_TYPE, Asked

CONNECTIONS = 256


def body(form: dict[str, str]) -> bytes:
    """A form as bytes, for clients that do not encode one."""
    return urlencode(form).encode()


class Sendgrid:
    """The official package. It has no call for customers: its HTTP client takes a form by hand."""

    def __init__(self, asked: Asked) -> None:
        sendgrid = import_module("sendgrid")
        http = import_module("python_http_client")
        self.asked = asked
        self.users = sendgrid.SendGridAPIClient(api_key=API_KEY, host=asked.base).client.user
        customers = http.Client(host=asked.base, request_headers=FORM_TYPE)
        self.manage = customers.api._("distributor.manage.json")

    def get(self) -> Any:
        """Reads the profile."""
        return self.users.profile.get().to_dict

    def disable(self) -> Any:
        """Disables one customer."""
        return self.manage.post(request_body=body(DISABLE).decode()).to_dict

    def list(self) -> Any:
        """Lists all customers."""
        return self.manage.post(request_body=body(self.asked.list).decode()).to_dict


class Httpx:
    """httpx, waited for."""

    def __init__(self, asked: Asked) -> None:
        self.client = import_module("httpx").Client(headers=AUTHORIZATION)
        self.asked = asked

    def get(self) -> Any:
        """Reads the profile."""
        return self.client.get(self.asked.profile).json()

    def disable(self) -> Any:
        """Disables one customer."""
        return self.client.post(self.asked.manage, data=DISABLE).json()

    def list(self) -> Any:
        """Lists all customers."""
        return self.client.post(self.asked.manage, data=self.asked.list).json()


class Ry:
    """ry, waited for: reqwest behind a Python face, and the fastest such face that is known."""

    def __init__(self, asked: Asked) -> None:
        ry = import_module("ry")
        self.client = ry.BlockingClient(headers=AUTHORIZATION, **ry_trust(ry, asked))
        self.asked = asked

    def get(self) -> Any:
        """Reads the profile."""
        return self.client.get(self.asked.profile).json()

    def disable(self) -> Any:
        """Disables one customer."""
        return self.client.post(self.asked.manage, form=DISABLE).json()

    def list(self) -> Any:
        """Lists all customers."""
        return self.client.post(self.asked.manage, form=self.asked.list).json()


def ry_trust(ry: Any, asked: Asked) -> dict[str, Any]:
    """It does not look at SSL_CERT_FILE: the certificate that is trusted beside the machine's."""
    if not asked.tls:
        return {}
    with open(asked.bundle, "rb") as bundle:
        pem = bundle.read()
    last = pem[pem.rindex(b"-----BEGIN CERTIFICATE-----") :]
    return {"tls_certs_merge": [ry.Certificate.from_pem(last)]}


class Pycurl:
    """pycurl with msgspec, typed: the fastest that was found without Rust. A handle per thread."""

    def __init__(self, asked: Asked) -> None:
        self.curl = import_module("pycurl")
        self.asked = asked
        self.decoders = Decoders()
        self.threads = threading.local()

    def handle(self) -> Any:
        """The handle of this thread, with its kept connection."""
        handle = getattr(self.threads, "handle", None)
        if handle is None:
            handle = self.threads.handle = self.curl.Curl()
            handle.setopt(handle.HTTPHEADER, [f"Authorization: Bearer {API_KEY}"])
            handle.setopt(handle.CAINFO, self.asked.bundle)
            handle.setopt(handle.NOSIGNAL, 1)
        return handle

    def perform(self, handle: Any) -> bytes:
        """Makes the call that a handle is set up for."""
        buffer = BytesIO()
        handle.setopt(handle.WRITEDATA, buffer)
        handle.perform()
        assert handle.getinfo(handle.RESPONSE_CODE) == 200
        return buffer.getvalue()

    def post(self, form: dict[str, str]) -> bytes:
        """Posts a form."""
        handle = self.handle()
        handle.setopt(handle.URL, self.asked.manage)
        handle.setopt(handle.POSTFIELDS, body(form))
        return self.perform(handle)

    def get(self) -> Any:
        """Reads the profile."""
        handle = self.handle()
        handle.setopt(handle.URL, self.asked.profile)
        handle.setopt(handle.HTTPGET, 1)
        return self.decoders.profile(self.perform(handle))

    def disable(self) -> Any:
        """Disables one customer."""
        return json.loads(self.post(DISABLE))

    def list(self) -> Any:
        """Lists all customers; of XML there is a tree of lxml's."""
        answer = self.post(self.asked.list)
        return lxml_rows(answer) if self.asked.format == "xml" else self.decoders.customers(answer)


def lxml_rows(answer: bytes) -> Any:
    """A list in XML as dictionaries."""
    etree = import_module("lxml.etree")
    users = etree.fromstring(answer, etree.XMLParser(huge_tree=True))
    return [{field.tag: field.text for field in user} for user in users]


class Decoders:
    """msgspec's decoders of the two results that are typed."""

    def __init__(self) -> None:
        msgspec = import_module("msgspec")
        customer = "username email active first_name last_name address city state zip country"
        profile = "address address2 city company country first_name last_name phone state website"
        self.profile = self.decoder(msgspec, f"{profile} zip", lambda struct: struct)
        self.customers = self.decoder(
            msgspec, f"{customer} phone website", lambda struct: GenericAlias(list, struct)
        )

    @staticmethod
    def decoder(msgspec: Any, names: str, wanted: Callable[[Any], Any]) -> Callable[[bytes], Any]:
        """Makes a decoder of texts with these names."""
        struct = msgspec.defstruct("Struct", [(name, str) for name in names.split()])
        decode: Callable[[bytes], Any] = msgspec.json.Decoder(wanted(struct)).decode
        return decode


class Aiohttp:
    """aiohttp."""

    def __init__(self, asked: Asked) -> None:
        aiohttp = import_module("aiohttp")
        trust = ssl.create_default_context(cafile=asked.bundle) if asked.tls else True
        connector = aiohttp.TCPConnector(ssl=trust, limit=CONNECTIONS)
        self.session = aiohttp.ClientSession(headers=AUTHORIZATION, connector=connector)
        self.asked = asked

    async def get(self) -> Any:
        """Reads the profile."""
        async with self.session.get(self.asked.profile) as answer:
            return await answer.json()

    async def disable(self) -> Any:
        """Disables one customer."""
        async with self.session.post(self.asked.manage, data=DISABLE) as answer:
            return await answer.json()

    async def list(self) -> Any:
        """Lists all customers."""
        async with self.session.post(self.asked.manage, data=self.asked.list) as answer:
            return await answer.json()

    async def close(self) -> None:
        """Closes the session."""
        await self.session.close()


class HttpxAwaited:
    """httpx, awaited."""

    def __init__(self, asked: Asked) -> None:
        httpx = import_module("httpx")
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        self.client = httpx.AsyncClient(headers=AUTHORIZATION, timeout=60, limits=limits)
        self.asked = asked

    async def get(self) -> Any:
        """Reads the profile."""
        return (await self.client.get(self.asked.profile)).json()

    async def disable(self) -> Any:
        """Disables one customer."""
        return (await self.client.post(self.asked.manage, data=DISABLE)).json()

    async def close(self) -> None:
        """Closes the client."""
        await self.client.aclose()


class RyAwaited:
    """ry, awaited."""

    def __init__(self, asked: Asked) -> None:
        ry = import_module("ry")
        self.client = ry.Client(headers=AUTHORIZATION, **ry_trust(ry, asked))
        self.asked = asked

    async def get(self) -> Any:
        """Reads the profile."""
        return await (await self.client.get(self.asked.profile)).json()

    async def disable(self) -> Any:
        """Disables one customer."""
        return await (await self.client.post(self.asked.manage, form=DISABLE)).json()

    async def close(self) -> None:
        """Has nothing to close."""
