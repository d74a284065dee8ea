"""Secrets of characters that are spelled in many ways, and a search for them in each spelling."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import quote, quote_plus

KEY = "SG.qX+v7/Lk2~mPz.Zr8+Tn4/Wd9_yBc6-Hf3Js5=="
"""All special characters that a bearer token may contain."""
RESELLER_PASSWORD = "Vg5ä&\"'<%+ Qz8%41Rw2=Kt7ß"
OLD_PASSWORD = "Ux4ä&\"'<%+ jN?m9/Bp1\\Yd6q€"
NEW_PASSWORD = "Tk3ä&\"'<%+ sF#w7;Gz0>Lc8vé"
PROXY_PASSWORD = "Pj6ä&\"'<%+ xR_t2.@:/Dn9Wm4h"
SANDBOX_PASSWORD = "Sb1ä&\"'<%+ hM`w5|{Ke7}Yt2~ö"
ALL = (KEY, RESELLER_PASSWORD, OLD_PASSWORD, NEW_PASSWORD, PROXY_PASSWORD, SANDBOX_PASSWORD)
SHORTEST_PART = 8


def special(secret: str, spell: Callable[[int], str]) -> str:
    """A secret whose characters other than ASCII letters and digits are spelled by their code."""
    plain = (one if one.isascii() and one.isalnum() else spell(ord(one)) for one in secret)
    return "".join(plain)


def narrowest(secret: str) -> str:
    """ISO 8859-1 if it has all characters of a secret, or else UTF-8."""
    return "latin-1" if all(ord(one) < 256 for one in secret) else "utf-8"


SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    lambda secret: quote(secret, safe=""),
    quote,
    quote_plus,
    lambda secret: quote(secret.encode(narrowest(secret)), safe=""),
    lambda secret: quote(quote(secret, safe=""), safe=""),
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
    lambda secret: special(secret, "\\u{:04x}".format),
    lambda secret: special(secret, "\\u{:04X}".format),
    lambda secret: special(secret, "&#{};".format),
    lambda secret: special(secret, "&#x{:x};".format),
    html.escape,
    lambda secret: html.escape(secret, quote=False),
    lambda secret: repr(secret)[1:-1],
    lambda secret: ascii(secret)[1:-1],
    lambda secret: repr(secret.encode())[2:-1],
    lambda secret: secret.encode().hex(),
    # UTF-8 that was read as ISO 8859-1.
    lambda secret: secret.encode().decode("latin-1"),
)
"""What servers, logs and inspectors make of a text."""


@cache
def encodings(secret: str) -> frozenset[bytes]:
    """A secret in each usual spelling, and its beginning and end in each of them."""
    results: set[bytes] = set()
    for spell in SPELLINGS:
        strings = {spell(secret)}
        if len(secret) >= 2 * SHORTEST_PART:
            strings |= {spell(secret[:SHORTEST_PART]), spell(secret[-SHORTEST_PART:])}
        for string in strings:
            results |= {string.encode(), string.lower().encode(), string.upper().encode()}
    results |= {secret.encode(name) for name in (narrowest(secret), "utf-16-le", "utf-16-be")}
    return frozenset(results | in_base64(secret.encode()))


def in_base64(secret: bytes) -> set[bytes]:
    """The Base64 characters that do not depend on the bytes before and after the secret."""
    fragments: set[bytes] = set()
    for before in range(3):
        # The first and the last group of four also encode bits of the adjacent bytes.
        encoded = base64.b64encode(b"\0" * before + secret)
        fragment = encoded[4 if before else 0 : len(encoded) - 4]
        fragments |= {fragment, fragment.translate(bytes.maketrans(b"+/", b"-_"))}
    return fragments


def occurrences(secrets: Iterable[str], output: bytes) -> list[bytes]:
    """The encodings of these secrets that the output contains."""
    return [encoding for secret in secrets for encoding in encodings(secret) if encoding in output]
