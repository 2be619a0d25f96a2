"""Layouts as their file says them."""

from __future__ import annotations

import pytest

from espdoctor.engine.desk import Desk
from espdoctor.engine.errors import Mistake
from espdoctor.engine.layouts import Before, Layout
from espdoctor.engine.load_layouts import layouts
from rulefiles import node

ONE = (
    "{id: a, menu: A, flash: 0x100000, option: 0x10000, sketch: 900000, fs: [0xeb000, 0xfb000], block: 0x1000, "
    "eeprom: 0xfb000, rfcal: 0xfc000, wifi: 0xfd000}"
)


def loaded(entry: str) -> tuple[tuple[Layout, ...], list[str]]:
    mistakes: list[Mistake] = []
    found = layouts(Desk("f", mistakes), node(f"source: a document\nlayouts: [{entry}]"))
    return found, [mistake.message for mistake in mistakes]


def test_a_layout_says_where_everything_lies() -> None:
    (found,), mistakes = loaded(ONE)

    assert mistakes == []
    assert found == Layout("a", "A", 1 << 20, 0x10000, 900000, 0xEB000, 0xFB000, 0x1000, 0xFB000, 0xFC000, 0xFD000)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fs: [0xeb000, 0xfb000]", "fs: [0xfb000, 0xeb000]", "the file system has a start and an end"),
        ("fs: [0xeb000, 0xfb000]", "fs: [0xfb000]", "the file system has a start and an end"),
        ("wifi: 0xfd000", "wifi: 0x100000", "something in this layout lies behind the end of the flash"),
        ("menu: A, ", "", "menu is missing"),
        ("id: a,", "id: a, before: {menu: B, since: '2.0'},", "fs-end is missing"),
        ("id: a,", "id: a, before: {menu: B, since: '2.0', fs-end: 0xea000},", "the earlier file system ends before"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, message: str) -> None:
    assert any(message in said for said in loaded(ONE.replace(old, new))[1])


def test_an_entry_may_say_what_it_was_before() -> None:
    (found,), mistakes = loaded(ONE.replace("id: a,", "id: a, before: {menu: B, since: '2.4', fs-end: 0xfb000},"))

    assert mistakes == []
    assert found.before == Before("B", "2.4", 0xFB000)
