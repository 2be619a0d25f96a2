"""The probe `baud`: each speed for itself."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import baud, loader
from espdoctor.probes.heard import Heard
from espdoctor.probes.link_errors import BaudRefused
from espdoctor.probes.replies import Word
from espdoctor.probes.wire import rom


def probed(url: str, **known: Value) -> dict[str, Value]:
    return Benchtop(url, **known).run("lines", "baud")


def test_a_healthy_board_takes_every_usual_speed() -> None:
    found = probed("sim://nodemcu", baud__wanted=921600)

    assert (found["baud.works_at_115200"], found["baud.wanted_holds"], found["baud.best"]) == (True, True, 2000000)
    assert "baud.fails" not in found


def test_wires_that_carry_no_high_speed() -> None:
    bench = Benchtop("sim://esp-12e?fault=baud-too-high", baud__wanted=921600)

    found = bench.run("lines", "baud")

    assert (found["baud.works_at_115200"], found["baud.wanted_holds"], found["baud.best"]) == (True, False, 230400)
    assert bench.all("baud.holds") == {57600, 115200, 230400}
    assert bench.all("baud.fails") == {460800, 921600, 1000000, 1500000, 2000000}


def test_one_speed_can_fail_below_one_that_holds() -> None:
    found = probed("sim://d1-mini?fault=baud-gap", baud__wanted=921600)

    assert found["baud.wanted_holds"] is False
    assert isinstance(found["baud.best"], int)
    assert found["baud.best"] > 921600


def test_a_speed_that_is_not_usual_is_tried_when_it_is_wanted() -> None:
    assert probed("sim://nodemcu", baud__wanted=256000)["baud.wanted_holds"] is True


def test_without_a_wish_none_is_judged() -> None:
    assert "baud.wanted_holds" not in probed("sim://nodemcu")


def test_a_speed_that_the_driver_refuses_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    meant = loader.at

    def refusing(world: object, rate: int = loader.BAUD) -> object:
        if rate == 2000000:
            raise BaudRefused("COM3", "", rate)
        return meant(world, rate)  # type: ignore[arg-type]

    monkeypatch.setattr(loader, "at", refusing)

    assert probed("sim://nodemcu")["baud.best"] == 1500000


def test_no_answer_at_all_is_no_best() -> None:
    bench = Benchtop("sim://esp-12e?fault=tx-open")

    assert bench.run("baud")["baud.works_at_115200"] is False
    assert bench.all("baud.holds") == set()
    assert "baud.best" not in bench.known


def test_a_line_too_disturbed_to_tell_speeds_apart_says_nothing() -> None:
    assert probed("sim://nodemcu?fault=sensor-on-tx&seed=3") == {}


@pytest.mark.parametrize("seed", range(3))
def test_noise_does_not_look_like_a_wrong_speed(seed: int) -> None:
    bench = Benchtop(f"sim://nodemcu?ber=1e-3&seed={seed}", baud__wanted=460800)
    bench.run("lines", "baud")

    assert bench.known.get("baud.wanted_holds") is not False
    assert bench.all("baud.fails") == set()


@pytest.mark.parametrize(("right", "holds"), [(12, True), (9, True), (8, None), (4, None), (3, False), (0, False)])
def test_what_is_between_is_not_decided(right: int, holds: bool | None) -> None:
    assert baud._holds(baud.Rate(460800, right, ""), 12) is holds


RIGHT, WRONG = rom.MAGIC_ESP8266, 0


class Talk:
    """A loader that gives these answers in turn, and then none."""

    delay = patience = 0.0

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)

    def read(self, _address: int) -> Word | None:
        return Word(self.answers.pop(0), Heard(b"", 0, 115200)) if self.answers else None


@pytest.mark.parametrize(
    ("answers", "enough", "counted"),
    [
        ([RIGHT] * 12, 12, (12, 12)),
        ([RIGHT] * 12, 9, (9, 9)),
        ([RIGHT, WRONG] * 12, 9, (6, 12)),
        ([WRONG] * 5 + [RIGHT] * 9, 9, (7, 12)),
        ([WRONG] * 6 + [RIGHT] * 9, 9, (0, 6)),
        ([], 9, (0, 6)),
    ],
)
def test_no_more_is_asked_than_decides(answers: list[int], enough: int, counted: tuple[int, int]) -> None:
    assert baud._count(Talk(*answers), enough) == counted  # type: ignore[arg-type]


def test_at_the_first_speed_all_are_counted_for_the_others_are_measured_by_it() -> None:
    assert baud._enough([]) == 12
    assert [baud._enough([baud.Rate(115200, right, "")]) for right in (12, 10, 6, 0)] == [9, 8, 5, 9]
