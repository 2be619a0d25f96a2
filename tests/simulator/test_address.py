"""What a sim:// URL says, and what it says when it is wrong."""

from __future__ import annotations

import pytest

from espdoctor.probes.simulator.address import Address, parse, suggestion


def test_a_bare_board_is_healthy_and_runs_free() -> None:
    assert parse("sim://esp-01") == Address(board="esp-01")


def test_every_option_has_its_place() -> None:
    url = "sim://d1-mini/ttyUSB0?fault=a&fault=b,c&seed=7&id=x&pace=line&ber=1e-4&loss=0.01&latency=16ms&lines=none&hands=simulated&os=windows"
    assert parse(url) == Address(
        "d1-mini", "ttyUSB0", ("a", "b", "c"), 7, "x", "line", 1e-4, 0.01, 0.016, False, True, "windows"
    )


def test_a_fault_named_twice_is_there_once() -> None:
    assert parse("sim://nodemcu?fault=a&fault=a").faults == ("a",)


@pytest.mark.parametrize(("text", "seconds"), [("16ms", 0.016), ("0.1s", 0.1), ("20", 0.02), ("0", 0.0)])
def test_latency_takes_its_unit(text: str, seconds: float) -> None:
    assert parse(f"sim://nodemcu?latency={text}").latency == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("serial://nodemcu", "sim://BOARD"),
        ("sim://nodemcu?sed=1", "did you mean seed"),
        ("sim://nodemcu?seed=many", "whole number"),
        ("sim://nodemcu?ber=2", "less than 1"),
        ("sim://nodemcu?loss=few", "less than 1"),
        ("sim://nodemcu?latency=1h", "a time such as 16ms"),
        ("sim://nodemcu?pace=lines", "did you mean line"),
        ("sim://nodemcu?hands=mine", "one of simulated, none"),
        ("sim://nodemcu?os=beos", "one of linux, windows, macos"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(url)


def test_nothing_near_gives_no_suggestion() -> None:
    assert suggestion("qqqq", ["seed"]) == "."
