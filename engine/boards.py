"""The boards by name: what is printed beside their pins and buttons, and how each is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .facts import Value

PINS: Mapping[str, str] = {
    "gpio0": "GPIO0",
    "gpio2": "GPIO2",
    "gpio15": "GPIO15",
    "gpio16": "GPIO16",
    "reset": "RST",
    "enable": "CH_PD (EN)",
    "tx": "TX",
    "rx": "RX",
    "power": "3.3 V",
    "ground": "GND",
}
"""What hands-on steps name on a board -> its name where a board has no word of its own for it."""

SPOTS = (*PINS, "flash-button", "reset-button", "flash-pins")
"""What can be marked in a drawing."""

DEEDS = ("hold", "press", "let-go")
"""Sentences of a board: pull GPIO0 low and keep it there, reset the chip, let GPIO0 go again."""

WORDS = (*PINS, *DEEDS)
"""`{board.WORD}` in hands.yaml stands for one of these."""

KIND = "board.kind"
"""The fact that says which board it is."""

CHOSEN = "setup.board"
"""The fact that says which board is chosen in the person's tool."""

UNKNOWN = "other"
"""The board that stands for all that are not known by name."""


@dataclass(frozen=True, slots=True)
class Board:
    """One entry of boards.yaml."""

    id: str
    title: str
    drawing: str
    labels: tuple[tuple[str, str], ...]
    """Each of `SPOTS` that it has -> what is printed there, as it stands in the drawing."""
    deeds: tuple[tuple[str, str], ...]
    """Each of `DEEDS` -> how it is done on this board."""
    menu: tuple[str, ...] = ()
    """Values of the fact setup.board: who has chosen one of these has most likely this board."""

    @property
    def words(self) -> dict[str, str]:
        """What `{board.…}` stands for: "D3 (GPIO0)", "Press RST and let it go"."""
        labels = dict(self.labels)
        pins = {pin: _called(usual, labels.get(pin, usual)) for pin, usual in PINS.items()}
        return {f"board.{name}": words for name, words in {**pins, **dict(self.deeds)}.items()}

    def marked(self, spots: Iterable[str]) -> str:
        """The drawing, with what is printed at these spots in brackets: ─[D3]─; what it does not have marks nothing."""
        labels = dict(self.labels)
        drawing = self.drawing
        for label in (labels[spot] for spot in spots if spot in labels):
            at = place(drawing, label)
            drawing = f"{drawing[: at - 1]}[{label}]{drawing[at + len(label) + 1 :]}"
        return drawing


NAMELESS = Board(UNKNOWN, "", "", (), ())
"""Where there is no boards.yaml."""


def on_table(boards: Iterable[Board], known: Mapping[str, Value]) -> Board:
    """The board that is known to lie on the table, else the one that is chosen in the tool, else one that stands for
    all others."""
    by_id = {one.id: one for one in boards}
    chosen = (one for one in by_id.values() if known.get(CHOSEN) in one.menu)
    return by_id.get(str(known.get(KIND))) or next(chosen, by_id.get(UNKNOWN, NAMELESS))


def place(drawing: str, label: str) -> int:
    """Where the label stands in the drawing, apart from others and from a button of that name; -1 if it does not."""
    found = re.search(rf"(?<=[ ─])(?<!◉ ){re.escape(label)}(?=[ ─])", drawing)
    return found.start() if found else -1


def _called(usual: str, label: str) -> str:
    """Both names, where what is printed is not the name that the step is known by."""
    return f"{label} ({usual})" if usual.startswith("GPIO") and usual not in label else label
