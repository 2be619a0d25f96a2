"""What can keep an action from being done, each with what is now in flash and what to do.

ActionFailed
├── NothingToWrite()             no firmware was given and the computer knows none
├── NoFirmwareThere(place, why)  a file or folder was named that holds none
├── ImageRefused(refusals)       looked at and not written: it does not fit
├── NotInLoader(tried)           the chip did not answer as its loader does
├── WrongChip(magic)             it answered, and it is not an ESP8266
├── FlashUnreachable(number)     the chip works, its flash chip does not answer
├── StubSilent(said)             esptool's helper program did not start on the chip
├── TransferBroken(verb, …)      the line gave up between two blocks
├── TooSlow(doing, left)         the line spoils so much that the work would take hours
├── ChipRefused(verb, …)         the chip said no: it could not erase, write or read
├── NotTheSame(ranges)           what is on the chip differs from what was sent
├── NothingSaved()               without the helper program no backup can be made
├── BackupUnsound(path, why)     a backup cannot be made, or is not what it says it is
├── OtherBoard(of, here)         the backup was made of another chip
└── NoModeBoots(tried, …)        the board started with none of the flash modes

Text from esptool or from files is bounded and cleaned here, before it becomes part of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.errors import EspdoctorError
from .erasing import Range, merged
from .image_fit import Refusal


def tame(text: object, most: int = 160) -> str:
    """Foreign text as one short line of visible ASCII."""
    return " ".join(ascii(str(text))[1:-1].replace("\\n", " ").split())[:most]


class ActionFailed(EspdoctorError):
    """Base of all that an action can fail with."""

    incomplete = False
    """The flash holds neither the old nor the new. `writing.rewrite` knows, whoever raises it."""


class NothingToWrite(ActionFailed):
    """No image at all."""

    def __str__(self) -> str:
        return "There is no firmware to write. Give the .bin file of your program (espdoctor check --firmware FILE)."


class NoFirmwareThere(ActionFailed):
    """What was named holds nothing that could be written."""

    def __init__(self, place: object, why: str) -> None:
        self.place = str(place)
        self.why = why
        super().__init__(self.place, why)

    def __str__(self) -> str:
        return f"{tame(self.place, 200)}: {self.why} Nothing was written."


class ImageRefused(ActionFailed):
    """The image was looked at, and writing it would not help or would do harm."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(self.refusals)

    def __str__(self) -> str:
        lines = [f"{tame(r.part, 60)}: {r.reason} {r.way_out}".lstrip(": ") for r in self.refusals]
        return "Nothing was written. " + " ".join(lines)


class NotInLoader(ActionFailed):
    """No reset sequence that was tried brought an answer."""

    def __init__(self, tried: Sequence[str]) -> None:
        self.tried = tuple(tried)
        super().__init__(self.tried)

    def __str__(self) -> str:
        how = f"Tried to reset it this way: {', '.join(self.tried)}. " if self.tried else ""
        return (
            f"The chip does not answer as its bootloader does. {how}Hold the FLASH button, press RST, let both go, "
            "and try again; or let espdoctor check find out why."
        )


class WrongChip(ActionFailed):
    """The register that tells ESP chips apart holds another number."""

    def __init__(self, magic: int) -> None:
        self.magic = magic
        super().__init__(magic)

    def __str__(self) -> str:
        return (
            f"What answers is not an ESP8266 (its identifying register reads 0x{self.magic:08x}). Nothing was "
            "written. Check that this is the board you mean, and the port it is on."
        )


class FlashUnreachable(ActionFailed):
    """The flash chip's id is all ones, all zeros, or what floating lines give."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    def __str__(self) -> str:
        return (
            f"The flash chip does not answer (its id reads 0x{self.number:06x}). Nothing was written. Take everything "
            "off GPIO6 to GPIO11 (SD0 to SD3, CLK, CMD), then try again; else the flash chip is dead or badly soldered."
        )


class StubSilent(ActionFailed):
    """The program that esptool loads into the chip's RAM did not announce itself."""

    def __init__(self, said: object) -> None:
        self.said = tame(said)
        super().__init__(self.said)

    def __str__(self) -> str:
        return (
            "The chip answered, but the helper program that reads and writes its flash did not start. Mostly the "
            "power is too weak or the line is noisy. Nothing was changed in flash. espdoctor flash --no-backup writes "
            f"without that program, and without saving what will be lost. (esptool: {self.said}.)"
        )


class TransferBroken(ActionFailed):
    """No answer, or a mangled one, in the middle."""

    def __init__(self, verb: str, address: int | None, said: object) -> None:
        self.verb = verb
        self.address = address
        self.said = tame(said)
        super().__init__(verb, address, self.said)

    def __str__(self) -> str:
        return (
            f"The line to the chip broke while {self.verb}{_at(self.address)}. {_left(self.incomplete)} "
            "A shorter cable, a lower speed (--baud 115200) or a stronger supply mostly cures this. "
            f"(esptool: {self.said}.)"
        )


class TooSlow(ActionFailed):
    """It goes on, and would not end in any time that somebody waits. `left` is in seconds."""

    def __init__(self, doing: str, left: float) -> None:
        self.doing = tame(doing, 60)
        self.left = left
        super().__init__(self.doing, left)

    def __str__(self) -> str:
        return (
            f"{self.doing}: over this line it would take {max(1, round(self.left / 60))} more minutes, since most of "
            "what is sent arrives spoilt. It was stopped here. Take a shorter cable, another USB port or a stronger "
            "supply, and run it again: what is right already is not written twice."
        )


class ChipRefused(ActionFailed):
    """The chip answered with an error code of its own."""

    def __init__(self, verb: str, address: int | None, code: int) -> None:
        self.verb = verb
        self.address = address
        self.code = code
        super().__init__(verb, address, code)

    def __str__(self) -> str:
        return (
            f"The chip reported an error (0x{self.code:04x}) while {self.verb}{_at(self.address)}. "
            f"{_left(self.incomplete)} Its flash may be write-protected, worn or badly connected."
        )


class NotTheSame(ActionFailed):
    """The chip's own checksum of what it holds is another one."""

    incomplete = True

    def __init__(self, ranges: Sequence[Range], blank: bool = False) -> None:
        self.ranges = merged(ranges)
        self.blank = blank
        """What was written reads as erased flash: nothing stuck."""
        super().__init__(self.ranges, blank)

    def __str__(self) -> str:
        where = ", ".join(f"0x{start:06x} to 0x{end:06x}" for start, end in self.ranges[:_MOST_RANGES])
        more = len(self.ranges) - _MOST_RANGES
        where += f" and {more} more places" if more > 0 else ""
        how = "is still erased" if self.blank else "differs from what was sent"
        return (
            f"What is in flash at {where} {how}. {_left(True)} Try again at a lower speed (--baud 115200) and with a "
            "stronger supply; if it stays so, the flash chip is worn or write-protected."
        )


_MOST_RANGES = 4
"""That are named in a sentence."""


class NothingSaved(ActionFailed):
    """A backup was not declined, and without esptool's helper program there can be none."""

    def __str__(self) -> str:
        return (
            "Without the helper program what is in flash cannot be saved: reading it would take an hour for each "
            "megabyte. Nothing was changed. Add --no-backup if it may be lost."
        )


class BackupUnsound(ActionFailed):
    """A backup that would not bring the old content back is none."""

    def __init__(self, path: object, why: str) -> None:
        self.path = str(path)
        self.why = why
        super().__init__(self.path, why)

    def __str__(self) -> str:
        return f"The backup {tame(self.path, 300)} cannot be used: {self.why} {_left(self.incomplete)}"


class OtherBoard(ActionFailed):
    """The MAC addresses differ."""

    def __init__(self, of: str, here: str) -> None:
        self.of = of
        self.here = here
        super().__init__(of, here)

    def __str__(self) -> str:
        return (
            f"This backup was made of another board: its MAC address is {tame(self.of, 40)}, that of this board is "
            f"{self.here}. Nothing was written. Plug in the other board, or add --other-board to write it all the same."
        )


class NoModeBoots(ActionFailed):
    """Each flash mode was tried, and the start was watched each time. `put_back`: the old one stands there again."""

    def __init__(self, tried: Sequence[str], put_back: bool) -> None:
        self.tried = tuple(tried)
        self.put_back = put_back
        super().__init__(self.tried, put_back)

    def __str__(self) -> str:
        now = "The old mode was put back." if self.put_back else "The old mode is not known, so the last of them stays."
        return (
            f"The board started with none of the flash modes {', '.join(self.tried)}. {now} "
            "The image itself is damaged or is not for this board, or the flash chip cannot be read."
        )


def _at(address: int | None) -> str:
    """Where in flash, if it was anywhere."""
    return "" if address is None else f" at 0x{address:06x}"


def _left(incomplete: bool) -> str:
    if incomplete:
        return (
            "The firmware on the board is now incomplete: write it again, or put the backup back (espdoctor restore)."
        )
    return "What was on the board is unchanged."
