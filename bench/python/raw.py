"""Python's own limits: prepared bytes on a socket or in a loop, and msgspec for the body."""

import asyncio
import json
import socket
import ssl
from collections.abc import Callable
from typing import Any

from asked import API_KEY, DISABLE, MANAGE, PROFILE, Asked
from peers import Decoders, body

HEAD_END, LENGTH = b"\r\n\r\n", b"content-length: "


def get_request(asked: Asked) -> bytes:
    """The request for the profile."""
    host, port = asked.host
    lines = [f"GET {PROFILE} HTTP/1.1", f"Host: {host}:{port}", f"Authorization: Bearer {API_KEY}"]
    return "\r\n".join([*lines, "Accept: */*", "", ""]).encode()


def disable_request(asked: Asked) -> bytes:
    """The request that disables a customer."""
    form, (host, port) = body(DISABLE), asked.host
    lines = [f"POST {MANAGE}json HTTP/1.1", f"Host: {host}:{port}", f"Content-Length: {len(form)}"]
    return "\r\n".join([*lines, "Accept: */*", "", ""]).encode() + form


def body_of(received: bytes) -> bytes | None:
    """The body of an answer, if all of it is there."""
    end = received.find(HEAD_END)
    if end < 0:
        return None
    begin = received.index(LENGTH) + len(LENGTH)
    length = int(received[begin : received.index(b"\r", begin)])
    start = end + len(HEAD_END)
    return received[start:] if len(received) == start + length else None


def trusting(asked: Asked) -> ssl.SSLContext | None:
    """The TLS setting, if there is need of one."""
    return ssl.create_default_context(cafile=asked.bundle) if asked.tls else None


class RawSocket:
    """A blocking socket."""

    def __init__(self, asked: Asked) -> None:
        plain = socket.create_connection(asked.host)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        context = trusting(asked)
        self.socket = (
            context.wrap_socket(plain, server_hostname=asked.host[0]) if context else plain
        )
        self.request, self.decode = get_request(asked), Decoders().profile

    def get(self) -> Any:
        """Reads the profile."""
        self.socket.sendall(self.request)
        received = b""
        while (answer := body_of(received)) is None:
            received += self.socket.recv(65536)
        return self.decode(answer)


class Answers(asyncio.Protocol):
    """One connection of a loop."""

    def __init__(self) -> None:
        self.received, self.future = b"", asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Keeps what is written to."""
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[bytes]":
        """Sends a request."""
        self.future = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.future

    def data_received(self, data: bytes) -> None:
        """Ends the call where its answer is complete."""
        self.received += data
        answer = body_of(self.received)
        if answer is not None:
            self.received = b""
            self.future.set_result(answer)


class RawLoop:
    """A loop, with a connection for each call at a time."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.context = asked, trusting(asked)
        self.idle: list[Answers] = []
        self.requests = get_request(asked), disable_request(asked)
        self.decode = Decoders().profile

    async def call(self, request: bytes, decode: Callable[[bytes], Any]) -> Any:
        """Makes a call."""
        if self.idle:
            connection = self.idle.pop()
        else:
            loop, (host, port) = asyncio.get_running_loop(), self.asked.host
            connection = (await loop.create_connection(Answers, host, port, ssl=self.context))[1]
        answer = decode(await connection.ask(request))
        self.idle.append(connection)
        return answer

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
