"""The limits of Python: prepared bytes on a socket or in a loop, and msgspec for the body."""

import asyncio
import json
import socket
import ssl
from collections.abc import Callable
from typing import Any

from peers import Decoders, body

from target import API_KEY, DISABLE, MANAGE, PROFILE, Target

HEAD_END, LENGTH = b"\r\n\r\n", b"content-length: "


def get_request(target: Target) -> bytes:
    """The request for the profile."""
    host, port = target.host
    lines = [f"GET {PROFILE} HTTP/1.1", f"Host: {host}:{port}", f"Authorization: Bearer {API_KEY}"]
    return "\r\n".join([*lines, "Accept: */*", "", ""]).encode()


def disable_request(target: Target) -> bytes:
    """The request that disables a customer."""
    form, (host, port) = body(DISABLE), target.host
    lines = [f"POST {MANAGE}json HTTP/1.1", f"Host: {host}:{port}", f"Content-Length: {len(form)}"]
    return "\r\n".join([*lines, "Accept: */*", "", ""]).encode() + form


def body_of(received: bytes) -> bytes | None:
    """The body of a response, if it is complete."""
    end = received.find(HEAD_END)
    if end < 0:
        return None
    begin = received.index(LENGTH) + len(LENGTH)
    length = int(received[begin : received.index(b"\r", begin)])
    start = end + len(HEAD_END)
    return received[start:] if len(received) == start + length else None


def trusting(target: Target) -> ssl.SSLContext | None:
    """The TLS context, if the server uses TLS."""
    return ssl.create_default_context(cafile=target.bundle) if target.tls else None


class RawSocket:
    """A blocking socket."""

    def __init__(self, target: Target) -> None:
        plain = socket.create_connection(target.host)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        context = trusting(target)
        self.socket = (
            context.wrap_socket(plain, server_hostname=target.host[0]) if context else plain
        )
        self.request, self.decode = get_request(target), Decoders().profile

    def get(self) -> Any:
        """Reads the profile."""
        self.socket.sendall(self.request)
        received = b""
        while (response := body_of(received)) is None:
            received += self.socket.recv(65536)
        return self.decode(response)


class Connection(asyncio.Protocol):
    """One connection of a loop."""

    def __init__(self) -> None:
        self.received, self.future = b"", asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Keeps the transport."""
        self.transport = transport

    def send(self, request: bytes) -> "asyncio.Future[bytes]":
        """Sends a request."""
        self.future = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.future

    def data_received(self, data: bytes) -> None:
        """Ends the call if the response is complete."""
        self.received += data
        response = body_of(self.received)
        if response is not None:
            self.received = b""
            self.future.set_result(response)


class RawLoop:
    """An event loop with one connection per concurrent call."""

    def __init__(self, target: Target) -> None:
        self.target, self.context = target, trusting(target)
        self.idle: list[Connection] = []
        self.requests = get_request(target), disable_request(target)
        self.decode = Decoders().profile

    async def call(self, request: bytes, decode: Callable[[bytes], Any]) -> Any:
        """Performs a call."""
        if self.idle:
            connection = self.idle.pop()
        else:
            loop, (host, port) = asyncio.get_running_loop(), self.target.host
            connection = (await loop.create_connection(Connection, host, port, ssl=self.context))[1]
        result = decode(await connection.send(request))
        self.idle.append(connection)
        return result

    async def get(self) -> Any:
        """Reads the profile."""
        return await self.call(self.requests[0], self.decode)

    async def disable(self) -> Any:
        """Disables one customer."""
        return await self.call(self.requests[1], json.loads)

    async def close(self) -> None:
        """Closes the connections."""
        for connection in self.idle:
            connection.transport.close()
