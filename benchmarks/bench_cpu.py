"""What the bench costs its computer while esptool writes 1 MB to it and checks it, with time running free.

    python benchmarks/bench_cpu.py [--size BYTES] [--baud N] [--board NAME]

Prints the seconds of CPU of the bench's process alone, its start included, and its largest memory.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MEGABYTE = 1 << 20


def cycle(url: str, image: Path, baud: int) -> float:
    """Write the image and have it checked; returns the seconds that it took."""
    command = [sys.executable, "-m", "esptool", "--chip", "esp8266", "--port", url, "--baud", str(baud)]
    began = time.monotonic()
    for step in ("write-flash", "verify-flash"):
        subprocess.run([*command, step, "0x0", str(image)], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def measure(board: str, size: int, baud: int) -> None:
    """One bench, one cycle, its figures on one line."""
    command = [sys.executable, "-m", "espdoctor", "sim", board, "--listen", "127.0.0.1:0"]
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bench:
        image = Path(folder) / "image.bin"
        image.write_bytes(random.Random(size).randbytes(size))
        assert bench.stdout is not None
        wall = cycle(bench.stdout.readline().strip(), image, baud)
        bench.terminate()
        _, status, used = os.wait4(bench.pid, 0)
        bench.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    print(f"{board}: {size} bytes at {baud}: {cpu:.2f} s of CPU, {used.ru_maxrss / 1024:.0f} MB, {wall:.1f} s in all")


def main() -> None:
    """Measure as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--board", default="nodemcu")
    parser.add_argument("--size", type=int, default=MEGABYTE)
    parser.add_argument("--baud", type=int, default=460800)
    options = parser.parse_args()
    measure(options.board, options.size, options.baud)


if __name__ == "__main__":
    main()
