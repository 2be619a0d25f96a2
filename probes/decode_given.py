"""The probe `decode-given`: the same as `decode`, by the .elf (or a folder with one) that the person names."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.steps import ProbeInfo
from . import decoding
from .decode import SETTLES, places, told
from .given_path import given
from .probe import Observation, World

_UNFIT = ("missing", "other-build", "not-elf", "not-xtensa", "broken", "stripped")


class DecodeGiven:
    """Takes the path that the person named: an .elf, or a folder with one in it."""

    info = ProbeInfo(
        name="decode-given",
        title="Looking up the line of your program in the .elf that you named",
        settles=SETTLES,
        needs=(("app.dump", ()), ("app.elf_state", _UNFIT), ("app.elf", ())),
        seconds=0.5,
        at_once=True,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Raises nothing."""
        files = decoding.meant(given(str(world.known["app.elf"])))
        yield told(decoding.facts(decoding.look_up(places(world), files)))


probe = DecodeGiven()
