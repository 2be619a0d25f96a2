"""What a dump tells is the same from the line and from a paste."""

from __future__ import annotations

from espdoctor.probes import dumps
from espdoctor.probes.wire.dump import Places

CRASH = "Exception (28):\nepc1=0x402012f4 excvaddr=0x00000004\n\n>>>stack>>>\n3fffff30:  40201305 00000000\n"


def test_a_paste_tells_the_addresses_and_whether_the_end_is_there() -> None:
    told = {fact.name: fact for fact in dumps.pasted("hello °\n" + CRASH, "log.txt")}

    assert Places.of(str(told["app.dump"].value)) == Places((0x402012F4,), (0x40201305,))
    assert told["app.excvaddr"].value == 4
    assert told["app.dump_state"].value == "cut"
    assert told["app.dump"].because[0].kind == "paste"
    assert told["app.dump"].because[0].excerpt.startswith("Exception (28)")


def test_a_whole_dump_is_told_to_be_whole() -> None:
    assert ("app.dump_state", "whole") in {(f.name, f.value) for f in dumps.pasted(CRASH + "<<<stack<<<", "log.txt")}


def test_without_an_address_there_is_nothing_to_look_up() -> None:
    assert [name for name, _, _ in dumps.told(b"epc1=0x00000000 excvaddr=0x00000000")] == [
        "app.dump_state",
        "app.excvaddr",
    ]
    assert list(dumps.told(b"it crashes")) == []


def test_of_a_very_long_text_the_end_is_read_and_places_still_count_from_its_beginning() -> None:
    crash = "epc1=0x40201044 excvaddr=0x00000004\n>>>stack>>>\n3fffff30:  3ffef030 4020106a\n<<<stack<<<\n"
    calm = "still alive\n" * (dumps.MOST_TEXT // 12 + 1)

    facts = {fact.name: fact for fact in dumps.pasted(calm + crash, "log")}
    (because,) = facts["app.dump"].because

    assert because.span is not None
    assert (calm + crash)[slice(*because.span)].startswith("epc1")
    assert dumps.pasted(crash + calm, "log") == ()
