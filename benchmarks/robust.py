"""What triage still tells when logs are spoilt: the labelled cases, under each mishap of tests/spoiling.py.

python benchmarks/robust.py
python benchmarks/robust.py --only "typed by hand" --seeds 5 --show
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from judging import Judged, cases, figures, judge, paste_of
from spoiling import SPOILERS


def spoilt(how: str, seeds: int) -> list[Judged]:
    """Every case, spoilt in so many ways."""
    spoil, all_cases = SPOILERS[how], cases()
    return [
        judge(f"{name} seed {seed}", case, spoil(paste_of(case), random.Random(f"{name} {seed}")))
        for seed in range(seeds)
        for name, case in all_cases.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SPOILERS, action="append")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name the cases that are not right at once")
    options = parser.parse_args()
    print(f"{'mishap':15} {'right at 1':>10} {'right at 3':>10} {'wrong, sure':>12} {'sure, right':>12}")
    for how in options.only or SPOILERS:
        judged = spoilt(how, options.seeds)
        got = figures(judged)
        at1, at3, sure = got.at1 / got.cases, got.at3 / got.cases, got.sure_and_right / got.knowable
        print(f"{how:15} {at1:10.1%} {at3:10.1%} {len(got.wrong_and_sure):12} {sure:12.1%}")
        for one in judged:
            if options.show and (one.wrong_and_sure or not one.at1):
                print(f"    {'WRONG AND SURE ' if one.wrong_and_sure else ''}{one.name}")


if __name__ == "__main__":
    main()
