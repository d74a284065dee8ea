"""A server that writes each change down before it answers, so that being killed loses none.

    journalling_server.py PORT FILE

The line of a request in the file is the number in the address that it sets. Told to end (SIGTERM),
it takes no more connections and kills itself: where the system closes all that a killed process had
open, the socket that listens may be the last, and a call would meet the dying server twice.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys

from raw_servers import Peer, RawServer


def main(port: int, path: str) -> None:
    """Serves until it is killed."""
    journal = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def serve(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            number = re.search(rb"number-(\d+)", request.body)
            if number is not None:
                os.write(journal, number[1] + b"\n")
            peer.send(request.answer())

    with RawServer(serve, port=port) as server:

        def die(*_: object) -> None:
            server.refuse()
            os.kill(os.getpid(), signal.SIGKILL)

        signal.signal(signal.SIGTERM, die)
        print(json.dumps({"port": server.port}), flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
