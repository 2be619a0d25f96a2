"""Cases to practise on the simulated bench: a few typical ones first, the rest by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine.facts import Value

Said = tuple[str, "Value"]
"""A fact that a complaint stands for."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One fault on one simulated board."""

    id: str
    title: str
    url: str
    topic: str
    """The folder of its cause: port, power, upload, boot, flash."""


FITTING: Mapping[Said, tuple[str, ...]] = {
    ("upload.symptom", "no-port"): (
        "charge-only-cable", "not-plugged-in", "driver-missing", "brltty", "port-bluetooth", "bridge-dead",
    ),
    ("upload.symptom", "open-failed"): (
        "port-busy", "port-permission", "group-not-yet", "modemmanager", "driver-bad", "port-shared",
    ),
    ("upload.symptom", "write-failed"): (
        "baud-too-high", "line-noise", "weak-supply", "loose-cable", "flash-worn", "image-too-large",
    ),
    ("upload.symptom", "efuse-check"): ("module-wrong", "efuse-blank", "efuse-corrupt"),
    ("upload.symptom", "ok"): (
        "flash-mode-wrong", "flash-size-mismatch", "image-shifted", "gpio15-high", "crystal-40", "stale-wifi",
    ),
    ("app.complaint", "crashes"): (
        "crash-null", "soft-wdt", "no-memory", "stack-smash", "isr-in-flash", "brownout",
    ),
    ("said.symptom", "stuck-after-restart"): ("restart-hangs", "gpio0-low", "monitor-pulls-reset"),
}  # fmt: skip
"""What a complaint says in facts -> the faults that people who say so mostly have; without one it is `TYPICAL`."""

TYPICAL = (
    "gpio2-low",
    "port-permission",
    "rx-tx-swapped",
    "gpio0-not-wired",
    "flash-mode-wrong",
    "charge-only-cable",
)
"""Faults that people meet most, by the two FAQs that espdoctor began with."""

GROUPS = {
    "port": "The computer, the cable and the port",
    "power": "Power",
    "upload": "The way to the chip",
    "boot": "How the chip starts",
    "flash": "What is stored on the chip",
    "crash": "What happens while the program runs",
}


def typical(rehearsals: tuple[Rehearsal, ...], said: Iterable[Said] = ()) -> tuple[Rehearsal, ...]:
    """The few to begin with, after what was said is wrong: in the order of `FITTING`, or of `TYPICAL`."""
    by_id = {rehearsal.id: rehearsal for rehearsal in rehearsals}
    names = next((FITTING[one] for one in said if one in FITTING), TYPICAL)
    return tuple(by_id[name] for name in names if name in by_id)


def matching(rehearsals: tuple[Rehearsal, ...], words: str) -> tuple[Rehearsal, ...]:
    """Those whose title has all these words, or beginnings of words, in any order."""
    wanted = words.lower().split()
    return tuple(one for one in rehearsals if all(word in one.title.lower() for word in wanted))


def grouped(rehearsals: tuple[Rehearsal, ...]) -> tuple[tuple[str, tuple[Rehearsal, ...]], ...]:
    """All of them under the headings of `GROUPS`; what fits none of them comes last, under its own topic."""
    topics = [*GROUPS, *dict.fromkeys(r.topic for r in rehearsals if r.topic not in GROUPS)]
    groups = ((GROUPS.get(topic, topic), tuple(r for r in rehearsals if r.topic == topic)) for topic in topics)
    return tuple((heading, members) for heading, members in groups if members)
