"""The checks over a library's source."""

from __future__ import annotations

from espdoctor.engine.checks import Check, Portability, Spot
from espdoctor.engine.portability import MOST_SPOTS, look
from espdoctor.engine.preprocessor import Macros

MACROS = Macros({"ESP8266": 1}, ("__AVR__", "ESP32"))


def check(where: str = "code", pattern: str = r"\b(?P<word>PORT[A-L])\b", **more: object) -> Check:
    plain = {"weight": "stops", "what": "what", "why": "why", "change": "change", "sources": ("s",)}
    return Check("it", where=where, pattern=pattern, **{**plain, **more})  # type: ignore[arg-type]


def spots(one: Check, **files: str) -> list[tuple[str, int]]:
    return [(spot.file, spot.line) for spot in found(one, **files)]


def found(one: Check, **files: str) -> tuple[Spot, ...]:
    return look({f"{name}.cpp": text for name, text in files.items()}, Portability(MACROS, (one,)))


def test_a_spot_is_a_line_that_is_compiled() -> None:
    assert spots(check(), b="PORTB = 1;", a="\n// PORTB\nPORTB |= 2;\n") == [("a.cpp", 3), ("b.cpp", 1)]
    assert spots(check(), a="#ifdef __AVR__\nPORTB = 1;\n#endif") == []


def test_what_hangs_on_an_unknown_option_only_deserves_a_look() -> None:
    (spot,) = found(check(), a="#ifdef OPTION\nPORTB = 1;\n#endif")

    assert (spot.sure, spot.weight) == (False, "look")


def test_a_word_that_the_library_defines_itself_is_its_own() -> None:
    assert spots(check(), a="#define PORTB 3", b="x = PORTB;") == []


def test_strings_count_only_where_they_are_asked_for() -> None:
    assert spots(check(), a='say("PORTB");') == []
    assert spots(check(where="text"), a='say("PORTB");') == [("a.cpp", 1)]


def test_one_thing_goes_without_another() -> None:
    eeprom = check(pattern=r"EEPROM\.write", unless=r"EEPROM\.commit")

    assert spots(eeprom, a="EEPROM.write(0, 1);") == [("a.cpp", 1)]
    assert spots(eeprom, a="EEPROM.write(0, 1);", b="EEPROM.commit();") == []


def test_a_line_is_excused_by_what_stands_on_it_or_before_it() -> None:
    wait = check(pattern=r"while\s*\(.*\)\s*;$", but="millis", not_after=r"\}$")

    assert spots(wait, a="while (!ready());") == [("a.cpp", 1)]
    assert spots(wait, a="while (millis() < end);") == []
    assert spots(wait, a="do {\n}\nwhile (!ready());") == []


HANDLER = check(where="handler", pattern=r"attachInterrupt\(.*?,\s*(?P<handler>\w+)\s*,", unless=r"\bIRAM_ATTR\b")


def test_a_handler_is_found_where_it_is_defined() -> None:
    files = {
        "a": "attachInterrupt(2, tick, RISING);",
        "b": "int x;\nvoid tick() {\n}",
        "c": "tick();\nreturn tick (1);",
    }

    assert spots(HANDLER, **files) == [("b.cpp", 2)]


def test_a_handler_that_is_marked_anywhere_is_good() -> None:
    call = "attachInterrupt(2, tick, RISING);\n"

    assert spots(HANDLER, a=call + "void IRAM_ATTR tick() {}") == []
    assert spots(HANDLER, a=call + "void tick() {}", h="void tick() IRAM_ATTR;") == []
    assert spots(HANDLER, a=call + "IRAM_ATTR\nvoid tick() {}") == []
    assert spots(HANDLER, a=call + "#define FAST IRAM_ATTR\nvoid FAST tick() {}") == []


def test_a_function_of_nobody_s_is_no_handler() -> None:
    assert spots(HANDLER, a="void tick() {}") == []


def test_a_stretch_is_found_when_it_is_too_long() -> None:
    off = check(where="stretch", pattern=r"cli\(\)", until=r"sei\(\)", longest=2)

    assert spots(off, a="a();\ncli();\nb();\nb();\nb();\nsei();") == [("a.cpp", 2)]
    assert spots(off, a="cli();\nb();\nb();\nsei();") == []
    assert spots(off, a="void f() {\ncli();\nb();\nb();\nb();\n}\nsei();") == []


def test_a_piece_for_others_alone_is_found_in_a_file_that_has_more() -> None:
    gap = check(where="gap", pattern="AVR", longest=1)
    piece = "#ifdef __AVR__\na();\na();\n#endif"

    assert spots(gap, a="b();\n" + piece) == [("a.cpp", 2)]
    assert spots(gap, a=piece) == []
    assert spots(gap, a="b();\n#ifdef __AVR__\na();\n#endif") == []


def test_a_header_aside_counts_when_a_compiled_line_includes_it() -> None:
    known = Portability(MACROS, (check(),))
    aside = {"src/avr/pins.h": "PORTB = 1;", "src/front.h": "PORTC = 1;"}

    assert [s.file for s in look({**aside, "src/a.cpp": "#include <front.h>"}, known)] == ["src/front.h"]
    assert [s.file for s in look({**aside, "src/a.cpp": '#include "avr/pins.h"'}, known)] == [
        "src/avr/pins.h",
        "src/front.h",
    ]


def test_checks_are_looked_up_by_name() -> None:
    known = Portability(MACROS, (check(),))

    assert known.check("it") is known.checks[0]
    assert known.check("that") is None


def test_hostile_source_comes_to_an_end_with_bounded_findings() -> None:
    given = "".join(f"attachInterrupt(x, h{n}, CHANGE);\nvoid h{n}() {{\n" for n in range(2000))

    assert len(spots(HANDLER, a=given)) == 2000
    assert len(spots(check(), a="PORTB = 1;\n" * (MOST_SPOTS + 9))) == MOST_SPOTS
    assert spots(HANDLER, a="attachInterrupt(1, " * 5000) == []


def of_int(**more: object) -> Check:
    return check(where="variable", pattern=r"(?P<name>\w+) = \w+ << 8", declared=("int",), **more)


def test_what_is_done_with_a_variable_counts_by_its_type() -> None:
    assert spots(of_int(), a="int x = h << 8;") == [("a.cpp", 1)]
    assert spots(of_int(), a="long x = h << 8;") == []
    assert spots(of_int(), a="x = h << 8;") == []


def test_a_part_of_a_name_in_another_script_is_no_variable_of_another_file() -> None:
    one = of_int(needs=r"{name} < 0")

    assert spots(one, a="int e;", b="größe = h << 8;") == []


def test_the_rest_of_the_file_says_whether_it_matters() -> None:
    one = of_int(needs=r"{name} < 0", unless=r"{name} > 32767")

    assert spots(one, a="int x = h << 8;\nif (x < 0) y();") == [("a.cpp", 1)]
    assert spots(one, a="int x = h << 8;\nif (z < 0) y();") == []
    assert spots(one, a="int x = h << 8;", b="if (x < 0) y();") == []
    assert spots(one, a="int x = h << 8;\nif (x > 32767) x -= 65536;\nif (x < 0) y();") == []


def test_both_variables_of_a_difference_are_of_the_type() -> None:
    one = check(where="variable", pattern=r"(?P<name>\w+) - (?P<other>\w+) >", declared=("uint16_t",))

    assert spots(one, a="uint16_t now, last;\nif (now - last > 5) x();") == [("a.cpp", 2)]
    assert spots(one, a="uint16_t now;\nlong last;\nif (now - last > 5) x();") == []
