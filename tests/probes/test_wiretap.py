"""Bytes of the wire on their way into a case."""

from __future__ import annotations

from typing import Any

from espdoctor.probes import wiretap
from espdoctor.probes.record import NoRecord
from espdoctor.probes.transcript import Transcript
from espdoctor.probes.wiretap import Wiretap


class Kept(NoRecord):
    """What was recorded, in order."""

    def __init__(self) -> None:
        self.entries: list[tuple[Any, ...]] = []

    def chunk(self, port: str, direction: str, data: bytes, at: float) -> None:
        self.entries.append((port, direction, data, at))

    def lines(self, port: str, dtr: bool, rts: bool, at: float) -> None:
        self.entries.append(("lines", dtr, rts, at))

    def noted(self, text: str, at: float) -> None:
        self.entries.append((text, at))


class Opened:
    """A port, as far as the tap looks at one."""

    url = "COM3"

    def __init__(self) -> None:
        self.transcript = Transcript()


def tapped() -> tuple[Kept, Transcript, Wiretap]:
    kept, port = Kept(), Opened()
    tap = Wiretap(kept, 10.0)
    tap.listen(port)  # type: ignore[arg-type]
    return kept, port.transcript, tap


def test_pieces_of_one_direction_are_one_chunk_at_the_time_of_the_first() -> None:
    kept, wire, tap = tapped()
    wire.add(11.0, "said", b"\xc0\x00")
    wire.add(12.0, "heard", b"a")
    wire.add(13.0, "heard", b"b")
    wire.add(14.0, "lines", b"DTR=0 RTS=1")
    wire.add(15.0, "baud", b"74880")
    tap.flush()

    assert kept.entries == [
        ("COM3", "out", b"\xc0\x00", 1.0),
        ("COM3", "in", b"ab", 2.0),
        ("lines", False, True, 4.0),
        ("COM3 at 74880 baud", 5.0),
    ]


def test_of_bulk_data_the_beginning_and_a_count_are_kept() -> None:
    kept, wire, tap = tapped()
    for at in range(40):
        wire.add(10.0 + at, "said", bytes(1024))
    tap.end_step(50.0)

    assert sum(len(entry[2]) for entry in kept.entries[:-1]) == wiretap.MOST_A_STEP
    assert kept.entries[-1] == (f"0 more bytes from the board and {24 * 1024} more to it are not kept", 50.0)


def test_each_step_has_room_of_its_own() -> None:
    kept, wire, tap = tapped()
    wire.add(11.0, "heard", bytes(wiretap.MOST_A_STEP))
    tap.end_step(1.0)
    wire.add(12.0, "heard", b"next")
    tap.end_step(2.0)

    assert kept.entries[-1] == ("COM3", "in", b"next", 2.0)
