"""The checksum that we and the chip agree on."""

from __future__ import annotations

from espdoctor.probes.checksum import md5


def test_it_is_written_as_the_chip_tells_it() -> None:
    assert md5(b"") == "d41d8cd98f00b204e9800998ecf8427e"  # RFC 1321, test suite
