"""What a page needs before it can be shown: the doors, the record, the consultation. Loaded behind the start page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..engine.facts import Value
from ..engine.hazard import Hazard
from ..engine.journal import Event
from ..probes.casebook import summary
from ..probes.consult import Consultation, Settings
from ..probes.link import Doors, doors
from ..probes.record import Record
from ..probes.resumed import resume
from .fallen import Fallen, built
from .listener import Listener
from .overheard import Overheard
from .screens.consultation import ConsultationScreen
from .screens.serial import SerialScreen
from .serial_log import SerialLog

if TYPE_CHECKING:
    from .backroom import Backroom

Answers = tuple[tuple[str, Value], ...]


def consultation(backroom: Backroom, url: str, said: str, answers: Answers, breath: float) -> ConsultationScreen:
    """A new case on that port ("" finds one). Raises ValueError for a URL that names nothing."""
    opened = doors(url or None)
    recording = backroom.recorder(backroom.rulebook, opened)
    record = recording.__enter__()
    return _page(backroom, opened, record, lambda: recording.__exit__(None, None, None), breath, said, answers)


def gone_on_with(backroom: Backroom, name: str, breath: float) -> ConsultationScreen:
    """A recorded case held further. Its board is looked for anew; a simulated one is made again.

    Raises EspdoctorError and OSError where the case cannot be opened, ValueError where its port names nothing.
    """
    assert backroom.casebook is not None, "only its cases can be chosen"
    reading, writer = backroom.casebook.resume(name)
    try:
        port = summary(name, reading).port
        opened = doors(port if port.startswith("sim://") else None)
    except ValueError:
        writer.close()
        raise
    return _page(backroom, opened, writer, writer.close, breath, before=reading.events)


def listening(url: str) -> SerialScreen:
    """The serial line of a port, with nothing but ears."""
    opened = doors(url)
    log, overheard = SerialLog(Fallen(built(opened.host))), Overheard()
    return SerialScreen(log, lambda: overheard.pour(log), Listener(opened, url, overheard))


def _page(
    backroom: Backroom,
    opened: Doors,
    record: Record,
    close: Callable[[], object],
    breath: float,
    said: str = "",
    answers: Answers = (),
    before: Sequence[Event] = (),
) -> ConsultationScreen:
    """`close` ends the record, `before` is what was recorded earlier."""
    settings = Settings(granted=Hazard.LISTEN, can_consent=True, can_ask=True, said=said, answers=dict(answers))
    case = Consultation(opened, backroom.rulebook, settings, record)
    if before:
        resume(case, before)
    return ConsultationScreen(case, opened.hands, close, breath=breath if opened.hands else 0.0)
