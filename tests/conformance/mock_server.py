"""Prism as a server that validates requests, behind a forwarder that records what Prism answers."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import threading
import time
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

PRISM = Path(__file__).parents[2] / ".venv-conformance/prism/node_modules/.bin/prism"
START_LIMIT = 60
"""Time limit of the start of Prism, in seconds."""


class Exchange(NamedTuple):
    """A request of the client, and the response of Prism."""

    method: str
    target: str
    headers: Message
    body: bytes
    status: int
    response_headers: Message
    content: bytes

    @property
    def path(self) -> str:
        """The path of the request, percent-encoded."""
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters of the query, decoded."""
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def violations(self) -> list[str]:
        """Why Prism refuses the request, or its own response; empty if it accepts both.

        A refusal has a documented status where the description has one, and this header.
        """
        found = json.loads(self.response_headers.get("sl-violations", "[]"))
        if self.response_headers.get_content_type() == "application/problem+json":
            problem = json.loads(self.content)
            found += problem.get("validation") or [{"message": problem["title"]}]
        return [violation["message"] for violation in found]


class MockServer:
    """Prism with one description, and the forwarder in front of it."""

    def __init__(self, description: Path, log: Path) -> None:
        """Starts Prism, which writes to the log; `wait` waits until it listens."""
        self.prefer: str | None = None
        """The header `Prefer` that the forwarder adds: which status and example Prism answers."""
        self.exchanges: list[Exchange] = []
        self._log = log
        command = [str(PRISM), "mock", "--errors", "--port", "0", str(description)]
        with log.open("w") as output:
            self._prism = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        self._forwarder = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._forwarder.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._forwarder.server_port}"
        self._prism_address = ""

    def wait(self) -> None:
        """Waits until Prism listens, and starts the forwarder."""
        deadline = time.monotonic() + START_LIMIT
        while not (listening := re.search(r"listening on http://(\S+)", self._log.read_text())):
            assert self._prism.poll() is None, f"Prism ended: {self._log.read_text()}"
            assert time.monotonic() < deadline, f"Prism does not start: {self._log.read_text()}"
            time.sleep(0.1)
        self._prism_address = listening[1]
        threading.Thread(target=self._forwarder.serve_forever, daemon=True).start()

    def forward(self, method: str, target: str, headers: Message, body: bytes) -> Exchange:
        """Sends a request to Prism, and records it with its response."""
        sent = dict(headers.items()) | ({"Prefer": self.prefer} if self.prefer else {})
        connection = http.client.HTTPConnection(self._prism_address, timeout=30)
        connection.request(method, target, body, sent)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        exchange = Exchange(method, target, headers, body, response.status, response.msg, content)
        self.exchanges.append(exchange)
        return exchange

    def close(self) -> None:
        """Ends Prism and the forwarder."""
        self._prism.terminate()
        self._prism.wait(START_LIMIT)
        if self._prism_address:
            self._forwarder.shutdown()
        self._forwarder.server_close()


def _handler(server: MockServer) -> type[BaseHTTPRequestHandler]:
    """Returns a handler that forwards every request."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            exchange = server.forward(self.command, self.path, self.headers, body)
            self.send_response(exchange.status)
            if "Content-Type" in exchange.response_headers:
                self.send_header("Content-Type", exchange.response_headers["Content-Type"])
            if exchange.status != http.client.NO_CONTENT:
                self.send_header("Content-Length", str(len(exchange.content)))
            self.end_headers()
            self.wfile.write(exchange.content)

        do_DELETE = do_GET = do_PATCH = do_POST = do_PUT = _forward  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Writes nothing: the exchanges are the record."""

    return Handler
