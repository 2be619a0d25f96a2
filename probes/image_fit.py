"""Whether what is to be written fits the chip on the table: refused with the reason before a byte is written. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .erasing import SECTOR
from .image import Image, inspect
from .image_formats import FORMATS

Why = Literal["kind", "damaged", "too-large", "size", "mode", "overlap", "nothing", "offset"]


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes and the flash address that they go to."""

    offset: int
    data: bytes
    name: str = "the image"
    """What the person calls it: a file name. Hostile: shorten and escape before showing."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of the chip; None is not known, and refuses nothing."""

    flash_size: int | None = None
    """Bytes that the flash chip really has."""
    is_8285: bool | None = None
    mode_that_boots: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it is not written, and what the person can do."""

    why: Why
    part: str
    reason: str
    way_out: str


def fits(parts: Sequence[Part], target: Target) -> tuple[Refusal, ...]:
    """All that speaks against writing these parts to this chip; empty: nothing does."""
    if not parts:
        return (Refusal("nothing", "", "There is nothing to write.", "Name the firmware's .bin file."),)
    found = [refusal for part in parts for refusal in _against(part, inspect(part.data), target)]
    return (*found, *_overlaps(parts))


def _against(part: Part, image: Image, target: Target) -> Iterator[Refusal]:
    for look in _LOOKS:
        refusal = look(part, image, target)
        if refusal is not None:
            yield refusal
            if look is _wrong_kind:
                return


def _wrong_kind(part: Part, image: Image, _target: Target) -> Refusal | None:
    """Behind 0x0 anything may lie (file systems, settings); what starts must be a program for this chip."""
    odd = FORMATS.get(image.kind)
    harmless = part.offset > 0 and image.kind in ("data", "blank", "zeros", "text", "second-stage", "gzip")
    if odd is None or harmless:
        return None
    return Refusal("kind", part.name, f"It is {odd.title}.", odd.way_out)


def _misplaced(part: Part, _image: Image, _target: Target) -> Refusal | None:
    if part.offset >= 0 and part.offset % SECTOR == 0:
        return None
    return Refusal(
        "offset",
        part.name,
        f"The address 0x{part.offset:x} is not the start of a flash sector.",
        f"Give an address that can be divided by 0x{SECTOR:x}: flash is erased in pieces of that size.",
    )


def _damaged(part: Part, image: Image, _target: Target) -> Refusal | None:
    if not image.problems:
        return None
    return Refusal("damaged", part.name, " ".join(image.problems), "Download or build the file once more.")


def _too_large(part: Part, _image: Image, target: Target) -> Refusal | None:
    end = part.offset + len(part.data)
    if target.flash_size is None or end <= target.flash_size:
        return None
    return Refusal(
        "too-large",
        part.name,
        f"It would end at {_size(end)}, and the flash chip of this board has {_size(target.flash_size)}.",
        "Choose the flash size of this board in your tool and build it again, or take a smaller firmware. "
        "Written as it is, its end would wrap around and overwrite its own beginning.",
    )


def _wrong_size(part: Part, image: Image, target: Target) -> Refusal | None:
    if part.offset or target.flash_size is None or image.flash_size is None or image.flash_size <= target.flash_size:
        return None
    return Refusal(
        "size",
        part.name,
        f"It was built for {_size(image.flash_size)} of flash, and this board has {_size(target.flash_size)}.",
        "Let espdoctor put the real size into its header (--size real), or choose that size in your tool and build "
        "it again. The latter is better when it keeps files or settings in flash.",
    )


def _wrong_mode(part: Part, image: Image, target: Target) -> Refusal | None:
    """An ESP8285 has no lines for the four-bit modes (esp-faq, esp8266/Arduino boards.rst)."""
    needed = target.mode_that_boots or ("dout" if target.is_8285 and image.mode in ("qio", "qout") else None)
    if part.offset or needed in (None, "none") or image.mode is None or image.mode == needed:
        return None
    if image.mode == "dout":
        return None  # the mode that asks least of a board: a board that starts in another starts in this one too
    known = "an ESP8285" if target.mode_that_boots is None else f"a board that was seen to start with {needed}"
    return Refusal(
        "mode",
        part.name,
        f"It asks for flash mode {image.mode}, and this is {known}.",
        f"Let espdoctor put the right mode into its header (--mode {needed}), or choose it in your tool.",
    )


Look = Callable[[Part, Image, Target], Refusal | None]
_LOOKS: tuple[Look, ...] = (_wrong_kind, _misplaced, _damaged, _too_large, _wrong_size, _wrong_mode)


def _overlaps(parts: Sequence[Part]) -> Iterator[Refusal]:
    """Two parts that share a sector: the second one would erase the first one's bytes."""
    ordered = sorted(parts, key=lambda part: part.offset)
    for first, second in pairwise(ordered):
        if (first.offset + len(first.data) - 1) // SECTOR >= second.offset // SECTOR:
            yield Refusal(
                "overlap",
                second.name,
                f"It begins at 0x{second.offset:x}, where {first.name} still goes on.",
                "Check the addresses: each part needs flash of its own.",
            )


def _size(size: int) -> str:
    return f"{size >> 20} MB" if size % (1 << 20) == 0 else f"{size / 1024:.0f} KB"
