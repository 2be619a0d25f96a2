"""Source text to the lines that are compiled for a chip."""

from __future__ import annotations

import pytest

from espdoctor.engine.c_source import CodeLine, Source, compiled
from espdoctor.engine.preprocessor import Macros

MACROS = Macros({"ESP8266": 1}, ("__AVR__", "ESP32"))


def read(text: str) -> Source:
    return compiled({"x.cpp": text}, MACROS)["x.cpp"]


def codes(text: str) -> list[str]:
    return [line.code for line in read(text).lines]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a(); // PORTB", ["a();"]),
        ("a(/* PORTB */);", ["a( );"]),
        ('say("// PORTB /*");', ['say("");']),
        (r'say("\"PORTB");', ['say("");']),
        ("c = '\"'; b();", ["c = ''; b();"]),
        ('s = R"x(PORTB ")" )x"; b();', ['s = ""; b();']),
        ("/* PORTB\nPORTC */ b();", [" b();"]),
        ("/* never closed", []),
        ('"never closed\nb();', ['""', "b();"]),
        ('R"(never closed\nb();', ['""']),
    ],
)
def test_comments_go_and_strings_are_emptied(text: str, code: list[str]) -> None:
    assert codes(text) == code


def test_a_line_keeps_its_number_and_its_strings_where_they_are_wanted() -> None:
    assert read('/* two\nlines */\n#include "avr/io.h" // x').lines == (
        CodeLine(3, '#include ""', '#include "avr/io.h"'),
    )


def test_only_the_branch_for_this_chip_is_compiled() -> None:
    text = "#if defined(__AVR__)\navr();\n#elif defined(ESP8266)\nours();\n#elif OTHER\nb();\n#else\nc();\n#endif\nd();"

    assert codes(text) == ["ours();", "d();"]


def test_where_nothing_is_known_every_branch_may_be_compiled_and_is_not_sure() -> None:
    lines = read("#ifdef OPTION\na();\n#else\nb();\n#endif\n#ifndef GUARD_H\nc();\n#endif").lines

    assert [(line.code, line.sure) for line in lines] == [("a();", False), ("b();", True), ("c();", True)]


def test_what_stands_in_a_dead_branch_is_dead_whatever_it_says() -> None:
    assert codes("#ifdef ESP32\n#if ESP8266\na();\n#else\nb();\n#endif\n#endif\nc();") == ["c();"]


def test_a_macro_that_only_dead_lines_define_is_not_set() -> None:
    chain = "#ifdef __AVR__\n#define FAST\n#endif\n#ifdef FAST\n#define FASTER\na();\n#endif\n"
    text = chain + "#ifdef FASTER\nb();\n#endif\nc();"

    assert codes(text) == ["c();"]


def test_that_holds_across_files() -> None:
    found = compiled({"a.h": "#ifdef __AVR__\n#define FAST\n#endif", "b.cpp": "#ifdef FAST\na();\n#endif"}, MACROS)

    assert found["b.cpp"].lines == ()


def test_a_condition_that_goes_on_over_lines_is_read_whole() -> None:
    assert codes("#if defined(__AVR__) || \\\n    defined(ESP8266)\na();\n#endif")[-1] == "a();"


def test_a_piece_for_other_chips_alone_is_a_gap() -> None:
    text = "#if defined(__AVR__)\na();\nb();\n#elif defined(ESP32)\n#if X\nc();\n#endif\n#endif\nd();"

    assert [(gap.line.number, gap.dead) for gap in read(text).gaps] == [(1, 3)]


@pytest.mark.parametrize("text", ["#ifdef ESP32\na();\n#else\nb();\n#endif", "#ifdef OPTION\na();\n#endif"])
def test_what_has_something_in_its_place_or_may_be_compiled_is_no_gap(text: str) -> None:
    assert read(text).gaps == ()


@pytest.mark.parametrize("text", ["#endif", "#else", "#if", "#elif 1", "#", "#ifdef\na();", "#if (" * 3, "\\\n" * 9])
def test_broken_source_is_read_as_far_as_it_goes(text: str) -> None:
    assert codes(text + "\nlast();")[-1:] in (["last();"], [])


@pytest.mark.parametrize("piece", ["/*", '"', "'", 'R"(', "#if (\n", "#endif\n", "//", "\\\n"])
def test_hostile_text_of_any_length_comes_to_an_end(piece: str) -> None:
    assert read(piece * 20_000) is not None
