"""The texts of crashes, as the core prints them."""

from __future__ import annotations

import re

from espdoctor.probes.simulator import crashes


def test_an_exception_has_its_number_registers_and_stack() -> None:
    text = crashes.exception(28, 0x402012F4, 4)

    assert "Exception (28):\r\nepc1=0x402012f4 epc2=0x00000000" in text
    assert "excvaddr=0x00000004" in text
    assert text.index(">>>stack>>>") < text.index("ctx: cont") < text.index("<<<stack<<<")
    assert len(re.findall(r"^3f{4}[0-9a-f]{3}:  ([0-9a-f]{8} ){4}[< ]\r$", text, re.MULTILINE)) == 10


def test_the_soft_watchdog_is_followed_by_an_exception_that_is_none() -> None:
    text = crashes.soft_watchdog()

    assert text.index("Soft WDT reset") < text.index("Exception (4):")
