"""Consultations that are cut off at any moment: the sentence at the end, the closed port, the case that opens again.

    python benchmarks/cut_off.py                    300 in this process, 40 with the bench in a second one
    python benchmarks/cut_off.py --near 30 --far 4 --seed 7 --jobs 2

In this process: a fault at random on one of its boards, everything allowed, flashing too, with simulated hands; at a
random look at the port the person stops, or the plug is pulled and stays out (with nobody there to put it back). With
the bench in a second process, after a random time: the server is killed, the pseudo-terminal closes with it, or the
person stops. Wrong is:

- a consultation that ends by anything but a result, or an end of which no sentence and no fact tells;
- a port that stays open, or a line of it that stays pulled;
- a case that cannot be opened again, or that tells anything else then than it told at its end.

Prints how many ended which way; exits 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import functools
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from endings import Endings
from own_home import own_home

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from espdoctor.engine.hazard import Hazard
from espdoctor.engine.journal import Header
from espdoctor.engine.replay import replay
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog, simulator
from espdoctor.probes.casebook import Casebook
from espdoctor.probes.consult import Consultation, Settings
from espdoctor.probes.events import SKIP, Ended, Event, Reply
from espdoctor.probes.link import doors
from espdoctor.probes.result import Result
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.tui import shells
from interrupted import Interrupted, pull, stop, told
from second_process import NETWORK, PTY, served

LONGEST = 12.0
"""Seconds of the computer within which a served bench is cut off: most consultations take that long."""
WAYS = (("the server is killed", NETWORK, False), ("the terminal closes", PTY, False), ("stopped", NETWORK, True))
"""In words, the door, and whether it is the person who ends it."""
FAR_FAULTS = ("", "flash-blank", "gpio15-high", "stale-flash", "baud-too-high")
TOLD_OF = ("vanished", "missing", "driver-error", "busy", "broken", "denied", "none-chosen")
"""States of a port that say why it cannot be used."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How one consultation ended, and what is wrong with that."""

    name: str
    end: str
    wrong: tuple[str, ...]


def near(number: int, seed: int) -> Cut:
    """One in this process."""
    chance = Random(seed * 100_000 + number)
    fault = chance.choice(sorted(FAULTS))
    url = f"sim://{chance.choice(FAULTS[fault].cases_for)}?fault={fault}&hands=simulated&seed={number}"
    stops = number % 2 == 0
    whole = Interrupted(url)
    with own_home():  # what a write leaves there makes the next one shorter
        whole.hold(hands=stops)
    run = Interrupted(url, chance.randint(1, max(1, whole.done)), stop if stops else pull)
    with own_home() as folder:
        book = Casebook(folder)
        with book.begin(Header("1.0", "0" * 64, "bench"), datetime(2026, 1, 1)) as record:
            result = run.hold(record, hands=stops)
        # a serial port of the computer's own is no plug
        felt = run.done >= run.at and (stops or run.bench.table.chosen == "board")
        wrong = [*(unsaid(result, stops) if felt else ()), *case_again(book, run.case)]
    if not run.closed:
        wrong.append("a port is still open")
    if stops and (run.bench.device.circuit.dtr or run.bench.device.circuit.rts):
        wrong.append("a line is still pulled")
    words = "stopped" if stops else "pulled"
    end = outcome(result) if felt else "not felt"
    return Cut(f"{url} at look {run.at} of {whole.done}", f"near, {words}: {end}", tuple(wrong))


def far(number: int, seed: int) -> Cut:
    """One with the bench in a second process."""
    chance = Random(seed * 100_000 + number)
    words, door, stops = WAYS[number % len(WAYS)]
    fault, after = chance.choice(FAR_FAULTS), chance.uniform(0.0, LONGEST)
    options = ("--fault", fault) if fault else ()
    with own_home() as folder, served("nodemcu", *options, *door) as (url, server):
        book = Casebook(folder)
        firmware = simulator.bench("sim://nodemcu").firmware()
        settings = Settings(granted=Hazard.ERASE, firmware=firmware, answers={"upload.works_by_hand": False})
        with book.begin(Header("1.0", "0" * 64, "bench"), datetime(2026, 1, 1)) as record:
            case = Consultation(doors(url), rulebook(), settings, record)
            timer = threading.Timer(after, case.cancel if stops else server.kill)
            late: list[Event] = []

            def respond(event: Event) -> Reply:
                if not (timer.is_alive() or isinstance(event, Ended)):
                    late.append(event)
                return SKIP

            timer.start()
            result = shells.run(case, respond)
            timer.cancel()
        # else it came when nothing was left to do but to close the port
        felt = bool(late) or result.error is not None
        wrong = [*(unsaid(result, stops) if felt else ()), *case_again(book, case)]
    if case.world._port is not None or any("RFC 2217" in one.name for one in threading.enumerate()):
        wrong.append("a port is still open")
    end = outcome(result) if felt else "not felt"
    return Cut(f"{fault or 'healthy'}, {words} after {after:.2f} s", f"far, {words}: {end}", tuple(wrong))


def unsaid(result: Result, stopped: bool) -> Iterator[str]:
    """What the end does not tell."""
    if stopped and not (result.error or "").startswith("Stopped while "):
        yield f"it was stopped, and says {result.error!r}"
    if not stopped and result.error:
        yield f"nobody stopped it, and it says {result.error!r}"
    state = next((fact.value for fact in result.facts if fact.name == "port.state"), None)
    if not stopped and state not in TOLD_OF:
        yield f"the plug was pulled, and the port is {state!r}"


def outcome(result: Result) -> str:
    """In a few words."""
    if result.error:
        return "says so, and that the flash is incomplete" if "incomplete" in result.error else "says so"
    state = next((fact.value for fact in result.facts if fact.name == "port.state"), "unknown")
    return f"the port is {state}"


def case_again(book: Casebook, case: Consultation) -> Iterator[str]:
    """Open the case once more and hold it against what it told at its end."""
    reading, writer = book.resume(None)
    writer.close()
    if reading.problem is not None:
        yield f"the case is broken: {reading.problem}"
    elif told(replay(rulebook(), catalog.infos(), reading.events)) != told(case.session):
        yield "the case tells something else"


def main() -> int:
    """Hold them all and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--near", type=int, default=300)
    parser.add_argument("--far", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    endings = Endings()
    with ProcessPoolExecutor(args.jobs) as pool:
        for kind, count in ((near, args.near), (far, args.far)):
            for cut in pool.map(functools.partial(kind, seed=args.seed), range(count)):
                endings.add(cut.name, cut.end, cut.wrong)
    return endings.close("consultations cut off")


if __name__ == "__main__":
    sys.exit(main())
