"""A server that records each change in a file before it responds, so that a kill loses none.

    journalling_server.py PORT FILE

The file has one line per request: the number in its address or password. On SIGTERM the server
closes its listener and then kills itself. Without that order the system may close the listener
last, and a call could reach the dying process twice.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys

from raw_servers import Peer, RawServer


def main(port: int, path: str) -> None:
    """Serves until the process is killed."""
    journal = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def serve(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            number = re.search(rb"number-(\d+)", request.body)
            if number is not None:
                os.write(journal, number[1] + b"\n")
            peer.send(request.response())

    with RawServer(serve, port=port) as server:

        def stop(*_: object) -> None:
            server.stop_accepting()
            os.kill(os.getpid(), signal.SIGKILL)

        signal.signal(signal.SIGTERM, stop)
        print(json.dumps({"port": server.port}), flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
