"""The loader's language, held against what real chips said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.probes.wire import rom
from espdoctor.probes.wire.rom import Echo, Reply

REAL_SYNC_REPLY = bytes.fromhex("01080200070712200000")
"""esptool#372."""
ESP32_SYNC_REPLY = bytes.fromhex("010804000720555500000000")
"""esptool#870."""


def test_the_greeting_is_the_one_of_the_protocol() -> None:
    assert rom.sync() == bytes.fromhex("c000082400 00000000 07071220") + b"\x55" * 32 + b"\xc0"


def test_a_request_is_escaped() -> None:
    assert rom.read_reg(0x4000C0DB) == bytes.fromhex("c0 00 0a 0400 00000000 dbdd dbdc 0040 c0".replace(" ", ""))


def test_a_register_write_changes_all_bits_at_once() -> None:
    assert rom.write_reg(0x60000200, 1 << 18)[9:-1] == bytes.fromhex("00020060 00000400 ffffffff 00000000")


def test_joining_the_flash_pins_asks_for_no_erasing() -> None:
    assert rom.attach_flash()[9:-1] == bytes.fromhex("00000000 00000000 00040000 0000007f")


def test_the_reply_of_a_real_chip() -> None:
    reply = rom.parse(REAL_SYNC_REPLY)

    assert reply == Reply(rom.SYNC, rom.SYNC_REPLY_VALUE, b"", 0, 0, 2)
    assert isinstance(reply, Reply)
    assert reply.ok
    assert reply.from_esp8266


def test_the_reply_of_an_esp32_has_another_length() -> None:
    reply = rom.parse(ESP32_SYNC_REPLY)

    assert isinstance(reply, Reply)
    assert not reply.from_esp8266
    assert reply.from_other_esp


def test_an_error_is_told() -> None:
    reply = rom.parse(bytes.fromhex("01020200000000000105"))

    assert isinstance(reply, Reply)
    assert (reply.ok, reply.error) == (False, rom.NOT_UNDERSTOOD)


def test_data_before_the_status_is_kept_apart() -> None:
    reply = rom.parse(bytes.fromhex("0113060000000000aabbccdd0102"))

    assert isinstance(reply, Reply)
    assert (reply.data, reply.status, reply.error) == (b"\xaa\xbb", 0xCC, 0xDD)


def test_what_we_said_ourselves_is_an_echo() -> None:
    assert rom.parse(rom.sync()[1:-1]) == Echo(rom.SYNC)


@pytest.mark.parametrize(
    "payload",
    [b"", b"\x01\x08\x02\x00\x07", b"\x01\x08\x03\x00\x00\x00\x00\x00\x00\x00", b"\x02\x08\x02\x00" + b"\x00" * 6],
)
def test_what_is_no_message_is_none(payload: bytes) -> None:
    assert rom.parse(payload) is None


def test_a_reply_without_status_is_none() -> None:
    assert rom.parse(bytes.fromhex("0108010000000000aa")) is None


def test_the_checksum_starts_at_ef() -> None:
    assert rom.checksum(b"") == 0xEF
    assert rom.checksum(b"\xef\x01") == 0x01


@given(st.binary(max_size=64))
def test_no_payload_raises(payload: bytes) -> None:
    assert rom.parse(payload) is None or isinstance(rom.parse(payload), Reply | Echo)
