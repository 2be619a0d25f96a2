"""A whole dump looked up: ours beside GNU addr2line, on one program, in one run, in seconds of CPU.

    python benchmarks/decode.py                    a program of 60 source files, made for this
    python benchmarks/decode.py --elf FILE         a program of yours (compiled for the ESP8266, with -g)
    python benchmarks/decode.py --files 200        a larger one

A dump has 24 return addresses from 8 source files, as a sketch's stack has. addr2line is asked once for all of them,
and once for each, as some monitors do; its start is in the figure, as it is for whoever calls it. Ours is timed in the
process that the doctor is in anyway: for the first dump, from the closed file to the last frame; and for later ones of
the same program, with other addresses of the same files. Beside them the plain way with pyelftools (units by the list
of addresses, then the line table and the functions of each, nothing kept). Each is the least of some runs. Prints
ratios; exits 1 when frames differ, or when ours take longer than addr2line for all: the first dump by more than a
quarter, which is what a busy computer makes of two equal times.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

TOOL = "xtensa-lx106-elf-"
ADDRESSES, SOURCES, TIMES = 24, 8, 10


def header(classes: int = 120) -> str:
    """Classes with small methods, as a framework's headers have them."""
    lines = ["#pragma once", "extern volatile int sink;"]
    for number in range(classes):
        lines.append(f"class C{number} {{ public: int last; unsigned char buffer[{number + 1}];")
        lines += [f"  inline int m{m}(int x) {{ last += x * {m + 3}; return last ^ x; }}" for m in range(8)]
        lines.append("};")
    return "\n".join(lines)


def source(file: int, functions: int = 20) -> str:
    """A file of functions that call each other, with inlined helpers."""
    lines = ['#include "all.h"']
    for n in range(functions):
        kind = (file * 7 + n) % 120
        before = f"q += fn{file}_{n - 1}(q);" if n else ""
        lines.append(f"static inline int help{n}(C{kind}& o, int v) {{\n  int r = o.m{n % 8}(v);")
        lines.append(f"  for (int i = 0; i < v; i++) {{\n    r += o.m{(n + 1) % 8}(i);\n    sink = r;\n  }}")
        lines.append("  return r;\n}")
        lines.append(f"C{kind} g{file}_{n};\n__attribute__((noinline)) int fn{file}_{n}(int v) {{\n  sink = v;")
        lines.append(f"  int q = help{n}(g{file}_{n}, v + {n});\n  {before}\n  return q * 3;\n}}")
    return "\n".join(lines)


def make(folder: Path, files: int) -> Path:
    """Compile and link such a program."""
    (folder / "all.h").write_text(header())
    calls = " + ".join(f"fn{n}_19({n})" for n in range(files))
    protos = "".join(f"int fn{n}_19(int);" for n in range(files))
    (folder / "main.cpp").write_text(f'volatile int sink; {protos}\nextern "C" void start() {{ sink = {calls}; }}\n')
    for n in range(files):
        (folder / f"f{n}.cpp").write_text(source(n))
    objects = []
    for path in sorted(folder.glob("*.cpp")):
        made = path.with_suffix(".o")
        options = ("-g", "-Os", "-mlongcalls", "-ffunction-sections", "-fno-exceptions", "-fno-rtti")
        tool("g++", *options, "-c", path, "-o", made)
        objects.append(made)
    program = folder / "program.elf"
    tool("g++", "-nostdlib", "-Wl,-Ttext=0x40201000", "-Wl,-e,start", *objects, "-lgcc", "-o", program)
    return program


def tool(name: str, *arguments: object) -> str:
    """Run one of the compiler's tools."""
    return subprocess.run([TOOL + name, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def stacks(program: Path, count: int) -> list[list[int]]:
    """Return addresses from a few source files, another set from the same files for each dump."""
    listing = (line.partition(":\t") for line in tool("objdump", "-d", "--no-show-raw-insn", program).splitlines())
    calls = [int(address, 16) + 3 for address, _, rest in listing if rest.startswith("call")]
    each = ADDRESSES // SOURCES
    places = sorted(random.Random(1).sample(range(max(1, len(calls) - each * count)), SOURCES))
    return [[calls[place + each * number + n] for place in places for n in range(each)] for number in range(count)]


def cpu() -> float:
    """Seconds of CPU of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(work: Callable[[], object], times: int = TIMES) -> float:
    """The least of some runs."""
    spent: list[float] = []
    for _ in range(times):
        began = cpu()
        work()
        spent.append(cpu() - began)
    return min(spent)


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elf", type=Path)
    parser.add_argument("--files", type=int, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = args.elf or make(Path(folder), args.files)
        return compare(program)


def compare(program: Path) -> int:
    """The table of times."""
    from espdoctor.probes.stack.elf import opened, read
    from espdoctor.probes.stack.frames import Decoder

    first, *later = stacks(program, 1 + TIMES)
    asked = [hex(address) for address in first]
    kept = Decoder(read(program.read_bytes()))
    following = iter(later)

    def closed() -> None:
        with program.open("rb") as file:
            decoder = Decoder(opened(file))
            for address in first:
                decoder.frames(address)

    wrong = [address for address in first if [f.line for f in kept.frames(address)] != lines_of(program, address)]
    closed()
    for_all = timed(lambda: tool("addr2line", "-afi", "-e", program, *asked))
    for_each = timed(lambda: [tool("addr2line", "-afi", "-e", program, address) for address in asked])
    cold, warm = timed(closed), timed(lambda: [kept.frames(address) for address in next(following)])
    plain = timed(lambda: with_pyelftools(program, first), times=2)
    print(f"{program.name}: {program.stat().st_size / 1e6:.1f} MB, {len(first)} addresses of {SOURCES} files")
    rows = {
        "addr2line for all": for_all,
        "addr2line for each": for_each,
        "ours, the first": cold,
        "ours, a later": warm,
        "pyelftools alone": plain,
    }
    for words, seconds in rows.items():
        print(f"{words:20} {seconds * 1e3:9.2f} ms {seconds / for_all:8.2f} {seconds / for_each:8.2f}")
    print(f"{len(wrong)} addresses differ")
    return 1 if wrong or cold > 1.25 * for_all or warm > for_all else 0


def with_pyelftools(program: Path, addresses: list[int]) -> list[tuple[str, int]]:
    """Function and line of each address, without inlined calls, by that library's own means."""
    from elftools.elf.elffile import ELFFile

    with program.open("rb") as file:
        debugging: Any = ELFFile(file).get_dwarf_info()
        ranges: Any = debugging.get_aranges()
        units = ((address, debugging.get_CU_at(ranges.cu_offset_at_addr(address))) for address in addresses)
        return [(function_at(unit, address), line_at(debugging, unit, address)) for address, unit in units]


def function_at(unit: Any, address: int) -> str:
    """The function of the unit that holds the address, "" for none."""
    for entry in unit.iter_DIEs():
        told = entry.attributes
        plain = entry.tag == "DW_TAG_subprogram" and "DW_AT_low_pc" in told and "DW_AT_high_pc" in told
        if plain and 0 <= address - told["DW_AT_low_pc"].value < told["DW_AT_high_pc"].value:
            return str(told.get("DW_AT_name", ""))
    return ""


def line_at(debugging: Any, unit: Any, address: int) -> int:
    """The line of the row that holds the address, 0 for none."""
    rows = [one.state for one in debugging.line_program_for_CU(unit).get_entries() if one.state]
    found = (a.line for a, b in pairwise(rows) if a.address <= address < b.address and not a.end_sequence)
    return int(next(found, 0))


def lines_of(program: Path, address: int) -> list[int]:
    """The lines that addr2line tells."""
    said = tool("addr2line", "-fi", "-e", program, hex(address)).splitlines()[1::2]
    numbers = (line.split(" (")[0].rpartition(":")[2] for line in said)
    return [int(number) if number.isdecimal() else 0 for number in numbers]


if __name__ == "__main__":
    sys.exit(main())
