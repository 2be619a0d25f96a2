"""Many texts at once: what a folder of pastes costs on one core and on all, and how long all take at best.

    python benchmarks/many_texts.py
    python benchmarks/many_texts.py --texts 10 100 1000 --cores 2

The texts are the labelled pastes of the tests, each with its number. CPU seconds, so that other work counts less.
What this process works has to be done one after the other, what its helpers work is shared: "at best" is the sum of the
first and of a share of the second, on cores that nobody else wants.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

CASES = Path(__file__).resolve().parents[1] / "tests" / "corpus"

RUN = """
import resource, sys
from espdoctor.__main__ import main
from espdoctor.probes import many

many.cores_to_use = lambda wanted=None, cores=int(sys.argv.pop()): cores
try:
    main()
finally:
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(whose)
        print(used.ru_utime + used.ru_stime, file=sys.stderr)
"""


class Spent(NamedTuple):
    """CPU seconds, and a mark of what was printed."""

    here: float
    elsewhere: float
    printed: str


def pastes() -> Iterator[str]:
    """The labelled pastes, as somebody would send them."""
    for path in sorted(CASES.rglob("*.yaml")):
        case = yaml.safe_load(path.read_text("utf-8"))
        if isinstance(case, dict) and case.get("text"):
            yield "\n".join([case.get("words") or "", case["text"]])


def written(folder: Path, count: int, texts: list[str]) -> list[Path]:
    """So many texts as files in a folder, and the same as an archive."""
    inside, archive = folder / str(count), folder / f"{count}.zip"
    inside.mkdir()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(count):
            path = inside / f"{number:05}.log"
            path.write_text(f"{texts[number % len(texts)]}\nnumber {number}\n", "utf-8")
            file.write(path, path.name)
    return [inside, archive]


def spent(path: Path, cores: int) -> Spent:
    """What `espdoctor triage` on it costs with so many cores, from its start."""
    told = [sys.executable, "-c", RUN, "triage", "--json", str(path), str(cores)]
    done = subprocess.run(told, capture_output=True, check=False)
    here, elsewhere = map(float, done.stderr.split()[-2:])
    return Spent(here, elsewhere, hashlib.sha256(done.stdout).hexdigest()[:8])


def main() -> None:
    """Measure as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    options = parser.parse_args()
    texts = list(pastes())
    with tempfile.TemporaryDirectory() as folder:
        for count in options.texts:
            for path in written(Path(folder), count, texts):
                _tell(path.name, spent(path, 1), spent(path, options.cores), options.cores)


def _tell(name: str, alone: Spent, shared: Spent, cores: int) -> None:
    best = shared.here + shared.elsewhere / cores
    same = "the same answers" if alone.printed == shared.printed else "OTHER ANSWERS"
    print(
        f"{name}: one core {alone.here:.2f} s; {cores} cores {shared.here:.2f} s here and {shared.elsewhere:.2f} s "
        f"elsewhere, at best {best:.2f} s, {alone.here / best:.2f} times as fast; {same}",
        flush=True,
    )


if __name__ == "__main__":
    main()
