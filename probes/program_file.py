"""The probe `program-file`: the program at the place that the person named - a .bin, an .elf, a build folder."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.facts import Fact
from ..engine.steps import ProbeInfo
from .flash_errors import NoFirmwareThere
from .given_path import given
from .probe import Observation, World, fact

ASKED_FOR = ("said.about", ("programmer-menu",))
"""Nobody else is asked for a file: in other consultations uploading is no more than a means."""
_FILE = "the file"


class ProgramFile:
    """Touches no port; what it reads is written only by an action, after consent."""

    info = ProbeInfo(
        name="program-file",
        title="Looking into the program that you named",
        settles=("image.state", "image.kind", "image.size", "image.crystal"),
        needs=(ASKED_FOR, ("image.given", (False,)), ("image.path", ())),
        seconds=0.5,
    )

    def run(self, world: World) -> Iterator[Observation]:
        """A place without a program is an answer."""
        from .actions.flash import told
        from .firmware_files import parts_of

        place = given(str(world.known["image.path"]))
        if place.exists() and not (place.is_file() or place.is_dir()):
            yield _none("no-program", f"{place.name} is a device or a pipe", "That is no file.")
            return
        try:
            parts = parts_of(place)
        except FileNotFoundError as missing:
            yield _none("absent", str(missing), "There is nothing at that place.")
        except (NoFirmwareThere, OSError) as wrong:
            yield _none("no-program", str(wrong), str(wrong))
        else:
            yield Observation((fact("image.state", "read", _FILE, parts[0].name),))
            yield told(parts)


def _none(state: str, excerpt: str, note: str) -> Observation:
    seen: Fact = fact("image.state", state, _FILE, excerpt)
    return Observation((seen,), note=note)


probe = ProgramFile()
