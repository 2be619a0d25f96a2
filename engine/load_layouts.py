"""layouts.yaml: the entries of a core's menu for the flash."""

from __future__ import annotations

from .desk import Desk
from .layouts import Layout
from .source import Node

_NUMBERS = ("flash", "option", "sketch", "block", "eeprom", "rfcal", "wifi")


def layouts(desk: Desk, node: Node | None) -> tuple[Layout, ...]:
    """All entries. An address that lies behind the end of its flash is a mistake."""
    entry = desk.table(node, ("source", "layouts"))
    desk.text(entry.get("source"))
    return tuple(_one(desk, item) for item in desk.items(entry.get("layouts")))


def _one(desk: Desk, node: Node) -> Layout:
    entry = desk.table(node, ("id", "menu", "fs", *_NUMBERS))
    number = {name: int(desk.number(entry[name])) if name in entry else 0 for name in _NUMBERS}
    ends = [int(desk.number(item)) for item in desk.items(entry.get("fs"))]
    if len(ends) != 2 or ends[0] > ends[1]:
        desk.wrong(entry.get("fs", node), "the file system has a start and an end", "fs: [start, end]")
        ends = [0, 0]
    if max(*ends, number["sketch"], number["eeprom"], number["rfcal"], number["wifi"]) >= max(1, number["flash"]):
        desk.wrong(node, "something in this layout lies behind the end of the flash")
    return Layout(desk.text(entry.get("id")), desk.text(entry.get("menu")), fs_start=ends[0], fs_end=ends[1], **number)
