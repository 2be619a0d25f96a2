"""`espdoctor case`: recorded cases as a list, as a story, as they stand in their file."""

from __future__ import annotations

from pathlib import Path

import click

from ..probes.casebook import Casebook, begun
from ..tui.case_story import outcome, story, summary_line
from .guard import FAILED


@click.group()
def case() -> None:
    """Recorded cases: what was said, asked, seen and done, and what followed from it."""


@case.command("list")
def list_() -> None:
    """All cases, the newest first."""
    lines = [summary_line(summary) for summary in Casebook().summaries()]
    click.echo("\n".join(lines) if lines else "There is no case yet. `espdoctor check` begins one.")


@case.command()
@click.argument("name", metavar="[CASE]", required=False)
def show(name: str | None) -> None:
    """Tell a case from its beginning, and what is known from it with today's rules. Without CASE: the newest."""
    from ..knowledge import rulebook

    reading = begun(Casebook().read(name))
    for line in story(reading):
        click.echo(line)
    for line in outcome(reading, rulebook()):
        click.echo(line)


@case.command()
@click.argument("name", metavar="[CASE]", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A new file, instead of the screen.")
@click.pass_context
def export(context: click.Context, name: str | None, output: Path | None) -> None:
    """Give out the lines of a case as they were written. They can hold passwords and addresses."""
    text = Casebook().find(name).read_text("utf-8", "replace")
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            with output.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            click.echo(f"{output} cannot be written: {error.strerror}. Nothing was changed there.", err=True)
            context.exit(FAILED)
    click.echo("Look through it before you give it to others: it is not redacted. `espdoctor report` is.", err=True)
