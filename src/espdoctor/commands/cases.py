"""What commands that consult share: the case is recorded, or the person learns why it is not."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

import click

from .. import __version__
from ..engine.journal import Header
from ..engine.rulebook import Rulebook
from ..probes.casebook import Casebook
from ..probes.link import Doors
from ..probes.record import NoRecord, Record


@contextmanager
def recorded(rules: Rulebook, doors: Doors) -> Generator[Record]:
    """A new case for one consultation. Where it cannot be kept the consultation goes on all the same."""
    header = Header(__version__, rules.sha256, doors.host.release())
    try:
        writer = Casebook().begin(header, datetime.now())
    except OSError as error:
        _not_kept(error)
        yield NoRecord()
        return
    with writer:
        yield writer
    if writer.problem:
        _not_kept(writer.problem)


def _not_kept(error: OSError) -> None:
    why = error.strerror or type(error).__name__
    click.echo(
        f"This case is not recorded ({why}); everything else works. ESPDOCTOR_HOME=FOLDER puts it elsewhere.", err=True
    )
