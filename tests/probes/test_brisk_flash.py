"""Writing by the helper program: packed where that pays, and each wait is as long as the block before may take."""

from __future__ import annotations

import zlib
from random import Random

from espdoctor.probes import brisk_flash


class Stub:
    """esptool's loader object as far as it is used here: it keeps what it was sent."""

    FLASH_WRITE_SIZE = 0x400

    def __init__(self) -> None:
        self.begun: tuple[int, ...] = ()
        self.blocks: list[bytes] = []
        self.waits: list[float] = []

    def flash_begin(self, size: int, address: int) -> None:
        self.begun = (size, address)

    def flash_defl_begin(self, size: int, packed: int, address: int) -> None:
        self.begun = (size, packed, address)

    def flash_block(self, data: bytes, number: int) -> None:
        assert number == len(self.blocks)
        self.blocks.append(data)

    def flash_defl_block(self, data: bytes, number: int, timeout: float) -> None:
        self.flash_block(data, number)
        self.waits.append(timeout)

    def flash_finish(self, reboot: bool) -> None:
        assert not reboot

    def flash_defl_finish(self, reboot: bool, timeout: float) -> None:
        assert not reboot
        self.waits.append(timeout)


def test_what_can_be_packed_goes_out_packed_and_progress_counts_what_it_was() -> None:
    stub, data = Stub(), bytes(range(256)) * 40
    done = list(brisk_flash.write(stub, 0x1000, data))
    assert zlib.decompress(b"".join(stub.blocks)) == data
    assert stub.begun == (len(data), sum(map(len, stub.blocks)), 0x1000)
    assert done[-1] == len(data)


def test_what_cannot_be_packed_goes_out_as_it_is_the_last_block_filled_up() -> None:
    stub, data = Stub(), Random(1).randbytes(0x500)
    assert list(brisk_flash.write(stub, 0, data)) == [0x400, 0x500]
    assert b"".join(stub.blocks) == data.ljust(0x800, b"\xff")


def test_the_answer_to_a_block_may_take_as_long_as_writing_the_one_before() -> None:
    stub = Stub()
    list(brisk_flash.write(stub, 0, bytes(2 << 20)))
    first, *later = stub.waits
    assert first == 3.0
    assert max(later) > 3.0
