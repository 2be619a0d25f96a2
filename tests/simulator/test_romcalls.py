"""What programs in RAM call in the ROM."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.lx106 import Core
from espdoctor.probes.simulator.romcalls import CALLS, LONGEST, Did

PRINTF, PUTC, TX, DELAY, DIVIDE, RESTART = 0x400024CC, 0x40002BE8, 0x40003B30, 0x40002ECC, 0x400039D8, 0x4000264C


class Page:
    """Text at 0, 64 and 128."""

    def __init__(self, *texts: bytes) -> None:
        self.bytes = b"".join(text.ljust(64, b"\0") for text in texts)

    def read(self, address: int) -> int:
        return 0

    def write(self, address: int, value: int) -> None:
        raise AssertionError

    def dump(self, address: int, length: int) -> bytes:
        return self.bytes[address : address + length]


def called(address: int, *arguments: int, page: Page | None = None) -> tuple[Did, int]:
    """What the call did, and its result."""
    core = Core(page or Page(b""), address)
    for number, value in enumerate(arguments, 2):
        core.put(number, value)
    return CALLS[address](core), core.a[2]


@pytest.mark.parametrize(
    ("form", "values", "said"),
    [
        (b"plain", (), b"plain"),
        (b"%d %u", (0xFFFFFFFF, 0xFFFFFFFF), b"-1 4294967295"),
        (b"%02x|%4d|%X", (10, 10, 10), b"0a|  10|A"),
        (b"%s%c%%\n", (64, 33), b"text!%\r\n"),
        (b"%p %q", (16,), b"10 %q"),
        (b"%d%d%d%d%d%d", (1, 2, 3, 4, 5), b"123450"),
    ],
)
def test_printf(form: bytes, values: tuple[int, ...], said: bytes) -> None:
    did, result = called(PRINTF, 0, *values, page=Page(form, b"text"))
    assert did == Did(said)
    assert result == len(said.replace(b"\r", b""))


def test_a_text_without_an_end_is_cut() -> None:
    page = Page()
    page.bytes = b"x" * 5000
    assert len(called(PRINTF, 0, page=page)[0].said) == LONGEST


def test_single_characters() -> None:
    assert called(PUTC, 10)[0] == Did(b"\r\n")
    assert called(TX, 10) == (Did(b"\n"), 0)


def test_waiting_restarting_and_another_rate() -> None:
    assert called(DELAY, 1500)[0] == Did(seconds=0.0015)
    assert called(RESTART)[0] == Did(restarts=True)
    assert called(DIVIDE, 0, 452)[0] == Did(divider=452)
    assert called(DIVIDE, 1, 452)[0] == Did()
