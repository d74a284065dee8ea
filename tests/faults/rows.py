"""The table of everything that may go wrong: the matrix of faults, row by row."""

from __future__ import annotations

from rows_answers import ANSWERS, BODIES, LIMITS
from rows_inputs import C_ABI, INPUTS
from rows_network import NETWORK, PROTOCOL, TLS
from rows_python import BULK, RUNTIME

ROWS = (
    *NETWORK,
    *ANSWERS,
    *PROTOCOL,
    *LIMITS,
    *TLS,
    *BODIES,
    *INPUTS,
    *C_ABI,
    *RUNTIME,
    *BULK,
)
