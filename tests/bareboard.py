"""A bare simulated chip on the table of the tests: pins by name, what it says, and a port-like wire to it."""

from __future__ import annotations

import struct
from dataclasses import replace
from random import Random

from espdoctor.probes.simulator import images, slip
from espdoctor.probes.simulator.chip import Chip, ChipSpec, Pins
from espdoctor.probes.simulator.flash import Flash
from espdoctor.probes.simulator.uart import BITS, Ear, Frames

SYNC = b"\x07\x07\x12\x20" + b"\x55" * 32
UP = Pins(en=True, rst=True, gpio0=True, gpio2=True, gpio15=False, powered=True)


class BareBoard:
    """One chip with everything at hand; time moves only when it is asked to."""

    def __init__(self, sketch: str | None = "hello", *, spec: ChipSpec | None = None, seed: int = 1) -> None:
        self.spec = spec or ChipSpec()
        self.flash = Flash(self.spec.flash_size, self.spec.flash_id)
        if sketch:
            self.flash.write(0, images.make_sketch(sketch, self.spec.flash_size))
        self.chip = Chip(self.spec, self.flash, Random(seed))
        self.now = 0.0
        self.pins = Pins()
        self.frames: list[Frames] = []

    def pin(self, **levels: bool) -> None:
        self.pins = replace(self.pins, **levels)
        self.chip.set_pins(self.now, **{name: getattr(self.pins, name) for name in Pins.__slots__})

    def power(self, **levels: bool) -> None:
        """Everything as it should be, but for these pins."""
        self.pins = UP
        self.pin(**levels)

    def press_reset(self, **levels: bool) -> None:
        self.pin(rst=False, **levels)
        self.wait(0.1)
        self.pin(rst=True)

    def wait(self, seconds: float) -> bytes:
        """Let time pass; returns what was said meanwhile, whatever the rate."""
        self.now += seconds
        self.chip.advance(self.now)
        said = list(self.chip.spoken)
        self.chip.spoken.clear()
        self.frames += said
        return b"".join(frames.data for frames in said)

    def loader(self) -> None:
        """Into the ROM's loader, its rate measured."""
        self.power(gpio0=False)
        self.wait(0.1)
        self.ask(0x08, SYNC)
        self.wait(0.1)
        self.ask(0x08, SYNC)

    def send(self, data: bytes, baud: float = 115200) -> None:
        self.chip.hear_many(self.now, data, baud)
        self.now += len(data) * BITS / baud

    def ask(self, code: int, body: bytes = b"", check: int = 0, seconds: float = 0.1) -> list[bytes]:
        """One command; the packets of its answer, as far as they come in that time."""
        self.send(slip.encode(struct.pack("<BBHI", 0, code, len(body), check) + body))
        return packets(self.wait(seconds))

    def read_reg(self, address: int) -> int:
        value: int = struct.unpack_from("<I", self.ask(0x0A, struct.pack("<I", address))[0], 4)[0]
        return value

    def heard_at(self, baud: float) -> bytes:
        """All that was said so far, as a listener at that rate takes it."""
        ear = Ear(baud)
        for frames in self.frames:
            ear.feed(*frames)
        return bytes(heard.byte for heard in ear.take(self.now + 1))


def packets(data: bytes) -> list[bytes]:
    decoder, found = slip.Decoder(), list[bytes]()
    while data:
        used, packet = decoder.feed(data)
        data = data[used:]
        if packet is not None:
            found.append(packet)
    return found


class Wire:
    """What esptool takes for an open pyserial port, with the chip's own time."""

    name = port = "bare"
    write_timeout: float | None = None

    def __init__(self, board: BareBoard) -> None:
        self.board, self.buffer = board, bytearray()
        self.timeout: float | None = 3.0
        self.baudrate = 115200

    @property
    def in_waiting(self) -> int:
        self.buffer += self.board.wait(0)
        return len(self.buffer)

    def inWaiting(self) -> int:  # noqa: N802 - pyserial's old name, which esptool uses
        return self.in_waiting

    def read(self, size: int = 1) -> bytes:
        end = self.board.now + (self.timeout or 0)
        while len(self.buffer) < size:
            event = self.board.chip.next_event()
            if event > end:
                self.buffer += self.board.wait(end - self.board.now)
                break
            self.buffer += self.board.wait(max(0.0, event - self.board.now) + 0.001)
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def write(self, data: bytes) -> int:
        self.board.send(data, self.baudrate)
        self.buffer += self.board.wait(0)
        return len(data)

    def flush_input(self) -> None:
        self.buffer += self.board.wait(0)
        self.buffer.clear()

    def nothing(self) -> None:
        """Buffers of the computer: there are none."""

    flushInput = reset_input_buffer = flush_input  # noqa: N815
    flushOutput = reset_output_buffer = close = nothing  # noqa: N815
