"""Every fault on every board that has it, and every pair: is the cause named, is the fix proven?

    python benchmarks/matrix.py                     every fault, every board, as the contract asks
    python benchmarks/matrix.py --healthy           the boards with no fault
    python benchmarks/matrix.py --disturbed         under bit errors, latency and loss, five seeds
    python benchmarks/matrix.py --pairs N           N random pairs of faults
    python benchmarks/matrix.py --random N          N faults at random, each with a seed of its own
    python benchmarks/matrix.py --lineless          behind a port without DTR and RTS, with hands and with none
    python benchmarks/matrix.py --system windows    on a computer with that system, the faults that it can have
    python benchmarks/matrix.py --only FAULT ...    some faults

Prints one line a miss and the totals; exits 1 when anything missed.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import multiprocessing
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from own_home import own_home

PROVEN = {"tool", "hands", "setting"}
DISTURBANCES = {"ber": ("0", "1e-4", "1e-3"), "latency": ("0ms", "16ms", "100ms"), "loss": ("0", "0.01")}
SEEDS = range(1, 6)
LINES_ALONE = frozenset({"monitor-pulls-reset", "dtr-only", "lines-swapped", "lines-swapped-direct", "slow-reset"})
"""Faults that nobody has whose port has no lines."""
HANGS_AFTER = 90
"""Seconds of its own CPU time, however busy the computer is; a consultation on the bench takes about one."""
STANDS_AFTER = 900
"""Seconds of real time, for one that waits for something that never comes."""


@dataclass(frozen=True, slots=True)
class Run:
    """One consultation to hold."""

    board: str
    faults: tuple[str, ...]
    query: str = ""
    alone: bool = False
    """Nobody answers, and nobody presses a button."""

    @property
    def url(self) -> str:
        """The bench's address, hands included."""
        faults = "".join(f"fault={fault}&" for fault in self.faults)
        return f"sim://{self.board}?{faults}{self.query}hands=simulated"


def consult(run: Run) -> tuple[Run, dict[str, Any], float]:
    """Hold the consultation in this process; its JSON and the CPU seconds it took."""
    from espdoctor.engine.hazard import Hazard
    from espdoctor.knowledge import rulebook
    from espdoctor.probes.consult import Consultation, Settings
    from espdoctor.probes.link import doors
    from espdoctor.probes.result import as_json
    from espdoctor.tui import shells

    # A consultation that hangs must not stop the others: it counts as a miss, with the place where it hung.
    signal.signal(signal.SIGALRM, _hung)
    signal.signal(signal.SIGPROF, _hung)
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
    signal.alarm(STANDS_AFTER)
    began = time.process_time()
    opened = doors(run.url)
    settings = Settings(granted=Hazard.RESET if run.alone else Hazard.ERASE, can_ask=not run.alone)
    case = Consultation(opened, rulebook(), settings)
    result = shells.run(case, shells.Silent(None if run.alone else opened.hands))
    signal.alarm(0)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return run, as_json(result), time.process_time() - began


def _hung(_number: int, frame: FrameType | None) -> None:
    traceback.print_stack(frame)
    raise TimeoutError("the consultation hangs")


def attempt(run: Run) -> tuple[Run, dict[str, Any], float]:
    """`consult`, with an error of ours as an answer."""
    try:
        return consult(run)
    except Exception as error:
        traceback.print_exc()
        nothing: dict[str, Any] = {"verdict": repr(error), "after": "", "causes": [], "found": [], "steps": []}
        return run, {**nothing, "verified": None}, 0.0


def bench() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The boards and faults by id, as `sim --list --json` gives them."""
    from espdoctor.commands.sim import catalog

    listing = catalog()
    return (
        {board["id"]: board for board in listing["boards"]},
        {fault["id"]: fault for fault in listing["faults"]},
    )


def miss(run: Run, said: dict[str, Any], faults: dict[str, dict[str, Any]]) -> str | None:
    """What is wrong with the answer, or None."""
    if not run.faults:
        return None if said["verdict"] == "healthy" else f"called {said['verdict']}: {_first(said)}"
    causes = {faults[fault]["cause"] for fault in run.faults}
    named = [one["cause"] for one in said["found"]] or [one["id"] for one in said["causes"][:1]]
    if not causes & set(named[:1]):
        return f"named {named or 'nothing'} ({said['verdict']}), not {sorted(causes)}"
    if causes - set(named) and len(run.faults) > 1 and all(faults[f]["repair"] in PROVEN for f in run.faults):
        return f"found only {named} of {sorted(causes)}"
    if all(faults[fault]["repair"] in PROVEN for fault in run.faults) and said["verified"] is not True:
        return f"not verified ({said['verified']}, after {said['after']})"
    return None


def wrong_and_sure(run: Run, said: dict[str, Any], faults: dict[str, dict[str, Any]]) -> bool:
    """The worst defect. The added disturbance counts as a right answer."""
    right = {faults[fault]["cause"] for fault in run.faults} | {"line-noise", "baud-too-high"}
    if said["verdict"] == "healthy":
        return bool(run.faults)
    return said["verdict"] == "diagnosed" and not right & {one["id"] for one in said["causes"][:1]}


def _first(said: dict[str, Any]) -> str:
    return ", ".join(f"{one['id']} {one['probability']:.2f}" for one in said["causes"][:2]) or "nothing"


def plain_runs(faults: dict[str, dict[str, Any]], only: Iterable[str]) -> list[Run]:
    """Each fault on each of its boards."""
    wanted = set(only) or set(faults)
    return [Run(board, (name,)) for name, fault in faults.items() if name in wanted for board in fault["cases_for"]]


def disturbed_runs(runs: list[Run]) -> list[Run]:
    """Each run under every disturbance and seed."""
    levels = list(itertools.product(*DISTURBANCES.values()))
    queries = ["".join(f"{k}={v}&" for k, v in zip(DISTURBANCES, level, strict=True)) for level in levels]
    return [Run(r.board, r.faults, f"{q}seed={s}&") for r in runs for q in queries for s in SEEDS]


def on_system(runs: list[Run], faults: dict[str, dict[str, Any]], system: str) -> list[Run]:
    """The runs on a computer with that system, without those whose faults it cannot have."""
    can = [run for run in runs if all(system in faults[fault]["systems"] for fault in run.faults)]
    return [Run(run.board, run.faults, f"{run.query}os={system}&", run.alone) for run in can]


def lineless_runs(runs: list[Run]) -> list[Run]:
    """Each run behind a port without lines; what only their wiring makes wrong is nothing there."""
    told = [Run(r.board, r.faults, "lines=none&", alone) for r in runs for alone in (False, True)]
    return [run for run in told if not LINES_ALONE.intersection(run.faults)]


def pair_runs(faults: dict[str, dict[str, Any]], count: int) -> list[Run]:
    """Random pairs of faults of different causes on a board that has both."""
    chance = random.Random(1)
    ids, runs = sorted(faults), []
    while len(runs) < count:
        left, right = chance.sample(ids, 2)
        boards = sorted(set(faults[left]["cases_for"]) & set(faults[right]["cases_for"]))
        if boards and faults[left]["cause"] != faults[right]["cause"]:
            runs.append(Run(chance.choice(boards), (left, right)))
    return runs


def random_runs(faults: dict[str, dict[str, Any]], count: int) -> list[Run]:
    """Faults as chance has it, on boards as chance has it."""
    chance = random.Random(1)
    ids = sorted(faults)
    picked = [faults[chance.choice(ids)] for _ in range(count)]
    return [Run(chance.choice(fault["cases_for"]), (fault["id"],), f"seed={n}&") for n, fault in enumerate(picked)]


def main() -> int:
    """Hold the consultations on all cores and print what missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--healthy", action="store_true")
    parser.add_argument("--disturbed", action="store_true")
    parser.add_argument("--lineless", action="store_true")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--system", default="")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1, help="hold only each N-th consultation")
    parser.add_argument("--first", type=int, default=0, help="of these, begin with the one of this number, from 0")
    args = parser.parse_args()
    boards, faults = bench()
    runs = [Run(board, ()) for board in boards] if args.healthy else plain_runs(faults, args.only)
    runs = pair_runs(faults, args.pairs) if args.pairs else runs
    runs = random_runs(faults, args.random) if args.random else runs
    runs = disturbed_runs(runs) if args.disturbed else runs
    runs = lineless_runs(runs) if args.lineless else runs
    runs = on_system(runs, faults, args.system) if args.system else runs
    runs = runs[args.first :: args.every]
    hard = args.disturbed or args.lineless  # then only the worst counts
    misses, sure, cpu, began = 0, 0, 0.0, time.monotonic()
    by_verdict: collections.Counter[str] = collections.Counter()
    with own_home(), multiprocessing.Pool() as pool:
        for run, said, seconds in pool.imap_unordered(attempt, runs, chunksize=4):
            cpu += seconds
            by_verdict[said["verdict"]] += 1
            problem = miss(run, said, faults)
            wrong = wrong_and_sure(run, said, faults)
            misses, sure = misses + bool(problem), sure + wrong
            if wrong or (problem and not hard):
                print(f"{'WRONG AND SURE ' if wrong else ''}{run.url}{' alone' * run.alone}: {problem}")
    print(f"{len(runs)} consultations, {misses} missed, {sure} wrong and sure, {dict(by_verdict)}")
    print(f"{time.monotonic() - began:.0f} s, {cpu:.0f} s of CPU on {multiprocessing.cpu_count()} cores")
    return 1 if sure or (misses and not hard) else 0


if __name__ == "__main__":
    sys.exit(main())
