"""The world of a probe: one port, opened when it is needed, closed when hands move."""

from __future__ import annotations

import pytest

from espdoctor.probes.link_errors import LinkError
from workplace import Workplace


def test_the_port_is_opened_once_and_kept() -> None:
    world = Workplace("sim://nodemcu").world

    assert world.port() is world.port()


def test_closing_twice_does_nothing_more_and_the_next_use_opens_anew() -> None:
    world = Workplace("sim://nodemcu").world
    first = world.port()
    world.close()
    world.close()

    assert first.closed
    assert world.port() is not first


def test_a_port_that_was_closed_by_a_probe_is_opened_anew() -> None:
    world = Workplace("sim://nodemcu").world
    first = world.port()
    first.close()

    assert not world.port().closed


def test_choosing_another_port_lets_the_first_one_go() -> None:
    place = Workplace("sim://nodemcu")
    first = place.world.port()
    place.world.choose(place.url)
    assert not first.closed

    place.world.choose("sim://elsewhere")

    assert first.closed
    assert place.world.url == "sim://elsewhere"


def test_what_the_computer_does_to_a_port_is_an_error_of_the_world() -> None:
    with pytest.raises(LinkError):
        Workplace("sim://nodemcu?fault=port-busy").world.port()


def test_the_image_that_was_given_goes_before_the_one_that_the_host_knows() -> None:
    assert Workplace("sim://nodemcu", b"mine").world.firmware() == b"mine"
    assert Workplace("sim://nodemcu").world.firmware()


def test_before_a_button_is_pressed_the_port_waits_for_the_boot_text_and_before_wires_it_closes() -> None:
    world = Workplace("sim://nodemcu").world
    world.make_way(keep_open=True)
    port = world.port()
    port.baud = 115200
    world.make_way(keep_open=True)
    assert (port.closed, port.baud) == (False, 74880)

    world.make_way(keep_open=False)
    assert port.closed
