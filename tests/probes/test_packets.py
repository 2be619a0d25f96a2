"""Flash is read packet by packet, each acknowledged, and proven by the digest at the end."""

from __future__ import annotations

import hashlib
import struct
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

import pytest

from espdoctor.probes import packets

FLASH = bytes(at * 31 & 0xFF for at in range(10000))


class Helper:
    """esptool's loader object with the helper running; it is its own port too."""

    ESP_CMDS: ClassVar = {"READ_FLASH": 0xD2}

    def __init__(self, digest: bytes | None = None) -> None:
        self._port = self
        self.digest = digest
        self.order: tuple[int, ...] = ()
        self.done = 0
        self.expected: list[int] = []
        self.acknowledged: list[int] = []

    def check_command(self, _what: str, code: int, body: bytes, timeout: float) -> None:
        assert (code, timeout > 0) == (0xD2, True)
        self.order = struct.unpack("<IIII", body)

    def expecting(self, size: int) -> AbstractContextManager[None]:
        self.expected.append(size)
        return nullcontext()

    def read(self) -> bytes:
        address, size, packet, _ = self.order
        if self.done >= size:
            return self.digest or hashlib.md5(FLASH[address : address + size]).digest()
        start, self.done = self.done, self.done + packet
        return FLASH[address + start : address + min(size, self.done)]

    def write(self, packet: bytes) -> None:
        self.acknowledged += struct.unpack("<I", packet)


def test_what_is_read_is_what_the_flash_holds_and_each_packet_is_acknowledged() -> None:
    helper = Helper()

    assert packets.read(helper, 100, 9000, 4096) == FLASH[100:9100]
    assert helper.order == (100, 9000, 4096, packets.AT_ONCE)
    assert helper.acknowledged == [4096, 8192, 9000]


def test_the_port_is_told_how_much_is_sure_to_follow() -> None:
    """Of the digest nothing: by then all of it may be there."""
    helper = Helper()

    packets.read(helper, 0, 9000, 4096, at_once=1)

    assert helper.expected == [4096, 4096, 808]


def test_another_digest_is_an_error() -> None:
    with pytest.raises(ValueError, match="not what was sent"):
        packets.read(Helper(bytes(16)), 0, 5000, 4096)
