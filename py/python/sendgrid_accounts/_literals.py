"""Types of error attributes with a fixed set of strings.

A module of its own, since `typing` takes longer to import than this package.
"""

from typing import Literal

Outcome = Literal["not_sent", "rejected", "applied", "unknown"]
"""Outcome of a failed call.

* `not_sent`: no request was sent.
* `rejected`: the server refused the call; nothing was changed.
* `applied`: the server accepted the call, but the rest of its response was cut off.
* `unknown`: the request may have arrived, but no usable response came back: reconcile before a
  retry.
"""

Phase = Literal["queue", "connect", "response", "body"]
"""Phase of a call in which its time limit passed.
"""
