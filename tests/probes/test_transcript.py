"""The transcript: offsets that stay true, memory that does not grow."""

from __future__ import annotations

from espdoctor.probes import transcript
from espdoctor.probes.transcript import Piece, Transcript


def test_offsets_count_each_direction_for_itself() -> None:
    kept = Transcript()

    kept.add(0.1, "heard", b"abc")
    kept.add(0.2, "said", b"xy")
    kept.add(0.3, "heard", b"de")

    assert [piece.offset for piece in kept.pieces()] == [0, 0, 3]
    assert (kept.heard, kept.said) == (5, 2)


def test_a_slice_goes_across_pieces() -> None:
    kept = Transcript()
    for data in (b"abc", b"def", b"ghi"):
        kept.add(0.0, "heard", data)
        kept.add(0.0, "said", b"-")

    assert kept.slice(2, 7) == b"cdefg"


def test_nothing_is_no_piece() -> None:
    kept = Transcript()

    kept.add(0.0, "heard", b"")

    assert kept.pieces() == ()


def test_old_pieces_go_and_offsets_stay() -> None:
    kept = Transcript()
    for number in range(600):
        kept.add(float(number), "heard", bytes([number % 256]) * 1000)

    assert sum(len(piece.data) for piece in kept.pieces()) <= transcript.KEPT
    assert kept.heard == 600_000
    assert kept.slice(599_000, 600_000) == bytes([599 % 256]) * 1000
    assert kept.slice(0, 1000) == b""


def test_even_one_piece_larger_than_all_is_kept() -> None:
    kept = Transcript()

    kept.add(0.0, "heard", b"x" * (2 * transcript.KEPT))

    assert len(kept.pieces()) == 1


def test_a_watcher_sees_each_piece() -> None:
    seen: list[Piece] = []
    kept = Transcript(seen.append)

    kept.add(1.5, "lines", b"DTR=0 RTS=1")

    assert seen == [Piece(1.5, "lines", b"DTR=0 RTS=1", 0)]
