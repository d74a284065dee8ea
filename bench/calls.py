"""Calls one after another against the sandbox: ratios to a raw socket on the same machine.

The raw socket sends prebuilt bytes and reads the answer without looking at it: no client can be
faster. Each contender runs in turn, several rounds, and the median round is shown: ratios within
one run hold on any machine, times do not.
"""

import http.client
import json
import socket
import statistics
import time
import urllib.request
from collections.abc import Callable

from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

ROUNDS, CALLS = 7, 2000
PATH = "/v3/user/profile"


def raw_socket(host: str, port: int, key: str) -> Callable[[], object]:
    """Prebuilt bytes out, bytes in."""
    connection = socket.create_connection((host, port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    request = f"GET {PATH} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {key}\r\n\r\n"
    data = request.encode()

    def call() -> object:
        connection.sendall(data)
        return connection.recv(65536)

    return call


def http_client(host: str, port: int, key: str) -> Callable[[], object]:
    """The standard library, with one kept connection."""
    connection = http.client.HTTPConnection(host, port)

    def call() -> object:
        connection.request("GET", PATH, headers={"Authorization": f"Bearer {key}"})
        return json.loads(connection.getresponse().read())

    return call


def urllib_request(host: str, port: int, key: str) -> Callable[[], object]:
    """The standard library with a new connection for each call, as the official SDK works."""
    url = f"http://{host}:{port}{PATH}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call() -> object:
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
        with opener.open(request) as answer:
            return json.loads(answer.read())

    return call


def sendgrid_accounts(host: str, port: int, key: str) -> Callable[[], object]:
    """This library: typed result, retry policy, timeouts."""
    return Client(key, base_url=f"http://{host}:{port}").user.get_profile


def measure(call: Callable[[], object]) -> float:
    """Seconds per call, in the median of its own calls."""
    times = []
    for _ in range(CALLS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Prints a table."""
    contenders = [raw_socket, sendgrid_accounts, http_client, urllib_request]
    with Sandbox(window=(4_000_000_000, 3600)) as sandbox:
        host, port = sandbox.url.removeprefix("http://").split(":")
        calls = [make(host, int(port), sandbox.api_key) for make in contenders]
        for call in calls:
            call()
        rounds = [[measure(call) for call in calls] for _ in range(ROUNDS)]
    print(f"{'contender':<20}{'us/call':>10}{'x raw socket':>14}{'min-max':>16}")
    for index, make in enumerate(contenders):
        ratios = sorted(row[index] / row[0] for row in rounds)
        micros = statistics.median(row[index] for row in rounds) * 1e6
        spread = f"{ratios[0]:.2f}-{ratios[-1]:.2f}"
        print(f"{make.__name__:<20}{micros:>10.1f}{statistics.median(ratios):>14.2f}{spread:>16}")


if __name__ == "__main__":
    main()
