"""`espdoctor report`: a case as an issue or a forum post, redacted; nothing leaves the machine by itself."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..engine.redact import Taken
    from ..tui.dossier import Dossier


@click.command()
@click.argument("name", metavar="[CASE]", required=False)
@click.option("--template", type=click.Choice(["github", "forum", "maker"]), default="github", show_default=True)
def report(name: str | None, template: str) -> None:
    """Write a case up for an issue, a forum, or (eFuse) the chip's maker. Without CASE: the newest.

    In place of a case a file with a pasted log will do, or - for what comes in through a pipe. What was taken out is
    told on the side.
    """
    from ..tui.issue import TEMPLATES
    from ..tui.letter import maker

    written = {**TEMPLATES, "maker": maker}[template](dossier(name))
    click.echo(written.text)
    for line in preview(written.taken, sys.stderr.isatty()):
        click.echo(line, err=True)


def dossier(name: str | None) -> Dossier:
    """Of the case of that name, of the newest one, or of the text in the file of that name."""
    from .. import __version__
    from ..knowledge import rulebook
    from ..probes.casebook import Casebook, begun
    from ..tui.case_dossier import of_case, of_text

    if name is None or not (name == "-" or Path(name).is_file()):
        return of_case(rulebook(), begun(Casebook().read(name)), __version__)
    from ..probes.pastes import pastes

    paste = next(pastes(name, sys.stdin.buffer))
    if paste.error is not None:
        raise click.ClickException(paste.error)
    return of_text(rulebook(), paste.text, paste.source, __version__)


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
