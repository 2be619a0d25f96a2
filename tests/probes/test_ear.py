"""Listening finds the speed by itself, and says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from espdoctor.probes.ear import ENOUGH, SPEEDS, Ear, after
from espdoctor.probes.link import Port, doors
from espdoctor.probes.stop import Stop
from espdoctor.probes.wire.banner import COLD_BAUD


def ear(url: str = "sim://nodemcu") -> Ear:
    return Ear(doors(url), url, Stop())


def until(listening: Ear, words: bytes, most: int = 400) -> bytes:
    heard = b""
    for _ in range(most):
        heard += listening.listen()
        if words in heard:
            return heard
    raise AssertionError(heard)


def test_a_restart_shows_the_banner_at_the_speed_of_the_rom() -> None:
    listening = ear()
    listening.wish(COLD_BAUD)
    listening.restart()

    assert b"boot mode:(3," in until(listening, b"boot mode:")
    listening.close()


def test_it_only_listens() -> None:
    listening = ear()
    listening.restart()
    for _ in range(30):
        listening.listen()

    assert listening.port.transcript.said == 0
    listening.close()


class Talker:
    """A port behind which something talks at one speed."""

    def __init__(self, speed: int) -> None:
        self.baud = COLD_BAUD
        self._speed = speed

    def read_some(self, _seconds: float) -> bytes:
        return b"temperature 21.5 degrees\r\n" if self.baud == self._speed else bytes(range(128, 152))


@pytest.mark.parametrize("speed", [74880, 115200, 9600, 250000])
def test_the_speed_of_what_talks_is_found_and_kept(speed: int) -> None:
    host = doors("sim://nodemcu")
    listening = Ear(replace(host, open=lambda _url, _stop: cast(Port, Talker(speed))), "", Stop())
    for _ in range(40):
        listening.listen()

    assert listening.baud == speed


def test_a_speed_that_was_wished_for_stays() -> None:
    listening = ear()
    listening.wish(9600)
    listening.restart()
    for _ in range(30):
        listening.listen()

    assert listening.baud == 9600
    listening.close()


def test_after_the_last_speed_comes_the_first() -> None:
    assert [after(SPEEDS[0]), after(SPEEDS[-1]), after(31250)] == [SPEEDS[1], SPEEDS[0], SPEEDS[0]]
    assert ENOUGH < 100
