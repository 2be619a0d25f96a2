"""How Linux writes things down, read from recorded text."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.probes import linux_files
from espdoctor.probes.linux_files import Group

GROUPS = """root:x:0:
dialout:x:20:ann,bob
uucp:x:14:
broken line
"""

DMESG = """[    0.000000] Linux version 6.8.0-45-generic
[   10.100000] usb 1-2: new full-speed USB device number 5 using xhci_hcd
[   10.250000] usb 1-2: New USB device found, idVendor=1a86, idProduct=7523, bcdDevice= 2.64
[   10.300000] ch341 1-2:1.0: ch341-uart converter detected
[   10.310000] usb 1-2: ch341-uart converter now attached to ttyUSB0
[   12.000000] wlan0: authenticated
"""

JOURNAL = """[   10.310000] box kernel: usb 1-2: ch341-uart converter now attached to ttyUSB0
[   11.000000] box kernel: EXT4-fs (sda1): mounted filesystem
"""


def test_groups_are_read_by_number() -> None:
    assert linux_files.groups_of(GROUPS)[20] == Group("dialout", 20, frozenset({"ann", "bob"}))
    assert set(linux_files.groups_of(GROUPS)) == {0, 14, 20}


@pytest.mark.parametrize(
    ("user", "session", "in_group", "needs_login"),
    [
        ("ann", frozenset({20}), True, False),
        ("ann", frozenset({1000}), True, True),
        ("eve", frozenset({1000}), False, False),
        ("eve", frozenset({20}), True, False),
    ],
)
def test_membership_by_files_and_by_session(
    tmp_path: Path, user: str, session: frozenset[int], in_group: bool, needs_login: bool
) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    gid = device.stat().st_gid
    here = frozenset(gid if number == 20 else number + 100_000 for number in session)
    access = linux_files.device_access(device, {gid: Group("dialout", gid, frozenset({"ann"}))}, user, here)
    assert (access.owner_group, access.in_group, access.needs_login) == ("dialout", in_group, needs_login)
    assert access.allowed


@pytest.mark.parametrize(("rights", "helps"), [(0o660, True), (0o600, False), (0o640, False)])
def test_a_group_helps_that_may_read_and_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: int, helps: bool
) -> None:
    monkeypatch.setattr(linux_files, "_ADMINISTRATOR", -1)
    (tmp_path / "ttyUSB0").touch()
    (tmp_path / "ttyUSB0").chmod(rights)
    assert linux_files.device_access(tmp_path / "ttyUSB0", {}, "ann", frozenset()).group_may is helps


def test_nobody_is_told_to_join_the_administrators_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ttyUSB0").touch()
    (tmp_path / "ttyUSB0").chmod(0o660)
    monkeypatch.setattr(linux_files, "_ADMINISTRATOR", (tmp_path / "ttyUSB0").stat().st_gid)
    assert not linux_files.device_access(tmp_path / "ttyUSB0", {}, "ann", frozenset()).group_may


def test_a_group_without_a_name_is_told_by_number(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    assert linux_files.device_access(device, {}, "ann", frozenset()).owner_group == str(device.stat().st_gid)


def test_a_device_that_is_not_there_may_not_be_opened(tmp_path: Path) -> None:
    access = linux_files.device_access(tmp_path / "gone", {}, "ann", frozenset())
    assert not access.allowed
    assert access.owner_group is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('NAME="Ubuntu"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n', "Ubuntu 24.04.1 LTS"),
        ("PRETTY_NAME=Arch\n", "Arch"),
        ("", "Linux"),
    ],
)
def test_the_distribution_has_a_name(text: str, name: str) -> None:
    assert linux_files.os_name(text) == name


def test_only_lines_about_usb_and_serial_ports_are_kept() -> None:
    lines = linux_files.lines_worth(DMESG)
    assert len(lines) == 4
    assert lines[-1] == "[10.310000] usb 1-2: ch341-uart converter now attached to ttyUSB0"


def test_both_programs_give_the_same_lines() -> None:
    assert linux_files.lines_worth(JOURNAL) == linux_files.lines_worth(DMESG)[-1:]


def test_a_flood_is_bounded() -> None:
    flood = "[   10.0] usb 1-2: reset full-speed USB device\n" * 5000
    assert len(linux_files.lines_worth(flood)) == linux_files.MOST_LINES


def test_a_handle_that_was_closed_meanwhile_is_no_handle_of_the_device(tmp_path: Path) -> None:
    assert not linux_files.relation(tmp_path / "7", tmp_path / "ttyUSB0")


def test_old_lines_do_not_count() -> None:
    lines = ["[10.000000] usb old", "[500.000000] usb new"]
    assert linux_files.recent(lines, since=50.0) == ("[500.000000] usb new",)


@pytest.mark.parametrize(
    ("words", "classes", "kept"),
    [
        ({"idVendor": "1a86", "idProduct": "7523", "bDeviceClass": "ff"}, ["ff"], True),
        ({"idVendor": "10c4", "idProduct": "ea60", "bDeviceClass": "00"}, ["ff"], True),
        ({"idVendor": "1234", "idProduct": "5678", "bDeviceClass": "00"}, ["ff"], True),
        ({"idVendor": "046d", "idProduct": "c31c", "bDeviceClass": "00"}, ["03", "03"], False),
        ({"idVendor": "1d6b", "idProduct": "0002", "bDeviceClass": "09"}, ["09"], False),
        ({"idVendor": "0781", "idProduct": "5567", "bDeviceClass": "00"}, ["08"], False),
        ({"idVendor": "", "idProduct": ""}, [], False),
        ({}, [], False),
    ],
)
def test_only_what_could_be_a_board_counts(words: dict[str, str], classes: list[str], kept: bool) -> None:
    assert (linux_files.interesting_usb(words, classes) is not None) == kept
