"""Thousands of hostile clients one after the other at one bench: whether it stands, grows, or forgets how to serve.

    python benchmarks/hostile_clients.py [--clients N] [--seed N]

The attacks are those of `tests/attacks.py`; half of the clients hang up as if their cable were cut. Ten times on the
way a decent client must get the loader's answer. Prints the memory and threads of the bench's process then, and exits 1
when it has fallen, serves nobody, or has grown by more than a tenth after its first thousand.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from attacks import ATTACKS
from clients import attack, greeted
from second_process import NETWORK, served

MORE = 1.1


def figures(pid: int) -> tuple[int, int]:
    """Kilobytes in memory and threads of a process (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return int(told["VmRSS"].split()[0]), int(told["Threads"])


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, step = Random(options.seed), max(1, options.clients // 10)
    settled = 0
    with served("nodemcu", *NETWORK) as (url, bench):
        port = int(url.rpartition(":")[2])
        for done in range(1, options.clients + 1):
            attack(port, ATTACKS[chance.choice(list(ATTACKS))](chance), chance)
            if done % step == 0:
                seconds = greeted(port)
                memory, threads = figures(bench.pid)
                settled = settled or (memory if done >= min(1000, options.clients // 2) else 0)
                print(f"{done:6} clients: {memory} KB, {threads} threads, the next is greeted after {seconds:.2f} s")
        grown = memory > settled * MORE
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
