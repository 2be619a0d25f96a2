"""What must not leave the machine: taken out everywhere, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from espdoctor.engine import redact as module
from espdoctor.engine.private import HARMLESS, MARKS
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


TOGETHER = [
    (
        (
            "00:00:04 WIF: Connecting to AP1 Vogelnest_2G Channel 6 BSSId A4:2B:B0:11:22:33 in mod"
            "e 11n as tischlerei-pc..."
        ),
        ("Vogelnest_2G", "11:22:33", "tischlerei-pc"),
    ),
    (
        (
            '{"StatusNET":{"Hostname":"tischlerei-pc","IPAddress":"192.168.1.77","Mac":"A4:2B:B0:1'
            '1:22:33"},"StatusMQT":{"MqttHost":"10.0.0.4","MqttUser":"gdubois","MqttClient":"DVES_'
            '112233"}}'
        ),
        ("tischlerei-pc", "11:22:33", "gdubois", "112233"),
    ),
    ('"SSId1":"Vogelnest_2G","BSSId":"A4:2B:B0:11:22:33"', ("Vogelnest_2G", "11:22:33")),
    (
        (
            "*WM: [1] AutoConnect\n"
            "*WM: Connecting as wifi client...\n"
            "*WM: Status:\n"
            "*WM: Configuring access point... \n"
            "*WM: SAVED: Vogelnest_2G\n"
            "*wm:[1] Connecting to NEW AP: Vogelnest_2G\n"
            "*wm:[3] Using Password: Kuchen#Blech88"
        ),
        ("Vogelnest_2G", "Kuchen#Blech88"),
    ),
    (
        (
            "[I][wifi:305]: WiFi Connecting to 'Vogelnest_2G'...\n"
            "[C][wifi:391]:   SSID: 'Vogelnest_2G'\n"
            "[C][wifi:392]:   IP Address: 192.168.1.20\n"
            "[C][wifi:394]:   BSSID: A4:2B:B0:11:22:33\n"
            "[C][wifi:396]:   Hostname: 'tischlerei-pc'"
        ),
        ("Vogelnest_2G", "11:22:33", "tischlerei-pc"),
    ),
    ("[12:01:02][D][wifi:491]: - 'Vogelnest_2G' (A4:2B:B0:11:22:33) ▂▄", ("Vogelnest_2G", "11:22:33")),
    (
        (
            "AT+CWLAP\r\n"
            '+CWLAP:(3,"Vogelnest_2G",-48,"a4:2b:b0:11:22:33",1,-22)\r\n'
            '+CWLAP:(4,"Nachbar 7",-78,"00:11:22:aa:bb:cc",11,3)'
        ),
        ("Vogelnest_2G", "Nachbar 7", "11:22:33", "aa:bb:cc"),
    ),
    (
        (
            "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY aws_secret_access_key=w"
            "JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        ),
        ("AKIAIOSFODNN7", "wJalrXUtnFEMI"),
    ),
    ("WIFI : Connected! AP: Haus_am_Bach (A4:2B:B0:77:88:99) Ch: 1 Duration: 3400 ms", ("Haus_am_Bach", "77:88:99")),
    ("I (1234) wifi: connected with Haus_am_Bach, channel 6, bssid = a4:2b:b0:77:88:99", ("Haus_am_Bach", "77:88:99")),
    (
        (
            'python3 "C:\\Users\\lpetrova\\AppData\\Local\\Arduino15\\packages\\esp8266/tools/espota.py" '
            '-i 10.0.0.7 -p 8266 "--auth=Zw3tschge_Mus" -f "x.bin"'
        ),
        ("lpetrova", "Zw3tschge_Mus"),
    ),
]


@pytest.mark.parametrize(("text", "secrets"), TOGETHER)
def test_several_things_in_one_text_are_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


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


def test_every_place_says_what_it_takes_out() -> None:
    assert all("x" in one.pattern.groupindex and one.mark and one.kind for one in module.PRIVATE)


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


@pytest.mark.parametrize("mark", sorted(mark for mark in MARKS.values() if mark.startswith("<")))
def test_a_mark_is_no_key(mark: str) -> None:
    text = f"{mark} password: {mark} / ssid={mark} {mark}"

    assert redact(text).text == text


@pytest.mark.parametrize("word", ["upload", "0000000000"])
def test_a_word_of_the_field_does_not_give_itself_away(word: str) -> None:
    shown = redact(f'password = "{word}"\n3ffe: {word} {word}').text

    assert shown == f'password = "<password>"\n3ffe: {word} {word}'


def test_what_gave_itself_away_in_one_text_is_taken_out_of_another() -> None:
    first = redact("maxine@minibox:~$ make")

    assert redact("as maxine on minibox", first.names).text == "as <user> on <computer>"


def test_of_many_names_the_first_are_looked_for_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NAMES", 1)
    shown = redact('ssid = "first1"\nssid = "second"\nfirst1 second').text

    assert shown.endswith("\n<network> second")


def test_of_a_long_text_the_end_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TEXT", 8)

    assert redact("x" * 100 + " the end").text == " the end"


@given(st.text(max_size=300))
def test_any_text_can_be_redacted(text: str) -> None:
    assert isinstance(redact(text).text, str)


@given(st.from_regex(r"[A-Za-z0-9]{8,20}", fullmatch=True))
@example("0000000X")
@example("0X000000")
def test_no_password_survives(secret: str) -> None:
    if secret.lower() not in HARMLESS:
        shown = redact(f'WiFi.begin("Network1", "{secret}");\nthen {secret} again').text
        assert secret not in (shown if len(set(secret.lower())) > 1 else shown.splitlines()[0])
