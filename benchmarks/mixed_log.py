"""How fast a long log is read: mixed logs with a few telling lines, beside `grep -cE` of the same patterns.

    python benchmarks/mixed_log.py --megabytes 30
    python benchmarks/mixed_log.py --megabytes 30 --vary
    python benchmarks/mixed_log.py --megabytes 30 --write mixed.log

A seed gives the same log every time. Figures are CPU seconds of one process, so that other work counts less. grep is
given the beginning of the same log, and so are we again beside it: all of it would take it half an hour. With --vary
the digits of the telling lines are thrown anew for each, so that no line comes twice.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from espdoctor.engine import signatures
from espdoctor.engine.rulebook import Rulebook
from espdoctor.knowledge import rulebook

TELLING = 0.05
"""Of all lines."""

# What tools and programs say while nothing is wrong; {} is a number.
CALM = (
    "Compiling .pio/build/d1_mini/lib{}/Adafruit_BME280_{}.cpp.o",
    "Archiving .pio/build/d1_mini/libFrameworkArduino{}.a",
    "temperature {} C  humidity {} %",
    "[{}] mqtt: published home/kitchen/state to 192.168.4.{}",
    "GET /status?id={} HTTP/1.1 200 {}",
    "heap {} largest piece {}",
    "D ({}) wifi: beacon interval 100 rssi -{}",
    "INFO  scheduler tick {} took {} us",
    '{{"t":{},"v":[{},12,13],"name":"garden"}}',
    "scandone state: 0 -> 2 (b0) aid {}",
    "  {} | {} | ok |",
    "Leaving idle after {} ms, next in {} ms",
    "pm open,type:{} 0",
    "ip:192.168.4.{},mask:255.255.255.0,gw:192.168.4.1",
)


def log(rules: Rulebook, characters: int, seed: int = 1, vary: bool = False) -> str:
    """A log of about so many characters, TELLING of its lines from what the signatures match."""
    rng = random.Random(seed)
    telling = [line for signature in rules.signatures for line in signature.matches]
    return "\n".join(_lines(rng, telling, characters, vary))


def _lines(rng: random.Random, telling: Sequence[str], characters: int, vary: bool) -> Iterator[str]:
    while characters > 0:
        tells = rng.random() < TELLING
        line = _thrown(rng, rng.choice(telling), vary) if tells else _calm(rng)
        characters -= len(line) + 1
        yield line


def _calm(rng: random.Random) -> str:
    return rng.choice(CALM).replace("{}", str(rng.randrange(100_000))).replace("{{", "{").replace("}}", "}")


def _thrown(rng: random.Random, line: str, vary: bool) -> str:
    return re.sub(r"\d", lambda _: str(rng.randrange(10)), line) if vary else line


def for_grep(pattern: str) -> str:
    """The pattern in the words of `grep -E`, which knows no lazy runs, no groups with names and no \\d."""
    for ours, theirs in _WORDS_OF_GREP:
        pattern = ours.sub(theirs, pattern)
    return pattern


_WORDS_OF_GREP = (
    (re.compile(r"\(\?i\)"), ""),
    (re.compile(r"\(\?(?:P<\w+>|:)"), "("),
    (re.compile(r"(?<=[*+?}])\?"), ""),
    (re.compile(r"(\[[^\]]*)\\d"), r"\g<1>0-9"),
    (re.compile(r"(\[[^\]]*)\\s"), r"\g<1> "),
    (re.compile(r"(\[[^\]]*)\\w"), r"\g<1>A-Za-z0-9_"),
    (re.compile(r"\\d"), "[0-9]"),
    (re.compile(r"\\[Az]"), ""),
    (re.compile(r"\\t"), " "),
)


def spent(text: str, rules: Rulebook) -> float:
    """CPU seconds for all facts of the text, the patterns' preparation included."""
    signatures.reader.cache_clear()
    before = time.process_time()
    signatures.read(rules, text, "log")
    return time.process_time() - before


def grep_spent(path: Path, rules: Rulebook) -> tuple[float, int]:
    """CPU seconds of grep, and how many lines it counted."""
    words = "\n".join(for_grep(signature.pattern) for signature in rules.signatures)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(["grep", "-ciE", "-f", file.name, str(path)], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, int(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--vary", action="store_true")
    parser.add_argument("--write", type=Path, help="write the log there and do nothing else")
    parser.add_argument("--grep-megabytes", type=float, default=1, help="of the log, for grep; 0 for none")
    options = parser.parse_args()
    rules = rulebook()
    text = log(rules, int(options.megabytes * 1e6), options.seed, options.vary)
    if options.write:
        options.write.write_text(text, "utf-8")
        return
    _tell("all of it", text, min(spent(text, rules) for _ in range(options.times)))
    if options.grep_megabytes:
        _beside_grep(text[: int(options.grep_megabytes * 1e6)], rules, options.times)


def _beside_grep(text: str, rules: Rulebook, times: int) -> None:
    ours = min(spent(text, rules) for _ in range(times))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mixed.log"
        path.write_text(text, "utf-8")
        theirs, counted = grep_spent(path, rules)
    _tell("its beginning", text, ours)
    _tell(f"the same, grep -ciE of the same {len(rules.signatures)} patterns", text, theirs)
    print(f"{counted} lines told grep something; it took {theirs / ours:.0f} times as long")


def _tell(what: str, text: str, seconds: float) -> None:
    size = len(text.encode()) / 1e6
    print(
        f"{what}: {size:.1f} MB, {text.count(chr(10)) + 1} lines, {seconds:.2f} s, {size / seconds:.1f} MB/s",
        flush=True,
    )


if __name__ == "__main__":
    main()
