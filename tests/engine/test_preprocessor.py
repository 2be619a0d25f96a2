"""Conditions of the preprocessor: yes, no, or not known."""

from __future__ import annotations

import pytest

from espdoctor.engine.preprocessor import MOST_WORDS, Macros, holds

MACROS = Macros({"ESP8266": 1, "ARDUINO": 10819, "ARDUINO_ARCH_ESP8266": 1}, ("__AVR*", "ESP32", "ARDUINO_ARCH_*"))


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("defined(ESP8266)", True),
        ("defined ESP8266", True),
        ("ESP8266", True),
        ("defined(__AVR_ATmega328P__)", False),
        ("__AVR__", False),
        ("defined(OPTION)", None),
        ("OPTION", None),
        ("!defined(ESP32)", True),
        ("defined(ESP8266) && !defined(ESP32)", True),
        ("defined(ESP32) || defined(OPTION)", None),
        ("defined(ESP8266) || defined(OPTION)", True),
        ("defined(OPTION) && defined(ESP32)", False),
        ("ARDUINO >= 100", True),
        ("ARDUINO<0x64", False),
        ("ARDUINO == 10819L", True),
        ("(ARDUINO > 1) != 0", True),
        ("ARDUINO <= OPTION", None),
        ("0", False),
        ("1u", True),
        ("defined(ARDUINO_ARCH_ESP8266)", True),
        ("defined(ARDUINO_ARCH_SAMD)", False),
        ("!(defined(ESP32) || defined(__AVR__))", True),
    ],
)
def test_a_condition_is_answered_as_far_as_it_is_known(condition: str, answer: bool | None) -> None:
    assert holds(condition, MACROS) is answer


BROKEN = ["", "(", "defined(", "defined(ESP8266", "ARDUINO + 1 > 3", "1 1", "&&", "!", "a ? b : c"]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_not_understood_is_not_known(broken: str) -> None:
    assert holds(broken, MACROS) is None


def test_a_condition_of_very_many_words_is_not_known() -> None:
    assert holds("(" * MOST_WORDS + "1" + ")" * MOST_WORDS, MACROS) is None


def test_a_number_that_no_compiler_takes_is_not_known() -> None:
    assert holds("9" * 5000, MACROS) is None


def test_names_can_be_known_not_to_be_set() -> None:
    assert holds("defined(OPTION)", MACROS.without(frozenset({"OPTION"}))) is False
    assert not MACROS.is_absent("ARDUINO_ARCH_ESP8266")
