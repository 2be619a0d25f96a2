"""Whole consultations on the bench, held in this process."""

from __future__ import annotations

from functools import cache
from typing import Any

from espdoctor.commands import sim
from espdoctor.engine.hazard import Hazard
from espdoctor.knowledge import rulebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.link import doors
from espdoctor.probes.result import as_json
from espdoctor.tui import shells


@cache
def catalog() -> dict[str, Any]:
    """Boards and faults, as `espdoctor sim --list --json` prints them."""
    return dict(sim.catalog())


def consult(url: str, **settings: Any) -> dict[str, Any]:
    """The JSON of a consultation in which everything is allowed; the bench's hands do what is asked."""
    opened = doors(url)
    wanted = Settings(**{"granted": Hazard.ERASE, "can_ask": opened.hands is not None, **settings})
    return as_json(shells.run(Consultation(opened, rulebook(), wanted), shells.Silent(opened.hands)))
