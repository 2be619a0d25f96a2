"""layouts.yaml: the entries of a core's menu for the flash."""

from __future__ import annotations

from .desk import Desk
from .layouts import Before, Layout
from .source import Node

_NUMBERS = ("flash", "option", "sketch", "block", "eeprom", "rfcal", "wifi")


def layouts(desk: Desk, node: Node | None) -> tuple[Layout, ...]:
    """All entries. An address that lies behind the end of its flash is a mistake."""
    entry = desk.table(node, ("source", "layouts"))
    desk.text(entry.get("source"))
    return tuple(_one(desk, item) for item in desk.items(entry.get("layouts")))


def _one(desk: Desk, node: Node) -> Layout:
    entry = desk.table(node, ("id", "menu", "fs", *_NUMBERS), ("before",))
    number = {name: int(desk.number(entry[name])) if name in entry else 0 for name in _NUMBERS}
    ends = [int(desk.number(item)) for item in desk.items(entry.get("fs"))]
    if len(ends) != 2 or ends[0] > ends[1]:
        desk.wrong(entry.get("fs", node), "the file system has a start and an end", "fs: [start, end]")
        ends = [0, 0]
    if max(*ends, number["sketch"], number["eeprom"], number["rfcal"], number["wifi"]) >= max(1, number["flash"]):
        desk.wrong(node, "something in this layout lies behind the end of the flash")
    before = _before(desk, entry["before"]) if "before" in entry else None
    if before and not ends[0] <= before.fs_end < max(1, number["flash"]):
        desk.wrong(entry["before"], "the earlier file system ends before it begins, or behind the end of the flash")
    return Layout(
        id=desk.text(entry.get("id")),
        menu=desk.text(entry.get("menu")),
        flash=number["flash"],
        option=number["option"],
        sketch=number["sketch"],
        fs_start=ends[0],
        fs_end=ends[1],
        block=number["block"],
        eeprom=number["eeprom"],
        rfcal=number["rfcal"],
        wifi=number["wifi"],
        before=before,
    )


def _before(desk: Desk, node: Node) -> Before:
    entry = desk.table(node, ("menu", "since", "fs-end"))
    end = int(desk.number(entry["fs-end"])) if "fs-end" in entry else 0
    return Before(desk.text(entry.get("menu")), desk.text(entry.get("since")), end)
