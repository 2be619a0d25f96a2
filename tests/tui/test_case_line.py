"""A recorded case in a list: when, what came of it, what was wrong, which board."""

from __future__ import annotations

import pytest

from espdoctor.engine.errors import JournalError
from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.engine.journal import Answered, Event, Input, Observed, Reading, Said
from espdoctor.engine.steps import Tried
from espdoctor.knowledge import rulebook
from espdoctor.tui import case_line

RULES = rulebook()
NAME = "2026-11-21-110348"


def seen(**facts: Value) -> Observed:
    """What a probe saw; `__` in a name stands for a dot."""
    found = (Fact(name.replace("__", "."), value, (Evidence("it", "x"),)) for name, value in facts.items())
    return Observed("it", tuple(found))


def lines(*inputs: Input, name: str = NAME) -> tuple[str, str]:
    events = tuple(Event(number, 0.0, "you", entry) for number, entry in enumerate(inputs, 1))
    return case_line.of(name, Reading(None, events, None), RULES)


def test_a_case_is_told_as_a_person_would() -> None:
    first, second = lines(
        Answered("upload.symptom", "no-sync"),
        seen(port__url="/dev/ttyUSB0", board__kind="esp-01"),
        Tried("gpio2-low", "free-it", False),
        Tried("gpio2-low", "free-it", True),
    )

    assert first == f"21 Nov 2026, 11:03   mended: {RULES.causes['gpio2-low'].title}"
    assert second == "The upload does not connect · ESP-01 or ESP-01S at /dev/ttyUSB0"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ((Tried("gpio2-low", "free-it", False),), "not mended yet: "),
        ((), "not settled"),
        ((seen(chip__family="esp32"),), "found: "),
    ],
)
def test_what_came_of_it_is_told_also_where_nothing_was_mended(inputs: tuple[Input, ...], words: str) -> None:
    assert words in lines(*inputs)[0]


def test_a_simulated_board_shows_no_fault_and_what_was_said_no_escape() -> None:
    _, second = lines(Said("it \x1b[2J fails\nand more"), seen(port__url="sim://nodemcu?fault=gpio2-low"))

    assert second == '"it \\x1b[2J fails" · a board, simulated'


def test_a_file_that_cannot_be_read_and_a_name_that_is_no_time_are_told() -> None:
    broken = Reading(None, (), JournalError(1, "torn"))

    assert case_line.of("mine", broken, RULES) == ("mine   the file is damaged", "just looked · no board")
