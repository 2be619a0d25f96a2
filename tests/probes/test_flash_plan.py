"""Only what differs is erased and written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.flash_plan import Stroke, Wanted, joined, strokes
from espdoctor.probes.image_fit import Part

S = 0x1000
MB = 1 << 20
FF = b"\xff"


def test_what_no_part_covers_shall_be_erased() -> None:
    wanted = Wanted.of([Part(S, b"abc")], MB)

    assert wanted.ranges == ((S, 2 * S),)
    assert wanted.bytes(S, 2 * S) == b"abc" + FF * (S - 3)


def test_erasing_all_wants_the_parts_in_blank_flash() -> None:
    wanted = Wanted.of([Part(S, b"abc")], MB, [(0, MB)])

    assert wanted.ranges == ((0, MB),)
    assert wanted.bytes(0, S + 4) == FF * S + b"abc" + FF


def test_pieces_are_cut_at_blocks() -> None:
    wanted = Wanted((), ((0x8000, 0x28000),))

    assert list(wanted.pieces(0x10000)) == [(0x8000, 0x10000), (0x10000, 0x20000), (0x20000, 0x28000)]


def test_sectors_that_are_right_are_left_alone() -> None:
    new = b"n" * (16 * S)
    old = bytearray(new)
    old[9 * S] = 0
    wanted = Wanted.of([Part(0, new)], MB)

    assert strokes(wanted, [(0, 16 * S)], {0: bytes(old)}) == (Stroke(9 * S, b"n" * S),)


def test_without_the_old_content_the_whole_piece_is_written() -> None:
    wanted = Wanted.of([Part(0, b"n" * (16 * S))], MB)

    assert strokes(wanted, [(0, 16 * S)], {}) == (Stroke(0, b"n" * (16 * S)),)


def test_a_short_gap_is_written_along_and_a_long_one_is_not() -> None:
    new = b"n" * (16 * S)
    old = b"o" * S + new[: 3 * S] + b"o" * S + new[: 9 * S] + b"o" * S + new[:S]
    wanted = Wanted.of([Part(0, new)], MB)

    assert [(one.start // S, one.end // S) for one in strokes(wanted, [(0, 16 * S)], {0: old})] == [(0, 5), (14, 15)]


def test_what_shall_be_blank_is_erased_and_not_written() -> None:
    wanted = Wanted.of([Part(0, b"n" * S)], MB, [(0, 3 * S)])

    done = strokes(wanted, [(0, 3 * S)], {})

    assert [(one.start, one.end, one.blank) for one in done] == [(0, S, False), (S, 3 * S, True)]


@given(st.lists(st.sampled_from([b"a", b"b", FF]), min_size=1, max_size=40), st.data())
def test_carried_out_the_flash_is_as_wanted(cells: list[bytes], data: st.DataObject) -> None:
    old = b"".join(cell * S for cell in cells)
    new = b"".join(data.draw(st.sampled_from([b"a", b"b", FF])) * S for _ in cells)
    wanted = Wanted.of([Part(0, new)], MB)

    flash = bytearray(old)
    for stroke in strokes(wanted, [(0, len(new))], {0: old}):
        flash[stroke.start : stroke.end] = stroke.data

    assert bytes(flash) == new


def test_a_gap_that_is_not_ours_is_not_written_along() -> None:
    wanted = Wanted.of([Part(0, b"n" * S), Part(2 * S, b"n" * S)], MB)

    done = strokes(wanted, [(0, S), (2 * S, 3 * S)], {})

    assert [(one.start, one.end) for one in done] == [(0, S), (2 * S, 3 * S)]


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.lists(st.booleans(), min_size=40, max_size=40))
def test_nothing_is_touched_that_was_not_saved_or_is_not_ours(ours: list[bool], changed: list[bool]) -> None:
    parts = [Part(at * S, b"n" * S) for at, one in enumerate(ours) if one]
    differing = [(at * S, (at + 1) * S) for at, one in enumerate(ours) if one and changed[at]]
    wanted = Wanted.of(parts, MB)
    saved = joined(wanted, differing)

    touched = {at for one in strokes(wanted, saved, {}) for at in range(one.start, one.end, S)}

    assert touched <= {at for start, end in saved for at in range(start, end, S)}
    assert touched <= {part.offset for part in parts}
    assert {start for start, _ in differing} <= touched
