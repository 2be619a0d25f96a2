"""Facts that are not known yet, as what would tell them: a question, something that the program can look at, a log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .fact_words import Kinds

A_LOG = "The whole text of your tool or of the board, from its first line to its last"


def tellers(names: Iterable[str], kinds: Kinds) -> list[str]:
    """Each once: one look often tells several facts."""
    return list(dict.fromkeys(teller(name, kinds) for name in names))


def teller(name: str, kinds: Kinds) -> str:
    """The question for it, or the title of what looks; the fact's own words where nobody can tell it by itself."""
    kind = kinds[name]
    if kind.ask:
        return kind.ask.question
    ways = (way.partition("/") for way in kind.learned)
    titles = (_TITLES[sort](who) for sort, _, who in ways if sort in _TITLES)
    return next(titles, kind.about.rstrip("."))


def _probe(name: str) -> str:
    from ..probes import catalog

    return catalog.info(name).title


def _action(name: str) -> str:
    from ..probes.actions import catalog

    return catalog.info(name).title


_TITLES: Mapping[str, Callable[[str], str]] = {"probe": _probe, "action": _action, "text": lambda _: A_LOG}
"""By the first word of a way to learn a fact."""
