"""Lists decoded from memory, as in the measurements; only builds with test hooks can do it."""

from collections.abc import Callable, Sequence

import pytest
from sendgrid_accounts import Customer, NotFoundError, ResponseError, _native

JSON = b'[{"username": "one", "zip": "91234", "active": "true"}, {"username": "two"}]'
XML = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?><users><user><username>one</username>'
    b"<zip>91234</zip><active>true</active></user><user><username>two</username></user></users>"
)


@pytest.fixture
def decode() -> Callable[[bytes], Sequence[Customer]]:
    if "decode_customers" not in vars(_native):
        pytest.skip("needs a build with test hooks")
    decoder: Callable[[bytes], Sequence[Customer]] = vars(_native)["decode_customers"]
    return decoder


@pytest.mark.parametrize("body", [JSON, XML])
def test_both_formats_are_recognised(
    decode: Callable[[bytes], Sequence[Customer]], body: bytes
) -> None:
    one, two = decode(body)
    assert (one.username, one.zip, one.active) == ("one", "91234", True)
    assert (two.username, two.zip, two.active) == ("two", None, None)


def test_an_error_body_raises(
    decode: Callable[[bytes], Sequence[Customer]],
) -> None:
    with pytest.raises(NotFoundError):
        decode(b'{"message": "error", "errors": ["User not found"]}')
    with pytest.raises(ResponseError):
        decode(b'[{"username": ')
