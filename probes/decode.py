"""The probe `decode`: which line of the sketch crashed, by the .elf that a tool left where it builds."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.steps import ProbeInfo
from . import builds, decoding
from .probe import Observation, World
from .wire.dump import Places

SETTLES = ("app.elf_state", "app.elf_file", "app.crash_at", "app.crash_line", "app.call", "app.stack_has")


class Decode:
    """Looks through the folders that tools build in; reads files only."""

    info = ProbeInfo(
        name="decode",
        title="Looking up the line of your program that crashed",
        settles=SETTLES,
        needs=(("app.dump", ()),),
        seconds=0.5,
        at_once=True,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises nothing."""
        files = decoding.candidates(builds.find(world.host.build_places()))
        yield told(decoding.facts(decoding.look_up(places(world), files)))


def places(world: World) -> Places:
    """The addresses that the last crash left."""
    return Places.of(str(world.known["app.dump"]))


def told(facts: tuple[Fact, ...]) -> Observation:
    """The facts, and in a line what came of it."""
    place = next((str(one.value) for one in facts if one.name == "app.crash_at"), "")
    return Observation(facts, note=f"It crashed in {place}" if place else _NOTES[str(facts[0].value)])


_NOTES = {
    "missing": "No .elf file of this sketch was found",
    "other-build": "The .elf file is of another build than the program that crashed",
    "not-elf": "The file is no .elf",
    "not-xtensa": "The .elf is for another processor",
    "broken": "The .elf is cut off or damaged",
    "stripped": "The .elf has no debugging data in it",
    "fits": "The crash lies outside of your own code",
    "no-lines": "The .elf file tells functions, but no lines of your own code",
    "unsure": "Too little of the stack is there to be sure of the place",
}


probe = Decode()
