"""The contenders: this library in each language, its alternatives, and the limits."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "target/bench"
RUST = ROOT / "target/release"


class Part(Enum):
    """The role of a contender."""

    OURS = "ours"
    PEER = "peer"
    LIMIT = "limit"


@dataclass(frozen=True)
class Contender:
    """A program that makes calls and prints numbers."""

    label: str
    language: str
    part: Part
    command: tuple[str, ...]

    @property
    def built(self) -> bool:
        """Whether its program exists."""
        return Path(self.command[0]).exists()


def python(label: str, name: str, part: Part = Part.PEER, loop: str = "asyncio") -> Contender:
    """A contender of `python/measure.py`."""
    script = str(ROOT / "bench/python/measure.py")
    interpreter = str(ROOT / ".venv-bench/bin/python")
    return Contender(label, "Python", part, (interpreter, script, name, "--loop", loop))


def rust(label: str, program: str, name: str, part: Part = Part.PEER) -> Contender:
    """A contender of `rust/`."""
    return Contender(label, "Rust", part, (str(RUST / program), "--impl", name))


def c(label: str, program: str, part: Part = Part.PEER) -> Contender:
    """A contender of `c/`."""
    return Contender(label, "C", part, (str(BUILT / program),))


OURS = "sendgrid-accounts"
LIMIT = Contender(
    "prepared bytes", "limit", Part.LIMIT, (str(RUST / "bench-peers"), "--impl", "raw")
)

BLOCKING = (
    python(OURS, "ours", Part.OURS),
    python("pycurl, msgspec", "pycurl"),
    python("ry", "ry"),
    python("httpx", "httpx"),
    python("sendgrid (official)", "sendgrid"),
    python("raw socket", "raw", Part.LIMIT),
    rust(f"{OURS}, async", "lab-client", "async", Part.OURS),
    rust(f"{OURS}, blocking", "lab-client", "blocking", Part.OURS),
    rust("reqwest", "bench-peers", "reqwest"),
    rust("ureq", "bench-peers", "ureq"),
    c(OURS, "c-client", Part.OURS),
    c("libcurl easy, cJSON", "c-curl"),
)
AT_ONCE = (
    python(f"{OURS}, asyncio", "ours-async", Part.OURS),
    python(f"{OURS}, uvloop", "ours-async", Part.OURS, "uvloop"),
    python("aiohttp", "aiohttp"),
    python("ry", "ry-async"),
    python("httpx", "httpx-async"),
    python("sendgrid (official), threads", "sendgrid"),
    python("raw asyncio", "raw-async", Part.LIMIT),
    python("raw uvloop", "raw-async", Part.LIMIT, "uvloop"),
    rust(f"{OURS}, async", "lab-client", "async", Part.OURS),
    rust("reqwest", "bench-peers", "reqwest"),
    c(f"{OURS}, queue", "c-client", Part.OURS),
    c("libcurl multi, cJSON", "c-curl"),
)
LISTS = tuple(one for one in BLOCKING if one.label not in ("raw socket", "libcurl easy, cJSON"))
ITERATIONS = (
    *LISTS[:1],
    python(f"{OURS}, asyncio", "ours-async", Part.OURS),
    *LISTS[1:],
)
XML_LISTS = tuple(
    python(label, name, part)
    for label, name, part in ((OURS, "ours", Part.OURS), ("pycurl, lxml", "pycurl", Part.PEER))
)
