"""The conformance of the languages is tested with the drivers of their own tests."""

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "c"), str(TESTS / "python")]
