"""The only importer of esptool. What it knows comes out as values, what it cannot do as `flash_errors`.

esptool prints instead of returning, raises one error type with prose in it, and can wait for ever for its stub.
So: its logger is silenced by its own hook (TemplateLogger, esptool docs scripting), its loader objects are used
one command at a time over a port that can be cancelled, and its prose is bounded before it goes anywhere.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from . import bare_flash, brisk_flash, image_header, packets, patient
from .erasing import SECTOR
from .flash_errors import ChipRefused, FlashUnreachable, NotInLoader, StubSilent, TransferBroken, WrongChip
from .flash_plan import cut
from .grips import LOADER_BAUD, Grip
from .heard import run_dry
from .serial_face import SerialFace
from .wire import efuse, flashid

if TYPE_CHECKING:
    from .clock import Clock
    from .link import Port

_USUAL = Grip(LOADER_BAUD)

QUICK = (0.05, 0.1, 0.35)
"""Seconds for the reply to each greeting. The first one mostly comes before the ROM is ready; to the later ones a
network and a slow bridge may add 100 ms and more each way."""
GREETINGS = (*QUICK, 0.35, 0.35, 0.35)

PIECE = 0x10000
"""Bytes that are read, compared and erased at a time: a flash block, about a second at 460800 baud."""

_STILL_COMING = 0.12
"""Seconds within which more of a late answer comes."""

_SYNC = b"\x07\x07\x12\x20" + b"\x55" * 32
_MAGIC_REGISTER, _MAGIC = 0x40001000, 0xFFF0C101
_FLOATING = 0xFFFF3F
"""The id that esptool reports, besides all ones and all zeros, when it cannot talk to the flash chip."""
_LINE_CODES = {0x0105, 0x0107, 0xC000, 0xC100, 0xC700, 0xC800, 0xC900}
"""Error codes of ROM and stub that mean: what arrived was not what was sent."""


class Loader:
    """A chip whose loader answers. Made by `connect`; reading and summing up flash needs `start_stub` first."""

    def __init__(self, esp: Any, port: Port, clock: Clock, grip: Grip) -> None:
        self._esp = esp
        self.port = port
        self.clock = clock
        self.grip = grip
        self._id = 0
        self._asked = patient.again if grip.patient else patient.once

    @property
    def baud(self) -> int:
        """Bits per second that are spoken now."""
        return self.port.baud

    @property
    def bare(self) -> bool:
        """Only the loader in its ROM runs: flash can be written, and neither read nor summed up."""
        return not self._esp.IS_STUB

    def start_stub(self) -> None:
        """Load esptool's helper program into RAM and start it; at once when it still runs. Raises StubSilent."""
        if self.grip.patient:
            self._esp._upload_segment = partial(patient.upload, self._esp)
        try:
            self._esp = self._esp.run_stub(_legacy_stub(self._esp) if self.grip.patient else None)
        except patient.SPOILT as error:
            raise StubSilent(error) from None
        self.attach_flash()

    def attach_flash(self) -> None:
        """Join the flash chip to the pins, and tell the helper program its size."""
        with _mapped("preparing the flash chip"):
            self._asked(self._esp, lambda: self._esp.flash_spi_attach(0))
        size = self.flash_size()
        if size and not self.bare:
            with _mapped("preparing the flash chip"):
                self._asked(self._esp, lambda: self._esp.flash_set_parameters(size))

    def change_baud(self, baud: int) -> bool:
        """Speak at another rate from now on; whether it holds, tried on a sector of flash read and its digest.

        When it does not, nothing can be said to the chip any more: it must be reset into its loader again.
        """
        if baud == self.baud:
            return True
        try:
            with _mapped("changing the speed"):
                self._esp.command(self._esp.ESP_CMDS["CHANGE_BAUDRATE"], struct.pack("<II", baud, self.baud))
                self.port.baud = baud
                self.clock.sleep(0.05)  # what was on the line during the change is garbage
                self._esp.flush_input()
        except (TransferBroken, ChipRefused):
            return False
        return self.holds()

    def holds(self) -> bool:
        """Whether the rate holds in the other direction too: a sector of flash is read, with its digest."""
        with suppress(TransferBroken, ChipRefused):
            self.read(0, SECTOR)
            return True
        return False

    def mac(self) -> str:
        """The MAC address of the station, by the eFuse."""
        return self._efuse.mac_text

    def is_8285(self) -> bool:
        """The flash is inside the chip, by the eFuse."""
        return self._efuse.is_8285

    @cached_property
    def _efuse(self) -> efuse.Efuse:
        with _mapped("reading the chip's fuses"):
            bits = int(self.sure(self._esp.get_efuses))
        return efuse.read(struct.unpack("<4I", bits.to_bytes(16, "little")))

    def flash_id(self) -> int:
        """JEDEC id, the maker's byte lowest. Raises FlashUnreachable when the flash chip does not answer."""
        with _mapped("asking the flash chip who it is"):
            ask = partial(self._esp.flash_id, cache=False)
            self._id = number = self._id or int(self.sure(ask, self.grip.flash_id))
        if flashid.read(number).state in ("all-ones", "all-zeros") or number == _FLOATING:
            raise FlashUnreachable(number)
        return number

    def sure(self, ask: Callable[[], Any], before: object = None) -> Any:
        """Answers to register commands carry no checksum: one counts when it came twice in a row, or once `before`."""
        for _ in range(patient.TRIES):
            answer = self._asked(self._esp, ask)
            if answer == before:
                return answer
            before = answer
        raise ValueError("no two answers were the same")

    def flash_size(self) -> int | None:
        """Bytes, by the id; None where it stands for none."""
        return flashid.read(self.flash_id()).size or None

    def md5(self, address: int, size: int) -> str:
        """The chip's own checksum over that much of its flash, in small hexadecimal letters."""
        with _mapped("comparing", address):
            ask = partial(self._esp.flash_md5sum, address, size)
            return str(self.sure(ask) if self.grip.patient else ask()).lower()

    def read(self, address: int, size: int) -> bytes:
        """That much of the flash, its digest compared. For progress call it piece by piece."""
        with _mapped("reading", address):
            if self.grip.patient:
                return patient.read(self._esp, address, size)
            return packets.read(self._esp, address, size, SECTOR)

    def write(self, address: int, data: bytes) -> Iterator[int]:
        """Erase the sectors and write them, packed where that pays; yields how many bytes the chip has taken so far."""
        padded = data + b"\xff" * (-len(data) % 4)
        with _mapped("writing", address):
            if self.bare:
                yield from bare_flash.write(self._esp, address, padded)
            elif self.grip.patient:
                yield from patient.write(self._esp, address, padded)
            else:
                yield from brisk_flash.write(self._esp, address, padded)

    def erase(self, address: int, size: int) -> Iterator[int]:
        """Erase whole sectors, a block at a time; yields how many bytes are erased so far."""
        with _mapped("erasing", address):
            if self.bare:
                yield from bare_flash.erase(self._esp, address, size)
                return
            for start, end in cut(address, address + size, PIECE):
                self._asked(self._esp, partial(self._esp.erase_region, start, end - start))
                yield end - address


def connect(
    port: Port,
    clock: Clock,
    name: str = "port",
    grip: Grip = _USUAL,
    greetings: tuple[float, ...] = GREETINGS,
    at: int | None = None,
) -> Loader:
    """Greet the loader of a chip that is in it already, at the grip's rate: the ROM measures that of the first greeting
    after a reset. `at` is another rate that it speaks for now. Raises NotInLoader, WrongChip, and what the port raises.
    """
    port.baud = at or grip.rate
    esp = _esptool().targets.ESP8266ROM(SerialFace(port, name), port.baud)
    _greet(esp, port, clock, greetings)
    loader = Loader(esp, port, clock, grip)
    with _mapped("asking which chip it is"):
        magic = int(loader.sure(lambda: esp.read_reg(_MAGIC_REGISTER)))
    if magic != _MAGIC:
        raise WrongChip(magic)
    return loader


def _greet(esp: Any, port: Port, clock: Clock, waits: tuple[float, ...]) -> None:
    """esptool's own greeting waits 0.1 s, too short for a port across a network, and it takes the end of a late answer
    for a broken one; the rest is the same. What comes after the first greeting may be the end of the boot text."""
    for number, wait in enumerate(waits):
        before = port.transcript.heard
        with suppress(*patient.SPOILT):
            esp.flush_input()
            answers = [esp.command(esp.ESP_CMDS["SYNC"], _SYNC, timeout=wait)[0]]
            # The ROM answers eight times. The stub answers with value 0: it is still there from last time.
            answers += [esp.command(timeout=wait)[0] for _ in range(7)]
            esp.sync_stub_detected = not any(answers)
            return
        if number and port.transcript.heard != before:
            run_dry(port, clock, _STILL_COMING)
    raise NotInLoader(())


def image_of_elf(data: bytes) -> tuple[bytes, int, bytes] | None:
    """The image for 0x0 that an .elf makes, and the flash address and bytes of what runs from flash; None for no .elf
    of this chip. For the ROM alone: what needs a second loader (the Arduino core) cannot be made of the .elf."""
    from esptool.bin_image import ELFFile, ESP8266ROMFirmwareImage

    _esptool()
    try:
        elf: Any = ELFFile(data)
        image: Any = ESP8266ROMFirmwareImage()
        image.segments, image.entrypoint, image.flash_mode = elf.sections, elf.entrypoint, image_header.MODES["dout"]
        image.flash_size_freq = image_header.SIZES[1 << 20] << 4
        mapped, other = image.save(None)
        at = image.get_irom_segment().addr - image.ROM_LOADER.IROM_MAP_START if mapped else 0
        return bytes(other), int(at), bytes(mapped or b"")
    except patient.SPOILT:
        return None


@contextmanager
def _mapped(verb: str, address: int | None = None) -> Generator[None, None, None]:
    """esptool's errors as ours. It trips over garbage with the others, when a reply is too short for it."""
    try:
        yield
    except patient.SPOILT as error:
        code = re.search(r"result was ([0-9A-Fa-f]{4})", str(error))
        number = int(code.group(1), 16) if code else 0
        if code and number not in _LINE_CODES:
            raise ChipRefused(verb, address, number) from None
        raise TransferBroken(verb, address, error) from None


def _legacy_stub(esp: Any) -> Any:
    """esptool's helper program of before, where it still has it. A flipped bit makes of a command to read one to erase
    all: this one refuses that, because it came with an address; the newer one erases
    (espressif/esptool-legacy-flasher-stub 1.11.1, espressif/esp-flasher-stub 1.4.1)."""
    usual = _esptool().loader.StubFlasher
    return type("Legacy", (usual,), {"STUB_SUBDIRS": ["1", *usual.STUB_SUBDIRS]})(esp)


@cache
def _esptool() -> Any:
    """The package, silenced. Loaded when first needed: it takes a noticeable part of a second."""
    import esptool
    import esptool.loader
    import esptool.logger
    import esptool.targets  # pyright: ignore[reportUnusedImport] - used by the callers, through the package
    import esptool.util  # pyright: ignore[reportUnusedImport] - likewise

    def drop(*_args: object, **_options: object) -> None:
        """What matters comes back as values or errors."""

    template = esptool.logger.TemplateLogger
    silent = type("Silent", (template,), dict.fromkeys(template.__abstractmethods__, drop))
    log: Any = esptool.logger.log  # made by a __new__ that hides its true type
    log.set_logger(silent())
    esptool.loader.HexFormatter = _Unwritten
    return esptool


class _Unwritten:
    """In place of what writes all bytes out in hexadecimal for esptool's trace: it does so though nobody looks, and
    that is a tenth of all the work of a consultation."""

    def __init__(self, *_bytes: object) -> None:
        pass

    def __str__(self) -> str:
        return ""
