"""Where the CPU time of consultations goes: the engine, the doctor's talk with the board, the bench.

    python benchmarks/shares.py [CONSULTATIONS]     faults at random, as of `matrix.py --random`, in one process

Looks every few milliseconds at which part's code runs, the innermost that is ours. Prints the CPU time of one
consultation, and of each part its share and its milliseconds.
"""

from __future__ import annotations

import argparse
import collections
import signal
import time
from types import FrameType

import matrix
from own_home import own_home

EVERY = 0.002
"""Seconds of CPU time between two looks; many systems look every 4 ms at most."""

PARTS = {"/engine/": "engine", "/simulator/": "bench", "/probes/": "talk", "/tui/": "words"}
"""A folder in a file's name, and the part that it belongs to; the first that fits counts."""


def part_of(frame: FrameType | None) -> str:
    """The part whose code runs."""
    while frame is not None:
        for folder, part in PARTS.items():
            if folder in frame.f_code.co_filename:
                return part
        frame = frame.f_back
    return "other"


def main() -> None:
    """Hold the consultations, and say where the time went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("consultations", nargs="?", type=int, default=60)
    wanted = parser.parse_args().consultations
    seen: collections.Counter[str] = collections.Counter()
    signal.signal(signal.SIGVTALRM, lambda _number, frame: seen.update((part_of(frame),)))
    with own_home():
        first, *runs = matrix.random_runs(matrix.bench()[1], wanted + 1)
        matrix.consult(first)  # loads what is loaded late
        signal.setitimer(signal.ITIMER_VIRTUAL, EVERY, EVERY)
        began = time.process_time()
        for run in runs:
            matrix.consult(run)
        each = (time.process_time() - began) / len(runs)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(f"{len(runs)} consultations, {1000 * each:.0f} ms of CPU each")
    for part, count in seen.most_common():
        share = count / seen.total()
        print(f"{part:8} {share:6.1%} {1000 * each * share:6.0f} ms")


if __name__ == "__main__":
    main()
