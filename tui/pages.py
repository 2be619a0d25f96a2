"""Pages that show what facts say together: a library's places, the flash drawn to scale. One table of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from ..engine.facts import Fact
from ..engine.rulebook import Rulebook
from .page import Known, Page

MAKERS: Mapping[str, str] = {
    "stack": "page_stack",
    "usb": "page_usb",
    "efuse": "page_efuse",
    "layout": "page_layout",
    "library": "page_library",
    "unseen": "page_unseen",
}
"""Name of a page -> the module whose `make` makes it, or None where its facts are not known. In the order shown."""


def pages(facts: Iterable[Fact], rulebook: Rulebook) -> tuple[Page, ...]:
    """The pages that these facts fill."""
    known = Known.of(facts)
    made = (_maker(module)(known, rulebook) for module in MAKERS.values())
    return tuple(page for page in made if page is not None)


def lines(pages: Iterable[Page], first: bool = False) -> list[str]:
    """Those that belong to the end of a case, or of them what comes first: headings at the margin, else indented."""
    wanted = (page for page in pages if page.wanted and page.first == first)
    return [line for page in wanted for line in ("", page.title, *(f"  {one}" for one in page.lines))]


def _maker(module: str) -> Callable[[Known, Rulebook], Page | None]:
    make: Callable[[Known, Rulebook], Page | None] = import_module(f".{module}", __package__).make
    return make
