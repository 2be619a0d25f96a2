"""`espdoctor case`: recorded cases as a list, as a story, as they stand in their file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..engine import journal
from ..engine.belief import Finding
from ..engine.session import Session
from ..engine.steps import Tried
from ..probes.casebook import Casebook, Summary
from ..tui.wording import VERDICTS, fact_line, finding_lines, safe
from .guard import FAILED


@click.group()
def case() -> None:
    """Recorded cases: what was said, asked, seen and done, and what followed from it."""


@case.command("list")
def list_() -> None:
    """All cases, the newest first."""
    lines = [_summary_line(summary) for summary in Casebook().summaries()]
    click.echo("\n".join(lines) if lines else "There is no case yet. `espdoctor check` begins one.")


@case.command()
@click.argument("name", metavar="[CASE]", required=False)
def show(name: str | None) -> None:
    """Tell a case from its beginning, and what is known from it with today's rules. Without CASE: the newest."""
    reading = Casebook().read(name)
    for line in story(reading):
        click.echo(line)
    for line in outcome(reading):
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


def _summary_line(one: Summary) -> str:
    words = [one.case, safe(one.port, 60) or "no port", f"{one.events} entries"]
    if one.said:
        words.append(f'"{safe(one.said.strip(), 40)}"')
    if one.broken:
        words.append(f"broken: {safe(one.broken, 80)}")
    return "  ".join(words)


# -------------------------------------------------------------------- the story


def story(reading: journal.Reading) -> Iterator[str]:
    """One line or a few an event, in the order in which they happened."""
    if reading.header is not None:
        yield f"espdoctor {safe(reading.header.espdoctor, 20)} on {safe(reading.header.os, 60)}"
    for event in reading.events:
        for line in told(event.input):
            yield f"{event.at:9.1f} s  {line}"
    if reading.problem is not None:
        yield f"The rest cannot be read: {safe(str(reading.problem), 120)}"


def told(entry: journal.Input) -> Iterator[str]:
    """An input as words."""
    yield from _by_the_person(entry)
    yield from _by_us(entry)


def _by_the_person(entry: journal.Input) -> Iterator[str]:
    match entry:
        case journal.Said(text):
            yield f'you said "{safe(text.strip(), 200)}"'
        case journal.Answered(fact, value):
            yield f"you answered {safe(fact, 60)} = {safe(str(value), 60)}"
        case journal.Skipped(name):
            yield f"not known or not possible: {safe(name, 60)}"
        case journal.Consented(hazard, yes):
            yield f"you {'allowed' if yes else 'did not allow'} {hazard}"
        case journal.Retracted(fact_id):
            yield f"taken back: {safe(fact_id, 20)}"
        case _:
            pass


def _by_us(entry: journal.Input) -> Iterator[str]:
    match entry:
        case journal.Observed(probe, facts):
            yield f"{safe(probe, 40)} saw"
            yield from (f"  {fact_line(fact)}" for fact in facts)
        case journal.Ran(probe):
            yield f"{safe(probe, 40)} ended"
        case journal.Acted(what):
            yield f"done: {safe(what, 60)}"
        case Tried(cause, fix, verified):
            yield f"fix {safe(fix, 60)} for {safe(cause, 60)}: {_PROOF[verified]}"
        case journal.Noted(text):
            yield safe(text, 200)
        case journal.Chunk(port, direction, data):
            yield f"{len(data)} bytes {safe(direction, 10)} on {safe(port, 60)}"
        case journal.Lines(port, dtr, rts):
            yield f"DTR {_level(dtr)}, RTS {_level(rts)} on {safe(port, 60)}"
        case _:
            pass


_PROOF = {True: "proven", False: "did not help", None: "not carried out"}


def _level(asserted: bool) -> str:
    return "asserted" if asserted else "released"


def outcome(reading: journal.Reading) -> Iterator[str]:
    """What today's rules make of the recorded inputs."""
    from ..engine.replay import replay
    from ..knowledge import rulebook
    from ..probes import catalog

    rules = rulebook()
    session = replay(rules, catalog.infos(), reading.events)
    yield ""
    if reading.header is not None and reading.header.rules != rules.sha256:
        yield "The rules have changed since; with today's rules:"
    yield VERDICTS[session.verdict] + ("." if session.verdict == "healthy" else ":")
    yield from (line for finding in _leading(session) for line in finding_lines(finding))


def _leading(session: Session) -> Sequence[Finding]:
    """Those that the verdict is about: none, the one that is diagnosed, or the likeliest three."""
    if session.verdict == "healthy":
        return ()
    open_ones = [finding for finding in session.findings if finding.state != "ruled-out"]
    return open_ones[: 1 if session.verdict == "diagnosed" else 3]
