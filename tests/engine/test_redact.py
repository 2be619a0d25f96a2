"""What must not leave the machine: taken out everywhere, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espdoctor.engine import redact as module
from espdoctor.engine.private import HARMLESS
from espdoctor.engine.redact import redact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MAC: 2c:3a:e8:4d:5e:6f", "MAC: 2c:3a:e8:xx:xx:xx"),
        ("2C-3A-E8-4D-5E-6F", "2C-3A-E8-xx:xx:xx"),
        ("Chip ID: 0x004d5e6f", "Chip ID: 0x00xxxxxx"),
        ('WiFi.begin("HomeNet", "s3cret");', 'WiFi.begin("<network>", "<password>");'),
        ('const char* ssid = "HomeNet";', 'const char* ssid = "<network>";'),
        ('const char *password = "s3cret"', 'const char *password = "<password>"'),
        ('#define STAPSK "s3cret12"', '#define STAPSK "<password>"'),
        ("wifi_password: hunter22", "wifi_password: <password>"),
        ("api_key=abcdef123", "api_key=<password>"),
        ("no k17 found, reconnect after 1s", "no <network> found, reconnect after 1s"),
        ("mail me@example.org now", "mail <e-mail> now"),
        ("mqtt://joe:pw1@broker/x", "mqtt://<login>@broker/x"),
        ("/home/jo/esp", "/home/<user>/esp"),
        ("/Users/jo.e/esp", "/Users/<user>/esp"),
        (r"C:\Users\jo\AppData", r"C:\Users\<user>\AppData"),
        ("c:/users/jo/appdata", "c:/users/<user>/appdata"),
        ("jo@minibox:~/esp$ esptool", "<user>@<computer>:~/esp$ esptool"),
        ("[jo@minibox esptool]$ esptool", "[<user>@<computer> esptool]$ esptool"),
        ("token 123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "token <token>"),
        ("Bearer abcdefgh12345", "Bearer <token>"),
        ("host 93.184.216.34", "host <address>"),
    ],
)
def test_what_is_private_is_taken_out(text: str, shown: str) -> None:
    redacted = redact(text)

    assert redacted.text == shown
    assert redacted.taken


@pytest.mark.parametrize(
    "text",
    [
        "rst cause:2, boot mode:(3,6)",
        "epc1=0x4020d1b2 excvaddr=0x00000008",
        "3ffe9d50:  3ffe9f38 00000000 3ffe9f04 3ffe9f0c",
        "esptool.py v2.8 at 14:03:11, Writing at 0x00004000... (12 %)",
        "http://192.168.4.1:8888/ and 127.0.0.1",
        "/home/root/x",
        "the password was wrong",
        "Arduino:1.8.19 (Windows Store 1.8.57.0)",
    ],
)
def test_what_a_maintainer_needs_stays(text: str) -> None:
    assert redact(text).text == text
    assert redact(text).taken == ()


def test_a_name_that_shows_itself_once_is_taken_out_everywhere() -> None:
    text = 'ssid = "HomeNet"\n/home/maxine/x\nconnected to HomeNet\nmaxine wrote, maxines did not'

    assert redact(text).text == (
        'ssid = "<network>"\n/home/<user>/x\nconnected to <network>\n<user> wrote, maxines did not'
    )


def test_the_end_of_the_address_is_taken_out_of_names_made_of_it() -> None:
    assert "4D5E6F" not in redact("MAC: 2c:3a:e8:4d:5e:6f\nDVES_4D5E6F").text


def test_redacting_twice_changes_nothing_more() -> None:
    once = redact('WiFi.begin("HomeNet", "s3cret"); jo@minibox:~$ x\nMAC: 2c:3a:e8:4d:5e:6f').text

    assert redact(once).text == once


def test_of_a_long_text_the_end_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TEXT", 8)

    assert redact("x" * 100 + " the end").text == " the end"


@given(st.text(max_size=300))
def test_any_text_can_be_redacted(text: str) -> None:
    assert isinstance(redact(text).text, str)


@given(st.from_regex(r"[A-Za-z0-9]{8,20}", fullmatch=True))
def test_no_password_survives(secret: str) -> None:
    if secret.lower() not in HARMLESS:
        assert secret not in redact(f'WiFi.begin("Network1", "{secret}");\nthen {secret} again').text
