"""`espdoctor lint`: what in a library's source does not suit the ESP8266, a line each, for scripts and authors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .guard import FAILED, OK, UNSURE

if TYPE_CHECKING:
    from ..engine.checks import Spot

READABLE = ("read", "part")

_NAME_ONE = "Name the library's own folder, the one that has its .h and .cpp or .ino files in it or below it."


@click.command()
@click.argument("path")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line for each place.")
@click.pass_context
def lint(context: click.Context, path: str, as_json: bool) -> None:
    """Read a library's folder (or one file of it) and list what to change for the ESP8266.

    Nothing in it is run. Ends with 0 when nothing surely goes wrong, else with 3.
    """
    from ..engine.portability import look
    from ..knowledge import rulebook
    from ..probes.given_path import given
    from ..probes.source_tree import read

    tree = read(given(path))
    if tree.state not in READABLE:
        from ..tui.wording import safe

        words = rulebook().vocabulary.kinds["library.state"].said
        assert not isinstance(words, str), "each state has words of its own"
        click.echo(f"{safe(path, 200)}: {dict(words)[tree.state]}. {_NAME_ONE}", err=True)
        context.exit(FAILED)
    spots = look(tree.files, rulebook().tables.portability)
    for spot in spots:
        click.echo(_json(spot) if as_json else _line(spot))
    if not spots:
        click.echo(
            f"Nothing was found that does not suit the ESP8266 (source files read: {len(tree.files)}).", err=True
        )
    context.exit(code(spots))


def code(spots: Sequence[Spot]) -> int:
    """What only deserves a look breaks nobody's build."""
    return UNSURE if any(spot.weight != "look" for spot in spots) else OK


def _line(spot: Spot) -> str:
    """In the form that editors and CI understand: file, line, weight, id, words."""
    from ..tui.wording import safe

    return f"{safe(spot.file, 200)}:{spot.line}: {spot.weight}: [{spot.check.id}] {spot.check.what} {spot.check.change}"


def _json(spot: Spot) -> str:
    check = spot.check
    told = {"file": spot.file, "line": spot.line, "weight": spot.weight, "id": check.id, "excerpt": spot.excerpt[:200]}
    return json.dumps({**told, "what": check.what, "why": check.why, "change": check.change}, ensure_ascii=True)
