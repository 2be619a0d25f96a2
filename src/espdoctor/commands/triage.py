"""`espdoctor triage`: what pasted text tells, as lines for people, JSON for programs or Markdown for a comment."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from .guard import FAILED, MISUSE, OK, UNSURE

if TYPE_CHECKING:
    from ..engine.rulebook import Rulebook
    from ..probes.triage import Report

_HOW = """Give triage a text to read: a file, a folder, a .zip, or - for what comes in through a pipe.

    espdoctor triage upload.log
    pio run -t upload 2>&1 | espdoctor triage
"""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line for each text.")
@click.option("--markdown", is_flag=True, help="A comment for an issue or a forum.")
@click.pass_context
def triage(context: click.Context, files: tuple[str, ...], as_json: bool, markdown: bool) -> None:
    """Tell from a log what is wrong, or what is missing to tell it. Nothing is sent anywhere."""
    if as_json and markdown:
        raise click.UsageError("--json and --markdown are two forms of one answer: choose one.")
    if not files and sys.stdin.isatty():
        click.echo(_HOW, err=True)
        context.exit(MISUSE)
    from ..knowledge import rulebook

    rules = rulebook()
    show = _line if as_json else _shower(rules, markdown)
    codes = set()
    for report in reports(rules, files or ("-",)):
        click.echo(show(report))
        codes.add(report.exit_code)
    context.exit(next((code for code in (FAILED, UNSURE, OK) if code in codes), OK))


def reports(rules: Rulebook, files: tuple[str, ...]) -> Iterator[Report]:
    """One report for each text behind the arguments, in order. Nothing raises: what cannot be read has an error."""
    from ..probes.pastes import pastes
    from ..probes.triage import triage as read
    from ..probes.triage import unreadable

    for name in files:
        for paste in pastes(name, sys.stdin.buffer):
            yield (
                read(rules, paste.text, paste.source) if paste.error is None else unreadable(paste.source, paste.error)
            )


def _line(report: Report) -> str:
    from ..probes.result import as_json

    return json.dumps(as_json(report), ensure_ascii=True)


def _shower(rules: Rulebook, markdown: bool) -> Callable[[Report], str]:
    from ..tui import pages, wording

    if markdown:
        from ..tui.markdown import comment

        return lambda report: comment(report, rules.vocabulary)

    def page(report: Report) -> str:
        read = wording.last_page(report, rules.hands)
        return "\n".join([wording.safe(report.source, 200), *read, *pages.lines(report.facts, rules), ""])

    return page
