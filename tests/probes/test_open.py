"""The probe `open`: it opens, or it says what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from computer import CH340, Computer, Room, all_facts, facts_of
from espdoctor.probes.host import Access, Holder
from espdoctor.probes.link_errors import (
    DriverError,
    LinesNotSupported,
    LinkError,
    PortBusy,
    PortDenied,
    PortMissing,
    PortVanished,
)
from espdoctor.probes.open import probe

URL = CH340.url


class Opened:
    """An open port that keeps what is done to its lines."""

    def __init__(self, refusal: LinkError | None = None) -> None:
        self.lines: list[tuple[bool, bool]] = []
        self._refusal = refusal

    def set_lines(self, *, dtr: bool, rts: bool) -> None:
        if self._refusal:
            raise self._refusal
        self.lines.append((dtr, rts))


def failing(error: LinkError) -> Callable[[], NoReturn]:
    def raise_it() -> NoReturn:
        raise error

    return raise_it


def test_a_port_that_opens_and_has_lines() -> None:
    port = Opened()
    learned = facts_of(probe.run(Room(Computer(), url=URL, opening=lambda: port)))
    assert learned == {"port.state": "ok", "host.port_opened": True, "lines.supported": True}
    assert port.lines == [(False, False)], "the board is left out of reset"


def test_a_port_without_lines() -> None:
    port = Opened(LinesNotSupported(URL, "Inappropriate ioctl for device"))
    learned = facts_of(probe.run(Room(Computer(), url=URL, opening=lambda: port)))
    assert learned == {"port.state": "ok", "host.port_opened": True, "lines.supported": False}


def test_a_port_that_goes_away_at_once() -> None:
    port = Opened(PortVanished(URL, "Input/output error"))
    learned = facts_of(probe.run(Room(Computer(), url=URL, opening=lambda: port)))
    assert (learned["port.state"], learned["port.vanished"]) == ("vanished", True)


def test_a_busy_port_and_who_has_it() -> None:
    computer = Computer(holding=(Holder("arduino-ide", 4711), Holder("minicom", 5)))
    facts = all_facts(probe.run(Room(computer, url=URL, opening=failing(PortBusy(URL)))))
    learned = {fact.name: fact.value for fact in facts}
    assert learned == {"port.state": "busy", "port.holder": "arduino-ide (process 4711)"}
    assert "minicom (process 5)" in facts[-1].because[0].excerpt


def test_a_holder_that_is_only_a_guess_is_called_one() -> None:
    computer = Computer(holding=(Holder("PuTTY", 77, sure=False),), name="windows")
    learned = facts_of(probe.run(Room(computer, url="COM3", opening=failing(PortBusy("COM3")))))
    assert learned["port.holder"] == "perhaps PuTTY (process 77)"


def test_a_guess_is_not_made_when_the_port_opens() -> None:
    computer = Computer(holding=(Holder("PuTTY", 77, sure=False),), name="windows")
    assert "port.holder" not in facts_of(probe.run(Room(computer, url="COM3", opening=Opened)))


def test_somebody_else_reads_along() -> None:
    computer = Computer(holding=(Holder("cat", 12),))
    learned = facts_of(probe.run(Room(computer, url=URL, opening=Opened)))
    assert (learned["port.state"], learned["port.holder"]) == ("ok", "cat (process 12)")


def test_modem_manager_on_the_port_is_a_thief() -> None:
    computer = Computer(holding=(Holder("ModemManager", 600),))
    learned = facts_of(probe.run(Room(computer, url=URL, opening=failing(PortBusy(URL)))))
    assert learned["port.thief"] == "modemmanager"


@pytest.mark.parametrize(
    ("access", "membership"),
    [
        (Access(False, "dialout", False), "no"),
        (Access(False, "dialout", True, needs_login=True), "not-yet"),
        (Access(False, "uucp", True), "yes"),
    ],
)
def test_a_denied_port_and_its_group(access: Access, membership: str) -> None:
    learned = facts_of(probe.run(Room(Computer(entry=access), url=URL, opening=failing(PortDenied(URL)))))
    assert learned == {"port.state": "denied", "port.group": access.owner_group, "port.in_group": membership}


def test_a_port_that_no_group_may_open_names_none() -> None:
    only_root = Computer(entry=Access(False, "root", False, group_may=False))
    learned = facts_of(probe.run(Room(only_root, url=URL, opening=failing(PortDenied(URL)))))
    assert learned == {"port.state": "denied", "port.in_group": "nobody"}


def test_evidence_does_not_give_away_what_the_bench_plays() -> None:
    url = "sim://nodemcu?fault=port-permission"
    room = Room(Computer(entry=Access(False, "dialout", False)), url=url, opening=failing(PortDenied(url)))
    assert not [fact for fact in all_facts(probe.run(room)) if "fault=" in fact.because[0].excerpt]


def test_where_nobody_knows_about_groups_none_is_named() -> None:
    room = Room(Computer(entry=Access(True)), url=URL, opening=failing(PortDenied(URL)))
    assert facts_of(probe.run(room)) == {"port.state": "denied"}


@pytest.mark.parametrize(
    ("error", "state"), [(PortMissing(URL), "missing"), (DriverError(URL, code=31), "driver-error")]
)
def test_other_failures_are_answers_too(error: LinkError, state: str) -> None:
    observations = list(probe.run(Room(Computer(), url=URL, opening=failing(error))))
    assert facts_of(observations) == {"port.state": state}
    assert observations[-1].note == str(error)


def test_of_another_computers_port_nobody_here_is_asked() -> None:
    computer = Computer(holding=(Holder("cat", 12),))
    far = "rfc2217://pi:4000"
    facts_of(probe.run(Room(computer, url=far, opening=Opened)))
    facts_of(probe.run(Room(computer, url=far, opening=failing(PortBusy(far)))))
    assert computer.asked == []


def test_without_a_port_there_is_nothing_to_open() -> None:
    (only,) = probe.run(Room(Computer()))
    assert only.facts == ()


def test_it_says_before_that_it_can_restart_the_board() -> None:
    assert "restart" in probe.info.title


def test_it_tells_nothing_that_it_did_not_promise() -> None:
    room = Room(Computer(holding=(Holder("ModemManager", 1),)), url=URL, opening=failing(PortBusy(URL)))
    told = set(facts_of(probe.run(room))) | set(facts_of(probe.run(replace(room, opening=Opened))))
    assert told <= set(probe.info.settles)


def test_a_board_that_came_back_under_another_name_is_opened_there() -> None:
    renamed = replace(CH340, url="/dev/ttyUSB1", plugged="2")
    room = Room(Computer(listed=(renamed,)), url=URL, known={"port.bridge": "ch340"})
    tries: list[str] = []

    def opening() -> Opened:
        tries.append("")
        if len(tries) == 1:
            raise PortMissing(URL)
        return Opened()

    room.opening = opening
    learned = facts_of(probe.run(room))
    assert (learned["port.renamed"], learned["port.url"], learned["port.state"]) == (True, "/dev/ttyUSB1", "ok")
