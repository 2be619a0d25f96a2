"""Writing firmware: our time beside that of `esptool write-flash`, the same image on the same kind of bench.

    python benchmarks/flash_time.py                   at line pace, 400 KB, once each
    python benchmarks/flash_time.py --pace free       simulated time alone: bits on the wire and the flash chip's work
    python benchmarks/flash_time.py --kilobytes 1000 --board d1-mini --times 3

Both start with a closed port and a running board and end with a proven image and the reset line let go; ours saves
nothing (a backup is measured apart, by --backup) and takes the best rate that holds, 921600. esptool is measured as it
comes, at 115200, and at 460800 too. Cases: *fresh* (the flash holds another firmware of the same length), *changed*
(1 % of the sectors differ from what we wrote last), *strange* (the same, but another tool wrote it), *same*; esptool
writes everything each time, so its time for the fresh image is what ours are divided by. Of the fresh image our first
meeting with the board is measured, of the others the second: what held is remembered. Exits 1 where a ratio is above
what is promised, to esptool at either rate.
"""

from __future__ import annotations

import argparse
import random
import statistics
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Any
from unittest import mock

from line_time import patience_of, silence
from own_home import own_home

SECTOR = 0x1000
AS_IT_COMES, FAST = 115200, 460800
PROMISED = {"fresh": 1.0, "changed": 0.15, "strange": 0.15, "same": 0.15}


@dataclass(frozen=True, slots=True)
class Case:
    """What the flash holds before, and what it shall hold."""

    name: str
    before: bytes
    image: bytes
    ours: bool
    """We wrote what is there, so its checksums are remembered."""


def cases(length: int) -> tuple[Case, ...]:
    """All of them, from one firmware and another one."""
    image, other = firmware(length, 1), firmware(length, 2)
    changed = bytearray(image)
    sectors = length // SECTOR
    for at in random.Random(3).sample(range(2, sectors - 1), max(1, sectors // 100)):
        for place in (100, 101):  # two of a kind: the image's own checksum stays
            changed[at * SECTOR + place] ^= 0x5A
    before = bytes(changed)
    return (
        Case("fresh", other, image, ours=False),
        Case("changed", before, image, ours=True),
        Case("strange", before, image, ours=False),
        Case("same", image, image, ours=True),
    )


def firmware(length: int, seed: int) -> bytes:
    """An image for 1 MB of flash that packs about as well as compiled code does: to some seventy percent."""
    rng = random.Random(seed)
    words = [rng.randbytes(8) for _ in range(400)]
    body = b"".join(rng.choice(words) if rng.random() < 0.45 else rng.randbytes(8) for _ in range(length // 8 - 8))
    head = struct.pack("<BBBBI", 0xE9, 1, 2, 0x20, 0x40100004) + struct.pack("<II", 0x40100000, len(body))
    image = head + body
    return image.ljust(len(image) | 0xF, b"\0") + bytes([reduce(xor, body, 0xEF)])


def ours(bench: Any, url: str, image: bytes, backup: bool) -> float:
    """The action behind `espdoctor flash`, without looking at how the board starts."""
    from espdoctor.probes.actions import flash
    from espdoctor.probes.image_fit import Part
    from espdoctor.probes.link import Stop, doors
    from espdoctor.probes.world import OpenWorld

    opened = doors(url)
    with mock.patch.object(flash, "watch_start", return_value=()):
        began = opened.clock.now()
        world = OpenWorld(opened, Stop(), dict)
        for _ in flash.ACTION.run(world, parts=(Part(0, image),), backup=backup):
            pass
        took = opened.clock.now() - began
        world.close()
    assert bench.device.chip.flash.data[: len(image)] == image, "it must be there"
    return float(took)


def theirs(bench: Any, image: bytes, baud: int) -> float:
    """What `esptool --baud BAUD write-flash 0x0 IMAGE` does, by its library."""
    import esptool
    import esptool.cmds

    with silence(), patience_of(bench):
        began = bench.clock.now()
        port = bench.serial(timeout=3.0)
        port.open()
        port.name = "rfc2217://bench"  # no file behind it: so esptool takes its portable reset
        esp = esptool.cmds.run_stub(esptool.cmds.detect_chip(port))
        if baud != AS_IT_COMES:
            esp.change_baud(baud)
        esptool.cmds.attach_flash(esp)
        esptool.cmds.write_flash(esp, [(0, image)])
        esptool.cmds.reset_chip(esp, "hard-reset")
        took = bench.clock.now() - began
        port.close()
    assert bench.device.chip.flash.data[: len(image)] == image, "it must be there"
    return float(took)


def on_benches(args: argparse.Namespace, case: Case, write: Callable[[Any, str], float]) -> float:
    """The median over fresh benches whose flash holds what the case says."""
    from espdoctor.probes import simulator

    times = []
    for number in range(args.times):
        url = f"sim://{args.board}?pace={args.pace}&seed={number}&latency={args.latency}"
        bench = simulator.bench(url)
        if case.name != "fresh":
            acquaint(bench, f"{url}&id={bench.name}", case)
        bench.device.chip.flash.data[: len(case.before)] = case.before
        times.append(write(bench, f"{url}&id={bench.name}"))
    return statistics.median(times)


def acquaint(bench: Any, url: str, case: Case) -> None:
    """The board was written before, so it is known how it is held."""
    ours(bench, url, case.before if case.ours else firmware(8 * SECTOR, 4), backup=False)


def main() -> int:
    """Measure the cases and print them as ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--board", default="nodemcu")
    parser.add_argument("--pace", choices=("line", "free"), default="line")
    parser.add_argument("--kilobytes", type=int, default=400)
    parser.add_argument("--latency", default="0ms", help="of the bridge")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--backup", action="store_true", help="save what is lost, as the command does by itself")
    args = parser.parse_args()
    with own_home():
        return compared(args)


def compared(args: argparse.Namespace) -> int:
    """Print the table; 1 where a promise is not kept."""
    fresh, *others = cases(args.kilobytes * 1024)
    small, warm = cases(8 * SECTOR)[0], argparse.Namespace(**{**vars(args), "pace": "free", "times": 1})
    on_benches(warm, small, lambda bench, _url: theirs(bench, small.image, FAST))  # esptool is loaded now
    slow, fast = (
        on_benches(args, fresh, lambda bench, _url, baud=baud: theirs(bench, fresh.image, baud))  # type: ignore[misc]
        for baud in (AS_IT_COMES, FAST)
    )
    print(f"{args.board}, {args.kilobytes} KB, pace={args.pace}: esptool {slow:.2f} s, at {FAST} baud {fast:.2f} s")
    kept = True
    for case in (fresh, *others):
        we = on_benches(args, case, lambda bench, url, case=case: ours(bench, url, case.image, args.backup))  # type: ignore[misc]
        kept &= args.backup or we / fast <= PROMISED[case.name]
        ratios = f"{we / slow:.3f} (promised {PROMISED[case.name]}), to the fast one {we / fast:.3f}"
        print(f"{case.name:8} ours {we:.2f} s, ratio {ratios}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
