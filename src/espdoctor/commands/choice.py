"""A list on the terminal, newest first, and the one that the person picks of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..tui.harmless import safe
from .guard import MISUSE


def choose(title: str, lines: Sequence[str], paths: Sequence[Path], name_one: str, *, as_json: bool = False) -> Path:
    """The path that belongs to the line that was picked. Without a terminal the list is all there is: the command ends
    with 2, and `name_one` (a sentence with {path} in it) says how to go on. With `as_json` standard output is left to
    the one object."""
    click.echo(title, err=as_json)
    for number, line in enumerate(lines, 1):
        click.echo(f"  {number}  {line}", err=as_json)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(name_one.format(path=_quoted(str(paths[0]))), err=True)
        raise click.exceptions.Exit(MISUSE)
    number = click.prompt("Which one?", type=click.IntRange(1, len(lines)), default=1, err=as_json)
    return paths[int(number) - 1]


def _quoted(path: str) -> str:
    shown = safe(path, 300)
    return f'"{shown}"' if " " in shown else shown
