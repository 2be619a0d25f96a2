"""The page of a crash: the line, the calls, or the reason why there is none."""

from __future__ import annotations

import pytest

from espdoctor.engine.facts import Evidence, Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known, Page
from espdoctor.tui.page_stack import make


def page(**values: Value | tuple[Value, ...]) -> Page | None:
    each = ((name, one) for name, value in values.items() for one in (value if isinstance(value, tuple) else (value,)))
    told = [Fact(f"app.{name}", one, (Evidence("test", str(one)),)) for name, one in each]
    return make(Known.of(told), rulebook())


def test_without_a_crash_there_is_no_page() -> None:
    assert page(exception=28) is None


def test_the_line_its_text_and_the_calls_in_order() -> None:
    made = page(
        dump="40201234 / ",
        elf_state="fits",
        exception=29,
        crash_at="check in Lamp.ino, line 12",
        crash_line="*p = 3;",
        call=("02 loop in Lamp.ino, line 30", "01 check in Lamp.ino, line 12, inlined"),
    )

    assert made is not None
    assert made.lines[0].startswith("exception 29, StoreProhibited")
    assert made.lines[1:] == (
        "your line: check in Lamp.ino, line 12",
        "  it says: *p = 3;",
        "how it came there, the crash first:",
        "  01 check in Lamp.ino, line 12, inlined",
        "  02 loop in Lamp.ino, line 30",
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("other-build", "of another build"),
        ("missing", "No .elf"),
        ("not-elf", "no .elf"),
        ("not-xtensa", "another chip"),
        ("broken", "cut off"),
        ("stripped", "stripped"),
        ("no-lines", "build_type = debug"),
    ],
)
def test_why_there_is_no_line_is_one_sentence(state: str, words: str) -> None:
    made = page(dump="40201234 / ", elf_state=state)

    assert made is not None
    assert words in made.lines[0]
    assert made.wanted


def test_a_dump_that_is_cut_says_so() -> None:
    made = page(dump="40201234 / ", dump_state="cut")

    assert made is not None
    assert "cut off" in made.lines[0]


def test_what_a_source_says_cannot_act_on_the_terminal() -> None:
    made = page(dump="40201234 / ", elf_state="fits", crash_at="f in a.ino, line 1", crash_line="x \x1b[2J [red]")

    assert made is not None
    assert "\x1b" not in "".join(made.lines)


def test_the_flash_itself_may_confirm_the_elf() -> None:
    made = page(dump="40201234 / ", elf_state="unsure", elf_in_flash="same", crash_at="check in Lamp.ino, line 12")

    assert made is not None
    assert made.lines[0].startswith("The program in the flash is the very build")
    assert made.lines[1] == "your line: check in Lamp.ino, line 12"


def test_where_the_flash_holds_another_build_no_line_is_told() -> None:
    made = page(dump="40201234 / ", elf_state="fits", elf_in_flash="other", crash_at="check in Lamp.ino, line 12")

    assert made is not None
    assert "another build" in made.lines[0]
    assert not any("Lamp.ino" in line for line in made.lines)


def test_a_dump_that_is_cut_is_said_even_where_no_elf_was_looked_for() -> None:
    made = page(dump="40201234 / ", dump_state="cut")
    whole = page(dump="40201234 / ", dump_state="whole")

    assert made is not None
    assert whole is not None
    assert (made.wanted, whole.wanted) == (True, False)
    assert "cut off" in made.lines[0]
