"""The rows of network (N), protocol (P) and TLS (T) faults."""

from __future__ import annotations

from row import ALL, Row

LEFT_OVER = "core/tests/left_over_bytes.rs"

NETWORK = (
    Row("N1", "an unknown host name", "not sent; three attempts for every class"),
    Row(
        "N2",
        "a host name that takes 30 seconds to resolve",
        "not sent after the connect timeout; the exit of the program does not wait",
    ),
    Row("N4", "a closed port", "not sent; three attempts for every class"),
    Row(
        "N5",
        "a server with a full accept queue: no connection is established",
        "not sent after the connect timeout; every class is retried",
    ),
    Row("N6", "no route to the server, or a prohibited route", "not sent"),
    Row(
        "N7",
        "a reset before the server reads the request",
        "reads are retried, absolute changes once, other changes never; those are unknown",
        scripts=("reset before reading", "reset before applying"),
    ),
    Row(
        "N8",
        "a reset after the change was applied",
        "as N7; no duplicate of a once-only change; a read finds the change",
        scripts=("reset after applying", "response reset in its headers"),
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
        "an orderly close instead of a response",
        "as N7 and N8",
        scripts=(
            "closed before applying",
            "closed after applying",
            "response closed in its headers",
        ),
    ),
    Row(
        "N11",
        "an idle connection that the server closes just before its reuse; 20 times per class, "
        "40 times as often in `make soak`",
        "no call fails; a change that must not be repeated uses a new connection",
        scripts=("closed when idle",),
    ),
    Row(
        "N12",
        "a server that closes after every response without `Connection: close`; 150 times per "
        "class, 40 times as often in `make soak`",
        "no call fails",
    ),
    Row(
        "N13",
        "a server that never responds",
        "an attempt timeout; reads are retried, changes have an unknown outcome",
    ),
    Row(
        "N15",
        "an endless response, one byte at a time",
        "the attempt timeout limits the whole response, not each read",
    ),
    Row(
        "N16",
        "a response that stalls in the middle of its body",
        "a timeout; a Users API change counts as applied, a customer API change as unknown",
    ),
    Row(
        "N18",
        "a chunked body without its last chunk",
        "no result; a Users API change counts as applied, a customer API change as unknown",
        scripts=("truncated chunks", "body shorter than Content-Length"),
    ),
    Row(
        "N19",
        "a server that half-closes the connection while the client sends the request",
        "an error within the timeout, and no busy wait",
    ),
    Row(
        "N21",
        "a proxy that rejects the tunnel",
        "not sent; the status is in the message; 403 and 407 are not retried; the proxy password "
        "appears nowhere",
    ),
    Row("N22", "a proxy that closes the tunnel after the request", "as N8"),
    Row(
        "N23",
        "proxies in the environment",
        "used, except for loopback addresses, hosts in NO_PROXY, and clients with `trust_env` off "
        "or with an explicit proxy",
    ),
    Row(
        "N24",
        "SOCKS5 proxies with or without a password, and proxies that reject or are down",
        "used for http and https; socks5h sends the host name; not sent if the proxy fails",
    ),
    Row(
        "N25",
        "a server that is killed under load and restarts on its port",
        "reads and absolute changes recover; only requests in flight have an unknown outcome",
    ),
    Row(
        "N27",
        "500 connections in sequence; 20,000 in `make soak`",
        "no call fails because ports run out",
    ),
    Row(
        "N28",
        "few or no free file descriptors at the first call of a process",
        "not sent; the error names the cause and is not internal; later calls succeed",
    ),
)

PROTOCOL = (
    Row(
        "P1",
        "a response that is not HTTP, or has an invalid version or status",
        "a transport error; a change that must not be repeated has an unknown outcome",
        scripts=("garbage", "unsupported HTTP version", "garbage after applying"),
    ),
    Row(
        "P2",
        "too many or too large headers",
        "a transport error; memory stays bounded",
    ),
    Row(
        "P5",
        "a response before the end of its request, on a reused connection",
        "each of 64 concurrent calls gets its own response",
    ),
    Row(
        "P7",
        "redirects with every status: to the same host, to another host, to no host",
        "never followed; an error with an unknown outcome; the other host gets no connection",
        scripts=("redirect 302", "redirect 307"),
    ),
    Row(
        "P8",
        "a compressed response without a request for it, including a decompression bomb",
        "an error because of its header; memory does not grow",
        scripts=("compressed",),
    ),
    Row(
        "P9",
        "an endless body, or an absurd Content-Length",
        "an error at the size limit, and the connection is closed",
        scripts=("Content-Length of 10 GiB",),
    ),
    Row(
        "P11",
        "responses with `Connection: close` among reusable connections",
        "a closing connection is never reused",
        scripts=("orderly close",),
    ),
    Row(
        "P12",
        "endless interim responses, header lines, chunks, chunk extensions or trailers",
        "the attempt timeout holds; other tasks and calls of an event loop continue",
        bindings=ALL,
    ),
    Row(
        "P13",
        "ambiguous framing: Content-Length beside Transfer-Encoding, two lengths, no valid length",
        "an error or one response; no later call receives a byte of it",
        bindings=ALL,
    ),
    Row(
        "P14",
        "an unexpected second response on an idle connection, or right after the first one",
        "its connection is not reused; no call of a client or of its views receives it",
        bindings=ALL,
        tests={
            "rust": (
                f"{LEFT_OVER}::no_call_receives_a_response_that_came_before_it",
                f"{LEFT_OVER}::no_call_of_a_busy_thread_receives_a_response_that_came_before_it",
                f"{LEFT_OVER}::no_call_of_a_busy_worker_receives_a_response_that_came_before_it",
                f"{LEFT_OVER}::no_call_of_several_workers_receives_a_response_that_came_before_it",
                f"{LEFT_OVER}::no_call_beside_workers_receives_a_response_that_came_before_it",
                f"{LEFT_OVER}::no_blocking_call_receives_a_response_that_came_before_it",
            )
        },
    ),
)

UNTRUSTED = "not sent, and not retried: a retry gets the same certificate"

TLS = (
    Row("T1", "an expired certificate", UNTRUSTED),
    Row("T2", "a certificate that is not yet valid", UNTRUSTED),
    Row("T3", "a certificate for another host", UNTRUSTED),
    Row("T4", "a self-signed certificate", UNTRUSTED),
    Row("T5", "an unknown certificate authority", UNTRUSTED),
    Row("T6", "an issuer that is not a certificate authority", UNTRUSTED),
    Row("T7", "an authority whose name constraints exclude the host", UNTRUSTED),
    Row("T8", "a certificate with a weak signature or a weak key", UNTRUSTED),
    Row("T9", "at most TLS 1.1, or only null ciphers", "not sent"),
    Row(
        "T10",
        "a handshake that stalls or is reset",
        "not sent; retried for every class",
    ),
    Row(
        "T13",
        "a system without certificate authorities",
        "HTTPS is a configuration error; plain HTTP to loopback works",
    ),
    Row(
        "T15",
        "plain HTTP with credentials to another machine",
        "a configuration error, unless `allow_insecure_transport` is set",
    ),
    Row(
        "T16",
        "TLS early data, which can be replayed",
        "never sent",
        bindings="rust",
        tests={"rust": ("core/src/http/tls.rs::early_data_is_disabled",)},
    ),
    Row(
        "T17",
        "a system clock that is wrong by decades",
        "not sent; the error names the validity of the certificate",
    ),
)
