"""The workloads."""

from dataclasses import dataclass

from contenders import AT_ONCE, BLOCKING, ITERATIONS, LISTS, XML_LISTS, Contender


@dataclass(frozen=True)
class Workload:
    """A kind of call and its concurrency."""

    name: str
    title: str
    server: str
    """Address of the server: http, tls, http_far or tls_far."""
    kind: str
    """get, disable, list or iterate."""
    at_once: int
    contenders: tuple[Contender, ...]
    calls: int | None = None
    """Number of calls, if it is part of the workload."""
    arguments: tuple[str, ...] = ()

    @property
    def whole_list(self) -> bool:
        """Whether one call reads a whole list."""
        return self.kind in ("list", "iterate")

    @property
    def far(self) -> bool:
        """Whether network latency dominates."""
        return self.server.endswith("_far")


WORKLOADS = (
    Workload("one-http", "One call at a time, http", "http", "get", 1, BLOCKING),
    Workload("one-tls", "One call at a time, TLS", "tls", "get", 1, BLOCKING),
    Workload("many-http", "64 calls at once, http", "http", "get", 64, AT_ONCE),
    Workload("many-tls", "64 calls at once, TLS", "tls", "get", 64, AT_ONCE),
    Workload(
        "bulk-http",
        "5,000 customers disabled, 64 at once, http",
        "http",
        "disable",
        64,
        AT_ONCE,
        5000,
    ),
    Workload(
        "bulk-far",
        "5,000 customers disabled, 256 at once, TLS, 20 ms away",
        "tls_far",
        "disable",
        256,
        tuple(one for one in AT_ONCE if "threads" not in one.label),
        5000,
    ),
    Workload("list-json", "A list of 100,000 customers, JSON, http", "http", "list", 1, LISTS, 3),
    Workload(
        "list-xml",
        "A list of 100,000 customers, XML, http",
        "http",
        "list",
        1,
        XML_LISTS,
        3,
        ("--format", "xml"),
    ),
    Workload(
        "iterate-http",
        "100,000 subusers, iterated in pages of 500, http",
        "http",
        "iterate",
        1,
        ITERATIONS,
        3,
    ),
)
QUICK = ("one-http", "one-tls", "many-http", "list-json")
"""The workloads of a quick run."""
