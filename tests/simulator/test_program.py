"""What runs on the chip when nothing does."""

from __future__ import annotations

from bareboard import BareBoard
from espdoctor.probes.simulator import boot, esp32, firmware, ramload, rom, stub, uno
from espdoctor.probes.simulator.program import Program, Restart


def test_a_stuck_program_takes_bytes_and_says_nothing() -> None:
    board = BareBoard()
    program = Program(board.chip)
    program.start(0.0)

    assert program.hear(0.0, b"anybody?", 0.0001) == 8
    assert program.name == "stuck"


def test_only_a_software_restart_leaves_the_cause_alone() -> None:
    assert [kind.name for kind in Restart if kind.value is None] == ["SOFTWARE"]


def test_what_hears_also_tells_when_something_can_come_of_it() -> None:
    """Else time would run past its answer."""
    modules = (boot, esp32, firmware, ramload, rom, stub, uno)
    values = [value for module in modules for value in vars(module).values()]
    kinds = {value for value in values if isinstance(value, type) and issubclass(value, Program)}
    assert {Program, rom.Loader, stub.Stub, firmware.App, uno.Optiboot} <= kinds
    assert [kind.__name__ for kind in kinds if ("hear" in vars(kind)) != ("heeds" in vars(kind))] == []
