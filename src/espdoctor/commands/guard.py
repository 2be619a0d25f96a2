"""The outermost edge: whatever goes wrong becomes one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys

import click

from ..engine.errors import EspdoctorError
from ..tui.harmless import safe

OK, FAILED, MISUSE, UNSURE = 0, 1, 2, 3
"""Contract: diagnosed or healthy; the run itself failed; misuse; likely, undetermined or out of scope."""


def guarded(command: click.Command) -> int:
    """Run the command; returns the exit code. ESPDOCTOR_DEBUG=1 lets an unexpected error through.

    Where the reader goes away (`| head`) click ends it with 1.
    """
    _spare_no_words()
    try:
        code = command.main(standalone_mode=False)
        return code if isinstance(code, int) else OK
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        # a terminal shows ^C where the question stands, so the sentence begins a line of its own
        click.echo("\nStopped. The port is closed and the board is out of reset.", err=True)
        return FAILED
    except EspdoctorError as error:
        click.echo(str(error), err=True)
        return FAILED
    except Exception as error:
        if os.environ.get("ESPDOCTOR_DEBUG"):
            raise
        click.echo(_by_the_system(error) if isinstance(error, OSError) else _unexpected(error), err=True)
        return FAILED


def _spare_no_words() -> None:
    """On Windows a file or a pipe takes the letters of one part of the world: any other becomes a question mark there,
    where it would end the program in the middle of its work."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


_STATE = "If it was changing your board just then, espdoctor check tells what state the board is in."


def _by_the_system(error: OSError) -> str:
    """A full disk, a file that may not be read, a name that is none."""
    about = f" ({safe(str(error.filename), 200)})" if error.filename else ""
    return f"Your computer says: {safe(error.strerror or str(error), 200)}{about}. {_STATE}"


def _unexpected(error: Exception) -> str:
    return (
        f"espdoctor itself failed ({type(error).__name__}: {safe(str(error), 200)}). {_STATE} "
        "Please report this with the command that you ran; ESPDOCTOR_DEBUG=1 shows where it happened."
    )
