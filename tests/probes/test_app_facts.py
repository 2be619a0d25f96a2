"""What the watching of a firmware tells, as facts."""

from __future__ import annotations

from espdoctor.engine.facts import Value
from espdoctor.probes import app_facts, app_watch, lines
from espdoctor.probes.boot_watch import Seen
from espdoctor.probes.heard import Heard
from espdoctor.probes.wire import banner


def view(data: bytes, baud: int = 74880) -> Seen:
    return Seen(Heard(data, 0, baud), banner.read(data), lines.RUN)


def test_unreadable_talk_is_garbage_and_not_silence() -> None:
    noise = b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n~ld\r\n" + bytes(range(128, 200))
    watched = app_watch.Watched(view(noise), [view(noise)])

    found = {fact.name: fact.value for fact in app_facts.facts(watched)}

    assert found["app.output"] == "garbage"
    assert found["boot.after_run.result"] == "firmware"


def test_one_restart_by_itself_is_no_loop() -> None:
    seen = view(b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n~ld\r\n")
    watched = app_watch.Watched(seen, [seen], restarts=[(seen, 0)])

    assert {f.name: f.value for f in app_facts.facts(watched)}["app.restart_loop"] is False


def test_the_whole_line_is_the_evidence() -> None:
    seen = view(b"junk\r\nrf_cal[0] !=0x05,is 0x7B\r\nmore")

    fact = app_facts.facts(app_watch.Watched(seen, [seen]))[0]

    assert fact.because[0].excerpt == "rf_cal[0] !=0x05,is 0x7B"


HEAD, END = b"\r\n>>>stack>>>\r\n\r\nctx: cont\r\n", b"<<<stack<<<\r\n"
REGISTERS = b"epc1=0x402012f4 epc2=0x00000000 epc3=0x00000000 excvaddr=0x00000004 depc=0x00000000\r\n"


def crashed(number: int, registers: bytes = REGISTERS) -> bytes:
    return b"\r\nException (%d):\r\n%s%s%s" % (number, registers, HEAD, END)


def numbers(*views: bytes) -> dict[Value, bool]:
    """The numbers that are told, and whether they are in doubt."""
    seen = [view(data, 115200) for data in views]
    told = app_facts.facts(app_watch.Watched(seen[0], seen))
    return {fact.value: fact.doubtful for fact in told if fact.name == "app.exception"}


def test_a_number_read_once_among_spoilt_words_is_told_in_doubt() -> None:
    assert numbers(crashed(9, REGISTERS.replace(b"0x0", b"x0", 1))) == {9: True}
    assert numbers(crashed(9)) == {9: False}


def test_of_reports_that_disagree_the_one_that_came_whole_is_told() -> None:
    assert numbers(crashed(9, b"epc=0x4020\r\n"), crashed(29)) == {29: False}


def test_whatever_was_spoilt_that_it_crashed_is_not_in_doubt() -> None:
    seen = view(crashed(9, b"epc1=0x402\r\n"), 115200)

    told = app_facts.facts(app_watch.Watched(seen, [seen]))

    assert {f.name: f.doubtful for f in told if f.name in ("app.crash", "boot.after_run.result", "app.stays_up")} == {
        "app.crash": True,
        "boot.after_run.result": False,
        "app.stays_up": False,
    }
