"""Where the program crashed: the line, what stands in it, and the calls that led there."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.rulebook import Rulebook
from ..probes.wire import exceptions
from .page import Known, Page
from .wording import safe

_STATES = {
    "unsure": "Too little of the stack is there to be sure that the .elf belongs to it: take the line as a hint.",
    "no-lines": "The .elf file knows the functions, but not the lines of your own code: it was compiled without them. "
    "With PlatformIO write build_type = debug into platformio.ini, build and upload again, and let it crash again.",
    "other-build": "The .elf file that was found is of another build than the program on the board, so its lines would "
    "mislead. Upload what you have built last, let it crash again, and come back.",
    "missing": "No .elf file of this program was found, so the line is not known. "
    "The compiler leaves one beside the .bin.",
    "not-elf": "The file that was named is no .elf. The .bin does not hold what is needed; the .elf lies beside it.",
    "not-xtensa": "The .elf file is for another chip than the ESP8266, an ESP32 for instance.",
    "broken": "The .elf file is cut off or damaged.",
    "stripped": "The .elf file was stripped of its debugging data: build again without that, and with -g.",
}
_BY_STACK = ("unsure", "other-build")
_IN_FLASH = {
    "same": "The program in the flash is the very build of this .elf: its code was compared.",
    "other": "The program in the flash is another build than the .elf that was found, so no line is told: it would be "
    "the wrong one. Upload what you have built last, let it crash again, and come back.",
}
_WIDTH = 160


def make(known: Known, _: Rulebook) -> Page | None:
    """None where no crash left anything to look up."""
    if known.value("app.dump") is None:
        return None
    wanted = known.value("app.elf_state") is not None or known.value("app.dump_state") == "cut"
    found = known.value("app.crash_at") is not None
    return Page("Where it crashed", tuple(lines(known)), wanted, first=found)


def lines(known: Known) -> Iterator[str]:
    """What the crash left, safe to show: the exception, the line, and the calls that led there."""
    for fact in known.all("app.exception"):
        if isinstance(fact.value, int):
            yield f"exception {fact.value}, {exceptions.words(fact.value)}"
    if known.value("app.dump_state") == "cut":
        yield "The dump is cut off: paste all of it, from the first dashed line to the last, and more can be said."
    if (in_flash := known.text("app.elf_in_flash")) in _IN_FLASH:
        yield _IN_FLASH[in_flash]
    # what the flash itself says is certain, and outdates what the stack made likely
    state = known.text("app.elf_state")
    if state in _STATES and not (in_flash and state in _BY_STACK):
        yield _STATES[state]
    if in_flash == "other":
        return
    if place := known.text("app.crash_at"):
        yield f"{'in your function' if state == 'no-lines' else 'your line'}: {safe(place, _WIDTH)}"
    if line := known.text("app.crash_line"):
        yield f"  it says: {safe(line, _WIDTH)}"
    calls = sorted(safe(str(fact.value), _WIDTH) for fact in known.all("app.call"))
    if calls:
        yield "how it came there, the crash first:"
        yield from (f"  {call}" for call in calls)
