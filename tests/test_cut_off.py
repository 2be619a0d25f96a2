"""Any probe of the board can be cut off at any moment: by the person, or by the plug."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from benchtop import Benchtop
from espdoctor.engine.errors import Cancelled
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog, simulator
from espdoctor.probes.link_errors import PortVanished
from espdoctor.probes.simulator import lamp
from espdoctor.probes.simulator.workbench import Bench
from espdoctor.probes.transcript import Piece

OF_THE_COMPUTER = {"ports", "open", "usb", "replug", "program", "program-file", "library", "decode", "decode-given"}
ON_THE_BOARD = [name for name in catalog.MODULES if name not in OF_THE_COMPUTER]
MOMENTS = [1, 4, 9, 25, 60]
"""Pieces of the transcript after which it happens."""

_numbers = count()


def prepared() -> tuple[Benchtop, Bench]:
    """A healthy board of which everything is known that any probe needs."""
    url = f"sim://nodemcu?id=cut-off-{next(_numbers)}"
    bench = Benchtop(url, app__elf_file=str(lamp.BUILDS / "Lamp" / "Lamp.ino.elf"))
    bench.run("lines")
    bench.run("flash-id")
    return bench, simulator.bench(url)


class After:
    """Counts pieces, acts once, and counts what is still said after it."""

    def __init__(self, pieces: int, act: Callable[[], None]) -> None:
        self._left = pieces
        self._act = act
        self.said_later = 0

    def __call__(self, piece: Piece) -> None:
        self._left -= 1
        if self._left == 0:
            self._act()
        elif self._left < 0:
            self.said_later += piece.direction == "said"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", ON_THE_BOARD)
def test_a_stop_ends_it_and_the_board_runs(name: str, moment: int) -> None:
    bench, table = prepared()
    port = bench.world.port()
    port.transcript.watcher = watcher = After(moment, bench.stop.set)
    ended = ""
    try:
        bench.run(name)
    except Cancelled as cancelled:
        ended = str(cancelled)

    assert ended in ("Stopped while talking to the board.", "")
    assert ended or not watcher.said_later, "it went on after the stop"

    bench.world.close()

    assert port.closed
    assert (table.device.circuit.dtr, table.device.circuit.rts) == (False, False)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", ON_THE_BOARD)
def test_a_pulled_plug_is_a_fact(name: str, moment: int) -> None:
    bench, table = prepared()
    port = bench.world.port()

    def pull() -> None:
        with table.lock:
            table.unplug()

    port.transcript.watcher = watcher = After(moment, pull)
    told: dict[str, Value] = {}
    try:
        bench.run(name)
    except PortVanished as vanished:
        told = {fact.name: fact.value for fact in vanished.facts()}

    assert told in ({"port.state": "vanished", "port.vanished": True}, {})
    assert told or not watcher.said_later, "it did not notice"

    bench.world.close()

    assert port.closed
