"""SLIP: frames and strays out of any bytes, in any pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import slip
from espdoctor.probes.wire.slip import Broken, Frame, Stray

PAYLOADS = st.binary(min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("data", "events"),
    [
        (b"", []),
        (b"\xc0\xc0", []),
        (b"\xc0ab\xc0", [Frame(b"ab", (0, 4))]),
        (b"\xc0a\xdb\xdc\xdb\xddb\xc0", [Frame(b"a\xc0\xdbb", (0, 8))]),
        (b"hey\xc0a\xc0", [Stray(b"hey", (0, 3)), Frame(b"a", (3, 6))]),
        (b"\xc0a\xc0\xc0b\xc0", [Frame(b"a", (0, 3)), Frame(b"b", (3, 6))]),
        (b"\xc0a\xdbz\xc0", [Broken(b"a\xdbz", (0, 5))]),
        (b"\xc0a\xdb\xc0", [Broken(b"a\xdb", (0, 4))]),
        (b"\xc0tor", [Broken(b"tor", (0, 4))]),
        (b"only text", [Stray(b"only text", (0, 9))]),
    ],
)
def test_bytes_become_events_with_their_places(data: bytes, events: list[slip.Event]) -> None:
    assert slip.decode(data) == events


def test_a_lost_end_mark_costs_one_frame_and_the_next_pair_finds_the_place_again() -> None:
    data = b"\xc0one" + slip.encode(b"two") + slip.encode(b"three")

    frames = [event.payload for event in slip.decode(data) if isinstance(event, Frame)]

    assert frames[0] == b"one"
    assert frames[-1] == b"three"


@pytest.mark.parametrize("start", [b"", b"\xc0"])
def test_endless_bytes_are_given_up_in_pieces(start: bytes) -> None:
    events = slip.decode(start + b"x" * (slip.LONGEST + 5))

    assert [type(event) for event in events] == ([Stray, Stray] if not start else [Broken, Stray])
    assert all(len(event.data) <= slip.LONGEST + 1 for event in events if not isinstance(event, Frame))


@given(payloads=st.lists(PAYLOADS, max_size=5))
def test_what_is_encoded_is_decoded(payloads: list[bytes]) -> None:
    events = slip.decode(b"".join(map(slip.encode, payloads)))

    assert [event.payload for event in events if isinstance(event, Frame)] == payloads
    assert len(events) == len(payloads)


@given(data=st.lists(st.sampled_from([b"\xc0", b"\xdb", b"\xdc", b"\xdd", b"a"]), max_size=40), cut=st.integers(0, 40))
def test_the_pieces_do_not_matter(data: list[bytes], cut: int) -> None:
    whole = b"".join(data)
    decoder = slip.Decoder()

    pieces = decoder.feed(whole[:cut]) + decoder.feed(whole[cut:]) + decoder.end()

    assert pieces == slip.decode(whole)


@given(st.binary(max_size=200))
def test_events_cover_no_byte_twice(data: bytes) -> None:
    spans = [event.span for event in slip.decode(data)]

    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(0 <= a <= b <= len(data) for a, b in spans)
