"""The probes by name. A probe's module is imported when its name is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from ..engine.facts import Value
from ..engine.steps import ProbeInfo
from .probe import Probe

MODULES: Mapping[str, str] = {
    "ports": "ports",
    "open": "open",
    "usb": "usb",
    "replug": "replug",
    "as-found": "as_found",
    "banner": "banner",
    "watch": "crash_watch",
    "lines": "loader_entry",
    "sync": "sync",
    "chip": "chip",
    "flash-id": "flash_id",
    "earlier-write": "earlier_write",
    "flash-header": "flash_header",
    "flash-search": "flash_search",
    "flash-settings": "flash_settings",
    "hold-test": "hold_test",
    "listening-pin": "listening_pin",
    "baud": "baud",
    "noise": "noise",
    "other-board": "other_board",
    "load": "load_test",
    "loopback": "loopback",
    "manual-loader": "manual_loader",
    "manual-run": "manual_run",
    "decode": "decode",
    "decode-given": "decode_given",
    "flash-map": "flash_map",
    "program": "program",
    "elf-in-flash": "elf_in_flash",
    "program-file": "program_file",
    "library": "library",
}
"""Name, as in `learned: [probe/NAME]`, to the module whose `probe` it is; from the computer to the chip."""


BY_HAND: Mapping[str, str] = {
    "banner": "manual-run",
    "watch": "manual-run",
    "lines": "manual-loader",
    "sync": "manual-loader",
}
"""What looks at the same where only a hand can restart the board."""


def doable(names: Iterable[str], known: Mapping[str, Value]) -> tuple[str, ...]:
    """These probes, as far as lines are wanting by their likes with hands; each once."""
    by_hand = BY_HAND if known.get("lines.supported") is False else {}
    return tuple(dict.fromkeys(by_hand.get(name, name) for name in names))


@cache
def get(name: str) -> Probe:
    """The probe of that name. Raises KeyError."""
    probe: Probe = import_module(f".{MODULES[name]}", __package__).probe
    return probe


@cache
def infos() -> tuple[ProbeInfo, ...]:
    """What the planner knows of them all."""
    return tuple(get(name).info for name in MODULES)


def info(name: str) -> ProbeInfo:
    """What the planner knows of one. Raises KeyError."""
    return get(name).info
