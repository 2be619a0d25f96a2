"""The flash drawn to scale."""

from __future__ import annotations

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known, Page
from espdoctor.tui.page_layout import WIDTH, Part, drawn, make

RULES = rulebook()
MB, KB = 1 << 20, 1 << 10
SEEN: dict[str, Value] = {
    "flash.jedec_size": 4 * MB,
    "flash.sketch.size": 300 * KB,
    "flash.fs.kind": "littlefs",
    "flash.fs.start": 2 * MB,
    "flash.fs.size": 0x1FA000,
    "flash.eeprom": "used",
}


def page(**more: Value | None) -> Page | None:
    facts = {**SEEN, **{name.replace("__", "."): value for name, value in more.items()}}
    known = [Fact(name, value, (Evidence("s", ""),)) for name, value in facts.items() if value is not None]
    return make(Known.of(known), RULES)


def text(**more: Value | None) -> str:
    shown = page(**more)
    assert shown is not None
    return "\n".join(shown.lines)


def bar(shown: str) -> str:
    return next(line for line in shown.splitlines() if line.startswith("["))[1:-1]


def test_a_character_is_a_round_part_of_the_chip() -> None:
    row = bar(text())

    assert len(row) == WIDTH
    assert row == "P" * 5 + "." * 27 + "F" * 31 + "S"


def test_each_stretch_has_its_line_with_addresses_and_size() -> None:
    shown = text()

    assert "P  0x000000-0x04b000    300 KB  your program" in shown
    assert "F  0x200000-0x3fa000   2024 KB  the file system: LittleFS" in shown
    assert "EEPROM (used)" in shown
    assert "over the air, up to 1019 KB" in shown


def test_the_layout_in_use_is_marked_among_its_kind_with_what_each_costs() -> None:
    rows = [line for line in text().splitlines() if "program up to" in line]

    assert [row.strip()[:12] for row in rows] == ["4MB (FS:none", "4MB (FS:1MB ", "4MB (FS:2MB ", "4MB (FS:3MB "]
    assert [row.endswith("<- yours") for row in rows] == [False, False, True, False]
    assert "about 3 min more" in rows[2]


def test_the_speed_of_the_person_s_tool_counts() -> None:
    assert "at 921600 baud" in text(baud__wanted=921600)
    assert "about 22 s more" in text(baud__wanted=921600)


def test_without_a_file_system_the_person_s_choice_is_drawn() -> None:
    asked = {"flash__fs__kind": "none", "flash__fs__start": None, "flash__fs__size": None}

    assert bar(text(**asked, setup__fs_size=3 * MB)).count("F") == 47
    assert "not used yet" in text(**asked, setup__fs_size=3 * MB)
    assert "F" not in bar(text(**asked))
    assert "never used" in text(**asked)


def test_a_header_for_another_chip_is_said() -> None:
    assert "built for a flash of 1 MB" in text(flash__header__size=MB)
    assert "built for" not in text(flash__header__size=4 * MB)


def test_a_flash_without_a_program_or_of_an_odd_size_is_drawn_too() -> None:
    assert bar(text(flash__sketch__size=0))[0] == "."
    odd = text(flash__jedec_size=3 * MB, flash__fs__start=None)
    assert "Tools, Flash Size" not in odd


def test_where_the_flash_was_not_looked_at_there_is_no_page() -> None:
    assert page(flash__sketch__size=None) is None
    assert page(flash__jedec_size=None) is None


def test_what_is_small_still_shows() -> None:
    parts = [Part("P", 0, 1, ""), Part(".", 1, 63 * KB, ""), Part("S", 64 * KB - 1, 64 * KB, "")]

    assert drawn(parts, 64 * KB) == "P" + "." * 62 + "S"
