"""Wherever a secret stands, it is found; and no text takes long."""

from __future__ import annotations

import pytest

from espdoctor.engine.private import PRIVATE
from espdoctor.engine.redact import redact

NET, PASS, KEY, NAME, HOST = "Zimmer-WLAN7", "geheim!Wort9", "AbCdEf0123456789abcdef01", "mfischer", "werkbank-42"

PLACES = [
    f'{{"ssid":"{NET}","password":"{PASS}"}}',
    f'\\"ssid\\":\\"{NET}\\",\\"password\\":\\"{PASS}\\"',
    f'build_flags = -DWIFI_SSID=\\"{NET}\\" -DWIFI_PASSWORD=\\"{PASS}\\"',
    f"wifi:\n  ssid: {NET}\n  password: {PASS}",
    f"wifi_ssid = {NET}\nwifi_pass = {PASS}",
    f"[wifi]\nSSID = {NET}\nKEY = {PASS}",
    f'WiFi.begin(F("{NET}"),F("{PASS}"));',
    f'String ssid("{NET}");',
    f'static const String kPassword{{"{PASS}"}};',
    f'const char* ssid PROGMEM = "{NET}";',
    f'wifi.sta.config("{NET}","{PASS}")',
    f"sta_if.connect('{NET}', '{PASS}')",
    f'AT+CWJAP="{NET}","{PASS}"',
    f'Blynk.begin("{KEY}", "{NET}", "{PASS}");',
    f'client.connect("esp","joe","{PASS}")',
    f"SSId {NET}, Password {PASS}, TelePeriod 300",
    f"<ssid>{NET}</ssid><password>{PASS}</password>",
    f"Connecting to {NET}.....",
    f"my wifi password is {PASS}",
    f"espota.py -i 192.168.1.5 -a {PASS} -f fw.bin",
    f"--password {PASS}",
    f'api:\n  encryption:\n    key: "{KEY}="',
    f"Authorization: Basic {KEY}==",
    f"https://maker.example/trigger/x/with/key/{KEY}",
    f"-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n{KEY}\n-----END RSA PRIVATE KEY-----",
    f"C:\\Documents and Settings\\{NAME}\\Local",
    f"D:\\Benutzer\\{NAME}\\x",
    f"┌──({NAME}㉿{HOST})-[~]\n└─$ esptool.py",
    f"{HOST}:~ {NAME}$ esptool.py flash_id",
    f"root@{HOST}:/home/{NAME}# esptool.py",
    f"Nov 21 10:00:00 {HOST} kernel: usb 1-1: new device",
    f"usermod -a -G dialout {NAME}",
    f"uid=1000({NAME}) gid=1000({NAME})",
    "MAC=5CCF7F4D5E6F",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_secret_is_found_in_this_place(text: str) -> None:
    shown = redact(text).text

    assert not any(secret in shown for secret in (NET, PASS, KEY, NAME, HOST, "4D5E6F"))


@pytest.mark.parametrize(
    "text",
    [
        "WiFi.begin(ssid, password);",
        "Connecting to ESP8266...",
        "Connecting to the server",
        "password: ********",
        "the password is wrong",
        "usermod -a -G dialout $USER",
        "write_flash 0x0 firmware.bin, core 2.7.4, lwip 1.4",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    "unit", ["a", "_", "\n", " ", '"', "password ", "wifi.begin(a,", "/home/", "ab cd ", "-----BEGIN "]
)
def test_a_long_text_of_one_thing_takes_no_more_for_each_character(unit: str) -> None:
    # Patterns with an unbounded beginning took minutes for this.
    text = unit * (10_000 // len(unit))

    assert redact(text).text == text


def test_every_pattern_says_what_it_takes_out() -> None:
    assert all("x" in private.pattern.groupindex and private.mark and private.kind for private in PRIVATE)
