"""The start of a file system in flash."""

from __future__ import annotations

import pytest

from espdoctor.probes.wire.filesystems import HEAD, TAIL, FileSystem, read

NOTHING = b"\xff" * TAIL


def superblock(block: int = 0x2000, count: int = 253, name: bytes = b"littlefs") -> bytes:
    words = b"\x01\0\0\0" + b"\xf0\x0f\xff\xf7" + name + b"\x2f\xe0\0\x10" + b"\0\0\x02\0"
    return words + block.to_bytes(4, "little") + count.to_bytes(4, "little")


def test_littlefs_is_known_by_its_name_and_says_how_large_it_is() -> None:
    assert read(superblock(), NOTHING) == FileSystem("littlefs", 0x1FA000)


BROKEN = [superblock(block=0), superblock(block=77), superblock(count=0), superblock(count=1 << 20)]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_size_that_makes_no_sense_is_left_out(broken: bytes) -> None:
    assert read(broken, NOTHING) == FileSystem("littlefs", None)


def test_spiffs_is_known_by_the_magic_of_its_first_page() -> None:
    assert read(b"\xff" * HEAD, b"\x29\x04\xff\xff") == FileSystem("spiffs", None)


@pytest.mark.parametrize(
    ("head", "tail"),
    [(b"\xff" * HEAD, NOTHING), (b"\0" * HEAD, b"\0" * TAIL), (superblock(name=b"littlefz"), NOTHING), (b"", b"")],
)
def test_anything_else_is_none(head: bytes, tail: bytes) -> None:
    assert read(head, tail) is None
