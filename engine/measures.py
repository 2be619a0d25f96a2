"""Values in words: how a number of bytes, or a boot mode, is put into a sentence for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .facts import Value


def size(value: Value) -> str:
    """Bytes for people: 4 MB, 1536 KB, 300 bytes. Two sizes that differ by a KB read different."""
    number = int(value)
    if number < 1 << 10:
        return f"{number} bytes"
    megabytes, rest = divmod(number, 1 << 20)
    return f"{megabytes} MB" if not rest else f"{number / 1024:.0f} KB"


PINS = (("GPIO15", 4), ("GPIO0", 2), ("GPIO2", 1))
"""The boot pins and their bits in the boot mode (ESP8266 boot mode selection: GPIO15 is the highest bit)."""


def levels(mode: Value) -> str:
    """The boot pins of a mode: "GPIO15 low, GPIO0 HIGH, GPIO2 HIGH"."""
    return ", ".join(f"{pin} {'HIGH' if int(mode) & bit else 'low'}" for pin, bit in PINS)


MEASURES: Mapping[str, Callable[[Value], str]] = {"size": size, "pins": levels}
"""By the word that stands for it in a sentence of the rules: {flash.jedec_size:size}."""
