"""Reports of crashes: which of them can be relied on when the line spoils some."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from espdoctor.probes.wire import reports

START = b" ets Jan  8 2013,rst cause:2, boot mode:(3,6)\r\n~ld\r\n"
ROW = b"3ffffe30:  3ffef030 40201a2c 3ffffe40 feefeffe <\r\n"
REGISTERS = b"epc1=0x402012f4 epc2=0x00000000 epc3=0x00000000 excvaddr=0x00000004 depc=0x00000000\r\n"


def report(number: int, registers: bytes = REGISTERS, row: bytes = ROW) -> bytes:
    head = b"ctx: cont\r\nsp: 3ffffde0 end: 3fffffd0 offset: 0150\r\n"
    return b"\r\nException (%d):\r\n%s\r\n>>>stack>>>\r\n\r\n%s%s<<<stack<<<\r\n" % (number, registers, head, row * 2)


WHOLE = report(29)
SPOILT = report(9, row=ROW.replace(b"feefeffe", b"feefefe"))
ALSO_SPOILT = report(29, registers=REGISTERS.replace(b"epc1", b"pc1"))


def test_each_start_has_a_report_of_its_own() -> None:
    found = reports.reports(START + report(28) + START + report(9) + START)

    assert [sorted(one.numbers) for one in found] == [[28], [9]]
    assert not any(one.spoilt for one in found)


def test_a_program_that_does_not_crash_reports_nothing() -> None:
    assert reports.reports(START + b"all is well\r\n" + START) == ()


@pytest.mark.parametrize(
    "text",
    [
        SPOILT,
        ALSO_SPOILT,
        report(28, row=ROW.replace(b"3ffffe30:", b"3ffffe30")),
        report(28, registers=REGISTERS.replace(b"0x00000004", b"0x0000004")),
        START.replace(b"boot", b"bot") + WHOLE,
        b"Fatal exception 9(StoreProhibitedCause):\r\n" + REGISTERS,
        b"Fatal exception 29(StoreProhibtedCause):\r\n" + REGISTERS,
        b"Fatal exception 19(StoreProhibitedCause):\r\n" + REGISTERS,
    ],
)
def test_a_report_whose_known_words_are_bent_is_spoilt(text: bytes) -> None:
    (found,) = reports.reports(text)

    assert found.spoilt


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        START + WHOLE,
        b"Fatal exception 29(StoreProhibitedCause):\r\n" + REGISTERS.replace(b" epc", b", epc"),
        b"Fatal exception (0):\r\n",
        b"Soft WDT reset\r\n\r\nException (4):\r\n" + REGISTERS,
        b"ISR not in IRAM!\r\n\r\nAbort called\r\n",
        report(28)[:60],
        report(28)[:-40],
    ],
)
def test_a_report_that_is_whole_or_only_cut_off_is_not_spoilt(text: bytes) -> None:
    (found,) = reports.reports(text)

    assert not found.spoilt


@pytest.mark.parametrize(
    ("heard", "numbers", "sure"),
    [
        ([WHOLE], {29}, 1),
        ([SPOILT], {9}, 0),
        ([SPOILT, ALSO_SPOILT], {9, 29}, 0),
        ([SPOILT, ALSO_SPOILT, ALSO_SPOILT], {29}, 2),
        ([SPOILT, SPOILT, ALSO_SPOILT, ALSO_SPOILT], {9, 29}, 0),
        ([SPOILT, WHOLE], {29}, 1),
        ([WHOLE, report(28)], {28, 29}, 2),
        ([WHOLE, report(9), WHOLE], {29}, 3),
    ],
)
def test_whole_reports_count_and_else_what_most_of_them_say(heard: list[bytes], numbers: set[int], sure: int) -> None:
    found = reports.reports(START.join([b"", *heard]))

    assert reports.numbers(found) == numbers
    assert len(reports.relied_on(found)) == sure


def test_of_no_report_nothing_is_believed() -> None:
    assert (reports.numbers(()), reports.relied_on(())) == (frozenset(), ())


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1))
@example(WHOLE.index(b"29"))
def test_one_lost_byte_never_makes_another_number_sure(at: int) -> None:
    found = reports.reports(START + WHOLE[:at] + WHOLE[at + 1 :] + (START + WHOLE) * 2)

    assert reports.numbers(found) <= {29}
