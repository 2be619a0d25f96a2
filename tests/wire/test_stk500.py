"""What an Arduino's loader answers."""

from __future__ import annotations

import pytest

from espdoctor.probes.wire import stk500


@pytest.mark.parametrize("count", [2, 3])
def test_two_answers_to_as_many_greetings_are_one(count: int) -> None:
    assert stk500.answers(b"\x14\x10" * count, asked=3)


@pytest.mark.parametrize(
    "heard",
    [b"", b"\x14\x10", b"\x14\x10" * 4, b"\x14\x10\x14", b"\x30\x20" * 2, b"x\x14\x10\x14\x10", b"Sensor: 512\r\n"],
)
def test_chance_text_and_an_echo_are_none(heard: bytes) -> None:
    assert not stk500.answers(heard, asked=3)
