"""boards.yaml: the boards by name."""

from __future__ import annotations

from .boards import DEEDS, SPOTS, Board, place
from .desk import Desk
from .shown import shown
from .source import Node, Word


def boards(desk: Desk, node: Node | None) -> tuple[Board, ...]:
    """All boards. What a board is said to have printed on it must stand in its drawing."""
    return tuple(_one(desk, key, inside) for key, inside in desk.entries(node))


def _one(desk: Desk, key: Word, node: Node) -> Board:
    entry = desk.table(node, ("title", "drawing", "source", "labels", *DEEDS), ("menu",))
    desk.text(entry.get("source"))
    drawn = _drawing(desk, entry.get("drawing"))
    spots = desk.table(entry.get("labels"), (), SPOTS)
    labels = {spot: desk.text(inside) for spot, inside in spots.items()}
    for spot, label in labels.items():
        if place(drawn, label) < 0:
            desk.wrong(spots[spot], f"{shown(label)} does not stand in the drawing", "with a blank or ─ around it")
    return Board(
        id=desk.name(key),
        title=desk.text(entry.get("title")),
        drawing=drawn,
        labels=tuple(labels.items()),
        menu=desk.texts(entry.get("menu")),
        deeds=tuple((deed, desk.text(entry.get(deed))) for deed in DEEDS),
    )


def _drawing(desk: Desk, node: Node | None) -> str:
    desk.text(node)
    return desk.raw(node).rstrip() if isinstance(node, Word) else ""
