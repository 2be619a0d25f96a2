"""What commands that change a board share: the port, the consent, the progress, and how it ended, as words or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from ..engine.facts import Fact, Value
from ..engine.hazard import Hazard
from .guard import MISUSE
from .stopping import stopping

if TYPE_CHECKING:
    from ..probes.pace import Pace
    from ..probes.probe import Observation
    from ..probes.world import OpenWorld

SCHEMA = 1
_STARTED = {
    "firmware": "The board started, and its firmware talks.",
    "image-silent": "The board started; its firmware says nothing on the serial line, which may be as it should be.",
    "crash": "The board started, and the firmware crashed. espdoctor check tells more.",
    "restarts": "The board started, and the firmware restarts over and over. espdoctor check tells more.",
}
_PROVEN = {
    "checksum": "Done: the chip's own checksum of what it holds is that of the file.",
    "sample": "Done: the sectors that were read back are those of the file. That is a sample and not all of it: the "
    "helper program that could sum up everything did not run.",
}
_NOT_STARTED = "The board did not start what was written. espdoctor check finds out why."


@dataclass(slots=True)
class Work:
    """One change of one board. Known facts grow while it goes on."""

    world: OpenWorld
    known: dict[str, Value]
    quiet: bool
    facts: list[Fact] = field(default_factory=list)
    _shown: str = ""

    def do(self, observations: Iterable[Observation]) -> None:
        """Run an action to its end, showing how far it is. Raises what the action raises."""
        from ..probes.pace import Pace

        pace = Pace()
        with stopping(self.world.stop.set):
            for seen in observations:
                self.known.update({fact.name: fact.value for fact in seen.facts})
                self.facts += seen.facts
                if not self.quiet:
                    self._show(seen, pace.at(seen.done, seen.total, self.world.clock.now()))
        self._end_line()

    def start_words(self) -> str:
        """How the board started afterwards; "" where nobody looked."""
        if "boot.after_run.banner" not in self.known:
            return ""
        return _STARTED.get(str(self.known.get("boot.after_run.result")), _NOT_STARTED)

    def _show(self, seen: Observation, pace: Pace) -> None:
        """On a terminal one line that counts; elsewhere a line for each new thing."""
        from ..tui import progress

        if sys.stdout.isatty() and seen.total:
            line = progress.line(seen.note, seen.done, seen.total, pace)
            click.echo("\r" + line.ljust(len(self._shown)), nl=False)
            self._shown = line
        elif seen.note and seen.note != self._shown:
            self._end_line()
            click.echo(seen.note)
            self._shown = "" if sys.stdout.isatty() else seen.note

    def _end_line(self) -> None:
        if self._shown and sys.stdout.isatty():
            click.echo()
        self._shown = ""


@contextmanager
def working(port: str | None, quiet: bool) -> Generator[Work, None, None]:
    """The doors of the port that is meant, closed at the end whatever happens. Raises LinkError when there is none."""
    from ..probes import catalog
    from ..probes.link import Stop, doors
    from ..probes.world import OpenWorld

    try:
        opened = doors(port)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    known: dict[str, Value] = {}
    world = OpenWorld(opened, Stop(), lambda: known)
    work = Work(world, known, quiet)
    try:
        if world.url is None:
            _choose(work, catalog.get("ports").run(world))
        yield work
    finally:
        world.close()


def _choose(work: Work, observations: Iterable[Observation]) -> None:
    for seen in observations:
        for fact in seen.facts:
            if fact.name == "port.url":
                work.world.choose(str(fact.value))


def consented(yes: bool, hazard: Hazard, what: str) -> None:
    """Go on only with the person's word: --yes, or an answer on a terminal. Ends the command with 2 without it."""
    from ..tui import wording

    if yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(f"{what} needs your consent, and there is no terminal to ask on. Add --yes to give it.", err=True)
        raise click.exceptions.Exit(MISUSE)
    click.echo(f"{what}. {wording.HAZARDS[hazard]}")
    if not click.confirm("Go on?", default=False):
        click.echo("Nothing was changed.")
        raise click.exceptions.Exit(MISUSE)


def as_line(work: Work, error: str | None) -> str:
    """What happened as one JSON object: facts as in `check --json`, and whether it was proven."""
    told = [
        {"name": f.name, "value": f.value, "source": f.because[0].source, "excerpt": f.because[0].excerpt}
        for f in work.facts
    ]
    line = {
        "schema": SCHEMA,
        "source": work.world.url or "",
        "error": error,
        "verified": True if work.known.get("flash.written") == "ok" else False if error else None,
        "proof": work.known.get("flash.proof"),
        "incomplete": work.known.get("flash.incomplete", False),
        "backup": work.known.get("flash.backup"),
        "started": work.known.get("boot.after_run.result"),
        "facts": told,
    }
    return json.dumps(line, ensure_ascii=True)


def report(as_json: bool, port: str | None, job: Callable[[Work], None]) -> None:
    """Do the job, and end with the sentence or the JSON line for it. Raises what it raised, so that the exit code is
    right; in JSON the sentence is in the line, and only the code remains."""
    from ..engine.errors import EspdoctorError

    with working(port, as_json) as work:
        try:
            job(work)
        except EspdoctorError as error:
            if not as_json:
                _say_left(work)
                raise
            click.echo(as_line(work, str(error)))
            raise click.exceptions.Exit(1) from None
        if as_json:
            click.echo(as_line(work, None))
            return
        _say_left(work)
        click.echo(_PROVEN[str(work.known.get("flash.proof", "checksum"))])
        if work.start_words():
            click.echo(work.start_words())


def _say_left(work: Work) -> None:
    """What is in flash now, and the way back."""
    if work.known.get("flash.incomplete"):
        click.echo(
            "The firmware on the board is incomplete now, and the board waits in its bootloader. Run the same command "
            "again: it goes on where it stopped."
        )
    if "flash.backup" in work.known:
        from ..probes.backups import way_back

        click.echo(f"What was there before is saved. To put it back: {way_back(str(work.known['flash.backup']))}")
