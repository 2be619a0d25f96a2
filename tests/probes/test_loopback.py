"""The probe `loopback`."""

from __future__ import annotations

import pytest

from computer import Computer, Room, facts_of
from espdoctor.engine.facts import Value
from espdoctor.probes import loopback
from playbook import Playbook, Step, board, tunes, we

OUT = loopback._PATTERN


def probed(*rounds: bytes) -> dict[str, Value]:
    steps: list[Step] = []
    for back in rounds:
        steps += [we(OUT), board(back)] if back else [we(OUT)]
    book = Playbook(tunes(115200), *steps, tunes(74880))
    port = book.port()
    found = facts_of(loopback.probe.run(Room(Computer(), "COM3", book.clock, opening=lambda: port)))
    book.done()
    return found


@pytest.mark.parametrize(
    ("rounds", "word"),
    [
        ((OUT, OUT, OUT), "ok"),
        ((b"", b"", b""), "none"),
        ((OUT, OUT[:-3], OUT), "corrupt"),
        ((OUT, b"", OUT), "corrupt"),
    ],
)
def test_what_comes_back(rounds: tuple[bytes, ...], word: str) -> None:
    assert probed(*rounds) == {"link.loopback": word}


def test_the_person_joins_the_wires_before_and_parts_them_after() -> None:
    assert loopback.probe.info.hands == ("join-rx-tx",)
    assert loopback.probe.info.after == ("part-rx-tx",)
