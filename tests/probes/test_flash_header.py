"""The probe `flash-header`."""

from __future__ import annotations

from benchtop import Benchtop


def test_what_the_header_claims() -> None:
    assert Benchtop("sim://nodemcu").run("lines", "flash-header") == {
        "flash.header.state": "image",
        "flash.header.mode": "dio",
        "flash.header.size": 4 << 20,
        "flash.header.freq": 40,
    }


def test_a_header_that_claims_too_much() -> None:
    found = Benchtop("sim://esp-01?fault=flash-size-mismatch").run("lines", "flash-header")

    assert found["flash.header.size"] == 4 << 20


def test_blank_flash_claims_nothing() -> None:
    assert Benchtop("sim://nodemcu?fault=flash-blank").run("lines", "flash-header") == {"flash.header.state": "blank"}


def test_without_a_loader_nothing_is_claimed() -> None:
    assert Benchtop("sim://esp-12e?fault=tx-open").run("flash-header") == {}
