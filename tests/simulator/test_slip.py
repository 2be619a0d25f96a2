"""Frames around packets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.simulator import slip


@given(st.binary(min_size=1, max_size=200), st.integers(1, 7))
def test_what_is_encoded_comes_out_in_whatever_pieces_it_arrives(packet: bytes, piece: int) -> None:
    wire, decoder, found = slip.encode(packet), slip.Decoder(), list[bytes]()
    for start in range(0, len(wire), piece):
        part = wire[start : start + piece]
        while part:
            used, got = decoder.feed(part)
            part = part[used:]
            found += [got] if got is not None else []

    assert found == [packet]


@pytest.mark.parametrize("noise", [b"", b"\xc0", b"junk", b"tail of a frame\xc0"])
def test_noise_before_a_frame_does_not_lose_it(noise: bytes) -> None:
    decoder = slip.Decoder()
    data, found = noise + slip.encode(b"first") + slip.encode(b"second"), list[bytes]()
    while data:
        used, got = decoder.feed(data)
        data = data[used:]
        found += [got] if got is not None else []

    assert found[-2:] == [b"first", b"second"]


def test_a_frame_without_end_does_not_grow_for_ever() -> None:
    decoder = slip.Decoder()
    decoder.feed(b"\xc0")
    for _ in range(100):
        decoder.feed(bytes(0x1000))

    assert decoder.feed(b"\xc0") == (1, None)
    assert decoder.feed(slip.encode(b"next")[1:])[1] == b"next"


@given(st.binary(max_size=8), st.binary(max_size=40))
def test_it_is_known_beforehand_which_byte_makes_a_packet_whole(before: bytes, data: bytes) -> None:
    before, data = (part.replace(b"\x01", b"\xc0") for part in (before, data))  # else hardly ever one is whole
    decoder = slip.Decoder()
    while before:
        used, _ = decoder.feed(before)
        before = before[used:]
    expected = decoder.completes(data)
    used, packet = decoder.feed(data)

    assert (used if packet is not None else None) == expected
