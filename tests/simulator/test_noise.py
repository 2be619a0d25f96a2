"""Spoilt and lost bytes."""

from __future__ import annotations

from random import Random

from espdoctor.probes.simulator.noise import Noise

NOWHERE = (9e9, 9e9)
MANY = bytes(range(256)) * 200


def test_a_clean_line_changes_nothing() -> None:
    assert Noise(Random(1), 0.0, 0.0, NOWHERE).disturb(MANY, 115200) == MANY


def test_a_bit_error_rate_spoils_about_that_many_bytes_by_one_bit_each() -> None:
    heard = Noise(Random(1), 1e-3, 0.0, NOWHERE).disturb(MANY, 115200)
    spoilt = [a ^ b for a, b in zip(MANY, heard, strict=True) if a != b]
    assert 0.007 < len(spoilt) / len(MANY) < 0.013
    assert all(flips.bit_count() == 1 for flips in spoilt)


def test_loss_takes_about_that_many_bytes() -> None:
    heard = Noise(Random(1), 0.0, 0.01, NOWHERE).disturb(MANY, 115200)
    assert 0.985 < len(heard) / len(MANY) < 0.995


def test_it_does_not_matter_in_which_pieces_bytes_come() -> None:
    whole = Noise(Random(5), 1e-3, 0.01, NOWHERE).disturb(MANY, 115200)
    piece_by_piece = Noise(Random(5), 1e-3, 0.01, NOWHERE)
    assert b"".join(piece_by_piece.disturb(MANY[n : n + 7], 115200) for n in range(0, len(MANY), 7)) == whole


def test_rates_that_the_wires_do_not_carry_spoil_much_and_others_nothing() -> None:
    gap = Noise(Random(1), 0.0, 0.0, (900_000, 950_000))
    assert gap.disturb(MANY, 460800) == MANY
    heard = gap.disturb(MANY, 921600)
    assert 0.15 < sum(a != b for a, b in zip(MANY, heard, strict=True)) / len(MANY) < 0.25


def test_it_is_known_beforehand_how_many_bytes_pass_unharmed() -> None:
    noise = Noise(Random(3), 1e-3, 1e-3, (900_000, 950_000))
    count = 0
    while noise.spares(count + 1, 115200):
        count += 1
    assert not noise.spares(1, 921600)
    assert noise.disturb(MANY[:count], 115200) == MANY[:count]
    assert noise.disturb(MANY[:1], 115200) != MANY[:1]
