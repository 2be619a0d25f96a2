"""Rates, collecting, and the queue towards the board."""

from __future__ import annotations

from random import Random

import pytest

from espdoctor.probes.simulator.bridge import KINDS, PACKET, QUEUE, ROOM, Bridge
from espdoctor.probes.simulator.noise import Noise
from espdoctor.probes.simulator.uart import BITS, Frames


def a_bridge(kind: str = "ch340", latency: float = 0.0, ber: float = 0.0, loss: float = 0.0) -> Bridge:
    bridge = Bridge(KINDS[kind], Noise(Random(1), ber, loss, (9e9, 9e9)), latency)
    bridge.tune(0.0, 115200)
    return bridge


def frames(data: bytes, baud: float, start: float = 0.0) -> list[Frames]:
    return [Frames(start, data, baud)]


@pytest.mark.parametrize(
    ("kind", "asked", "given"),
    [
        ("cp2102", 74880, 76800),  # AN205; +2.56 %
        ("cp2102", 115200, 115200),
        ("cp2102", 1_000_000, 921600),
        ("ch340", 115200, 115384.6),
        ("ch340", 74880, 75000),
        ("ch340", 300, 300.5),
        ("ftdi", 921600, 923076.9),
        ("ftdi", 74880, 74766.4),
    ],
)
def test_each_make_gives_the_rate_that_it_can(kind: str, asked: int, given: float) -> None:
    assert KINDS[kind].rate(asked) == pytest.approx(given, rel=1e-3)


def test_bytes_leave_one_after_the_other_at_the_rate() -> None:
    bridge = a_bridge("cp2102")
    bridge.send(1.0, b"abc")
    pace = BITS / 115200
    assert bridge.leave(1.0) == []
    assert bridge.leave(1.0 + 1.5 * pace) == [(1.0, b"ab", 115200.0)]
    bridge.send(1.0, b"d")
    assert [data for _, data, _ in bridge.leave(2.0)] == [b"c", b"d"]
    assert bridge.sent_at == pytest.approx(1.0 + 4 * pace)


def test_a_full_queue_says_when_there_is_room_again() -> None:
    bridge = a_bridge()
    bridge.send(0.0, bytes(QUEUE + 100))
    assert bridge.room_at() == pytest.approx(100 * BITS / bridge.baud)
    bridge.drop_queue(0.0)
    assert bridge.leave(9.0) == []


def test_bytes_are_handed_on_with_the_next_usb_frame() -> None:
    bridge = a_bridge()
    bridge.hear(frames(b"hello", bridge.baud))
    bridge.deliver(0.0005)
    assert not bridge.received
    bridge.deliver(bridge.next_event())
    assert bridge.received == b"hello"


def test_ftdi_holds_a_few_bytes_back_and_hands_a_packet_on_at_once() -> None:
    bridge = a_bridge("ftdi")
    bridge.hear(frames(bytes(PACKET), bridge.baud))
    assert bridge.next_event() == pytest.approx(PACKET * BITS / bridge.baud, rel=0.1)
    bridge.deliver(0.0055)
    assert len(bridge.received) == PACKET
    bridge.hear(frames(b"x", bridge.baud, start=1.0))
    assert bridge.next_event() == pytest.approx(1.016, abs=1e-3)


def test_latency_can_be_asked_for() -> None:
    bridge = a_bridge("cp2102", latency=0.1)
    bridge.hear(frames(b"x", 115200))
    assert bridge.next_event() == pytest.approx(0.1, abs=1e-3)


def test_at_another_rate_the_same_bits_are_other_bytes() -> None:
    bridge = a_bridge("cp2102")
    bridge.hear(frames(b"ets Jan  8 2013", 74880.0))
    bridge.deliver(1.0)
    assert bridge.received
    assert b"ets" not in bridge.received


@pytest.mark.parametrize(("ber", "loss"), [(0.0, 0.0), (0.01, 0.1)])
def test_at_another_rate_looking_often_hands_on_the_same_bytes(ber: float, loss: float) -> None:
    often, once = a_bridge(ber=ber, loss=loss), a_bridge(ber=ber, loss=loss)
    for bridge in (often, once):
        bridge.hear(frames(b"ets Jan  8 2013,rst cause:2, boot mode:(1,7)" * 4, 74880))
    for look in range(100):
        often.deliver(look / 2000)
    once.deliver(0.05)

    assert len(often.received) > 2 * PACKET
    assert often.received == once.received


def test_a_rate_that_is_a_little_off_is_understood() -> None:
    bridge = a_bridge("cp2102")
    bridge.tune(0.0, 74880)
    bridge.hear(frames(b"ets Jan  8 2013", 74880.0))
    bridge.deliver(1.0)
    assert bridge.received == b"ets Jan  8 2013"


def test_who_does_not_read_does_not_make_it_grow() -> None:
    bridge = a_bridge()
    for second in range(12):
        bridge.hear(frames(bytes(8000), bridge.baud, start=float(second)))
        bridge.deliver(second + 1.0)
    assert len(bridge.received) == ROOM


def test_unplugged_it_forgets_everything() -> None:
    bridge = a_bridge()
    bridge.send(0.0, b"abc")
    bridge.hear(frames(b"abc", bridge.baud))
    bridge.clear()
    bridge.deliver(9.0)
    assert (bridge.leave(9.0), bytes(bridge.received), bridge.carried) == ([], b"", 0)


def test_a_break_waits_for_what_was_queued_and_takes_its_time() -> None:
    bridge = a_bridge("cp2102")
    bridge.send(0.0, b"a")
    bridge.hold_low(0.0, 0.009)
    queued = BITS / 115200
    assert bridge.leave(1.0) == [(0.0, b"a", 115200.0), (queued, b"\x00", pytest.approx(1000.0))]
    assert bridge.sent_at == pytest.approx(queued + 0.01)


def test_a_queue_is_dropped_as_a_whole_unless_it_leaves_soon() -> None:
    bridge = a_bridge("cp2102")
    bridge.send(0.0, bytes(11_520))  # a second's worth
    bridge.drop_queue(0.0, 2.0)
    assert bridge.sent_at == pytest.approx(1.0)
    bridge.drop_queue(0.0, 0.5)
    assert (bridge.sent_at, bridge.leave(9.0)) == (0.0, [])


def test_it_is_known_how_soon_so_many_bytes_can_be_there_at_the_earliest() -> None:
    bridge = a_bridge("cp2102")
    bridge.hear(frames(b"abc", 115200))
    assert bridge.full_at(0.0, 3) <= 0.0, "they are collected already"
    sent = frames(bytes(100), 115200, start=0.001)
    bridge.hear(sent)
    assert 0.5 * 900 / 115200 < bridge.full_at(0.0, 203) < 1000 / 115200
