"""`espdoctor decode`: each crash in a log looked up in the .elf, for scripts and helpers; `check` does it by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..tui.harmless import safe
from .guard import FAILED, MISUSE, OK, UNSURE

if TYPE_CHECKING:
    from ..engine.facts import Value
    from ..probes.decoding import Looked
    from ..probes.stack.trace import Place
    from ..probes.wire.dump import Dump

SCHEMA = 1

_NO_DUMP = (
    "{source}: there is no crash's dump in it, so nothing to look up. Copy all that the serial monitor shows of "
    "the crash, from the line with Exception or reset down to <<<stack<<<, and try again. What else the text tells: "
    "espdoctor triage"
)


@click.command()
@click.argument("files", nargs=-1, metavar="[LOG|-]...")
@click.option("--elf", metavar="PATH", help="The .elf of the build that crashed, or its folder. Else it is looked for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line for each crash.")
@click.pass_context
def decode(context: click.Context, files: tuple[str, ...], elf: str | None, as_json: bool) -> None:
    """Look up where a program crashed: function, file and line of every address in the dump."""
    from ..probes.pastes import pastes

    if not files and sys.stdin.isatty():
        click.echo("Give decode a log with a crash in it: a file, a folder, or - for a pipe.", err=True)
        context.exit(MISUSE)
    codes = set()
    for name in files or ("-",):
        for paste in pastes(name, sys.stdin.buffer):
            if paste.error is not None:
                click.echo(f"{safe(paste.source)}: {safe(paste.error)}", err=True)
                codes.add(FAILED)
                continue
            codes |= set(_decoded(paste.source, paste.text, elf, as_json))
    context.exit(next((code for code in (FAILED, UNSURE, OK) if code in codes), UNSURE))


def _decoded(source: str, text: str, elf: str | None, as_json: bool) -> Iterator[int]:
    """Print every crash of a text; gives their exit codes."""
    from ..probes import decoding
    from ..probes.wire.dump import dumps

    found = dumps(text.encode("ascii", "replace"))
    if not found:
        click.echo(_NO_DUMP.format(source=safe(source)), err=True)
        yield UNSURE
    files = tuple(_files(elf)) if found else ()
    for dump in found:
        looked = decoding.look_up(dump.places, files)
        for line in [json.dumps(as_dict(source, dump, looked))] if as_json else _lines(source, dump, looked):
            click.echo(line)
        yield OK if looked is not None and looked.state == "fits" else UNSURE


def _files(elf: str | None) -> Iterator[Path]:
    """The .elf files to try: the one that was named, or what tools have left."""
    from ..probes import builds, decoding
    from ..probes.given_path import given
    from ..probes.host_real import real_host

    if elf is None:
        return decoding.candidates(builds.find(real_host().build_places()))
    return decoding.meant(given(elf))


def as_dict(source: str, dump: Dump, looked: Looked | None) -> dict[str, Any]:
    """One crash for programs: every address with all of its frames, as addr2line tells them."""
    story = looked.story if looked else None
    return {
        "schema": SCHEMA,
        "source": source,
        "exception": dump.cause,
        "whole": dump.whole,
        "elf": str(looked.path) if looked else None,
        "state": looked.state if looked else "missing",
        "places": [_place(place) for place in story.places] if story else [],
    }


def _place(place: Place) -> dict[str, Any]:
    frames = [
        {"function": f.function, "symbol": f.symbol, "file": f.file, "line": f.line, "inlined": f.inlined}
        for f in place.frames
    ]
    return {"address": f"0x{place.address:08x}", "role": place.role, "frames": frames}


def _lines(source: str, dump: Dump, looked: Looked | None) -> Iterator[str]:
    """One crash for people: the page that `check` shows of it."""
    from ..engine.facts import Evidence, Fact
    from ..knowledge import rulebook
    from ..probes import decoding
    from ..tui.page import Known
    from ..tui.page_stack import make

    told: list[tuple[str, Value]] = [("app.dump", dump.places.text)]
    told.append(("app.dump_state", "whole" if dump.whole else "cut"))
    told += [("app.exception", dump.cause)] if dump.cause is not None else []
    facts = [Fact(name, value, (Evidence(source, ""),)) for name, value in told]
    page = make(Known.of([*facts, *decoding.facts(looked)]), rulebook())
    yield f"{safe(source)}:"
    yield from (f"  {line}" for line in (page.lines if page else ()))
