"""The three pins that decide at a reset what the ROM does (esp8266/Arduino, doc/boards.rst, boot modes)."""

from __future__ import annotations

UART = 1
"""The loader, as the tools bring it about: GPIO15 and GPIO0 low, GPIO2 high."""

MODES: dict[int, str] = {
    0: "invalid",
    1: "uart",
    2: "invalid",
    3: "flash",
    4: "sdio",
    5: "sdio",
    6: "sdio",
    7: "sdio",
}


def latch(*, gpio15: bool, gpio0: bool, gpio2: bool) -> int:
    """The boot mode as the ROM prints it first: GPIO15 GPIO0 GPIO2 in binary."""
    return gpio15 << 2 | gpio0 << 1 | gpio2
