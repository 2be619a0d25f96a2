"""How much a person is asked for, over all faults, beside the order of the FAQ page (faq_order.yaml).

    python benchmarks/effort.py

Counts the questions and hands-on steps of each consultation up to its end, and the steps of the FAQ page up
to the one that leads to the cause (all of them where none does). Prints both and their ratio.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
from pathlib import Path
from typing import Any

import yaml
from matrix import Run, bench, consult, plain_runs
from own_home import own_home

ORDER = Path(__file__).with_name("faq_order.yaml")
OWN_USB = {"nodemcu", "d1-mini"}
"""Boards with a USB socket of their own: the page's checks for generic modules are not for them."""


def asked(said: dict[str, Any]) -> int:
    """Questions and hands-on steps of a consultation."""
    return sum(1 for step in said["steps"] if step["kind"] in ("ask", "hands"))


def by_the_page(cause: str, board: str, order: dict[str, Any]) -> int | None:
    """Steps of the page until the cause is reached; None for a cause that the page was not written for."""
    if cause not in order["leads_to"]:
        return None
    skipped = order["generic_only"] if board in OWN_USB else 0
    reached = order["leads_to"][cause]
    last = order["steps"].index(reached) + 1 if reached else len(order["steps"])
    return max(1, last - skipped)


def main() -> int:
    """Print a line a fault, and the ratio over all."""
    order = yaml.safe_load(ORDER.read_text(encoding="utf-8"))
    _, faults = bench()
    with own_home(), multiprocessing.Pool() as pool:
        held: list[tuple[Run, dict[str, Any], float]] = pool.map(consult, plain_runs(faults, []), chunksize=2)
    ours, page = [], []
    for run, said, _ in held:
        steps = by_the_page(faults[run.faults[0]]["cause"], run.board, order)
        if steps is None:
            continue
        ours.append(asked(said))
        page.append(steps)
        print(f"{run.faults[0]:32} {run.board:10} asked {asked(said):2}   the page {steps:2}")
    print(f"{len(ours)} consultations: asked {sum(ours)} ({statistics.mean(ours):.1f} each), the page {sum(page)} ")
    print(f"ratio {sum(ours) / sum(page):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
