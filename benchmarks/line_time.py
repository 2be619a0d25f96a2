"""From a port to chip id, MAC, flash id and size on a healthy board: our line time beside that of `esptool flash-id`.

    python benchmarks/line_time.py                    every board at line pace, three times each
    python benchmarks/line_time.py --pace free        simulated time alone: bits on the wire and waits, no computing
    python benchmarks/line_time.py --no-stub          esptool without its helper program
    python benchmarks/line_time.py --consultation     ours as a whole consultation, ports and all

Both talk to benches of the same kind and start with a closed port. Ours are the probes that a consultation runs until
these four are known: `lines`, `chip`, `flash-id`. esptool's is what its command `flash-id` does, by its library:
connect by the portable reset (DTR and RTS one after the other, as on Windows and over RFC2217), load its helper
program, ask. Prints seconds, the bytes both ways, and the ratio of the times; exits 1 where ours is the longer one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from own_home import own_home

WANTED = {"chip.id", "chip.mac", "flash.jedec_id", "flash.jedec_size"}
PROBES = ("lines", "chip", "flash-id")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the bench's clock, and bytes on the wire."""

    seconds: float
    carried: int


def ours(url: str) -> Took:
    """The probes of a consultation until the four facts are known."""
    from espdoctor.engine.facts import Value
    from espdoctor.probes import catalog
    from espdoctor.probes.link import Stop, doors
    from espdoctor.probes.world import OpenWorld

    for name in PROBES:  # what is loaded late is no line time
        catalog.get(name)
    opened, known = doors(url), dict[str, Value]()
    world = OpenWorld(opened, Stop(), lambda: known)
    began = opened.clock.now()
    for name in PROBES:
        for seen in catalog.get(name).run(world):
            known.update({fact.name: fact.value for fact in seen.facts})
            if known.keys() >= WANTED:
                took = opened.clock.now() - began
                spoken = world.port().transcript
                world.close()
                return Took(took, spoken.heard + spoken.said)
    raise SystemExit(f"{url}: {WANTED - known.keys()} did not become known")


def consulted(url: str) -> Took:
    """A consultation until the four facts are known: it looks at more on the way, the start of the firmware too."""
    from espdoctor.knowledge import rulebook
    from espdoctor.probes.consult import Consultation, Settings
    from espdoctor.probes.link import doors

    opened = doors(url)
    case = Consultation(opened, rulebook(), Settings(treat=False))
    began = opened.clock.now()
    for _ in case:
        if case.session.known.keys() >= WANTED:
            took = opened.clock.now() - began
            spoken = case.world.port().transcript
            case.world.close()
            return Took(took, spoken.heard + spoken.said)
    raise SystemExit(f"{url}: the consultation ended without {WANTED - case.session.known.keys()}")


def theirs(url: str, stub: bool = True) -> Took:
    """What `esptool flash-id` does, up to the id."""
    from espdoctor.probes import simulator

    bench = simulator.bench(url)
    with silence(), patience_of(bench):
        import esptool.cmds
        import esptool.loader

        began = bench.clock.now()
        port = bench.serial(timeout=3.0)
        port.open()
        port.name = "rfc2217://bench"  # no file behind it: so esptool takes its portable reset
        esp = esptool.cmds.detect_chip(port)
        esp.get_chip_description()
        esp.get_chip_features()
        esp.get_crystal_freq()
        esp.read_mac()
        esp.chip_id()
        if stub:
            esp = esp.run_stub()
        esptool.cmds.attach_flash(esp)
        esptool.cmds.flash_id(esp)
        took = bench.clock.now() - began
        carried = bench.ports["board"].bridge.carried
        port.close()
    return Took(took, carried)


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """What esptool prints is not asked for here."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


@contextlib.contextmanager
def patience_of(bench: Any) -> Iterator[None]:
    """Where simulated time runs free esptool's pauses pass on the bench's clock too."""
    if bench.address.pace == "line":
        yield
        return
    with mock.patch.object(time, "sleep", bench.clock.sleep):
        yield


def main() -> int:
    """Measure every board and print both."""
    from espdoctor.commands.sim import catalog

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pace", choices=("line", "free"), default="line")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--no-stub", action="store_true")
    parser.add_argument("--consultation", action="store_true")
    args = parser.parse_args()
    measure = consulted if args.consultation else ours
    worst = 0.0
    theirs("sim://nodemcu?pace=free")  # esptool is loaded now
    for board in catalog()["boards"]:
        url = f"sim://{board['id']}?pace={args.pace}"
        we = [measure(url) for _ in range(args.times)]
        they = [theirs(url, not args.no_stub) for _ in range(args.times)]
        a, b = (statistics.median(one.seconds for one in runs) for runs in (we, they))
        worst = max(worst, a / b)
        sizes = f"{we[0].carried} and {they[0].carried} bytes"
        print(f"{board['id']:10} ours {a:.3f} s, esptool {b:.3f} s, ratio {a / b:.2f}; {sizes}", flush=True)
    print(f"worst ratio {worst:.2f} at pace={args.pace}")
    return 0 if worst <= 1.0 else 1


if __name__ == "__main__":
    with own_home():
        sys.exit(main())
