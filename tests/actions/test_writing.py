"""Going slower when the line breaks, and saying whether the flash is whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import firmware
from espdoctor.probes import esptool_door
from espdoctor.probes.actions import boarding
from espdoctor.probes.actions.writing import USUAL_SIZE, entry_for, flash_size_of
from espdoctor.probes.esptool_door import Loader
from espdoctor.probes.flash_errors import NotInLoader, NotTheSame, TransferBroken
from workplace import Workplace

Put = Callable[..., Workplace]
SMALL = firmware.plain(size=4 << 20)


class Sizeless:
    """A loader whose flash id stands for no size."""

    def flash_size(self) -> None:
        return None


def test_a_size_that_the_chip_does_not_tell_is_the_known_one_or_the_usual_one(place: Put) -> None:
    table = place()
    assert flash_size_of(table.world, Sizeless()) == USUAL_SIZE  # type: ignore[arg-type]

    table.known["flash.jedec_size"] = 1 << 20
    assert flash_size_of(table.world, Sizeless()) == 1 << 20  # type: ignore[arg-type]


def test_where_no_sequence_reaches_the_loader_it_is_the_persons_hands(place: Put) -> None:
    table = place()
    table.known["lines.reaches_loader"] = "none"

    assert entry_for(table.world, None, manual=False).manual


def broken_at(monkeypatch: pytest.MonkeyPatch, rates: tuple[int, ...]) -> None:
    """Writing breaks at these rates."""
    plain = Loader.write

    def write(self: Loader, address: int, data: bytes) -> object:
        if self.baud in rates:
            raise TransferBroken("writing", address, "cut")
        return plain(self, address, data)

    monkeypatch.setattr(Loader, "write", write)


def test_a_line_that_breaks_is_tried_again_slower(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    table = place(firmware=SMALL)
    broken_at(monkeypatch, (921600,))

    table.do("flash")

    assert "That failed at 921600 baud, trying again" in table.notes
    assert "Speaking at 460800 baud" in table.notes
    assert table.known["flash.written"] == "ok"


def test_after_the_last_try_the_flash_is_said_to_be_incomplete(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    table = place(firmware=SMALL)
    broken_at(monkeypatch, (921600, 460800, 230400, 115200, 57600, 38400))

    with pytest.raises(TransferBroken):
        table.do("flash")

    assert (table.known["flash.incomplete"], table.known["flash.written"]) == (True, "failed")
    assert table.known["flash.backup"]


def test_a_chip_that_is_lost_on_the_way_is_not_blamed_on_the_reset(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line broke, and then the loader was not reached any more: the first is the better explanation."""
    table = place(firmware=SMALL)
    broken_at(monkeypatch, (921600,))
    plain, entered = esptool_door.connect, [0]

    def connect(*words: object) -> Loader:
        entered[0] += 1
        if entered[0] > 1:
            raise NotInLoader(())
        return plain(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(boarding, "connect", connect)

    with pytest.raises(TransferBroken):
        table.do("flash")


def test_a_line_that_breaks_at_the_proof_leaves_nothing_unchanged(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    table = place(firmware=SMALL)
    write, md5, written = Loader.write, Loader.md5, list[int]()

    def writing(self: Loader, address: int, data: bytes) -> object:
        written.append(address)
        return write(self, address, data)

    def proving(self: Loader, address: int, size: int) -> str:
        if written:
            raise TransferBroken("comparing", address, "cut")
        return md5(self, address, size)

    monkeypatch.setattr(Loader, "write", writing)
    monkeypatch.setattr(Loader, "md5", proving)

    with pytest.raises(TransferBroken, match="is now incomplete"):
        table.do("flash")


@pytest.mark.parametrize(("blank", "word"), [(True, "empty"), (False, "differs")])
def test_what_differs_afterwards_is_a_fact(place: Put, monkeypatch: pytest.MonkeyPatch, blank: bool, word: str) -> None:
    table = place(firmware=SMALL)

    def write(_self: Loader, _address: int, _data: bytes) -> object:
        raise NotTheSame([(0, 0x1000)], blank)

    monkeypatch.setattr(Loader, "write", write)

    with pytest.raises(NotTheSame):
        table.do("flash")

    assert table.known["flash.written"] == word
