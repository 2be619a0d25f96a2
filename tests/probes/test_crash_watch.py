"""A program is watched at its own speed until it falls, or for long enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import simulator
from espdoctor.probes.crash_watch import A_LOOK, FOR_A_CRASH
from espdoctor.probes.simulator import images

NUMBERS = count()


def bench(sketch: str, **known: Value) -> Benchtop:
    """A board with that program in its flash."""
    url = f"sim://nodemcu?id=crash-watch-{next(NUMBERS)}"
    image = images.make_sketch(sketch)
    simulator.bench(url).device.chip.flash.data[: len(image)] = image
    return Benchtop(url, boot__after_run__result="firmware", **known)


def words(name: str, top: Benchtop) -> Iterator[Value]:
    return (fact.value for fact in top.facts if fact.name == name)


@pytest.mark.parametrize("sketch", ["hello", "silent", "slow", "at", "lua"])
def test_a_program_without_trouble_stays_up(sketch: str) -> None:
    found = bench(sketch).run("watch")

    assert found["app.stays_up"] is True
    assert "app.crash" not in found


@pytest.mark.parametrize(("sketch", "speed"), [("hello", 115200), ("slow", 9600)])
def test_its_speed_is_found(sketch: str, speed: int) -> None:
    assert bench(sketch).run("watch")["app.speed"] == speed


@pytest.mark.parametrize(
    ("sketch", "crash"),
    [
        ("crash-null", "exception"),
        ("crash-null-old", "exception"),
        ("soft-wdt", "soft-wdt"),
        ("hw-wdt", "hw-wdt"),
        ("stack-smash", "stack-smash"),
        ("stack-overflow", "stack-overflow"),
        ("no-memory", "out-of-memory"),
        ("isr-in-flash", "isr-not-in-iram"),
        ("crash-assert", "panic"),
    ],
)
def test_each_way_to_fall_is_caught(sketch: str, crash: str) -> None:
    top = bench(sketch)

    assert top.run("watch")["app.stays_up"] is False
    assert crash in set(words("app.crash", top))


@pytest.mark.parametrize(
    ("sketch", "number"), [("crash-divide", 6), ("crash-divide-old", 6), ("crash-alignment-old", 9), ("crash-jump", 20)]
)
def test_an_exception_has_its_number_whichever_core_prints_it(sketch: str, number: int) -> None:
    top = bench(sketch)
    top.run("watch")

    assert set(words("app.exception", top)) == {number}


def test_a_dump_is_ready_to_be_looked_up() -> None:
    found = bench("crash-null").run("watch")

    assert found["app.dump_state"] == "whole"
    assert found["app.excvaddr"] == 4
    assert found["app.crash_in"] == "flash"
    assert str(found["app.dump"]).startswith("40201044 / 4020106a ")


def test_a_restart_of_its_own_is_no_fall_and_is_told() -> None:
    found = bench("restarter").run("watch")

    assert (found["app.stays_up"], found["app.restart_mode"], found["app.restart_cause"]) == (True, 3, 2)


def test_a_wake_without_a_reset_is_a_fall() -> None:
    found = Benchtop("sim://nodemcu?fault=no-wake-wire", boot__after_run__result="firmware").run("watch")

    assert (found["app.stays_up"], found["app.restart_cause"]) == (False, 5)


@pytest.mark.parametrize(("known", "seconds"), [({}, A_LOOK), ({"app__complaint": "crashes"}, FOR_A_CRASH)])
def test_a_crash_that_is_told_of_is_waited_for_longer(known: dict[str, Value], seconds: float) -> None:
    top = bench("hello", **known)
    began = top.doors.clock.now()

    top.run("watch")

    assert seconds <= top.doors.clock.now() - began <= seconds + 10
