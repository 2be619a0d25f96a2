"""Is the diagnosis the same when the bench runs in a second process behind RFC2217?

    python benchmarks/remote.py                  link, boot-mode and flash faults, each on its first board
    python benchmarks/remote.py --only FAULT ... some faults
    python benchmarks/remote.py --trace          also the steps with their seconds

Three consultations a fault: one in process with the bench's hands, to learn what it asks and what is true; one in
process without hands, given those answers; the same one over `rfc2217://` with `espdoctor sim … --listen` as the
second process. Prints verdict, first cause and seconds of real time of both; exits 1 where they differ.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from own_home import own_home

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from second_process import NETWORK, served

GROUPS = ("upload", "boot", "flash")
"""Folders of the rules whose faults can be seen through a wire; what is wrong with the computer cannot."""


@dataclass(frozen=True, slots=True)
class Case:
    """One fault on a board."""

    fault: str
    board: str
    cause: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a consultation came to."""

    verdict: str
    first: str
    seconds: float
    steps: tuple[tuple[str, float, str], ...]


def cases(only: list[str]) -> list[Case]:
    """The faults of the groups."""
    from espdoctor.commands.sim import catalog
    from espdoctor.knowledge import rulebook

    causes = rulebook().causes
    found = []
    for fault in catalog()["faults"]:
        folder = causes[fault["cause"]].rules[0].place.file.split("/")[0]
        if fault["id"] in only if only else folder in GROUPS:
            found.append(Case(fault["id"], fault["cases_for"][0], fault["cause"]))
    return found


def true_answers(case: Case) -> dict[str, Any]:
    """What the consultation asks of this fault's owner, and what they would say."""
    from espdoctor.engine.hazard import Hazard
    from espdoctor.knowledge import rulebook
    from espdoctor.probes.consult import Consultation, Settings
    from espdoctor.probes.events import SKIP, Asked, Event, Reply
    from espdoctor.probes.link import doors
    from espdoctor.tui import shells

    opened = doors(f"sim://{case.board}?fault={case.fault}&hands=simulated")
    answers: dict[str, Any] = {}
    silent = shells.Silent(opened.hands)

    def respond(event: Event) -> Reply:
        reply = silent(event)
        if isinstance(event, Asked) and reply not in (None, SKIP):
            answers[event.fact] = reply
        return reply

    settings = Settings(granted=Hazard.RESET, can_ask=True, treat=False)
    shells.run(Consultation(opened, rulebook(), settings), respond)
    return answers


def hold(url: str, answers: dict[str, Any], firmware: bytes | None) -> Said:
    """The consultation at that URL, with nobody there."""
    from espdoctor.engine.hazard import Hazard
    from espdoctor.knowledge import rulebook
    from espdoctor.probes.consult import Consultation, Settings
    from espdoctor.probes.link import doors
    from espdoctor.tui import shells

    settings = Settings(granted=Hazard.RESET, answers=answers, firmware=firmware, treat=False)
    began = time.monotonic()
    result = shells.run(Consultation(doors(url), rulebook(), settings), shells.Silent(None))
    first = result.findings[0].cause.id if result.findings else "nothing"
    steps = tuple((step.id, step.seconds, step.outcome) for step in result.steps)
    return Said(result.error or result.verdict, first, time.monotonic() - began, steps)


def compare(case: Case) -> tuple[Case, Said, Said]:
    """In process, and over the network."""
    from espdoctor.probes import simulator

    answers = true_answers(case)
    url = f"sim://{case.board}?fault={case.fault}"
    near = hold(url, answers, None)
    with served(case.board, "--fault", case.fault, *NETWORK) as (far_url, _):
        far = hold(far_url, answers, simulator.bench(url).firmware())
    return case, near, far


def main() -> int:
    """Compare them all, a few at a time: most of the time is waiting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    same = right = total = 0
    slowest = 0.0
    with own_home(), ProcessPoolExecutor(args.jobs) as pool:
        for case, near, far in pool.map(compare, cases(args.only)):
            total += 1
            alike = (near.verdict, near.first) == (far.verdict, far.first)
            same, right = same + alike, right + (far.first == case.cause)
            slowest = max(slowest, far.seconds)
            words = f"{near.verdict} {near.first} {near.seconds:.1f} s | {far.verdict} {far.first} {far.seconds:.1f} s"
            print(f"{'same' if alike else 'DIFFERS'}  {case.fault} on {case.board} ({case.cause}): {words}", flush=True)
            if args.trace:
                print(*(f"    {seconds:7.2f} {name}: {outcome[:90]}" for name, seconds, outcome in far.steps), sep="\n")
    print(f"{total} faults: {same} the same, {right} name the true cause first, slowest {slowest:.1f} s")
    return 0 if same == total else 1


if __name__ == "__main__":
    sys.exit(main())
