"""The probe `flash-header`."""

from __future__ import annotations

import pytest

from benchtop import Benchtop
from espdoctor.probes import spi


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


def test_a_flash_that_this_loader_does_not_let_be_read_is_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_asked: object) -> spi.Stored:
        raise spi.NeverRan("sim://nodemcu")

    monkeypatch.setattr(spi.FlashBus, "read", never)
    assert Benchtop("sim://nodemcu").run("lines", "flash-header") == {"flash.header.state": "unread"}
