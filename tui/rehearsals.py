"""Cases to practise on the simulated bench: a few typical ones first, the rest by what they are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One fault on one simulated board."""

    id: str
    title: str
    url: str
    topic: str
    """The folder of its cause: port, power, upload, boot, flash."""


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


def typical(rehearsals: tuple[Rehearsal, ...]) -> tuple[Rehearsal, ...]:
    """The few to begin with, in the order of `TYPICAL`."""
    by_id = {rehearsal.id: rehearsal for rehearsal in rehearsals}
    return tuple(by_id[name] for name in TYPICAL if name in by_id)


def grouped(rehearsals: tuple[Rehearsal, ...]) -> tuple[tuple[str, tuple[Rehearsal, ...]], ...]:
    """All of them under the headings of `GROUPS`; what fits none of them comes last, under its own topic."""
    topics = [*GROUPS, *dict.fromkeys(r.topic for r in rehearsals if r.topic not in GROUPS)]
    groups = ((GROUPS.get(topic, topic), tuple(r for r in rehearsals if r.topic == topic)) for topic in topics)
    return tuple((heading, members) for heading, members in groups if members)
