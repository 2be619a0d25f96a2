"""What a hostile client may send: random bytes, half frames, huge lengths, commands that lie, senseless programs.

Each attack is a list of pieces, made by chance from a seed, of which none may harm anybody but the client itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor
from random import Random

Attack = Callable[[Random], list[bytes]]

IAC, SB, SE = b"\xff", b"\xff\xfa", b"\xff\xf0"
DTR_ON, DTR_OFF, RTS_ON, RTS_OFF = (SB + bytes([44, 5, control]) + SE for control in (8, 9, 11, 12))
HUGE = (0, 1, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
STUB_HEAD = bytes.fromhex("a810004001ffff46")
STUB_AT = 0x4010E000
RAM_AT = 0x40100000


def frame(packet: bytes) -> bytes:
    """As it goes on the wire."""
    return b"\xc0" + packet.replace(b"\xdb", b"\xdb\xdd").replace(b"\xc0", b"\xdb\xdc") + b"\xc0"


def command(code: int, body: bytes = b"", check: int = 0) -> bytes:
    """A request of the loader."""
    return frame(struct.pack("<BBHI", 0, code, len(body) & 0xFFFF, check) + body)


def block(code: int, data: bytes) -> bytes:
    """A block of data with the checksum that it must have."""
    return command(code, struct.pack("<IIII", len(data), 0, 0, 0) + data, reduce(xor, data, 0xEF))


SYNC = command(0x08, b"\x07\x07\x12\x20" + b"\x55" * 32)
TO_LOADER_LINES = [DTR_OFF + RTS_ON, DTR_ON + RTS_OFF, DTR_OFF]
TO_LOADER = [*TO_LOADER_LINES, SYNC, SYNC, SYNC]


def loaded(address: int, program: bytes, entry: int) -> list[bytes]:
    """A program put into RAM and started."""
    begin = struct.pack("<IIII", len(program), 1, len(program), address)
    return [command(0x05, begin), block(0x07, program), command(0x06, struct.pack("<II", 0, entry))]


TO_STUB = [*TO_LOADER, *loaded(STUB_AT, STUB_HEAD + bytes(56), STUB_AT + 4)]


def _numbers(chance: Random, count: int) -> bytes:
    return b"".join(struct.pack("<I", chance.choice((*HUGE, chance.getrandbits(32)))) for _ in range(count))


def noise(chance: Random) -> list[bytes]:
    """Anything."""
    return [chance.randbytes(chance.randrange(1, 3000)) for _ in range(3)]


def telnet(chance: Random) -> list[bytes]:
    """Bytes that mean something to telnet, in no order."""
    words = (IAC, SB, SE, DTR_ON, RTS_ON, b"\xff\xfb", b"\xff\xfd\x2c", b"\xff\xfb\x2c", b"\x2c\x01", b"\x2c\x05")
    return [b"".join(chance.choices(words, k=60)) + chance.randbytes(9) for _ in range(3)]


def rates(chance: Random) -> list[bytes]:
    """Speeds that no port has."""
    return [SB + b"\x2c\x01" + _numbers(chance, 1).replace(IAC, IAC * 2) + SE + chance.randbytes(20) for _ in range(5)]


def half_frames(chance: Random) -> list[bytes]:
    """Frames that end early, begin late, or have escapes that mean nothing."""
    whole = command(chance.randrange(256), chance.randbytes(chance.randrange(100)))
    cut = [whole[: chance.randrange(len(whole))], whole[chance.randrange(len(whole)) :]]
    return [*TO_LOADER, *cut, b"\xc0\xdb\xc0\xdb\xdb\xc0", b"\xc0" * 500, b"\xc0" + b"\xdb" * 500]


def endless_frame(chance: Random) -> list[bytes]:
    """A frame that goes on for ever."""
    return [*TO_LOADER, b"\xc0", *[bytes(chance.choices(range(0xC0), k=4000)) for _ in range(12)]]


def lying_commands(chance: Random) -> list[bytes]:
    """Commands of the ROM with any numbers, lengths and sums."""
    return [*TO_LOADER, *_any_commands(chance, range(16), 30)]


def lying_stub_commands(chance: Random) -> list[bytes]:
    """The same for the flasher stub."""
    return [*TO_STUB, *_any_commands(chance, (*range(0x14), *range(0xD0, 0xD8)), 30)]


def _any_commands(chance: Random, codes: range | tuple[int, ...], count: int) -> list[bytes]:
    made = []
    for _ in range(count):
        body = _numbers(chance, chance.randrange(6)) + chance.randbytes(chance.choice((0, 0, 1, 3, 400)))
        length = chance.choice((len(body), len(body), len(body) + 1, 0, 0xFFFF))
        code = chance.choice(codes)
        made.append(frame(struct.pack("<BBHI", 0, code, length & 0xFFFF, chance.getrandbits(32)) + body))
    return made


def bomb(chance: Random) -> list[bytes]:
    """A few bytes that become many, for a place behind the end of the flash."""
    packed = zlib.compress(bytes(8_000_000), 9)
    begin = struct.pack("<IIII", 0xFFFFFFFF, 4, 0x4000, chance.choice(HUGE))
    return [
        *TO_STUB,
        command(0x10, begin),
        *[block(0x11, packed[at : at + 0x3000]) for at in range(0, len(packed), 0x3000)],
    ]


def endless_reading(chance: Random) -> list[bytes]:
    """All that can be addressed, asked for in one go, with acknowledgements that lie."""
    asked = struct.pack("<IIII", chance.getrandbits(24), 0xFFFFFFFF, 0x1000, 0xFFFFFFFF)
    return [*TO_STUB, command(0xD2, asked), *[frame(_numbers(chance, 1)) for _ in range(8)]]


def senseless_program(chance: Random) -> list[bytes]:
    """A program of random instructions, or one that prints for ever."""
    prints = bytes.fromhex("0000006031ffff42a055490386feff")
    program = chance.choice((chance.randbytes(64), prints + bytes(1), chance.randbytes(600)))
    return [*TO_LOADER, *loaded(RAM_AT, program, RAM_AT + 4)]


ATTACKS: Mapping[str, Attack] = {
    attack.__name__: attack
    for attack in (
        noise,
        telnet,
        rates,
        half_frames,
        endless_frame,
        lying_commands,
        lying_stub_commands,
        bomb,
        endless_reading,
        senseless_program,
    )
}
