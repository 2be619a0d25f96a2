"""The probe `replug`: what appears, and which port it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from computer import CH340, CH340_DEVICE, CP2102, Computer, MovingClock, Pressed, Room, all_facts, facts_of
from espdoctor.engine.errors import Cancelled
from espdoctor.probes import choice
from espdoctor.probes.replug import WATCH, probe


def test_the_port_shows_up_after_a_while() -> None:
    computer = Computer()

    def plug_in() -> None:
        computer.listed, computer.devices = (CH340,), (CH340_DEVICE,)

    room = Room(computer, clock=MovingClock(3.0, plug_in), known={"host.listing": choice.listing([])})
    learned = facts_of(probe.run(room))
    assert learned["usb.appears"] == "device-with-port"
    assert (learned["port.moved"], learned["port.url"]) == ("chosen", "/dev/ttyUSB0")
    assert 3.0 <= room.clock.now() < WATCH


def test_nothing_shows_up_at_all() -> None:
    room = Room(Computer())
    assert facts_of(probe.run(room))["usb.appears"] == "nothing"
    assert room.clock.now() >= WATCH


def test_a_device_that_gives_no_port() -> None:
    device = replace(CH340_DEVICE, port=None, driver=None)
    facts = all_facts(probe.run(Room(Computer(devices=(device,)))))
    assert facts[0].value == "device-without-port"
    assert "1a86:7523" in facts[0].because[0].excerpt


def test_a_device_that_cannot_be_talked_to() -> None:
    line = "[11.0] usb 1-2: device descriptor read/64, error -71"
    assert facts_of(probe.run(Room(Computer(log=(line,)))))["usb.appears"] == "errors"
    windows = replace(CH340_DEVICE, port=None, problem="Code 43")
    assert facts_of(probe.run(Room(Computer(devices=(windows,)))))["usb.appears"] == "errors"


def test_errors_that_pass_while_one_waits_do_not_count() -> None:
    computer = Computer(log=("[11.0] usb 1-2: device descriptor read/64, error -71",))

    def at_last() -> None:
        computer.listed, computer.devices = (CH340,), (CH340_DEVICE,)
        computer.log += ("[12.0] usb 1-2: ch341-uart converter now attached to ttyUSB0",)

    assert facts_of(probe.run(Room(computer, clock=MovingClock(2.0, at_last))))["usb.appears"] == "device-with-port"


def seen(before: tuple[object, ...], after: tuple[object, ...], url: str | None) -> dict[str, object]:
    listing = choice.listing(before)  # type: ignore[arg-type]
    computer = Computer(listed=after, devices=(CH340_DEVICE,))  # type: ignore[arg-type]
    return dict(facts_of(probe.run(Room(computer, url=url, known={"host.listing": listing}))))


def test_the_chosen_port_was_the_boards() -> None:
    assert seen((CH340,), (replace(CH340, plugged="77"),), "/dev/ttyUSB0")["port.moved"] == "chosen"


def test_another_port_was_the_boards() -> None:
    after = (CH340, replace(CP2102, plugged="77"))
    assert seen((CH340, CP2102), after, "/dev/ttyUSB0")["port.moved"] == "other"


def test_no_port_moved() -> None:
    assert seen((CH340,), (CH340,), "/dev/ttyUSB0")["port.moved"] == "none"


def test_a_port_that_is_there_only_since_is_told_so() -> None:
    assert seen((), (CH340,), "/dev/ttyUSB0")["port.absent_before"] is True
    assert seen((CH340,), (replace(CH340, plugged="77"),), "/dev/ttyUSB0")["port.absent_before"] is False


def test_a_port_that_had_been_open_was_not_out() -> None:
    room = Room(
        Computer(listed=(CH340,), devices=(CH340_DEVICE,)),
        url="/dev/ttyUSB0",
        known={"host.listing": choice.listing([]), "host.port_opened": True},
    )
    assert "port.absent_before" not in facts_of(probe.run(room))


def test_a_port_that_is_still_not_there_is_told_so() -> None:
    assert seen((), (), "/dev/ttyUSB0")["port.state"] == "missing"


def test_a_board_that_comes_back_under_another_name_is_followed() -> None:
    learned = seen((CH340,), (replace(CH340, url="/dev/ttyUSB3", plugged="77"),), "/dev/ttyUSB0")
    assert (learned["port.moved"], learned["port.came_back"], learned["port.url"]) == ("chosen", True, "/dev/ttyUSB3")
    assert "port.state" not in learned, "the port that it is followed to has not been opened yet"


def test_where_the_system_gives_no_marks_nothing_is_claimed() -> None:
    bare = replace(CH340, plugged="")
    assert "port.moved" not in seen((bare,), (bare,), "/dev/ttyUSB0")
    assert "port.moved" not in facts_of(probe.run(Room(Computer(listed=(CH340,), devices=(CH340_DEVICE,)))))


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        list(probe.run(Room(Computer(), stop=Pressed(True))))


def test_it_says_how_far_it_is() -> None:
    notes = [one for one in probe.run(Room(Computer())) if one.total]
    assert [one.done for one in notes] == sorted(one.done for one in notes)
    assert notes[-1].total == WATCH


def test_a_port_on_another_computer_is_none_of_its_business() -> None:
    assert list(probe.run(Room(Computer(), url="rfc2217://pi:4000"))) == []


def test_the_person_is_asked_to_replug_first() -> None:
    assert probe.info.hands == ("replug",)


def test_what_is_plugged_in_afterwards_is_listed() -> None:
    learned = facts_of(probe.run(Room(Computer(listed=(CH340,), devices=(CH340_DEVICE,)))))

    assert "1a86:7523" in str(learned["usb.after"])
