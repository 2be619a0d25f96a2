"""The probe `usb`: device, driver, errors and thieves."""

from __future__ import annotations

from dataclasses import replace

from computer import CH340, CH340_DEVICE, CP2102, Computer, Room, all_facts, facts_of
from espdoctor.probes.host import UsbDevice
from espdoctor.probes.usb import device_line, meant, probe

STOLEN = "[10.4] usb 1-2: usbfs: interface 0 claimed by ch341 while 'brltty' sets config #1"
ATTACHED = "[10.3] usb 1-2: ch341-uart converter now attached to ttyUSB0"
DETACHED = "[10.5] ch341-uart ttyUSB0: ch341-uart converter now disconnected from ttyUSB0"
DESCRIPTOR = "[11.0] usb 1-2: device descriptor read/64, error -71"
NO_PORT = replace(CH340_DEVICE, port=None, driver=None)


def test_a_bridge_with_its_driver_and_a_quiet_log() -> None:
    learned = facts_of(probe.run(Room(Computer(devices=(CH340_DEVICE,), log=(ATTACHED,)), url="/dev/ttyUSB0")))
    assert learned.items() >= {"usb.device": "bridge", "usb.driver": "bound", "usb.errors": "none"}.items()


def test_where_the_log_may_not_be_read_nothing_is_said_of_errors() -> None:
    learned = facts_of(probe.run(Room(Computer(devices=(CH340_DEVICE,)), url="/dev/ttyUSB0")))
    assert "usb.errors" not in learned


def test_a_bridge_without_a_driver() -> None:
    learned = facts_of(probe.run(Room(Computer(devices=(NO_PORT,)))))
    assert (learned["usb.device"], learned["usb.driver"]) == ("bridge", "missing")


def test_nothing_is_plugged_in() -> None:
    learned = facts_of(probe.run(Room(Computer())))
    assert learned == {"usb.device": "none", "usb.listing": ""}


def test_a_bridge_beside_the_chosen_device_is_told() -> None:
    gps = UsbDevice(0x1546, 0x01A7, "u-blox 7", "cdc_acm", "/dev/ttyACM0")
    learned = facts_of(probe.run(Room(Computer(devices=(gps, NO_PORT)), url="/dev/ttyACM0")))
    assert (learned["usb.device"], learned["usb.driver"]) == ("bridge", "bound")


def test_what_failed_before_it_told_its_numbers_is_not_called_nothing() -> None:
    learned = facts_of(probe.run(Room(Computer(log=(DESCRIPTOR,)))))
    assert learned == {"usb.errors": "enumeration", "usb.listing": ""}


def test_a_device_that_nobody_knows() -> None:
    learned = facts_of(probe.run(Room(Computer(devices=(UsbDevice(0x1234, 0x5678, "Gadget", port="/dev/ttyACM0"),)))))
    assert learned["usb.device"] == "other"


def test_enumeration_errors_of_the_kernel() -> None:
    facts = all_facts(probe.run(Room(Computer(log=(DESCRIPTOR,)))))
    errors = next(fact for fact in facts if fact.name == "usb.errors")
    assert errors.value == "enumeration"
    assert errors.because[0].excerpt == DESCRIPTOR


def test_enumeration_errors_of_windows() -> None:
    device = UsbDevice(0, 2, "Unknown USB Device (Device Descriptor Request Failed)", problem="Code 43")
    learned = facts_of(probe.run(Room(Computer(devices=(device,), name="windows"))))
    assert (learned["usb.device"], learned["usb.errors"]) == ("other", "enumeration")
    assert "usb.driver" not in learned or learned["usb.driver"] != "bound"


def test_a_device_that_comes_and_goes() -> None:
    gone = "[12.0] usb 1-2: USB disconnect, device number 5"
    learned = facts_of(probe.run(Room(Computer(devices=(CH340_DEVICE,), log=(gone, gone, gone, ATTACHED)))))
    assert learned["usb.errors"] == "disconnects"


# -------------------------------------------------------------------- thieves


def test_brltty_seen_in_the_act() -> None:
    computer = Computer(
        devices=(replace(NO_PORT, driver="usbfs"),), log=(ATTACHED, STOLEN, DETACHED), running=("brltty",)
    )
    facts = all_facts(probe.run(Room(computer)))
    thief = next(fact for fact in facts if fact.name == "port.thief")
    assert (thief.value, thief.because[0].excerpt) == ("brltty", STOLEN)
    assert not {"usb.driver", "port.thief_installed"} & {fact.name for fact in facts}


def test_brltty_without_a_log_is_known_by_whose_hands_the_bridge_is_in() -> None:
    computer = Computer(devices=(replace(NO_PORT, driver="usbfs"),), running=("brltty",))
    assert facts_of(probe.run(Room(computer)))["port.thief"] == "brltty"


def test_a_service_that_has_touched_nothing_is_only_installed() -> None:
    computer = Computer(devices=(CH340_DEVICE,), log=(ATTACHED,), running=("brltty", "ModemManager"))
    facts = all_facts(probe.run(Room(computer, url="/dev/ttyUSB0")))
    assert {fact.value for fact in facts if fact.name == "port.thief_installed"} == {"brltty", "modemmanager"}
    assert not [fact for fact in facts if fact.name == "port.thief"]


def test_the_service_that_holds_the_port_is_not_called_idle() -> None:
    computer = Computer(devices=(CH340_DEVICE,), running=("ModemManager",))
    room = Room(computer, url="/dev/ttyUSB0", known={"port.holder": "ModemManager (process 812)"})
    assert "port.thief_installed" not in facts_of(probe.run(room))


def test_an_unknown_program_that_takes_the_bridge() -> None:
    line = STOLEN.replace("brltty", "qemu-system-x86")
    assert facts_of(probe.run(Room(Computer(devices=(NO_PORT,), log=(line,)))))["port.thief"] == "other"


def test_a_bridge_that_was_given_back_has_no_thief() -> None:
    computer = Computer(devices=(CH340_DEVICE,), log=(STOLEN, ATTACHED))
    assert "port.thief" not in facts_of(probe.run(Room(computer, url="/dev/ttyUSB0")))


# -------------------------------------------------------------------- a port that went away


def vanished(*listed: object) -> Room:
    computer = Computer(listed=listed)  # type: ignore[arg-type]
    return Room(computer, url="/dev/ttyUSB0", known={"port.state": "vanished", "port.bridge": "ch340"})


def test_it_came_back_under_its_name() -> None:
    learned = facts_of(probe.run(vanished(CH340)))
    assert learned["port.came_back"] is True
    assert "port.url" not in learned


def test_it_came_back_under_another_name_which_is_used_from_then_on() -> None:
    learned = facts_of(probe.run(vanished(CP2102, replace(CH340, url="/dev/ttyUSB4"))))
    assert (learned["port.came_back"], learned["port.url"]) == (True, "/dev/ttyUSB4")


def test_it_did_not_come_back() -> None:
    assert facts_of(probe.run(vanished(CP2102)))["port.came_back"] is False


# -------------------------------------------------------------------- which device


def test_the_device_of_the_chosen_port_is_meant() -> None:
    other = UsbDevice(0x10C4, 0xEA60, driver=None)
    assert meant([other, CH340_DEVICE], "/dev/ttyUSB0") is CH340_DEVICE


def test_a_simulated_device_is_told_without_what_the_bench_plays() -> None:
    assert device_line(replace(CH340_DEVICE, port="sim://nodemcu?fault=driver-missing")).endswith("port sim://nodemcu")


def test_else_the_bridge_that_gives_no_port() -> None:
    lost = UsbDevice(0x10C4, 0xEA60)
    assert meant([CH340_DEVICE, lost], None) is lost
    assert meant([], None) is None


def test_a_port_on_another_computer_is_none_of_its_business() -> None:
    computer = Computer(devices=(CH340_DEVICE,))
    assert list(probe.run(Room(computer, url="socket://pi:23"))) == []
    assert computer.asked == []


def test_it_tells_nothing_that_it_did_not_promise() -> None:
    computer = Computer(devices=(NO_PORT,), log=(STOLEN, DESCRIPTOR), running=("ModemManager",))
    assert set(facts_of(probe.run(replace(vanished(), host=computer)))) <= set(probe.info.settles)


def test_the_devices_are_listed_and_the_driver_that_the_board_needs_is_named() -> None:
    learned = facts_of(probe.run(Room(Computer(devices=(NO_PORT, UsbDevice(0x1546, 0x01A7, "u-blox 7"))))))

    assert str(learned["usb.listing"]).count(" | ") == 1
    assert learned["usb.driver_needed"] == "the kernel's own module ch341"
