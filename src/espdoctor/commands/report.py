"""`espdoctor report`: a recorded case as an issue or a forum post, redacted; nothing leaves the machine by itself."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..engine.journal import Reading
    from ..engine.redact import Taken
    from ..tui.issue import Dossier


@click.command()
@click.argument("name", metavar="[CASE]", required=False)
@click.option("--template", type=click.Choice(["github", "forum", "maker"]), default="github", show_default=True)
def report(name: str | None, template: str) -> None:
    """Write a case up for an issue, a forum, or (eFuse) the chip's maker. Without CASE: the newest.

    What was taken out is told on the side.
    """
    from ..probes.casebook import Casebook, begun
    from ..tui.issue import TEMPLATES
    from ..tui.letter import maker

    written = {**TEMPLATES, "maker": maker}[template](dossier(begun(Casebook().read(name))))
    click.echo(written.text)
    for line in preview(written.taken, sys.stderr.isatty()):
        click.echo(line, err=True)


def dossier(reading: Reading) -> Dossier:
    """What the case holds, with today's rules."""
    from .. import __version__
    from ..engine import journal
    from ..engine.replay import replay
    from ..knowledge import rulebook
    from ..tui.issue import Dossier

    rules = rulebook()
    session = replay(rules, (), reading.events)
    inputs = [event.input for event in reading.events]
    heard = b"".join(one.data for one in inputs if isinstance(one, journal.Chunk) and one.direction == "in")
    speaking = [f for f in session.findings if f.state != "ruled-out" and f.firings]
    return Dossier(
        said=tuple(one.text for one in inputs if isinstance(one, journal.Said)),
        heard=heard[-100_000:].decode("utf-8", "replace"),
        facts=session.facts,
        findings=tuple(speaking),
        verdict=session.verdict,
        missing=session.missing,
        kinds=rules.vocabulary.kinds,
        os=reading.header.os if reading.header else "",
        version=__version__,
    )


def preview(taken: tuple[Taken, ...], on_a_terminal: bool) -> list[str]:
    """What was taken out: the very characters for their owner's own screen, else only kinds and numbers."""
    from ..tui.wording import safe

    if not taken:
        return ["Nothing private was found. Read it once more yourself before you post it."]
    counted = Counter(one.kind for one in taken)
    lines = ["Taken out:", *(f"  {kind}: {number}" for kind, number in counted.items())]
    if on_a_terminal:
        lines += [f"    {one.kind}: {safe(one.was, 80)}" for one in taken]
    return [*lines, "Read the text once more yourself before you post it: no program knows all that is private."]
