"""`espdoctor check`: the whole consultation as plain lines, or as one JSON object."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from ..engine.facts import Value
from ..engine.hazard import Hazard
from ..engine.vocabulary import Vocabulary
from . import named_firmware, options
from .stopping import Stopper, stopping


@click.command()
@options.port
@options.as_json
@click.option(
    "--allow",
    type=click.Choice([str(level) for level in Hazard]),
    help="What may be done without asking: this level and those below. Without it: asked on a terminal, else reset.",
)
@click.option("--answer", "answers", multiple=True, metavar="FACT=VALUE", help="Something you know already.")
@click.option(
    "--firmware",
    type=click.Path(path_type=Path),
    help="What you meant to upload: a .bin, an .elf or a build folder.",
)
@click.option("--said", default="", metavar="TEXT", help="What is wrong, in your words, or what your tool said.")
@click.pass_context
def check(
    context: click.Context,
    port: str | None,
    as_json: bool,
    allow: str | None,
    answers: tuple[str, ...],
    firmware: Path | None,
    said: str,
) -> None:
    """Look at the board, say what is wrong and why, mend it, and prove it."""
    from ..knowledge import rulebook
    from ..probes.consult import Consultation, Settings
    from ..probes.link import doors
    from ..tui import shells
    from ..tui.plain import Plain
    from .cases import recorded

    rules = rulebook()
    try:
        open_doors = doors(port)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and not as_json
    settings = Settings(
        granted=Hazard.of(allow) if allow else Hazard.LISTEN if terminal else Hazard.RESET,
        can_consent=terminal and allow is None,
        can_ask=terminal or open_doors.hands is not None,
        said=said,
        answers=_parsed(rules.vocabulary, answers),
        firmware=named_firmware.image_of(firmware),
    )
    width = shutil.get_terminal_size().columns if terminal else None
    with recorded(rules, open_doors) as record:
        case = Consultation(open_doors, rules, settings, record)
        with stopping(case.cancel) as stopper:
            plain = Plain(open_doors.hands, rules, click.echo, partial(_ask, stopper, case.cancel), width)
            result = shells.run(case, shells.Silent(open_doors.hands) if as_json else plain)
    if as_json:
        from ..probes.result import as_json as line

        click.echo(json.dumps(line(result), ensure_ascii=True))
    context.exit(result.exit_code)


def _ask(stopper: Stopper, cancel: Callable[[], None], prompt: str) -> str:
    """One line from the terminal, "" for Enter alone, and for who would rather stop."""
    try:
        with stopper.at_once():
            line: str = click.prompt(prompt, default="", prompt_suffix="", show_default=False)
    except (click.Abort, KeyboardInterrupt):
        cancel()
        return ""
    return line


def _parsed(vocabulary: Vocabulary, answers: tuple[str, ...]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for answer in answers:
        name, equals, text = answer.partition("=")
        if not equals:
            raise click.UsageError(f"--answer {answer}: write it as FACT=VALUE, for instance wiring.powered=true.")
        try:
            found[name] = vocabulary.parse(name, text)
        except ValueError as wrong:
            raise click.UsageError(f"--answer {wrong}.") from None
    return found
