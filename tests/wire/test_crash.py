"""Crashes and complaints of firmware."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import crash


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (b"\r\nException (28):\r\nepc1=0x402012f4", [("exception", 28)]),
        (b"Fatal exception (0):", [("exception", 0)]),
        (b"Exception (0) with epc1=0x4000dce5", [("exception", 6)]),
        (b"Fatal exception:29 flag:2 (EXCEPTION)", [("exception", 29)]),
        (b"Soft WDT reset\r\n\r\nException (4):\r\n", [("soft-wdt", None)]),
        (b"Soft WDT reset\r\n\r\nException (28):\r\n", [("soft-wdt", None), ("exception", 28)]),
        (b"Stack smashing detected at 0x40201a2c\r\nException (5):", [("stack-smash", None)]),
        (b"Stack overflow detected.\r\n", [("stack-overflow", None)]),
        (b"wdt reset\r\n", [("hw-wdt", None)]),
        (b"ISR not in IRAM!\r\n", [("isr-not-in-iram", None)]),
        (b"last failed alloc call: 40201F3C(512)", [("out-of-memory", None)]),
        (b"E:M 536", [("out-of-memory", None)]),
        (b"Unhandled C++ exception: OOM", [("out-of-memory", None)]),
        (b"Unhandled C++ exception", [("cxx-exception", None)]),
        (b"\nPanic core_esp8266_main.cpp:98", [("panic", None)]),
        (b"all is well, Panicked never", []),
    ],
)
def test_every_kind(text: bytes, kinds: list[tuple[str, int | None]]) -> None:
    assert [(found.kind, found.exception) for found in crash.crashes(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"Flash config wrong: real: 1048576, SDK: 4194304", "flash-config-wrong"),
        (b"Flash size mismatch, check that the build setting matches the device.", "flash-config-wrong"),
        (b"rf_cal[0] !=0x05,is 0x7B", "rf-cal-sector"),
        (b"System partition table registration failed!", "partition-table"),
        (b"Crystal is 40MHz", "wrong-crystal"),
        (b"SPIFFS mount failed", "filesystem-fails"),
        (b"WiFi config is corrupt", "wifi-settings-broken"),
    ],
)
def test_complaints(text: bytes, kind: str) -> None:
    (found,) = crash.complaints(text)

    assert found.kind == kind


def test_in_the_order_of_the_text() -> None:
    text = b"Exception (9):\r\nlater\r\nSoft WDT reset\r\n"

    first, second = crash.crashes(text)

    assert (first.kind, second.kind) == ("exception", "soft-wdt")
    assert text[slice(*first.span)].startswith(b"Exception (9")


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    crash.crashes(data)
    crash.complaints(data)


def test_a_panic_tells_its_own_place() -> None:
    said = b"\r\nPanic /home/me/Lamp/Lamp.ino:12 void check(int*): Assertion 'p != NULL' failed.\r\n"

    (found,) = crash.panics(said)

    assert found.words == "void check(int*) in Lamp.ino, line 12"
    assert crash.panics(b"Panic core_esp8266_main.cpp:137 __yield\r\n")[0].line == 137
    assert crash.panics(b"PANIC: unprotected error") == ()
