"""The last line of every page: the keys that do something now; a click presses one.

One widget draws all of them: Textual's own `Footer` makes a widget of each key and all of them anew whenever the focus
moves, which was half of the work that a page cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import ActiveBinding, Binding
from textual.events import Click, MouseMove
from textual.screen import Screen
from textual.widget import Widget

BAR = "▏"
"""Stands before the key for everything else."""


@dataclass(frozen=True, slots=True)
class Place:
    """A key on the line, from one column up to before another."""

    start: int
    end: int
    key: str
    """As Textual names it."""
    sign: str
    """As people know it."""
    words: str
    tooltip: str

    def holds(self, column: int) -> bool:
        """Whether the column is its own."""
        return self.start <= column < self.end


class Keys(Widget):
    """Follows the focus. What finds no room is left out from the right; the way to all commands always stays."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}
    DEFAULT_CSS = """
    Keys { dock: bottom; height: 1; color: $footer-description-foreground; background: $footer-background; }
    Keys > .keys--key { color: $footer-key-foreground; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()
        """What is shown now."""

    def on_mount(self) -> None:
        """Follow what the keys of the page are."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._place()

    def on_resize(self) -> None:
        """As many as there is room for."""
        self._place()

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen and screen.is_active:
            self.call_after_refresh(self._place)

    def _place(self) -> None:
        active = self.screen.active_bindings
        rest = active.get(self.app.COMMAND_PALETTE_BINDING)
        found = places(active.values(), rest, self.app.get_key_display, self.size.width)
        if found != self.places:
            self.places = found
            self.refresh()

    def render(self) -> Text:
        """The line."""
        line = Text(no_wrap=True)
        style = self.get_component_rich_style("keys--key", partial=True)
        for place in self.places:
            line.append(" " * (place.start - len(line)) if place.start > len(line) else "")
            line.append(place.sign, style).append(" " + place.words)
        return line

    def _at(self, column: int) -> Place | None:
        return next((place for place in self.places if place.holds(column)), None)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Tell what the key under the pointer does."""
        place = self._at(event.x)
        self.tooltip = (place.tooltip or None) if place is not None else None

    def on_click(self, event: Click) -> None:
        """As if the key had been pressed."""
        if (place := self._at(event.x)) is not None:
            self.app.simulate_key(place.key)


def places(
    active: Iterable[ActiveBinding], rest: ActiveBinding | None, sign: Callable[[Binding], str], width: int
) -> tuple[Place, ...]:
    """Where each key stands on a line of that width; of one action the first key counts. `rest` stands at the end."""
    shown = {one.binding.action: one for one in reversed(list(active)) if one.binding.show and one.enabled}
    last = _place(rest, BAR + sign(rest.binding), 0) if rest is not None else None
    room = width - (last.end + 1 if last is not None else 0)
    found: list[Place] = []
    for one in reversed(shown.values()):
        place = _place(one, sign(one.binding), found[-1].end + 1 if found else 0)
        if place.end <= room:
            found.append(place)
    return (*found, _place(rest, BAR + sign(rest.binding), room)) if rest is not None else tuple(found)


def _place(active: ActiveBinding, sign: str, start: int) -> Place:
    binding = active.binding
    words = binding.description
    return Place(start, start + len(f"{sign} {words}"), binding.key, sign, words, active.tooltip or binding.tooltip)
