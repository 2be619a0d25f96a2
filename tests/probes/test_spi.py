"""The flash chip, asked through the loader's registers."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.probes import loader, replies, spi
from espdoctor.probes.heard import Heard
from espdoctor.probes.link_errors import LoaderLost
from espdoctor.probes.wire import rom


def bus(url: str) -> spi.FlashBus:
    bench = Benchtop(url)
    bench.run("lines")
    chip, greeting = loader.reach(bench.world)
    assert greeting.answered
    return spi.FlashBus(chip)


@pytest.mark.parametrize("trouble", ["", "?ber=1e-3&seed=1", "?ber=1e-3&loss=0.01&seed=2", "?latency=100ms"])
def test_the_id_comes_whole_whatever_the_line_does(trouble: str) -> None:
    assert bus(f"sim://nodemcu{trouble}").jedec_id().value == 0x1640EF


@pytest.mark.parametrize("trouble", ["", "?ber=1e-3&seed=3"])
def test_so_do_bytes(trouble: str) -> None:
    stored = bus(f"sim://nodemcu{trouble}").read(0, 16)

    assert stored.data[:4] == b"\xe9\x01\x02\x40"
    assert len(stored.data) == 16


def test_a_fact_shows_address_and_bytes() -> None:
    fact = bus("sim://nodemcu").read(0, 4).fact("flash.header.state", "image")

    assert fact.because[0].excerpt == "0x000000: e9 01 02 40"


@pytest.mark.parametrize("trouble", ["", "?ber=1e-3&seed=4"])
def test_what_is_expected_is_recognised_and_anything_else_is_not(trouble: str) -> None:
    flash = bus(f"sim://nodemcu{trouble}")
    stored = flash.read(0, 64).data

    assert flash.holds(0, stored)
    assert not flash.holds(0, stored[:40] + bytes([stored[40] ^ 4]) + stored[41:])
    assert flash.jedec_id().value == 0x1640EF, "another command in between finds its own registers"
    assert flash.holds(0, stored)


def test_what_reached_the_wrong_register_is_noticed_by_reading_with_everything_set_up_anew() -> None:
    flash = bus("sim://nodemcu")
    whole, other = flash.read(0, 16).data, flash.read(0x100000, 16).data
    talk = flash._loader
    talk.write(rom.SPI_USER1, (8 * 4 - 1) << 8 | 23 << 26)  # four bytes only: as when the line spoils an address

    assert flash.read(0, 16).data == whole[:4] + other[4:] != whole
    talk.tally.asked += 1
    assert flash.read(0, 16).data == whole


class Deaf:
    """A loader whose SPI controller never runs a command."""

    class port:  # noqa: N801 - stands in for an attribute
        url = "COM3"

    def __init__(self) -> None:
        self.kept: dict[int, int] = {}

    def attach_flash(self) -> None: ...

    def write(self, address: int, value: int) -> None:
        self.kept[address] = value

    def trigger(self, address: int, value: int) -> bool:
        self.kept[address] = value
        return True

    def read(self, address: int) -> replies.Word:
        return self.sure(address)

    def sure(self, address: int) -> replies.Word:
        return replies.Word(self.kept.get(address, 0), Heard(b"", 0, 115200))


def test_a_command_that_never_runs_is_not_taken_for_an_answer() -> None:
    with pytest.raises(LoaderLost) as lost:
        spi.FlashBus(Deaf()).jedec_id()  # type: ignore[arg-type]
    assert lost.value.facts() == (), "the loader answered, so its greeting still holds"
    assert "flash cannot be read" in str(lost.value)


class Emulator(Deaf):
    """One that works the answer out when it is read, and keeps nothing there."""

    def sure(self, address: int) -> replies.Word:
        return replies.Word(0x1640EF if address == rom.SPI_W0 else 0, Heard(b"", 0, 115200))


def test_an_answer_that_no_word_can_be_put_in_place_of_is_believed() -> None:
    assert spi.FlashBus(Emulator()).jedec_id().value == 0x1640EF  # type: ignore[arg-type]


def test_a_bus_without_a_chip_is_believed_when_it_stays_so() -> None:
    assert bus("sim://nodemcu?fault=flash-pins-used").jedec_id().value in (0, 0xFFFFFF)
