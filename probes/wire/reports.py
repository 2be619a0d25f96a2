"""A program that falls over and over reports it each time: which of the reports that were heard can be relied on.

A lost byte makes "Exception (9)" of "Exception (29)". Much of a report is known beforehand, so it shows whether bytes
were spoilt; and the same fall, told twice alike, was hardly spoilt in the same way twice.
Facts: esp8266/Arduino core_esp8266_postmortem.cpp; the SDK's "Fatal exception" with the name of its cause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from . import banner, crash, exceptions

_ENOUGH = 2
"""Reports alike."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of a program told of its end."""

    crashes: tuple[crash.Crash, ...]
    """Places are counted in the whole text."""
    span: crash.Span
    spoilt: bool
    """Words whose form is known did not arrive as they are."""

    @property
    def tells(self) -> frozenset[tuple[str, int | None]]:
        """What it says, to be compared."""
        return frozenset((one.kind, one.exception) for one in self.crashes)

    @property
    def numbers(self) -> frozenset[int]:
        """The exceptions that it names."""
        return frozenset(one.exception for one in self.crashes if one.exception is not None)


@lru_cache(maxsize=16)
def reports(text: bytes) -> tuple[Report, ...]:
    """Every report in the text, in order: from one start of the chip to the next. Never raises.

    The same bytes are read for one fact after the other: the last texts are kept.
    """
    found = crash.crashes(text)
    starts = banner.read(text) if found else ()
    edges = [0, *(start.span[0] for start in starts), len(text)]
    bent = any(not start.exact for start in starts)
    made = (_report(text, found, span, bent) for span in pairwise(edges))
    return tuple(report for report in made if report.crashes)


def _report(text: bytes, found: Sequence[crash.Crash], span: crash.Span, bent: bool) -> Report:
    inside = tuple(one for one in found if span[0] <= one.span[0] < span[1])
    return Report(inside, span, bent or _spoilt(text[slice(*span)]))


def relied_on(heard: Sequence[Report]) -> tuple[Report, ...]:
    """Those that arrived whole, and those of which more than half say the same, twice at least."""
    counted = Counter(one.tells for one in heard)
    return tuple(one for one in heard if not one.spoilt or _repeated(counted, one.tells))


def _repeated(counted: Counter[frozenset[tuple[str, int | None]]], tells: frozenset[tuple[str, int | None]]) -> bool:
    return counted[tells] >= _ENOUGH and 2 * counted[tells] > counted.total()


def numbers(heard: Sequence[Report]) -> frozenset[int]:
    """The exceptions that are named most often: by the reports that can be relied on, else by all."""
    named = Counter(number for one in relied_on(heard) or heard for number in one.numbers)
    most = max(named.values(), default=0)
    return frozenset(number for number, times in named.items() if times == most)


# ---------------------------------------------------------------- what is known of a report beforehand

_STACK = re.compile(rb"stack>>>(.*?)(?:<<<stack|\Z)", re.DOTALL)
_STACK_LINE = re.compile(
    rb"\s*(?:ctx: \w+|sp: [0-9a-f]{8} end: [0-9a-f]{8} offset: [0-9a-f]{4}|[0-9a-f]{8}:(?:  ?[0-9a-f]{8}){4,8} ?<?)?\s*"
)
_LINE_END = re.compile(rb"[\r\n]")
_REGISTERS = (b"epc", b"excvaddr")
_REGISTER_LINE = re.compile(
    rb"\s*epc1=0x[0-9a-f]{8},? epc2=0x[0-9a-f]{8},? epc3=0x[0-9a-f]{8},? excvaddr=0x[0-9a-f]{8},? depc=0x[0-9a-f]{8}\s*"
)
_NAMED = re.compile(rb"Fatal exception (\d{1,2})\((\w*)(?=\W)")


def _spoilt(text: bytes) -> bool:
    """Whether lines of a known form came in another, or the number of an exception has another's name."""
    rows = [line for stack in _STACK.findall(text) for line in stack.splitlines()]
    # the last line may only have been cut off by the end of the listening
    whole = all(_STACK_LINE.fullmatch(row) for row in rows[:-1])
    lines = _LINE_END.split(text)[:-1]
    registers = all(_REGISTER_LINE.fullmatch(line) for line in lines if any(name in line for name in _REGISTERS))
    return not (whole and registers and all(_named_right(number, name) for number, name in _NAMED.findall(text)))


def _named_right(number: bytes, name: bytes) -> bool:
    known = exceptions.EXCEPTIONS.get(int(number))
    return known is not None and name.decode("ascii", "replace") == f"{known.name}Cause"
