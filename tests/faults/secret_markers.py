"""Unique secrets, and a search for them in every usual encoding."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote, quote_plus

KEY = "SG.qXv7Lk2mPz.Zr8Tn4Wd9yBc6Hf3Js5"
RESELLER_PASSWORD = "Vg5&hQ+z8%Rw2=Kt7"
OLD_PASSWORD = "Ux4/jN?m9 Bp1Yd6q"
NEW_PASSWORD = "Tk3+sF#w7;Gz0Lc8v"
PROXY_PASSWORD = "Pj6-xR_t2.Dn9Wm4h"
ALL = (KEY, RESELLER_PASSWORD, OLD_PASSWORD, NEW_PASSWORD, PROXY_PASSWORD)
SHORTEST_PART = 8


@cache
def encodings(secret: str) -> frozenset[bytes]:
    """A secret in plain form, in part, and in each usual encoding."""
    strings = {secret, quote(secret, safe=""), quote_plus(secret)}
    if len(secret) >= 2 * SHORTEST_PART:
        strings |= {secret[:SHORTEST_PART], secret[-SHORTEST_PART:]}
    results = {string.encode() for string in strings}
    results |= {secret.encode(encoding) for encoding in ("utf-16-le", "utf-16-be")}
    return frozenset(results | in_base64(secret.encode()))


def in_base64(secret: bytes) -> set[bytes]:
    """The Base64 characters that do not depend on the bytes before and after the secret."""
    fragments: set[bytes] = set()
    for before in range(3):
        # The first and the last group of four also encode bits of the adjacent bytes.
        encoded = base64.b64encode(b"\0" * before + secret)
        fragments.add(encoded[4 if before else 0 : len(encoded) - 4])
    return fragments


def occurrences(secrets: Iterable[str], output: bytes) -> list[bytes]:
    """The encodings of these secrets that the output contains."""
    return [encoding for secret in secrets for encoding in encodings(secret) if encoding in output]
