"""The greeting of the loaders on Arduino boards (STK500 version 1), which is none of an ESP8266's.

Commands and answers: Atmel application note AVR061; the ATmega boards of Arduino answer at 115200 or 57600 baud for one
second after a reset (Optiboot and the loader before it).
"""

from __future__ import annotations

GET_SYNC = b"\x30\x20"
IN_SYNC = b"\x14\x10"

SPEEDS = (115200, 57600)
"""In baud: newer boards, older ones."""


def answers(heard: bytes, asked: int) -> bool:
    """Whether just these answers came, at least two of them and not more than were asked for."""
    count, rest = divmod(len(heard), len(IN_SYNC))
    return not rest and 2 <= count <= asked and heard == IN_SYNC * count
