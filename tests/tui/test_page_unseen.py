"""The page about what could not be looked at."""

from __future__ import annotations

from espdoctor.engine.facts import Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known
from espdoctor.tui.page_unseen import make
from told import fact

LOADER: dict[str, Value] = {"lines.supported": False, "sync.reply": "ok"}


def told(**values: Value) -> tuple[str, ...]:
    known = {**LOADER, **{name.replace("__", "."): value for name, value in values.items()}}
    page = make(Known.of(fact(name, value) for name, value in known.items()), rulebook())
    return page.lines if page else ()


def test_all_that_a_reset_would_show_is_named() -> None:
    lines = told(flash__header__state="unread", power__fails_under_load="no")
    assert [line.split()[0] for line in lines] == ["Whether", "What"]
    assert lines[1] == "What is in the flash: this loader does not let it be read."


def test_nothing_is_left_when_somebody_pressed_the_buttons() -> None:
    assert told(boot__after_run__banner="seen", flash__header__state="image", power__fails_under_load="no") == ()


def test_a_port_that_can_restart_the_board_has_no_such_page() -> None:
    assert told(lines__supported=True) == ()
    assert told(sync__reply="none") == ()
