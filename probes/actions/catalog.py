"""The actions by name. Their modules, and esptool behind them, are loaded when one is run."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, Protocol

from ...engine.hazard import Hazard
from ...engine.steps import ProbeInfo
from ..flash_errors import ActionFailed
from ..probe import Observation, World

__all__ = ["ACTIONS", "Action", "ActionFailed", "get", "info"]


class Action(Protocol):
    """Does one thing to the board. Raises ActionFailed, LinkError and Cancelled; says before that what is lost."""

    info: ProbeInfo

    def run(self, world: World, **options: Any) -> Iterator[Observation]:
        """Do it; the observations are progress and what was learned."""
        ...


_WRITES = ("flash.written", "flash.proof", "flash.incomplete", "flash.backup")
_STARTS = ("boot.after_run.banner", "boot.after_run.result")

ACTIONS: dict[str, ProbeInfo] = {
    one.name: one
    for one in (
        ProbeInfo("restart", "Restarting the board", _STARTS, hazard=Hazard.RESET, seconds=3.0),
        ProbeInfo("backup", "Saving what is in flash", ("flash.backup",), hazard=Hazard.RESET, seconds=60.0),
        ProbeInfo(
            "flash", "Writing the firmware", (*_WRITES, *_STARTS, "image.kind"), hazard=Hazard.WRITE, seconds=40.0
        ),
        ProbeInfo(
            "set-header",
            "Changing the image's settings in flash",
            (*_WRITES, *_STARTS),
            hazard=Hazard.WRITE,
            seconds=8.0,
        ),
        ProbeInfo(
            "find-mode",
            "Trying flash modes until the board starts",
            ("flash.mode_that_boots", *_WRITES, *_STARTS),
            hazard=Hazard.WRITE,
            seconds=30.0,
        ),
        ProbeInfo(
            "erase-and-flash",
            "Erasing the flash and writing the firmware",
            (*_WRITES, *_STARTS),
            hazard=Hazard.ERASE,
            seconds=90.0,
        ),
        ProbeInfo("restore", "Putting a backup back", (*_WRITES, *_STARTS), hazard=Hazard.WRITE, seconds=60.0),
    )
}


def info(name: str) -> ProbeInfo:
    """What is said of an action. Raises KeyError for one that there is not."""
    return ACTIONS[name]


def get(name: str) -> Action:
    """The action itself: NAME lies in actions/NAME.py, with dashes as underscores. Raises KeyError."""
    module = importlib.import_module(f".{info(name).name.replace('-', '_')}", __package__)
    action: Action = module.ACTION
    return action
