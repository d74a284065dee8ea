"""Secrets that can be searched for, in every spelling that a program could show them in."""

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
def spellings(secret: str) -> frozenset[bytes]:
    """A secret as it is, in part, and encoded in each of the usual ways."""
    texts = {secret, quote(secret, safe=""), quote_plus(secret)}
    if len(secret) >= 2 * SHORTEST_PART:
        texts |= {secret[:SHORTEST_PART], secret[-SHORTEST_PART:]}
    found = {text.encode() for text in texts}
    found |= {secret.encode(encoding) for encoding in ("utf-16-le", "utf-16-be")}
    return frozenset(found | in_base64(secret.encode()))


def in_base64(secret: bytes) -> set[bytes]:
    """What stays the same of it, whatever stands before and after it."""
    found: set[bytes] = set()
    for before in range(3):
        # The first and last groups of four also hold bits of the neighbours.
        encoded = base64.b64encode(b"\0" * before + secret)
        found.add(encoded[4 if before else 0 : len(encoded) - 4])
    return found


def seen(secrets: Iterable[str], shown: bytes) -> list[bytes]:
    """The spellings that are there to be seen."""
    return [text for secret in secrets for text in spellings(secret) if text in shown]
