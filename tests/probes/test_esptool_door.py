"""What esptool knows comes out as values, what it cannot do as errors with fields, and nothing is printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest

from espdoctor.engine.errors import Cancelled
from espdoctor.probes import esptool_door, lines
from espdoctor.probes.esptool_door import Loader, connect
from espdoctor.probes.flash_errors import (
    ChipRefused,
    FlashUnreachable,
    NotInLoader,
    StubSilent,
    TransferBroken,
    WrongChip,
)
from espdoctor.probes.grips import LOADER_BAUD, Grip
from espdoctor.probes.loader import at, enter
from espdoctor.probes.simulator.stub import Stub
from workplace import Workplace

Put = Callable[..., Workplace]


@pytest.fixture
def place() -> Iterator[Put]:
    made: list[Workplace] = []

    def put(url: str = "sim://nodemcu") -> Workplace:
        made.append(Workplace(url))
        return made[-1]

    yield put
    for one in made:
        one.world.close()


def in_loader(board: Workplace) -> Loader:
    lines.play(board.world.port(), board.world.clock, lines.NODEMCU)
    return connect(board.world.port(), board.world.clock)


def with_stub(board: Workplace) -> Loader:
    loader = in_loader(board)
    loader.start_stub()
    return loader


def test_the_chip_is_known_before_anything_is_loaded(place: Put) -> None:
    board = place("sim://esp8285")

    loader = in_loader(board)

    assert loader.mac().replace(":", "") == board.bench.board.mac
    assert loader.is_8285()
    assert loader.baud == LOADER_BAUD


@pytest.mark.parametrize("latency", [60, 140, 240])
def test_late_answers_to_earlier_greetings_are_let_run_out(place: Put, latency: int) -> None:
    """Else each greeting is met by the end of an answer to the one before, and used up at once."""
    board = place(f"sim://esp-12e?latency={latency}ms")
    assert enter(at(board.world), lines.NODEMCU).answered

    connect(board.world.port(), board.world.clock).mac()


@pytest.mark.parametrize(("url", "size"), [("sim://esp-01", 1 << 20), ("sim://d1-mini", 4 << 20)])
def test_the_flash_chip_says_its_size(place: Put, url: str, size: int) -> None:
    assert with_stub(place(url)).flash_size() == size


def test_nothing_is_printed(place: Put, capsys: pytest.CaptureFixture[str]) -> None:
    loader = with_stub(place())
    loader.change_baud(230400)
    list(loader.write(0x200000, bytes(100)))

    assert capsys.readouterr() == ("", "")


def test_what_is_written_is_read_and_has_its_sum(place: Put) -> None:
    loader = with_stub(place())
    loader.change_baud(460800)
    data = b"seventeen bytes.." * 241  # 4097: not a whole sector, not a multiple of four

    done = list(loader.write(0x200000, data))

    assert done[-1] >= len(data)
    assert loader.read(0x200000, len(data)) == data
    assert loader.md5(0x200000, len(data)) == hashlib.md5(data).hexdigest()


def test_erasing_goes_block_by_block(place: Put) -> None:
    board = place()
    loader = with_stub(board)
    board.flash[0x200000:0x220000] = bytes(0x20000)

    assert list(loader.erase(0x200000, 0x18000)) == [0x10000, 0x18000]
    assert board.flash[0x200000:0x220000] == b"\xff" * 0x18000 + bytes(0x8000)


@pytest.mark.parametrize(("answers", "before", "asked"), [("77", "7", 1), ("77", None, 2), ("1772", "9", 3)])
def test_an_answer_counts_when_it_came_twice_or_is_as_before(
    place: Put, answers: str, before: str | None, asked: int
) -> None:
    left = list(answers)

    assert in_loader(place()).sure(lambda: left.pop(0), before) == "7"
    assert len(answers) - len(left) == asked


@pytest.mark.parametrize("patient", [False, True])
def test_over_a_bad_line_the_helper_is_the_one_that_looks_twice_before_it_erases_all(place: Put, patient: bool) -> None:
    board = place()
    lines.play(board.world.port(), board.world.clock, lines.NODEMCU)

    connect(board.world.port(), board.world.clock, grip=Grip(LOADER_BAUD, patient=patient)).start_stub()

    running = board.bench.device.chip._program
    assert isinstance(running, Stub)
    assert running.legacy == patient


def test_a_stub_that_still_runs_is_used_as_it_is(place: Put) -> None:
    board = place()
    with_stub(board)
    before = board.bench.clock.now()

    again = connect(board.world.port(), board.world.clock)
    again.start_stub()

    assert again.md5(0, 4096)
    assert board.bench.clock.now() - before < 0.5, "loading it takes longer"


def test_a_chip_in_its_firmware_is_not_in_its_loader(place: Put) -> None:
    board = place()

    with pytest.raises(NotInLoader):
        connect(board.world.port(), board.world.clock)


def test_another_chip_is_told(place: Put) -> None:
    board = place("sim://nodemcu?fault=esp32-in-place")

    with pytest.raises(WrongChip) as wrong:
        in_loader(board)

    assert wrong.value.magic != 0xFFF0C101


@pytest.mark.parametrize(("bus", "number"), [("ones", 0xFFFFFF), ("zeros", 0)])
def test_a_flash_chip_that_does_not_answer_is_told(place: Put, bus: str, number: int) -> None:
    board = place()
    board.bench.device.chip.flash.bus = bus

    with pytest.raises(FlashUnreachable) as silent:
        with_stub(board)

    assert silent.value.number == number


def test_a_rate_that_only_one_side_takes_does_not_hold(place: Put) -> None:
    board = place("sim://d1-mini?fault=baud-gap")

    assert not with_stub(board).change_baud(921600)


def test_a_stub_that_never_starts_is_not_waited_for_for_ever(place: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chip falls silent at the jump into it, as it does when the supply breaks down."""
    board = place()
    loader = in_loader(board)
    esp = loader._esp
    monkeypatch.setattr(type(esp), "mem_finish", lambda _esp, _entry: None)
    before = board.bench.clock.now()

    with pytest.raises(StubSilent, match="no response"):
        loader.start_stub()

    assert board.bench.clock.now() - before < 10


def test_the_chips_own_error_code_is_kept(place: Put) -> None:
    board = place("sim://esp-12e")
    board.bench.device.chip.flash.locked = True
    loader = with_stub(board)

    with pytest.raises(ChipRefused) as refused:
        list(loader.write(0x1000, bytes(range(256)) * 64))

    assert refused.value.code == 0xC400


def test_a_line_that_breaks_is_told_with_the_place(place: Put) -> None:
    board = place()
    loader = with_stub(board)
    board.bench.cut_power(0.01)

    with pytest.raises(TransferBroken) as broken:
        loader.read(0x3000, 0x1000)

    assert (broken.value.verb, broken.value.address, broken.value.incomplete) == ("reading", 0x3000, False)


def test_a_cancel_gets_through_esptool_at_once(place: Put) -> None:
    board = place()
    loader = with_stub(board)
    before = board.bench.clock.now()
    board.stop.set()

    with pytest.raises(Cancelled):
        loader.read(0, 0x10000)

    assert board.bench.clock.now() - before < 0.06


def test_esptool_is_not_loaded_by_the_import() -> None:
    import subprocess
    import sys

    program = "import sys, espdoctor.probes.esptool_door; print('esptool' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
    assert esptool_door.PIECE % 0x1000 == 0


def test_the_trace_that_nobody_reads_is_not_written_out(place: Put) -> None:
    """esptool makes its lines of hexadecimal figures before it looks whether anybody wants them."""
    in_loader(place())
    from esptool.loader import HexFormatter

    assert str(HexFormatter(bytes(1000))) == ""
