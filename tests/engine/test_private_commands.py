"""What is given to commands, and what they answer about users and groups."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

PLACES = [
    ("curl -u gdubois:KuchenBlech88 http://10.0.0.2/update", ("gdubois", "KuchenBlech88")),
    ("drwxr-xr-x 2 gdubois gdubois 4096 Jan 1 10:00 esp", ("gdubois",)),
    ("gdubois : gdubois adm dialout cdrom sudo", ("gdubois",)),
    ("groups gdubois", ("gdubois",)),
    ("sudo chown gdubois:gdubois /dev/ttyUSB0", ("gdubois",)),
    ("sudo chown gdubois /dev/ttyUSB0", ("gdubois",)),
    ("sudo usermod -aG dialout gdubois", ("gdubois",)),
    ("[sudo] password for gdubois:", ("gdubois",)),
    ("[sudo] Passwort für gdubois:", ("gdubois",)),
    ("upload_flags = -a Zw3tschge_Mus", ("Zw3tschge_Mus",)),
    ("mosquitto_sub -h 10.0.0.3 -u lpetrova -P Zw3tschge_Mus -t x", ("lpetrova", "Zw3tschge_Mus")),
    ('mosquitto_pub -h broker -u "lpetrova" -P "Zw3tschge_Mus"', ("lpetrova", "Zw3tschge_Mus")),
    ("sshpass -p Zw3tschge_Mus ssh lpetrova@10.0.0.4", ("Zw3tschge_Mus", "lpetrova")),
    ("ssh lpetrova@laptop-lena", ("lpetrova", "laptop-lena")),
    ("scp fw.bin lpetrova@192.168.1.4:/tmp", ("lpetrova",)),
    ("nmcli dev wifi connect Haus_am_Bach password Zw3tschge_Mus", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('netsh wlan show profile name="Haus_am_Bach" key=clear', ("Haus_am_Bach",)),
    ("whoami: lpetrova", ("lpetrova",)),
    ("-rw-r--r--@ 1 lpetrova  staff  1234 Nov 21 10:00 fw.bin", ("lpetrova",)),
    ("COMMAND PID USER FD TYPE DEVICE\nscreen 4711 lpetrova 5u CHR 18,6 /dev/tty.usbserial", ("lpetrova",)),
    ("/dev/ttyUSB0:        4711 (lpetrova)screen", ("lpetrova",)),
    (
        ("                     USER        PID ACCESS COMMAND\n/dev/ttyUSB0:        lpetrova    4711 F.... screen"),
        ("lpetrova",),
    ),
    ("dialout:x:20:lpetrova", ("lpetrova",)),
    ("uid=1000(lpetrova) gid=1000(lpetrova) groups=1000(lpetrova),20(dialout)", ("lpetrova",)),
    ("lpetrova is not in the sudoers file", ("lpetrova",)),
    ("getent group dialout\ndialout:x:20:pi,lpetrova", ("lpetrova",)),
]


@pytest.mark.parametrize(("text", "secrets"), PLACES)
def test_a_secret_on_a_command_line_is_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize(
    "text",
    [
        "usermod -a -G dialout $USER",
        "crw-rw---- 1 root dialout 188, 0 Nov 21 10:00 /dev/ttyUSB0",
        "groups: cannot find name for group ID 1001",
        "esptool.py --port COM5 --baud 460800 write_flash -fm dio 0x0 fw.bin",
        "sudo adduser $USER dialout",
    ],
)
def test_a_command_without_a_secret_stays(text: str) -> None:
    assert redact(text).text == text
