"""Lines that keep their indentation where they are wrapped, as text and for Rich; a heading stands at the margin."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.padding import Padding


def wrapped(text: str, width: int) -> str:
    """Lines that are longer than the width broken between words; what follows keeps the indentation."""
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return textwrap.fill(line.lstrip(" "), width, initial_indent=indent, subsequent_indent=indent)


def hanging(line: str, heading: str = "") -> Padding:
    """The line for Rich, wrapped as wide as there is room; `heading` is the style of lines without indentation."""
    from rich.padding import Padding
    from rich.text import Text

    words = line.lstrip(" ")
    return Padding(Text(words, style="" if words != line else heading), (0, 0, 0, len(line) - len(words)))
