"""`espdoctor triage`: what pasted text tells, as lines for people, JSON for programs or Markdown for a comment."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

from ..probes.pastes import Paste, pastes
from .guard import FAILED, MISUSE, OK, UNSURE

if TYPE_CHECKING:
    from ..engine.rulebook import Rulebook
    from ..probes.triage import Report

Form = Literal["json", "markdown", "plain"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and in which form the answer is wanted."""

    paste: Paste
    form: Form


YOUNG = 100_000
"""Things made until it is looked for rubbish among them: nearly all that is made for the first text stays."""

_HOW = """Give triage a text to read: a file, a folder, a .zip, or - for what comes in through a pipe.

    espdoctor triage upload.log
    pio run -t upload 2>&1 | espdoctor triage
"""

_MORE = (
    "Add the answers to the text in your own words; or plug the board in and start espdoctor check, which looks itself."
)


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
    gc.set_threshold(YOUNG)
    from ..probes.many import answers

    form: Form = "json" if as_json else "markdown" if markdown else "plain"
    codes = set()
    pasted = (Asked(paste, form) for name in files or ("-",) for paste in pastes(name, sys.stdin.buffer))
    for told, code in answers(pasted, answer, weight):
        click.echo(told)
        codes.add(code)
    context.exit(next((code for code in (FAILED, UNSURE, OK) if code in codes), OK))


def answer(asked: Asked) -> tuple[str, int]:
    """What is printed for one text, and its exit code. Runs in other processes too, when there are many texts."""
    from ..knowledge import rulebook
    from ..probes.triage import triage as read
    from ..probes.triage import unreadable

    paste, rules = asked.paste, rulebook()
    report = read(rules, paste.text, paste.source) if paste.error is None else unreadable(paste.source, paste.error)
    return _FORMS[asked.form](rules, report, paste.text), report.exit_code


def weight(asked: Asked) -> int:
    """About the bytes that the text takes, and what goes with it."""
    return len(asked.paste.text) + 1000


def _json(_rules: Rulebook, report: Report, _text: str) -> str:
    import json

    from ..probes.result import as_json

    return json.dumps(as_json(report), ensure_ascii=True)


def _markdown(rules: Rulebook, report: Report, text: str) -> str:
    from ..tui.markdown import comment

    return comment(report, rules.vocabulary, text)


def _plain(rules: Rulebook, report: Report, _text: str) -> str:
    from ..tui.last_page import last_page
    from ..tui.wording import safe

    page = last_page(report, rules)
    more = [_MORE] if report.error is None and report.verdict in ("likely", "undetermined") else []
    return "\n".join([safe(report.source, 200), *page, *more, ""])


_FORMS: dict[Form, Callable[[Rulebook, Report, str], str]] = {"json": _json, "markdown": _markdown, "plain": _plain}
