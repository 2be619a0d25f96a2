"""Which Host stands for which system."""

from __future__ import annotations

import pytest

from espdoctor.probes.host import Host
from espdoctor.probes.host_real import real_host


@pytest.mark.parametrize(
    ("platform", "system"),
    [("linux", "linux"), ("darwin", "macos"), ("win32", "windows"), ("cygwin", "windows"), ("freebsd14", "other")],
)
def test_every_system_has_a_host(platform: str, system: str) -> None:
    assert real_host(platform).system() == system


def test_an_unknown_system_lists_ports_and_knows_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from espdoctor.probes import host_ports

    monkeypatch.setattr(host_ports, "system_comports", list)
    host: Host = real_host("plan9")
    told: list[object] = [host.ports(), host.usb_devices(), host.holders("x"), host.services(), host.kernel_log()]
    assert told == [()] * 5
    assert host.access("x").allowed
    assert host.firmware() is None
    assert host.release()
