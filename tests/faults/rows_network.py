"""The rows of what fails below the answers: network (N), protocol (P) and TLS (T)."""

from __future__ import annotations

from row import Row

NETWORK = (
    Row("N1", "a name that nobody knows", "not sent; every class is tried three times"),
    Row(
        "N2",
        "a name that resolves after half a minute",
        "not sent, when the limit for connecting is over; what ends the program does not wait",
    ),
    Row("N4", "a port where nobody listens", "not sent; every class is tried three times"),
    Row(
        "N5",
        "a server whose queue is full: no connection comes about",
        "not sent, when the limit for connecting is over; every class is tried again",
    ),
    Row("N6", "no route to the server, or none that is allowed", "not sent"),
    Row(
        "N7",
        "a reset before anything is read",
        "reads are repeated, absolute changes once, others never: their outcome is unknown",
        scripts=("reset before reading", "reset before applying"),
    ),
    Row(
        "N8",
        "a reset after the change was made",
        "as N7; nothing is applied twice that must not be, and reading back finds it",
        scripts=("reset after applying", "answer reset in its head"),
        tests={
            "python": ("tests/python/test_reconcile.py::test_an_applied_change_is_found",),
            "asyncio": ("tests/python/test_reconcile.py::test_it_can_be_awaited",),
            "rust": (
                "core/tests/reconcile.rs::changes_of_ones_own_account_are_read_back",
                "core/tests/reconcile.rs::creation_deletion_and_renaming_of_customers_are_read_back",
            ),
        },
    ),
    Row(
        "N10",
        "an orderly end in place of an answer",
        "as N7 and N8",
        scripts=("closed before applying", "closed after applying", "answer closed in its head"),
    ),
    Row(
        "N11",
        "a kept connection that the server closes just before it is used again; 20 times for each "
        "class, 40 times as often by `make soak`",
        "nobody notices; what must not be repeated has a connection of its own",
        scripts=("closed when idle",),
    ),
    Row(
        "N12",
        "a server that closes after every answer without saying so; 150 times for each class, 40 "
        "times as often by `make soak`",
        "no call fails",
    ),
    Row(
        "N13",
        "a server that never answers",
        "a timeout at the limit of an attempt; reads go on, others are unknown",
    ),
    Row(
        "N15",
        "an answer that comes byte by byte, for ever",
        "the limit of the attempt holds, not one of each byte",
    ),
    Row(
        "N16",
        "an answer that stops in the middle of its body",
        "a timeout; a change of the Users API counts as applied, another as unknown",
    ),
    Row(
        "N18",
        "chunks that end before the last",
        "no answer; a change of the Users API counts as applied, another as unknown",
        scripts=("chunks cut", "body shorter than announced"),
    ),
    Row(
        "N19",
        "a server that ends its side while the request is still being sent",
        "an error within the limit, and no processor time while waiting",
    ),
    Row(
        "N21",
        "a proxy that refuses to connect",
        "not sent; the password of the proxy is nowhere shown",
    ),
    Row("N22", "a proxy that closes the tunnel after the request", "as N8"),
    Row(
        "N23",
        "proxies in the environment",
        "used, but not for this machine, hosts in NO_PROXY, and clients that do not trust the "
        "environment or have a proxy of their own",
    ),
    Row(
        "N24",
        "SOCKS5 proxies, with a password or without, that refuse or are away",
        "used for both schemes, with the name of the host for socks5h; not sent where they fail",
    ),
    Row(
        "N25",
        "a server that is killed under load and comes back on its port",
        "reads and absolute changes recover; unknown is only what was under way",
    ),
    Row(
        "N27",
        "500 connections, one after the other; 20,000 by `make soak`",
        "none fails for want of a port, or nothing was sent",
    ),
    Row(
        "N28",
        "no descriptor left, or a few, in the first call of a process",
        "not sent; the error names the cause, and is no internal one; later calls succeed",
    ),
)

PROTOCOL = (
    Row(
        "P1",
        "an answer that is no HTTP, or of a version or a status that there is not",
        "the connection has failed; what must not be repeated is unknown",
        scripts=("garbage", "HTTP of the future", "garbage after applying"),
    ),
    Row(
        "P2",
        "more headers than anybody needs",
        "the connection has failed; memory stays bounded",
    ),
    Row(
        "P5",
        "an answer before its request is sent, on a connection that is kept",
        "under 64 calls at once everybody gets the answer that is theirs",
    ),
    Row(
        "P7",
        "redirects of every kind, to this host, to another, to no host",
        "never followed, and reported with an unknown outcome; the other host sees no connection",
        scripts=("redirect 302", "redirect 307"),
    ),
    Row(
        "P8",
        "a compressed answer that nobody asked for, however large it would become",
        "refused by its header; memory does not grow",
        scripts=("compressed",),
    ),
    Row(
        "P9",
        "a body without end, or with a length that cannot be meant",
        "refused at the limit, and the connection is closed",
        scripts=("ten gibibytes announced",),
    ),
    Row(
        "P11",
        "connections that the server announces to close, among kept ones",
        "none is used again that is being closed",
        scripts=("connection closed in order",),
    ),
    Row(
        "P12",
        "interim responses, header lines, chunks, chunk extensions or trailers without end",
        "the limit of the attempt holds; other tasks and calls of an event loop go on",
    ),
    Row(
        "P13",
        "ambiguous framing: Content-Length beside Transfer-Encoding, two lengths, no valid length",
        "an error or one response; no later call gets a byte of it",
    ),
)

UNTRUSTED = "not sent, and not tried again: no certificate becomes better"

TLS = (
    Row("T1", "a certificate that has expired", UNTRUSTED),
    Row("T2", "a certificate of the future", UNTRUSTED),
    Row("T3", "a certificate of another host", UNTRUSTED),
    Row("T4", "a certificate that signs itself", UNTRUSTED),
    Row("T5", "an authority that nobody knows", UNTRUSTED),
    Row("T6", "an issuer that is no authority", UNTRUSTED),
    Row("T7", "an authority that may not speak for this host", UNTRUSTED),
    Row("T8", "a certificate with a weak signature or a weak key", UNTRUSTED),
    Row("T9", "nothing newer than TLS 1.1, or only ciphers that are none", "not sent"),
    Row(
        "T10",
        "a handshake that stops or is reset",
        "not sent; tried again by every class",
    ),
    Row(
        "T13",
        "a machine without authorities",
        "HTTPS is a fault of the configuration that is told; plain HTTP to this machine works",
    ),
    Row(
        "T15",
        "plain HTTP to another machine with a secret",
        "refused while the client is built, unless it is allowed by name",
    ),
    Row(
        "T16",
        "early data, which could be replayed",
        "never sent",
        faces="rust",
        tests={"rust": ("core/src/http/tls.rs::early_data_is_disabled",)},
    ),
    Row(
        "T17",
        "a clock that is wrong by decades",
        "not sent; the error says when the certificate would be valid",
    ),
)
