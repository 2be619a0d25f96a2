"""`espdoctor` with no command: the full screen."""

from __future__ import annotations

import sys

import click

from .guard import FAILED, MISUSE, OK


def run_screen(port: str | None) -> int:
    """Show the screen until it is left; returns the exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("The full screen needs a terminal. Use `espdoctor check` for plain lines or --json.", err=True)
        return MISUSE
    from ..knowledge import rulebook
    from ..tui.app import EspdoctorApp
    from .cases import recorded

    app = EspdoctorApp(rulebook(), recorded, port, rehearsals())
    app.run()
    return OK if app.return_code == 0 else FAILED


def rehearsals() -> tuple[tuple[str, str], ...]:
    """(URL, title) of each fault of the bench on the first of its boards, for the start page."""
    from ..probes import simulator

    faults = simulator.listing()["faults"]
    return tuple((f"sim://{f['cases_for'][0]}?fault={f['id']}&hands=simulated", f["title"]) for f in faults)
