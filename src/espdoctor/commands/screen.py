"""`espdoctor` with no command: the full screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from .guard import FAILED, MISUSE, OK

if TYPE_CHECKING:
    from ..engine.rulebook import Rulebook
    from ..tui.backroom import Backroom
    from ..tui.rehearsals import Rehearsal

PLAIN_TERMINALS = ("dumb", "unknown")
"""Values of TERM by which a terminal says that it only takes lines (terminfo)."""

_PLAIN = (
    "This terminal shows lines only (TERM says so), and the full screen needs one that can place text anywhere. "
    "Enter: espdoctor check. It asks and tells the same, line by line."
)


def run_screen(port: str | None) -> int:
    """Show the screen until it is left; returns the exit code. Raises what kept the rules from being read."""
    # Textual draws on standard error
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        click.echo("The full screen needs a terminal. Use `espdoctor check` for plain lines or --json.", err=True)
        return MISUSE
    if os.environ.get("TERM") in PLAIN_TERMINALS:
        click.echo(_PLAIN, err=True)
        return MISUSE
    from ..tui.brisk import draw_soon

    draw_soon()
    from ..tui.app import EspdoctorApp

    app = EspdoctorApp(prepare, port)
    app.run()
    if app.failure is not None:
        raise app.failure
    return OK if app.return_code == 0 else FAILED


def prepare() -> Backroom:
    """The rules, the bench's cases and the casebook. Raises RulebookError."""
    from ..knowledge import rulebook
    from ..probes.casebook import Casebook
    from ..tui.backroom import Backroom
    from .cases import recorded

    rules = rulebook()
    return Backroom(rules, rehearsals(rules), recorded, Casebook())


def rehearsals(rules: Rulebook) -> tuple[Rehearsal, ...]:
    """Each fault of the bench on the first of its boards, for the start page."""
    from ..probes.simulator.faults import FAULTS
    from ..tui.rehearsals import Rehearsal

    return tuple(
        Rehearsal(
            fault.id,
            fault.title,
            f"sim://{fault.cases_for[0]}?fault={fault.id}&hands=simulated",
            rules.causes[fault.cause].topic,
        )
        for fault in FAULTS.values()
        if fault.cause in rules.causes
    )
