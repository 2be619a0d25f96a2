"""The pyserial port: opening, reading, writing, lines, and pyserial's own texts."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import serial
from serial.serialutil import PortNotOpenError, SerialException, SerialTimeoutException

from bench_tools import boot_mode, greeted, listen, loader_reset, opened, run_reset, sync
from espdoctor.probes import simulator
from espdoctor.probes.simulator.protocol_sim import Serial

PACKAGE = "espdoctor.probes.simulator"


@pytest.fixture
def known_to_pyserial() -> Iterator[None]:
    serial.protocol_handler_packages.append(PACKAGE)
    yield
    serial.protocol_handler_packages.remove(PACKAGE)


@pytest.mark.usefixtures("known_to_pyserial")
def test_pyserial_finds_it_by_the_url() -> None:
    with serial.serial_for_url("sim://nodemcu?seed=3", 115200, timeout=2) as port:
        assert isinstance(port, Serial)
        assert b"hello" in port.read(10_000)


@pytest.mark.usefixtures("known_to_pyserial")
def test_a_url_that_makes_no_sense_is_said_in_pyserials_way() -> None:
    with pytest.raises(SerialException, match="did you mean nodemcu"):
        serial.serial_for_url("sim://nodemcoo")


def test_nothing_heavy_is_loaded_with_it() -> None:
    code = (
        f"import sys, {PACKAGE}.protocol_sim; print(*(n for n in sys.modules if n in ('esptool', 'textual', 'rich')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_opened_the_default_way_a_running_nodemcu_is_left_alone() -> None:
    bench = simulator.bench("sim://nodemcu")
    bench.clock.sleep(2.0)
    bench.serial().open()
    bench.clock.sleep(0.5)
    bench.catch_up()
    assert bench.device.chip.running == "sketch"


def test_opened_with_both_lines_released_one_by_one_it_is_reset() -> None:
    bench = simulator.bench("sim://nodemcu")
    bench.clock.sleep(2.0)
    port = bench.serial(timeout=0.5, baudrate=74880)
    port.dtr = port.rts = False
    port.open()
    assert boot_mode(listen(port, 0.3)) == 3


def test_with_direct_wires_it_is_the_other_way_round() -> None:
    bench = simulator.bench("sim://esp-01")
    bench.clock.sleep(2.0)
    port = bench.serial()
    port.open()
    bench.catch_up()
    assert bench.device.chip.running == "held"


def test_windows_sets_both_lines_at_once() -> None:
    bench = simulator.bench("sim://nodemcu?os=windows")
    bench.clock.sleep(2.0)
    port = bench.serial()
    port.dtr = port.rts = False
    port.open()
    bench.clock.sleep(0.2)
    bench.catch_up()
    assert bench.device.chip.running == "sketch"


def test_closing_lets_both_lines_go_unless_told_otherwise() -> None:
    for hang_up, running in ((True, "rom"), (False, "held")):
        bench = simulator.bench("sim://esp-01")
        port = bench.serial()
        port.open()
        port.hang_up = hang_up
        port.close()
        bench.clock.sleep(0.002)
        bench.catch_up()
        assert bench.device.chip.running == running


def test_a_closed_port_says_so() -> None:
    port = simulator.bench("sim://nodemcu").serial()
    for use in (lambda: port.read(1), lambda: port.write(b"x"), lambda: port.in_waiting, lambda: port.cts):
        with pytest.raises(PortNotOpenError):
            use()
    port.close()
    port.open()
    with pytest.raises(SerialException, match="already open"):
        port.open()


def test_it_must_be_told_where_to_go() -> None:
    with pytest.raises(SerialException, match="must be configured"):
        Serial().open()


def test_read_returns_what_came_until_the_timeout() -> None:
    with opened("sim://nodemcu", baud=115200) as (bench, port):
        run_reset(bench, port, 0.0)
        before = bench.clock.now()
        port.timeout = 0
        assert port.read(10) == b""
        assert bench.clock.now() == before
        port.timeout = 0.25
        assert len(port.read(5)) == 5


def test_a_loop_that_only_asks_does_not_stop_time() -> None:
    with opened("sim://nodemcu", baud=115200) as (_bench, port):
        asked = 0
        while not port.in_waiting:
            asked += 1
        assert asked > 10


def test_output_that_has_not_left_can_be_dropped() -> None:
    with opened("sim://esp-01?hands=simulated&latency=1ms", baud=9600) as (bench, port):
        assert bench.hands is not None
        bench.hands.do("join-rx-tx")
        port.write(bytes(100))
        port.reset_output_buffer()
        assert len(listen(port, 1.0)) <= 1


def test_flush_waits_for_the_wire() -> None:
    with opened("sim://nodemcu", baud=9600) as (bench, port):
        before = bench.clock.now()
        port.write(bytes(960))
        port.flush()
        assert bench.clock.now() - before == pytest.approx(1.0, rel=0.01)


def test_a_write_that_does_not_fit_waits_for_room_or_times_out() -> None:
    with opened("sim://nodemcu", baud=9600) as (bench, port):
        before = bench.clock.now()
        assert port.write(bytes(5056)) == 5056
        assert bench.clock.now() - before == pytest.approx(1.0, rel=0.01)
        port.write_timeout = 0.1
        with pytest.raises(SerialTimeoutException):
            port.write(bytes(9000))


def test_a_read_without_end_can_be_cancelled_from_another_thread() -> None:
    bench = simulator.bench("sim://nodemcu?fault=no-power")
    port = bench.serial(timeout=None)
    port.open()
    heard: list[bytes] = []
    reading = threading.Event()

    def read() -> None:
        reading.set()
        heard.append(port.read(1))

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    while reader.is_alive():
        port.cancel_read()
        reader.join(0.01)
    assert heard == [b""]


def test_a_long_write_can_be_cancelled_from_another_thread() -> None:
    port = simulator.bench("sim://nodemcu?pace=line").serial(baudrate=300)
    port.open()
    writer = threading.Thread(target=lambda: port.write(bytes(60_000)))  # half an hour at that rate
    writer.start()
    while writer.is_alive():
        port.cancel_write()
        writer.join(0.01)
    port.close()


def test_a_device_that_is_gone_fails_in_the_systems_words() -> None:
    with opened("sim://nodemcu") as (bench, port):
        bench.unplug()
        with pytest.raises(SerialException, match="device reports readiness"):
            port.read(1)
        with pytest.raises(SerialException, match="write failed"):
            port.write(b"x")
        with pytest.raises(OSError, match="Input/output error"):
            port.rts = True
        with pytest.raises(OSError, match="Input/output error"):
            port.break_condition = True


def test_a_second_program_is_kept_out() -> None:
    bench = simulator.bench("sim://nodemcu")
    first = bench.serial()
    first.open()
    with pytest.raises(SerialException, match="exclusively lock"):
        bench.serial().open()


def test_an_impossible_rate_is_refused() -> None:
    with opened("sim://nodemcu") as (_bench, port), pytest.raises(ValueError, match="invalid baudrate"):
        port.baudrate = 0


def test_lines_that_are_not_wired_read_as_off() -> None:
    with opened("sim://nodemcu") as (_bench, port):
        assert (port.cts, port.dsr, port.ri, port.cd) == (False, False, False, False)
        port.break_condition = True
        port.cancel_write()


def test_a_break_is_heard_as_one_zero_however_long_it_is() -> None:
    with opened("sim://nodemcu", baud=115200) as (bench, port):
        bench.change(joined=True)  # RX and TX of the bridge: it hears itself
        listen(port, 0.1)
        for seconds in (0.001, 0.3):
            port.break_condition = True
            bench.clock.sleep(seconds)
            assert port.in_waiting == 0
            port.break_condition = False
            assert listen(port, 3.0) == b"\x00"
        port.break_condition = False
        assert listen(port, 1.0) == b""


def test_esptool_talks_to_it() -> None:
    """Greeting, stub, flash id, a compressed write and its MD5, by the program that everybody uses."""
    from esptool import cmds
    from esptool.targets import ESP8266ROM

    with opened("sim://d1-mini", baud=115200) as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        port.timeout = 3
        esp = ESP8266ROM(port)
        esp.connect("no-reset")
        esp = cmds.run_stub(esp)
        cmds.attach_flash(esp)
        assert esp.flash_id() == 0x1640C8
        assert esp.read_mac("BASE_MAC") == tuple(bytes.fromhex("a020a6112233"))
        image = os.urandom(20_000)
        cmds.write_flash(esp, [(0x10000, image)])
        assert bytes(bench.device.chip.flash.data[0x10000 : 0x10000 + len(image)]) == image
        assert esp.flash_md5sum(0x10000, len(image)) == hashlib.md5(image).hexdigest()


def test_a_port_without_lines_opens_and_refuses_to_move_them() -> None:
    """As a terminal does in pyserial: the opening passes over it, what is asked for by name does not."""
    bench = simulator.bench("sim://nodemcu?lines=none")
    port = bench.serial()
    port.open()
    with pytest.raises(OSError, match="Inappropriate ioctl"):
        port.set_modem_lines(dtr=True, rts=True)
    with pytest.raises(OSError, match="Inappropriate ioctl"):
        port.dtr = True
    port.close()
    assert (bench.device.circuit.dtr, bench.device.circuit.rts) == (False, False)


def test_it_waits_for_the_least_and_takes_the_most_that_are_wanted() -> None:
    with opened("sim://nodemcu", baud=115200) as (bench, port):
        run_reset(bench, port, 0.0)
        assert len(port.read_within(5, 5, 0.25)) == 5
        began = bench.clock.now()
        assert len(port.read_within(1, 4096, 1.0)) >= 1
        assert bench.clock.now() - began < 0.05
        bench.clock.sleep(0.05)
        assert len(port.read_within(1, 4096, 0.0)) > 100
        assert port.read_within(100_000, 100_000, 0.2) != b"", "what came counts when the time is over"
