"""What the tests of the bench do with a port: resets by DTR and RTS, the loader's greeting, listening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from espdoctor.probes import simulator
from espdoctor.probes.simulator.workbench import Bench

SYNC = b"\xc0\x00\x08\x24\x00\x00\x00\x00\x00\x07\x07\x12\x20" + b"\x55" * 32 + b"\xc0"
READ_MAGIC = b"\xc0\x00\x0a\x04\x00\x00\x00\x00\x00\x00\x10\x00\x40\xc0"
BANNER = re.compile(rb"rst cause:(\d), boot mode:\((\d),\d\)")


@contextmanager
def opened(url: str, baud: int = 74880) -> Iterator[tuple[Bench, Any]]:
    """A fresh bench and its open port, both lines released."""
    bench = simulator.bench(url)
    port = bench.serial(baudrate=baud, timeout=0.2)
    port.open()
    port.set_modem_lines(dtr=False, rts=False)
    try:
        yield bench, port
    finally:
        port.close()


def listen(port: Any, seconds: float) -> bytes:
    """Everything that comes in that time of the bench."""
    port.timeout = seconds
    heard: bytes = port.read(100_000)
    return heard


def run_reset(bench: Bench, port: Any, seconds: float = 0.6) -> bytes:
    """Restart into the firmware; what is heard at the banner's speed."""
    port.baudrate = 74880
    port.set_modem_lines(dtr=False, rts=True)
    bench.clock.sleep(0.1)
    port.reset_input_buffer()
    port.set_modem_lines(dtr=False, rts=False)
    return listen(port, seconds)


def loader_reset(bench: Bench, port: Any, *, swapped: bool = False, hold: float = 0.05) -> bytes:
    """The classic sequence; what is heard at the banner's speed."""
    port.baudrate = 74880

    def lines(dtr: bool, rts: bool) -> None:
        port.set_modem_lines(dtr=rts if swapped else dtr, rts=dtr if swapped else rts)

    lines(False, True)
    bench.clock.sleep(0.1)
    port.reset_input_buffer()
    lines(True, False)
    heard = listen(port, hold)
    lines(False, False)
    return heard + listen(port, 0.2)


def boot_mode(heard: bytes) -> int | None:
    """The boot mode of the last banner, None without one."""
    found = BANNER.findall(heard)
    return int(found[-1][1]) if found else None


def sync(port: Any, baud: int = 115200, tries: int = 4) -> bytes:
    """Greet the loader at that speed; the answer to the first try that got one."""
    port.baudrate = baud
    for _ in range(tries):
        port.reset_input_buffer()
        port.write(SYNC)
        answer = listen(port, 0.1)
        if answer:
            return answer
    return b""


def greeted(answer: bytes) -> bool:
    """Whether an ESP8266's loader answered."""
    return b"\xc0\x01\x08\x02\x00\x07\x07\x12\x20\x00\x00\xc0" in answer
