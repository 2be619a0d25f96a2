"""What is plugged in, before and after."""

from __future__ import annotations

import pytest

from espdoctor.engine.facts import Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.tui.page import Known, Page
from espdoctor.tui.page_usb import make

BOARD, MOUSE = "1a86:7523 USB Serial driver none port none", "046d:c077 Mouse"


def page(**facts: Value) -> Page | None:
    return make(Known.of(Fact(name.replace("__", "."), value, ()) for name, value in facts.items()), rulebook())


def lines(**facts: Value) -> tuple[str, ...]:
    shown = page(**facts)
    assert shown is not None
    return shown.lines


def test_the_device_that_came_is_named() -> None:
    shown = lines(usb__listing=MOUSE, usb__after=f"{MOUSE} | {BOARD}", usb__appears="device-without-port")

    assert shown[:3] == (f"before: {MOUSE}", f"after:  {MOUSE}, {BOARD}", f"new:    {BOARD}")
    assert "makes no port" in shown[3]


def test_of_two_that_are_alike_the_second_is_new() -> None:
    assert lines(usb__listing=BOARD, usb__after=f"{BOARD} | {BOARD}")[2] == f"new:    {BOARD}"


def test_nothing_new_is_said_with_what_it_means() -> None:
    shown = lines(usb__listing="", usb__after="", usb__appears="nothing")

    assert shown[0] == "before: no device that could be a board"
    assert "wires for power alone" in shown[3]


def test_the_driver_that_is_needed_here_is_named() -> None:
    shown = lines(usb__listing=BOARD, usb__driver="missing", usb__driver_needed="CH341SER of WCH")

    assert shown[1:] == ("The board's USB chip: it has no driver.", "On this system it needs CH341SER of WCH.")


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [({}, False), ({"usb__driver": "bound"}, False), ({"usb__driver": "missing"}, True), ({"usb__after": ""}, True)],
)
def test_it_ends_the_case_only_where_it_matters(facts: dict[str, Value], wanted: bool) -> None:
    shown = page(usb__listing=BOARD, **facts)

    assert shown is not None
    assert shown.wanted is wanted


def test_without_a_list_there_is_no_page_and_hostile_names_do_nothing() -> None:
    assert page() is None
    assert "\x1b" not in lines(usb__listing="\x1b[2J[red]")[0]
