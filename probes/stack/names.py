"""C++ names as people write them, for the plain ones: `_ZN6Sensor4readEv` is Sensor::read.

Source: Itanium C++ ABI, section 5.1 (mangling). What is not plain (templates, operators) keeps the name of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"\d+")
_MOST = 512
"""Characters of a name."""


def readable(linkage: str, name: str) -> str:
    """The function with its classes where the linker's name is plain, else the name of the source."""
    if not linkage.startswith("_Z") or len(linkage) > _MOST:
        return name[:_MOST]
    parts = list(_parts(linkage))
    return "::".join(parts) if parts else name[:_MOST]


def _parts(linkage: str) -> Iterator[str]:
    """The names of a nested name, outermost first; nothing for what is not plain."""
    nested = linkage.startswith("_ZN")
    rest = linkage[3:].lstrip("rVK") if nested else linkage[2:].removeprefix("L")
    found: list[str] = []
    while rest and (number := _NUMBER.match(rest.removeprefix("L"))):
        rest = rest.removeprefix("L")[number.end() :]
        length = int(number.group())
        if length > len(rest):
            return
        found.append(rest[:length])
        rest = rest[length:]
        if not nested:
            break
    if nested and rest[:1] in "CD" and rest[1:2].isdigit() and found:
        found.append(("~" if rest[0] == "D" else "") + found[-1])
        rest = rest[2:]
    if not nested or rest.startswith("E"):
        yield from ("(anonymous)" if part.startswith("_GLOBAL__N_") else part for part in found)
