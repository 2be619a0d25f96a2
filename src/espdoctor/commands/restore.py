"""`espdoctor restore`: put a backup back, on the board that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..engine.hazard import Hazard
from ..tui.harmless import safe
from . import options
from .board_work import Work, consented, report
from .choice import choose
from .guard import MISUSE

if TYPE_CHECKING:
    from ..probes.backups import Backup

MOST = 9
"""Backups that are shown."""

_NAME_ONE = "Name the one that you mean, for instance: espdoctor restore {path}"


@click.command()
@click.argument("backup", required=False, type=click.Path(path_type=Path))
@options.port
@options.baud
@click.option("--other-board", is_flag=True, help="Write it also when it was made of another board.")
@options.manual
@options.yes
@options.as_json
def restore(
    backup: Path | None, port: str | None, baud: int | None, other_board: bool, manual: bool, yes: bool, as_json: bool
) -> None:
    """Put back what was in flash before. BACKUP is the file that espdoctor named when it saved it; without it the
    backups are listed to choose from.
    """
    named = _found(backup) if backup else picked(as_json)

    def job(work: Work) -> None:
        from ..probes import backups
        from ..probes.actions import catalog

        saved = backups.load(named)
        consented(yes, Hazard.WRITE, f"Putting back what was saved at {_words(saved)}")
        settings = {"backup": saved, "other_board": other_board, "baud": baud, "manual": manual}
        work.do(catalog.get("restore").run(work.world, **settings))

    report(as_json, port, job)


def picked(as_json: bool = False) -> Path:
    """The backup that the person picks of all. Ends the command with 2 where there is none, or nobody to ask."""
    from ..probes.backups import Store

    kept = list(reversed(Store().list()))[:MOST]
    if not kept:
        click.echo("There is no backup yet. espdoctor makes one before it writes to a board.", err=True)
        raise click.exceptions.Exit(MISUSE)
    lines, paths = [_described(one) for one in kept], [one.path for one in kept]
    return choose("Saved, newest first:", lines, paths, _NAME_ONE, as_json=as_json)


def _described(backup: Backup) -> str:
    """One backup as a line, and whether it belongs to a write that was cut off."""
    from ..probes.unfinished import UnfinishedWrites

    cut_off = any(one.backup == str(backup.path) for one in UnfinishedWrites().all())
    mark = ", from before a write that was cut off" if cut_off else ""
    return _words(backup) + mark


def _words(backup: Backup) -> str:
    made = backup.made[:16].replace("T", " ")
    return f"{safe(made)} UTC, board {safe(backup.mac, 20)}, {backup.length >> 10} KB of flash"


def _found(named: Path) -> Path:
    """The file itself, or a name in the folder of backups. Raises UsageError for a folder's sign without a name."""
    from ..probes.backups import Store

    if not named.name:
        raise click.UsageError(f"{named} is no file. Without a name the backups are listed to choose from.")
    kept = Store().folder / named.with_suffix(".json").name
    return named if named.with_suffix(".json").exists() or not kept.exists() else kept
