"""The fuse words of a MAC."""

from __future__ import annotations

from espdoctor.probes.simulator import efuse

# D0..D3 of a real board, from jeelabs/esp-link#570: 48:3f:da:5f:4c:7d
REAL = (0x7DD00000, 0x02005F4C, 0xC200B000, 0x00483FDA)


def test_the_words_of_a_real_board_come_out_again() -> None:
    d0, d1, d2, d3 = efuse.words(bytes.fromhex("483fda5f4c7d"))

    assert (d0, d1, d3) == (REAL[0], REAL[1], REAL[3])
    assert d2 >> 24 == REAL[2] >> 24


def test_a_second_real_check_byte_holds() -> None:
    # D3 0x00840d8e, D2 0xf200b000 of esptool#620
    assert efuse.crc8(bytes.fromhex("8e0d84")) == 0xF2


def test_nothing_but_zeros_passes_its_own_check() -> None:
    assert efuse.crc8(bytes(4)) == 0


def test_an_8285_says_so_in_the_first_word() -> None:
    mac = bytes.fromhex("5ccf7f010203")

    assert efuse.words(mac, is_8285=True)[0] ^ efuse.words(mac)[0] == 1 << 4
