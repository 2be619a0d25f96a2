"""The probe `hold-test`: flash that keeps nothing, refuses, or lies about its size is found, and is as it was after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import catalog
from espdoctor.probes.hold_test import FROM_END
from espdoctor.probes.link_errors import PortVanished
from espdoctor.probes.simulator.cells import Cells
from espdoctor.probes.unfinished import UnfinishedWrites

MB = 1 << 20


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESPDOCTOR_HOME", str(tmp_path))


def flash_of(bench: Benchtop) -> Any:
    return bench.world._doors.host._bench.device.chip.flash  # type: ignore[attr-defined]


def probed(bench: Benchtop) -> dict[str, Value]:
    return {name: value for name, value in bench.run("lines", "flash-id", "hold-test").items() if "flash" in name}


def run_until(note: str, bench: Benchtop, happens: Callable[[], None]) -> None:
    """The probe, and what happens when it gets that far. Raises what the probe raises."""
    for seen in catalog.get("hold-test").run(bench.world):
        if seen.note.startswith(note):
            happens()


@pytest.mark.parametrize(("board", "size"), [("nodemcu", 4 * MB), ("esp-01", MB)])
def test_a_sound_chip_holds_and_is_as_large_as_it_says(board: str, size: int) -> None:
    bench = Benchtop(f"sim://{board}")
    flash_of(bench).data[size - FROM_END : size - FROM_END + 6] = b"files!"
    before = bytes(flash_of(bench).data[:-0x4000])

    assert probed(bench) == {"flash.holds": "yes", "flash.real_size": size}
    assert flash_of(bench).data[:-0x4000] == before


@pytest.mark.parametrize("real", [512 << 10, MB, 2 * MB])
def test_a_chip_that_is_smaller_than_it_says_is_found_and_put_back(real: int) -> None:
    bench = Benchtop("sim://nodemcu")
    flash = flash_of(bench)
    flash.size, flash.data = real, Cells(real, flash.data[:real])
    before = bytes(flash.data[:-0x4000])

    assert probed(bench) == {"flash.holds": "yes", "flash.real_size": real}
    assert flash.data[:-0x4000] == before


def test_a_sector_that_keeps_nothing() -> None:
    bench = Benchtop("sim://nodemcu")
    flash_of(bench).worn = {(4 * MB - FROM_END) // 0x1000}

    assert probed(bench) == {"flash.holds": "no"}


def test_a_chip_that_is_protected_is_left_as_it_is() -> None:
    bench = Benchtop("sim://nodemcu")
    flash_of(bench).locked = True
    before = bytes(flash_of(bench).data)

    assert probed(bench) == {"flash.holds": "refuses"}
    assert flash_of(bench).data == before


def test_a_test_that_is_cut_off_is_known_and_what_was_there_is_saved() -> None:
    bench = Benchtop("sim://nodemcu?id=cut-off")
    bench.run("lines", "flash-id")
    doors_bench = bench.world._doors.host._bench  # type: ignore[attr-defined]

    with pytest.raises(PortVanished):
        run_until("Writing at", bench, doors_bench.unplug)

    (write,) = UnfinishedWrites().all()
    assert write.backup
    assert write.ranges == ((4 * MB - FROM_END, 4 * MB - FROM_END + 0x1000),)


def test_a_line_that_breaks_says_nothing_of_the_flash() -> None:
    bench = Benchtop("sim://esp-12e?fault=no-power")

    assert probed(bench) == {}
