"""`espdoctor restore`: put a backup back, on the board that it was made of."""

from __future__ import annotations

from pathlib import Path

import click

from ..engine.hazard import Hazard
from .board_work import Work, consented, report


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.option("--port", metavar="URL", help="Device, COM3, rfc2217://…, socket://… or sim://BOARD?fault=ID.")
@click.option("--baud", type=click.IntRange(300, 4_000_000), help="Speed. Without it: the best that holds.")
@click.option("--other-board", is_flag=True, help="Write it also when it was made of another board.")
@click.option("--manual", is_flag=True, help="The board is in its bootloader already (FLASH held, RST pressed).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on one line, nothing else.")
def restore(
    backup: Path, port: str | None, baud: int | None, other_board: bool, manual: bool, yes: bool, as_json: bool
) -> None:
    """Put back what was in flash before. BACKUP is the file that espdoctor named when it saved it."""

    def job(work: Work) -> None:
        from ..probes import backups
        from ..probes.actions import catalog

        saved = backups.load(_found(backup))
        consented(yes, Hazard.WRITE, f"Putting back {saved.length >> 10} KB of {saved.mac}, saved {saved.made}")
        options = {"backup": saved, "other_board": other_board, "baud": baud, "manual": manual}
        work.do(catalog.get("restore").run(work.world, **options))

    report(as_json, port, job)


def _found(named: Path) -> Path:
    """The file itself, or a name in the folder of backups."""
    from ..probes.backups import Store

    kept = Store().folder / named.with_suffix(".json").name
    return named if named.with_suffix(".json").exists() or not kept.exists() else kept
