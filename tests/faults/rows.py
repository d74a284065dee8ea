"""The fault matrix: all rows in one table."""

from __future__ import annotations

from rows_bulk import BULK
from rows_inputs import C_ABI, INPUTS
from rows_network import NETWORK, PROTOCOL, TLS
from rows_python import RUNTIME
from rows_responses import BODIES, LIMITS, RESPONSES
from rows_shipped import SANDBOX, SHIPPED

ROWS = (
    *NETWORK,
    *RESPONSES,
    *PROTOCOL,
    *LIMITS,
    *TLS,
    *BODIES,
    *INPUTS,
    *C_ABI,
    *RUNTIME,
    *BULK,
    *SANDBOX,
    *SHIPPED,
)
