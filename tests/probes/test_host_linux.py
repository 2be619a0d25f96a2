"""Linux as a Host, over a made-up tree of /sys, /proc, /dev and /etc; and once over the real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from espdoctor.probes.host import Holder
from espdoctor.probes.host_linux import LOG_SECONDS, LinuxHost

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="links and users as Linux has them")

Plant = Callable[[dict[str, str]], Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Makes files (text) and links ("-> target") below a root."""

    def make(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text.startswith("-> "):
                path.symlink_to(text[3:].replace("ROOT", str(tmp_path)))
            else:
                path.write_text(text)
        return tmp_path

    return make


CH340 = {
    "sys/bus/usb/devices/1-2/idVendor": "1a86\n",
    "sys/bus/usb/devices/1-2/idProduct": "7523\n",
    "sys/bus/usb/devices/1-2/product": "USB Serial\n",
    "sys/bus/usb/devices/1-2/bDeviceClass": "ff\n",
    "sys/bus/usb/devices/1-2:1.0/bInterfaceClass": "ff\n",
}
BOUND = {
    "sys/bus/usb/devices/1-2:1.0/driver": "-> ROOT/sys/bus/usb/drivers/ch341",
    "sys/bus/usb/drivers/ch341/bind": "",
    "sys/bus/usb/devices/1-2:1.0/ttyUSB0/dev": "188:0",
}
KEYBOARD = {
    "sys/bus/usb/devices/1-3/idVendor": "046d\n",
    "sys/bus/usb/devices/1-3/idProduct": "c31c\n",
    "sys/bus/usb/devices/1-3/bDeviceClass": "00\n",
    "sys/bus/usb/devices/1-3:1.0/bInterfaceClass": "03\n",
}


def silent(_command: Sequence[str]) -> str:
    return ""


def host(root: Path, **more: object) -> LinuxHost:
    settings: dict[str, object] = {"ask": silent, "comports": list, "environment": {}}
    return LinuxHost(root, **(settings | more))  # type: ignore[arg-type]


def test_a_bridge_with_its_driver_and_port(plant: Plant) -> None:
    (device,) = host(plant(CH340 | BOUND | KEYBOARD)).usb_devices()
    assert (device.vid, device.pid, device.product) == (0x1A86, 0x7523, "USB Serial")
    assert (device.driver, device.port) == ("ch341", "/dev/ttyUSB0")


def test_a_bridge_without_a_driver_gives_no_port(plant: Plant) -> None:
    (device,) = host(plant(CH340)).usb_devices()
    assert (device.driver, device.port) == (None, None)


def test_a_bridge_that_a_program_has_taken(plant: Plant) -> None:
    taken = {
        "sys/bus/usb/devices/1-2:1.0/driver": "-> ROOT/sys/bus/usb/drivers/usbfs",
        "sys/bus/usb/drivers/usbfs/bind": "",
    }
    (device,) = host(plant(CH340 | taken)).usb_devices()
    assert (device.driver, device.port) == ("usbfs", None)


def test_a_modem_class_bridge_has_its_port_one_folder_deeper(plant: Plant) -> None:
    files = CH340 | {
        "sys/bus/usb/devices/1-2/idProduct": "55d4\n",
        "sys/bus/usb/devices/1-2:1.0/driver": "-> ROOT/sys/bus/usb/drivers/cdc_acm",
        "sys/bus/usb/drivers/cdc_acm/bind": "",
        "sys/bus/usb/devices/1-2:1.0/tty/ttyACM0/dev": "166:0",
    }
    (device,) = host(plant(files)).usb_devices()
    assert device.port == "/dev/ttyACM0"


def test_a_computer_without_usb_has_no_devices(plant: Plant) -> None:
    assert host(plant({"etc/os-release": ""})).usb_devices() == ()


def test_ports_have_other_names_and_a_mark(plant: Plant) -> None:
    files = (
        CH340
        | BOUND
        | {
            "dev/ttyUSB0": "",
            "dev/serial/by-id/usb-1a86_USB_Serial-if00-port0": "-> ../../ttyUSB0",
        }
    )
    row = SimpleNamespace(
        device="/dev/ttyUSB0",
        description="USB Serial",
        hwid="USB",
        vid=0x1A86,
        pid=0x7523,
        serial_number=None,
    )
    (port,) = host(plant(files), comports=lambda: [row]).ports()
    assert port.aliases == ("/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0",)
    assert port.plugged


def test_who_has_the_port_open(plant: Plant) -> None:
    root = plant(
        {
            "dev/ttyUSB0": "",
            "proc/4711/comm": "minicom\n",
            "proc/4711/fd/3": "-> ROOT/dev/ttyUSB0",
            "proc/4712/comm": "bash\n",
            "proc/4712/fd/0": "-> ROOT/dev/null",
            f"proc/{os.getpid()}/comm": "espdoctor\n",
            f"proc/{os.getpid()}/fd/3": "-> ROOT/dev/ttyUSB0",
        }
    )
    assert host(root).holders("/dev/ttyUSB0") == (Holder("minicom", 4711),)


def test_a_lock_file_counts_while_its_owner_lives(plant: Plant) -> None:
    root = plant(
        {
            "dev/ttyUSB0": "",
            "var/lock/LCK..ttyUSB0": "      4711\n",
            "var/lock/LCK..ttyUSB1": "      4799\n",
            "proc/4711/comm": "kermit\n",
        }
    )
    assert host(root).holders("/dev/ttyUSB0") == (Holder("kermit", 4711),)
    assert host(root).holders("/dev/ttyUSB1") == ()


def test_access_by_the_files_of_this_computer(plant: Plant) -> None:
    root = plant({"dev/ttyUSB0": ""})
    gid = (root / "dev/ttyUSB0").stat().st_gid
    plant({"etc/group": f"dialout:x:{gid}:ann\n", "etc/passwd": f"ann:x:{os.getuid()}:1::/home/ann:/bin/sh\n"})
    access = host(root, session_groups=list).access("/dev/ttyUSB0")
    assert (access.owner_group, access.in_group, access.needs_login) == ("dialout", True, True)


def test_services_that_grab_ports(plant: Plant) -> None:
    root = plant({"proc/1/comm": "systemd\n", "proc/80/comm": "brltty\n", "proc/81/comm": "ModemManager\n"})
    assert host(root).services() == ("brltty", "ModemManager")
    assert host(plant({})).services() == ("brltty", "ModemManager")


@pytest.mark.parametrize(
    ("files", "environment", "release"),
    [
        ({"etc/os-release": 'PRETTY_NAME="Debian 12"'}, {}, "Debian 12"),
        (
            {"etc/os-release": 'PRETTY_NAME="Ubuntu 24.04"', "proc/version": "Linux 5.15-microsoft-standard-WSL2"},
            {},
            "Ubuntu 24.04 in WSL",
        ),
        ({"etc/os-release": 'PRETTY_NAME="Debian 12"', ".dockerenv": ""}, {}, "Debian 12 in container"),
        ({}, {"SNAP": "/snap/arduino/85"}, "Linux in snap"),
    ],
)
def test_what_it_runs_on_and_in(plant: Plant, files: dict[str, str], environment: dict[str, str], release: str) -> None:
    assert host(plant(files), environment=environment).release() == release


def test_the_kernel_log_falls_back_to_the_journal(plant: Plant) -> None:
    answers = {"journalctl": "[  900.5] box kernel: usb 1-2: USB disconnect, device number 5\n"}
    asked = host(plant({}), ask=lambda command: answers.get(command[0], ""), awake=lambda: 1000.0)
    assert asked.kernel_log() == ("[900.500000] usb 1-2: USB disconnect, device number 5",)


def test_the_kernel_log_of_yesterday_is_left_out(plant: Plant) -> None:
    line = "[  900.5] usb 1-2: USB disconnect, device number 5"
    asked = host(plant({}), ask=lambda _command: line, awake=lambda: 900.5 + LOG_SECONDS + 1)
    assert asked.kernel_log() == ()


def test_hours_of_sleep_make_no_line_older(plant: Plant) -> None:
    """The kernel's stamps stand still while a laptop sleeps; the time since its start (/proc/uptime) goes on."""
    line = "[  900.5] usb 1-2: USB disconnect, device number 5"
    slept = plant({"proc/uptime": "40000.00 900.00"})
    assert host(slept, ask=lambda _command: line, awake=lambda: 1000.0).kernel_log() != ()


def test_a_real_computer_knows_no_firmware_and_is_linux(plant: Plant) -> None:
    assert host(plant({})).firmware() is None
    assert host(plant({})).system() == "linux"


# ---------------------------------------------------------------- the real one


@pytest.fixture
def held_terminal() -> Iterator[tuple[str, int]]:
    """A pseudo-terminal that another process has open, and that process' number."""
    master, slave = os.openpty()
    name = os.ttyname(slave)
    code = "import sys; held = open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"open"
        yield name, child.pid
        assert child.stdin is not None
        child.stdin.close()
    os.close(slave)
    os.close(master)


def test_another_process_with_a_real_device_open_is_named(held_terminal: tuple[str, int]) -> None:
    name, pid = held_terminal
    assert pid in {holder.pid for holder in LinuxHost().holders(name)}


def test_every_question_has_an_answer_on_this_computer() -> None:
    real = LinuxHost()
    assert real.release()
    assert isinstance(real.ports(), tuple)
    assert isinstance(real.usb_devices(), tuple)
    assert isinstance(real.services(), tuple)
    assert isinstance(real.kernel_log(), tuple)
    assert real.access("/dev/no-such-port").allowed is False
