"""The probe `earlier-write`: what is noted of a write that was cut off, held against the flash itself."""

from __future__ import annotations

from itertools import count

import pytest

from benchtop import Benchtop
from espdoctor.probes import simulator
from espdoctor.probes.landmarks import Landmark
from espdoctor.probes.unfinished import Unfinished, UnfinishedWrites

_numbers = count()
PLACES = (0x1000, 0x9000)
NEW, OLD = b"new content here", b"what it was like"


def board(*held: bytes, noted: bool = True) -> Benchtop:
    """Its flash holds that at the two places, and a write was begun there."""
    url = f"sim://nodemcu?id=earlier-{next(_numbers)}"
    bench = Benchtop(url)
    bench.run("lines", "chip", "flash-id")
    flash = simulator.bench(url).device.chip.flash.data
    for at, content in zip(PLACES, held, strict=False):
        flash[at : at + 16] = content
    if noted:
        marks = tuple(Landmark(at, NEW, OLD) for at in PLACES)
        write = Unfinished("/backups/one.json", "Blink.ino.bin", ((0, 0xA000),), marks)
        UnfinishedWrites().begin(str(bench.known["chip.mac"]), url, write)
    return bench


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ((NEW, OLD), "partly"),
        ((NEW, b"\xff" * 16), "partly"),
        ((NEW, NEW), "open"),
        ((OLD, OLD), "open"),
        ((NEW, b"torn in an erase"), "partly"),
        ((b"of somebody else", b"somebody else's "), "overwritten"),
    ],
)
def test_the_flash_says_how_far_it_came(held: tuple[bytes, bytes], told: str) -> None:
    found = board(*held).run("earlier-write")

    assert found["flash.earlier_write"] == told
    assert bool(UnfinishedWrites().all()) == (told != "overwritten"), "a note that no longer holds is struck out"
    assert ("flash.backup" in found) == (told != "overwritten"), "what was saved then is not what is there now"


def test_the_evidence_names_the_places() -> None:
    bench = board(NEW, OLD)
    bench.run("earlier-write")

    (said,) = [one.because[0].excerpt for one in bench.facts if one.name == "flash.earlier_write"]
    assert "Blink.ino.bin" in said
    assert "0x001000: new; 0x009000: old" in said


def test_without_a_note_the_board_is_left_alone() -> None:
    bench = board(noted=False)
    before = bench.world.port().transcript.said

    assert bench.run("earlier-write") == {"flash.earlier_write": "none"}
    assert bench.world.port().transcript.said == before
