"""By a few places the flash shows how far a write came."""

from __future__ import annotations

from math import inf

import pytest

from espdoctor.probes.landmarks import LENGTH, MOST, Landmark, Progress, landmarks, progress, read

SECTOR = 0x1000
OLD, NEW = b"\x11" * (40 * SECTOR), b"\x22" * (40 * SECTOR)


def marks(new: bytes = NEW, old: bytes | None = OLD) -> tuple[Landmark, ...]:
    def held(start: int, end: int) -> bytes | None:
        return old and old[start:end]

    return landmarks([(0, len(new))], lambda start, end: new[start:end], held)


def test_the_first_and_the_last_changed_sector_are_among_them() -> None:
    found = marks()

    assert len(found) == MOST
    assert (found[0].at, found[-1].at) == (0, 39 * SECTOR)


def test_in_a_sector_the_first_place_counts_that_changes() -> None:
    new = bytearray(OLD[:SECTOR])
    new[0x345] = 0

    (mark,) = marks(bytes(new))

    assert mark == Landmark(0x340, bytes(new[0x340 : 0x340 + LENGTH]), OLD[:LENGTH])


def test_a_sector_in_which_nothing_changes_tells_nothing() -> None:
    assert marks(OLD[:SECTOR]) == ()


@pytest.mark.parametrize(
    ("held", "came"),
    [
        ([NEW, NEW], "open"),
        ([OLD, OLD], "open"),
        ([NEW, OLD], "partly"),
        ([NEW, b"\xff" * LENGTH], "partly"),
        ([NEW, b"\x33" * LENGTH], "partly"),  # torn in the middle of an erase
        ([b"\x33" * LENGTH], "open"),
        ([NEW, b"\x33" * LENGTH, b"\x44" * LENGTH], "overwritten"),
        ([], "open"),
    ],
)
def test_what_they_hold_tells_how_far_it_came(held: list[bytes], came: Progress) -> None:
    mark = Landmark(0, NEW[:LENGTH], OLD[:LENGTH])

    assert progress([(mark, one[:LENGTH]) for one in held]) == came


def test_without_the_old_content_what_is_not_new_is_old() -> None:
    assert {mark.looks(b"\x33" * LENGTH) for mark in marks(old=None)} == {"old"}


@pytest.mark.parametrize("old", [OLD, None])
def test_a_note_gives_them_back(old: bytes | None) -> None:
    found = marks(old=old)

    assert read([mark.as_json() for mark in found]) == found


@pytest.mark.parametrize(
    "told",
    [None, "x", [3], [[1, 2, 3]], [[1, "zz", None]], [[-5, "00" * 16, None]], [[1, "00", None]], [[inf, "", None]]],
)
def test_what_makes_no_sense_is_left_out(told: object) -> None:
    assert read(told) == ()
