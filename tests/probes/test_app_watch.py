"""What firmware does after its start."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.engine.facts import Value
from espdoctor.probes import app_watch, boot_watch, lines, simulator
from espdoctor.probes.boot_watch import Seen
from espdoctor.probes.heard import Heard
from espdoctor.probes.simulator import images
from espdoctor.probes.simulator.sketches import SKETCHES
from espdoctor.probes.wire import banner


def running(sketch: str) -> dict[str, Value]:
    """What is learned of a board with that firmware in its flash."""
    url = f"sim://nodemcu?id=app-watch-{sketch}"
    image = images.make_sketch(sketch)
    simulator.bench(url).device.chip.flash.data[: len(image)] = image
    bench = Benchtop(url)
    seen = boot_watch.after_reset(bench.world, lines.RUN, banner.COLD_BAUD)
    return {fact.name: fact.value for fact in app_watch.facts(app_watch.watch(bench.world, seen))}


@pytest.mark.parametrize(
    ("sketch", "output", "result"),
    [
        ("hello", "text", "firmware"),
        ("silent", "silent", "image-silent"),
        ("at", "at-firmware", "firmware"),
        ("lua", "repl", "firmware"),
        ("slow", "text", "firmware"),
    ],
)
def test_who_talks_at_whichever_speed(sketch: str, output: str, result: str) -> None:
    assert sketch in SKETCHES

    found = running(sketch)

    assert (found["app.output"], found["boot.after_run.result"]) == (output, result)
    assert found["app.restart_loop"] is False


def test_a_crash_is_told_with_its_number() -> None:
    found = running("crash-null")

    assert (found["app.crash"], found["app.exception"], found["boot.after_run.result"]) == ("exception", 28, "crash")


def view(data: bytes, baud: int = 74880) -> Seen:
    return Seen(Heard(data, 0, baud), banner.read(data), lines.RUN)


def test_unreadable_talk_is_garbage_and_not_silence() -> None:
    noise = b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n~ld\r\n" + bytes(range(128, 200))
    watched = app_watch.Watched(view(noise), [view(noise)])

    found = {fact.name: fact.value for fact in app_watch.facts(watched)}

    assert found["app.output"] == "garbage"
    assert found["boot.after_run.result"] == "firmware"


def test_one_restart_by_itself_is_no_loop() -> None:
    seen = view(b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n~ld\r\n")
    watched = app_watch.Watched(seen, [seen], restarts=[(seen, 0)])

    assert {f.name: f.value for f in app_watch.facts(watched)}["app.restart_loop"] is False


def test_the_whole_line_is_the_evidence() -> None:
    seen = view(b"junk\r\nrf_cal[0] !=0x05,is 0x7B\r\nmore")

    fact = app_watch.facts(app_watch.Watched(seen, [seen]))[0]

    assert fact.because[0].excerpt == "rf_cal[0] !=0x05,is 0x7B"
