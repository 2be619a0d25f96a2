"""Runs one version of esptool, unchanged, against the bench: through both doors, with and without its helper program.

    PYTHONPATH=tests python -m strangers.tools PYTHON...

Each PYTHON is one of an environment with some version of esptool. The words of the commands are those that all versions
since 2.8 know. The last line says how many commands passed and failed.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from second_process import PTY
from strangers.benches import served

SIZE = 50_000
BLANK = 4096


@dataclass(frozen=True, slots=True)
class Step:
    """One command, what it must print, and what the file that it writes must hold."""

    words: str
    says: str = ""
    holds: str = ""  # image, blank


WRITTEN = r"Hash of data verified"
SAME = r"verify OK|[Vv]erification successful"

OVER_THE_NETWORK = (
    Step("chip_id", r"Chip ID: 0x000a1b2c"),
    Step("read_mac", r"5c:cf:7f:0a:1b:2c"),
    Step("flash_id", r"Detected flash size: 4MB"),
    Step("write_flash 0x10000 image", WRITTEN),
    Step("verify_flash 0x10000 image", SAME),
    Step("read_flash 0x10000 50000 back", holds="image"),
    Step("erase_region 0x10000 0x1000", r"[Ee]rase"),
    Step("read_flash 0x10000 4096 back", holds="blank"),
    Step("--baud 460800 write_flash -u 0x10000 image", WRITTEN),
    Step("--no-stub flash_id", r"Detected flash size: 4MB"),
    Step("--no-stub write_flash 0x20000 image", r"Wrote"),
    Step("verify_flash 0x20000 image", SAME),
    Step("erase_flash", r"erase"),
    Step("read_flash 0x20000 4096 back", holds="blank"),
)
"""One after the other on one board, which each command resets."""

ON_A_TERMINAL = (
    (Step("chip_id", r"Chip ID: 0x000a1b2c"),),
    (Step("flash_id", r"Detected flash size: 4MB"),),
    (Step("write_flash 0x10000 image", WRITTEN),),
    (Step("erase_flash", r"erase"),),
    (
        Step("--no-stub read_mac", r"5c:cf:7f:0a:1b:2c"),
        Step("--no-stub write_flash 0x20000 image", r"Wrote"),
        Step("verify_flash 0x20000 image", SAME),
    ),
)
"""Each group on a board of its own: a pseudo-terminal cannot reset one, and a helper program that runs stays."""


def carried_out(python: str, port: str, folder: Path, step: Step, extra: Sequence[str] = ()) -> bool:
    """Whether the command ended well and did what it must."""
    command = [python, "-m", "esptool", "--chip", "esp8266", "--port", port, *extra, *step.words.split()]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    expected = {"image": (folder / "image").read_bytes(), "blank": b"\xff" * BLANK}
    right = ended.returncode == 0 and re.search(step.says, ended.stdout) is not None
    if right and step.holds:
        right = (folder / "back").read_bytes() == expected[step.holds]
    if not right:
        print(ended.stdout[-2000:], ended.stderr[-1000:], sep="\n", flush=True)
    return right


def through_both_doors(python: str, folder: Path) -> Iterator[tuple[str, bool]]:
    """Every command of that version with how it went."""
    (folder / "image").write_bytes(random.Random(SIZE).randbytes(SIZE))
    with served("nodemcu") as url:
        for step in OVER_THE_NETWORK:
            yield f"network: {step.words}", carried_out(python, url, folder, step)
    for group in ON_A_TERMINAL:
        with served("nodemcu", "--fault", "gpio0-low", door=PTY) as path:
            for step in group:
                as_it_is = ("--before", "no_reset", "--after", "no_reset")
                yield f"terminal: {step.words}", carried_out(python, path, folder, step, as_it_is)


def run(python: str) -> list[bool]:
    """All commands of one version, told line by line."""
    asked = [python, "-c", "import importlib.metadata as known; print(known.version('esptool'))"]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for words, right in through_both_doors(python, Path(folder)):
            print(f"{'ok' if right else 'FAILED'}: esptool {version}, {words}", flush=True)
            results.append(right)
    return results


def main(pythons: Sequence[str]) -> int:
    """Returns the exit code."""
    absolute = [str(Path(python).absolute()) for python in pythons]
    with ThreadPoolExecutor(len(absolute)) as pool:
        results = [right for each in pool.map(run, absolute) for right in each]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
