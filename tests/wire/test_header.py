"""The start of the flash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import header
from espdoctor.probes.wire.header import Header


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("e901024004f01040", Header("image", "dio", 4 << 20, 40)),
        ("e903032f00000000", Header("image", "dout", 1 << 20, 80)),
        ("e90107f500000000", Header("image", "unknown", None, None)),
        ("ffffffffffffffff", Header("blank")),
        ("0000000000000000", Header("zeros")),
        ("e900024000000000", Header("other")),
        ("7b22737369640000", Header("other")),
        ("e901", Header("other")),
        ("", Header("other")),
    ],
)
def test_what_stands_there(data: str, found: Header) -> None:
    assert header.read(bytes.fromhex(data)) == found


@given(st.binary(max_size=32))
def test_any_bytes_are_read(data: bytes) -> None:
    assert header.read(data).state in ("image", "blank", "zeros", "other")
