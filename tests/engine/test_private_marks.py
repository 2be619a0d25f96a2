"""Tokens, e-mail, logins, MAC addresses and serial numbers: private wherever they stand."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

LONG = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"
"""The part of a token that says nothing of whose it is. What comes before is put together here, so that nobody who
searches for tokens finds one."""
TOKENS = [
    f"git clone https://{'ghp'}_{LONG}@github.com/x/y",
    f"{'github'}_pat_11{LONG}_{LONG}",
    f"{'xox'}b-123456789012-{LONG}",
    f"{'sk'}-proj-{LONG}",
    f"{'AI'}za{LONG[:35]}",
    f"5123456789:{LONG}",
    f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{LONG}",
    f"https://chat.example/api/webhooks/123456789012345678/{LONG}",
    f"https://hooks.chat.com/services/T0ABC/B0DEF/{LONG}",
    f'http.begin("http://maker.example/trigger/door/with/key/{LONG}");',
    f"Bearer {LONG}",
    f"Authorization: Basic {LONG}==",
    f"-----BEGIN CERTIFICATE-----\n{LONG}\n-----END CERTIFICATE-----",
    f'"-----BEGIN RSA PRIVATE KEY-----\\n"\n"{LONG}\\n"',
]


@pytest.mark.parametrize("text", TOKENS)
def test_a_token_is_taken_out(text: str) -> None:
    assert LONG[:20] not in redact(text).text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("mqtt://gdubois:Kuchen%23Blech88@10.1.1.5:1883", "gdubois"),
        ("http://gdubois@nas.local/x", "gdubois"),
        ("mail: gerard.dubois+esp@mail.example.fr", "gerard"),
        ("gerard (at) example.fr", "gerard"),
        ("contact <lena@bach.example>", "lena"),
        ("mailto:lena@bach.example?x", "lena"),
        ("/dev/serial/by-id/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0a1b2c3d4e5f-if00-port0", "0a1b2c"),
        ("/dev/cu.usbserial-AH05X9QK", "AH05"),
        (r"USB\VID_0403&PID_6001\AH05X9QK", "AH05"),
        (r"FTDIBUS\VID_0403+PID_6001+AH05X9QKA\0000", "AH05"),
    ],
)
def test_an_address_a_login_or_a_serial_number_is_taken_out(text: str, secret: str) -> None:
    assert secret not in redact(text).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MAC: a0:20:a6:4d:5e:6f", "MAC: a0:20:a6:xx:xx:xx"),
        ("AP MAC a6:20:a6:4d:5e:6f, STA A0-20-A6-4D-5E-6F", "AP MAC a6:20:a6:xx:xx:xx, STA A0-20-A6-xx:xx:xx"),
        ("MAC: a020.a64d.5e6f", "MAC: a020.a6xx.xxxx"),
        ("MAC: A020A64D5E6F", "MAC: A020A6xxxxxx"),
        ("sta mac a0 20 a6 4d 5e 6f", "sta mac a0 20 a6 xx xx xx"),
        ("0xa0,0x20,0xa6,0x4d,0x5e,0x6f", "0xa0,0x20,0xa6,0xxx,0xxx,0xxx"),
        ("Chip ID: 0x004d5e6f", "Chip ID: 0x00xxxxxx"),
        ("Chip id 5070447", "Chip id xxxxxx"),
        ("ESP.getChipId(): 5070447", "ESP.getChipId(): xxxxxx"),
        ('"mac":"A020A64D5E6F","chipId":5070447', '"mac":"A020A6xxxxxx","chipId":xxxxxx'),
        ("ESP_4D5E6F AI-THINKER_4D5E6F", "ESP_xxxxxx AI-THINKER_xxxxxx"),
        ("client id: esp8266-a020a64d5e6f", "client id: esp8266-a020a6xxxxxx"),
        ("inet6 fe80::a220:a6ff:fe4d:5e6f", "inet6 fe80::a220:a6ff:fexx:xxxx"),
        (
            "MAC a0:20:a6:4d:5e:6f\ntopic kitchen-4D5E6F, id 5070447",
            "MAC a0:20:a6:xx:xx:xx\ntopic kitchen-xxxxxx, id xxxxxx",
        ),
    ],
)
def test_of_a_mac_address_the_makers_part_stays(text: str, shown: str) -> None:
    assert redact(text).text == shown


@pytest.mark.parametrize(
    "text",
    [
        "MAC: 18:fe:34:00:00:00",
        "MAC: 5c:cf:7f:ff:ff:ff",
        "Chip ID: 0x00000000",
        "mkspiffs@3.1.0-gcc10.3-e5f9fec and python3@3.7.2-post1",
        "Flash ID: 0x00164020, MD5 9ea5a540636370aeec15c62be2c79142",
        "0x40201d5b: init_done() at main.cpp line 184",
        "/dev/cu.usbserial-1410 /dev/cu.SLAB_USBtoUART /dev/cu.wchusbserial1410",
        "epc1=0x40203b1e epc2=0x00000000 excvaddr=0x00000000",
    ],
)
def test_what_was_never_written_or_is_nobodys_stays(text: str) -> None:
    assert redact(text).text == text
