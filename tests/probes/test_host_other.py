"""A system that nobody wrote a Host for."""

from __future__ import annotations

import pytest

from espdoctor.probes import host_ports
from espdoctor.probes.host import Host
from espdoctor.probes.host_other import OtherHost


def test_it_lists_ports_and_knows_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_ports, "system_comports", list)
    host: Host = OtherHost()
    told: list[object] = [host.ports(), host.usb_devices(), host.holders("x"), host.services(), host.kernel_log()]
    assert told == [()] * 5
    assert host.access("x").allowed
    assert host.firmware() is None
    assert host.release()
