"""The bench's own build: its crash leads to the line that its source shows."""

from __future__ import annotations

from espdoctor.probes import builds, simulator
from espdoctor.probes.host import Place
from espdoctor.probes.simulator import lamp
from espdoctor.probes.stack.elf import read
from espdoctor.probes.stack.frames import Decoder
from espdoctor.probes.stack.trace import trace


def test_the_addresses_are_those_of_the_elf() -> None:
    (build,) = builds.find([Place("Arduino", lamp.BUILDS, ("*",))])
    assert build.elf is not None

    told = trace(Decoder(read(build.elf.read_bytes())), (lamp.CRASH,), lamp.CALLERS)

    assert told.fit == "fits"
    calls = [place.called[-1].function for place in told.story]
    assert calls == ["follow", "loop", "loop_wrapper", "cont_wrapper", "start"]
    assert told.own is not None
    source = (build.folder / "Lamp.ino").read_text().splitlines()
    assert source[told.own.line - 1].strip() == "return which->level * 4;"


def test_only_its_owner_has_the_build() -> None:
    with_it, without = (simulator.bench(f"sim://nodemcu?fault={one}").host for one in ("crash-null", "crash-divide"))

    assert [build.name for build in builds.find(with_it.build_places())] == ["Lamp.ino"]
    assert without.build_places() == ()


def test_its_code_lies_in_the_flash_of_the_board() -> None:
    opened = read((lamp.BUILDS / "Lamp" / "Lamp.ino.elf").read_bytes())
    flash = simulator.bench("sim://d1-mini?fault=crash-null").host._bench.device.chip.flash

    assert lamp.code() == opened.section(".text")
    assert flash.read(0x1010, len(lamp.code())) == lamp.code()
