"""What hostile text costs: `espdoctor triage` on each of a dozen unpleasant files, with its time and its memory.

    python benchmarks/hostile.py
    python benchmarks/hostile.py --megabytes 10

A sober log of the same size is read first; the other times are told as multiples of its. Some come by standard input
too, where nobody knows how long they are. Whatever comes out on the terminal is searched for what could act there.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ACTS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, but tab and line feed."""
_CHUNK = 1_000_000
Maker = Callable[[random.Random, int], bytes]


def _words(rng: random.Random, size: int) -> bytes:
    said = [
        b"Exception (28):",
        b"boot mode:(1,6)",
        b"espcomm_sync failed",
        b"csum err",
        b"could not open port",
        b"COM1",
    ]
    return b" ".join(rng.choice(said) for _ in range(size // 14))


def _of(pattern: bytes) -> Maker:
    return lambda _rng, size: pattern * (size // len(pattern))


HOSTILE: dict[str, Maker] = {
    "sober log": lambda rng, size: b"\n".join(
        b"tick %d took %d us" % (rng.random() * 1e6, 12) for _ in range(size // 24)
    ),
    "one line": _of(b"x"),
    "one line of telling words": _words,
    "lines of telling words": lambda rng, size: _words(rng, size).replace(b" e", b"\ne"),
    "nested brackets": lambda _rng, size: b"[" * (size // 2) + b"]" * (size // 2),
    "zeros": _of(b"\0"),
    "invalid UTF-8": lambda rng, size: rng.randbytes(size),
    "printable noise": lambda rng, size: bytes(rng.choices(range(32, 127), k=size)),
    "UTF-16": lambda _rng, size: "error: cannot access COM7\r\n".encode("utf-16-le") * (size // 54),
    "terminal escapes": _of(b"\x1b[2J\x1b]0;title\x07\x1b[31mred\x1b[0m\n"),
    "Rich markup": _of(b"[bold red]error[/] [link=http://x.example]x[/link]\n"),
    "quote marks": _of(b"> "),
    "garbled boot text": _of(b"r\x18\x02\x00l\x9c\xd8r\xdf\x00\x8c#\x02\xe2n\xc0\x04\x88\xe0"),
    "empty lines": _of(b"\n"),
    "spelled escapes": _of(rb"\x1b[31m\r\n&gt;"),
}


PIPED = ("one line", "UTF-16", "invalid UTF-8")
"""What comes by standard input too."""


def files(folder: Path, size: int) -> Iterator[tuple[str, Path]]:
    """Every hostile file, made when it is asked for, piece by piece: memory of ours would count as the child's."""
    for name, make in HOSTILE.items():
        path = folder / "hostile.txt"
        with path.open("wb") as file:
            for number in range(max(1, size // _CHUNK)):
                file.write(make(random.Random(f"{name} {number}"), min(size, _CHUNK)))
        yield name, path
        path.unlink()
    bomb = folder / "bomb.zip"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("log.txt", "w", force_zip64=True) as log,
    ):
        for _ in range(1000):
            log.write(b"\0" * _CHUNK)
    yield "zip bomb, 1 GB", bomb


def spent(path: Path, piped: bool = False) -> tuple[float, float, bytes]:
    """CPU seconds, MB of memory at most, and what was printed."""
    command = [sys.executable, "-m", "espdoctor", "triage", "--markdown", "-" if piped else str(path)]
    feeder = subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE) if piped else None
    told = feeder.stdout if feeder else subprocess.DEVNULL
    with subprocess.Popen(command, stdin=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        said = process.stdout.read() if process.stdout else b""
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    if feeder:
        feeder.communicate()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    options = parser.parse_args()
    sober = 0.0
    print(f"{'text':31} {'seconds':>8} {'of sober':>9} {'MB':>6}  acts on a terminal")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in files(Path(folder), options.megabytes * _CHUNK):
            for piped in (False, True) if name in PIPED else (False,):
                seconds, memory, said = spent(path, piped)
                sober = sober or seconds
                acts = "YES" if ACTS.search(said) or b"Traceback" in said else "no"
                told = f"{name}, piped" if piped else name
                print(f"{told:31} {seconds:8.1f} {seconds / sober:9.1f} {memory:6.0f}  {acts}", flush=True)


if __name__ == "__main__":
    main()
