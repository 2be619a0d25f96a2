"""Home folders on three systems, prompts of shells and system logs: whose computer it is."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

PLACES = [
    (
        ("C:\\Users\\gdubois\\AppData\\Local\\Arduino15\\packages\\esp8266\\hardware\\esp8266\\2.7.4/tools/upload.py"),
        ("gdubois",),
    ),
    ("C:\\Users\\Gérard Dubois\\AppData\\Local\\Arduino15", ("Gérard", "Dubois")),
    ("C:\\\\Users\\\\gerard dubois\\\\AppData\\\\Local\\\\Temp\\\\arduino_build_1", ("gerard", "dubois")),
    ('"C:\\Users\\GERARD~1\\AppData\\Local\\Temp"', ("GERARD~1",)),
    ("/mnt/c/Users/gdubois/esp", ("gdubois",)),
    ("/c/Users/gdubois/esp", ("gdubois",)),
    ("file:///C:/Users/gdubois/x.ino", ("gdubois",)),
    ("C:\\Users\\gdubois.FIRMA\\Documents", ("gdubois",)),
    ("\\\\tischlerei-pc\\share\\esp\\fw.bin", ("tischlerei-pc",)),
    ("D:\\Usuários\\gdubois\\x", ("gdubois",)),
    ("/Users/gdubois/Library/Arduino15/packages/esp8266/tools/python3/3.7.2-post1/python3", ("gdubois",)),
    ("/Volumes/Macintosh HD/Users/gdubois/x", ("gdubois",)),
    ("/home/gdubois/.platformio/packages/tool-esptoolpy/esptool.py", ("gdubois",)),
    ("/export/home/gdubois/x  /data/data/com.termux/files/home/x /usr/home/gdubois/x", ("gdubois",)),
    ("/media/gdubois/USBSTICK/fw.bin  /run/media/gdubois/X/y", ("gdubois",)),
    ("~gdubois/esp/fw.bin", ("gdubois",)),
    ("gdubois@tischlerei-pc:~/esp$ esptool.py chip_id", ("gdubois", "tischlerei-pc")),
    ("gdubois@tischlerei-pc:~$ ls", ("gdubois", "tischlerei-pc")),
    ("gdubois@tischlerei-pc esp % esptool.py chip_id", ("gdubois", "tischlerei-pc")),
    ("(gdubois) gdubois@tischlerei-pc ~ $ pio run", ("tischlerei-pc",)),
    ("(venv) gdubois@tischlerei-pc:~/esp$ pio run", ("gdubois", "tischlerei-pc")),
    ("tischlerei-pc:esp gdubois$ make flash", ("gdubois", "tischlerei-pc")),
    ("PS C:\\Users\\gdubois> esptool", ("gdubois",)),
    ("C:\\Users\\gdubois>esptool.exe", ("gdubois",)),
    ("[gdubois@tischlerei-pc ~]$ esptool", ("gdubois", "tischlerei-pc")),
    ("root@tischlerei-pc:~# dmesg", ("tischlerei-pc",)),
    ("pi@tischlerei-pc:~ $ dmesg", ("tischlerei-pc",)),
    ("Linux tischlerei-pc 6.1.0-13-amd64 #1 SMP x86_64 GNU/Linux", ("tischlerei-pc",)),
    (
        ("Nov 21 10:00:01 tischlerei-pc kernel: [ 123.4] usb 1-1: ch341-uart converter now attached to ttyUSB0"),
        ("tischlerei-pc",),
    ),
    (
        (
            "2026-11-21T10:00:01.123456+01:00 tischlerei-pc kernel: usb 1-1: ch341-uart converter "
            "now attached to ttyUSB0"
        ),
        ("tischlerei-pc",),
    ),
    ("Last login: Sat Nov 21 10:00:00 on ttys000\nlpetrova@laptop-lena ~ %", ("lpetrova", "laptop-lena")),
    ("C:\\Documents and Settings\\Lena Petrova\\Desktop\\fw.bin", ("Lena", "Petrova")),
    ("C:/Users/Lena Petrova/Documents/Arduino/x.ino", ("Lena", "Petrova")),
    ("/Users/Lena Petrova/Documents/x", ("Lena Petrova", "Petrova")),
    ('"/home/lena petrova/x"', ("petrova",)),
    ("/var/home/lpetrova/x /data/home/lpetrova/y /root/x", ("lpetrova",)),
    ("c:\\users\\lpetrova\\onedrive - firma gmbh\\x", ("lpetrova",)),
]


@pytest.mark.parametrize(("text", "secrets"), PLACES)
def test_whose_computer_it_is_is_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize(
    "text",
    [
        "/home/root/x /Users/Shared/y /home/runner/work/x",
        "~/Arduino/libraries",
        "%USERPROFILE%\\.platformio and $HOME/.platformio and ~/.platformio",
        "\\\\.\\COM10",
        "C:\\\\Program Files\\\\Arduino",
        "\\x1b\\x00\\xff",
        "12:31:01.482 -> ets Jan  8 2013,rst cause:2, boot mode:(3,6)",
        "Arduino:1.8.19 (Windows Store 1.8.57.0)",
    ],
)
def test_a_folder_of_nobody_stays(text: str) -> None:
    assert redact(text).text == text
