"""The probe `program`: whether the program that the person wants to upload is at hand, and what it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.steps import ProbeInfo
from .probe import Observation, World, fact


class Program:
    """Looks only at what was given at the start, or what the bench knows."""

    info = ProbeInfo(
        name="program",
        title="Looking for the program that you want to upload",
        settles=("image.given", "image.kind", "image.size", "image.crystal"),
        seconds=0.2,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """Without one, only that it has to be named."""
        from .actions.flash import told
        from .image_fit import Part

        data = world.firmware()
        given = "a file" if data is not None else "no file was given with --firmware"
        yield Observation((fact("image.given", data is not None, "the start of this case", given),))
        if data is not None:
            yield told((Part(0, data, "Your firmware"),))


probe = Program()
