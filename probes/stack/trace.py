"""A dump and an .elf become a story: where it crashed, who called, which line is the person's own, and how they fit.

A stack holds more than return addresses: old ones, and numbers that merely look like code. What does not stand behind
a call is left out, as addr2line cannot. The same look tells an .elf of another build: there hardly any word fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .calls import LENGTH, returns_to
from .frames import Decoder, Frame

Role = Literal["crash", "caller", "other"]
Fit = Literal["fits", "other-build", "unsure"]
Owner = Literal["sketch", "library", "core", "system"]

MOST_PLACES = 400

ENTRIES = ("loop", "setup")
"""What the core calls, and every sketch has (esp8266/Arduino core_esp8266_main.cpp)."""

_ENOUGH = 4
"""Code addresses on a stack from which their share says something."""
_FITS, _FOREIGN = 0.5, 0.25
"""Of a sketch's own stack most are returns; of a foreign one those that hit a call by chance (measured: one in ten)."""

_OWNERS: tuple[tuple[Owner, re.Pattern[str]], ...] = (
    ("core", re.compile(r"[/\\](?:cores[/\\]esp8266|framework-arduinoespressif8266[^/\\]*[/\\]cores)[/\\]")),
    ("system", re.compile(r"[/\\](?:tools[/\\]sdk|xtensa-lx106-elf|newlib|gcc(?:-[\w.]+)?|lwip2?|libgcc)[/\\]")),
    ("library", re.compile(r"[/\\](?:libraries|libdeps|packages|lib)[/\\]")),
)
"""Whose a source file is, by its folders; what is none of these is the person's."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address of the dump."""

    address: int
    role: Role
    frames: tuple[Frame, ...]
    """What stands at the address itself, as addr2line tells it."""
    called: tuple[Frame, ...]
    """For a caller: the call, which stands before the address that it returns to; else the same as `frames`."""

    @property
    def own(self) -> Frame | None:
        """The innermost frame of the person's own code."""
        return next((frame for frame in self.called if owner(frame) == "sketch"), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """A dump, decoded."""

    places: tuple[Place, ...]
    fit: Fit
    lines: bool = True
    """Whether the .elf knows the lines of the sketch: some tools compile it without, and only libraries with them."""

    @property
    def story(self) -> tuple[Place, ...]:
        """What is worth reading: the crash and its callers, none twice in a row."""
        told = [place for place in self.places if place.role != "other" and place.frames]
        return tuple(b for a, b in zip([None, *told], told, strict=False) if a is None or a.called != b.called)

    @property
    def own(self) -> Frame | None:
        """The nearest line of the person's own."""
        return next((place.own for place in self.story if place.own), None)


def owner(frame: Frame) -> Owner:
    """Whose code it is."""
    if not frame.file or not frame.line:
        return "sketch" if frame.function in ENTRIES else "system"
    for who, folders in _OWNERS:
        if folders.search(frame.file):
            return who
    return "sketch"


def trace(decoder: Decoder, crash: Sequence[int], stack: Sequence[int]) -> Trace:
    """Decode: where it crashed first, then the stack's code addresses, nearest first."""
    at = [_place(decoder, address, "crash") for address in crash]
    callers = [address for address in stack if returns_to(decoder.elf, address)]
    known = frozenset(callers)
    rest = [_place(decoder, one, "caller" if one in known else "other") for one in stack[:MOST_PLACES]]
    return Trace((*at, *rest), _fit(decoder, crash, stack, len(callers)), _has_lines(decoder))


def _has_lines(decoder: Decoder) -> bool:
    """By the functions that every sketch has; a program without them is taken to have its lines."""
    found = [symbol for name in ENTRIES if (symbol := decoder.elf.symbol(name))]
    return not found or any(frame.line for one in found for frame in decoder.frames(one.address))


def _place(decoder: Decoder, address: int, role: Role) -> Place:
    frames = decoder.frames(address)
    return Place(address, role, frames, decoder.frames(address - LENGTH) if role == "caller" else frames)


def _fit(decoder: Decoder, crash: Sequence[int], stack: Sequence[int], returns: int) -> Fit:
    if any(not decoder.elf.has_code(address) for address in crash):
        return "other-build"
    if len(stack) < _ENOUGH:
        return "unsure"
    share = returns / len(stack)
    return "fits" if share >= _FITS else "other-build" if share < _FOREIGN else "unsure"
