"""Each fault shows the symptom that it promises, at the port, on every board that it is for."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass, fields

import pytest
from serial import SerialException

from bench_tools import boot_mode, greeted, listen, loader_reset, opened, run_reset, sync
from espdoctor.knowledge import rulebook
from espdoctor.probes import simulator
from espdoctor.probes.simulator.boards import BOARDS
from espdoctor.probes.simulator.faults import FAULTS
from espdoctor.probes.simulator.hands import MENDS
from espdoctor.probes.simulator.table import Table


@dataclass(frozen=True)
class Seen:
    """What a port shows: modes after both resets, whether the loader greets at two speeds."""

    run: int | None = 3
    loader: int | None = 1
    greets: bool = True
    fast: bool = True


HEALTHY = Seen()
SILENT = Seen(None, None, greets=False, fast=False)
DEAF = Seen(3, 1, greets=False, fast=False)
NO_LOADER = Seen(3, 3, greets=False, fast=False)
SLOW_ONLY = Seen(fast=False)

RUNNING = {
    "crash-null": r"Exception \(28\):\r\nepc1=0x402.* excvaddr=0x00000004",
    "crash-null-write": r"Exception \(29\):\r\nepc1=0x402.* excvaddr=0x00000000",
    "crash-null-old": r"Fatal exception 28\(LoadProhibitedCause\):\r\nepc1=0x402",
    "crash-illegal": r"Exception \(0\):\r\nepc1=0x402",
    "crash-alignment": r"Exception \(9\):\r\n.* excvaddr=0x3ffef2a1",
    "crash-alignment-old": r"Fatal exception 9\(LoadStoreAlignmentCause\)",
    "crash-flash-read": r"Exception \(3\):\r\nepc1=0x401.* excvaddr=0x4023",
    "crash-divide": r"Exception \(6\):",
    "crash-divide-old": r"Fatal exception 0\(IllegalInstructionCause\):\r\nepc1=0x4000dce5",
    "crash-jump": r"Exception \(20\):\r\nepc1=0x00000000",
    "crash-assert": r"User exception [\s\S]*Panic core_esp8266_main.cpp:137 __yield: Assertion",
    "stack-overflow": r"Stack overflow detected\r\n",
    "stack-smash": r"Stack smashing detected at 0x402",
    "no-memory": r"Unhandled C\+\+ exception: OOM[\s\S]*last failed alloc call: 40[0-9A-F]{6}\(\d+\)",
    "no-memory-old": r"E:M \d+\r\n[\s\S]*Exception \(29\)",
    "isr-in-flash": r"ISR not in IRAM![\s\S]*Abort called",
    "soft-wdt": r"Soft WDT reset\r\n\r\nException \(4\):",
    "hw-wdt": r"starting\r\n[\s\S]*rst cause:4, boot mode:\(3,",
    "restart-hangs": r"saved, restarting[\s\S]*rst cause:2, boot mode:\(1,[\s\S]*rst cause:4, boot mode:\(1,",
    "brownout": r"joining the network\r\n(?!sent)",
    "no-wake-wire": r"good night\r\n",
}
"""What each program that goes wrong says at 115200 baud within 25 seconds, if nobody resets the board."""

SYMPTOMS: dict[str, Seen] = {
    "bridge-deaf": SILENT,
    "rx-tx-swapped": SILENT,
    "rx-tx-open": SILENT,
    "no-power": SILENT,
    "no-common-ground": SILENT,
    "chip-dead": SILENT,
    "reset-held": SILENT,
    "enable-open": SILENT,
    "monitor-pulls-reset": HEALTHY,
    "fed-through-rx": HEALTHY,
    "reset-capacitor": SILENT,
    "port-onboard": SILENT,
    "port-bluetooth": SILENT,
    "tx-open": DEAF,
    "dark-bridge": DEAF,
    "ear-on-gpio2": HEALTHY,
    "device-on-rx": DEAF,
    "baud-too-high": SLOW_ONLY,
    "baud-gap": SLOW_ONLY,
    "gpio0-not-wired": NO_LOADER,
    "dtr-only": Seen(None, 3, greets=False, fast=False),
    "lines-swapped": Seen(None, 3, greets=False, fast=False),
    "lines-swapped-direct": Seen(None, 3, greets=False, fast=False),
    "slow-reset": NO_LOADER,
    "no-reset-wires": SILENT,
    "gpio15-high": Seen(7, 5, greets=False, fast=False),
    "gpio2-low": Seen(2, 0, greets=False, fast=False),
    "gpio0-low": Seen(1, 1),
    "esp32-in-place": SILENT,
    "board-menu-wrong": HEALTHY,
    "flash-size-mismatch": HEALTHY,
    "flash-mode-wrong": HEALTHY,
    "flash-blank": HEALTHY,
    "flash-pins-used": HEALTHY,
    "flash-silent": HEALTHY,
    "flash-tired": HEALTHY,
    "flash-worn": HEALTHY,
    "flash-locked": HEALTHY,
    "flash-fake": HEALTHY,
    "image-too-large": HEALTHY,
    "image-for-esp32": HEALTHY,
    "module-wrong": HEALTHY,
    "ota-no-space": HEALTHY,
    "image-shifted": HEALTHY,
    "efuse-blank": HEALTHY,
    "method-ck": HEALTHY,
    "method-none": HEALTHY,
    "stale-flash": HEALTHY,
    "stale-wifi": HEALTHY,
    "efuse-corrupt": HEALTHY,
    "weak-supply": HEALTHY,
    "dying-supply": HEALTHY,
    "usb-sags": HEALTHY,
    **dict.fromkeys(RUNNING, HEALTHY),
    "image-damaged": HEALTHY,
}
"""What the port shows while nothing heavy is asked of it. "No greeting" is none of an ESP8266's."""

REFUSED = {
    "charge-only-cable": errno.ENOENT,
    "not-plugged-in": errno.ENOENT,
    "driver-missing": errno.ENOENT,
    "bridge-dead": errno.ENOENT,
    "brltty": errno.ENOENT,
    "port-busy": errno.EBUSY,
    "modemmanager": errno.EBUSY,
    "port-shared": errno.EAGAIN,
    "port-permission": errno.EACCES,
    "group-not-yet": errno.EACCES,
    "driver-bad": None,
}
"""Faults whose port does not open, with pyserial's number (None: it tells none)."""

APART = {"crystal-40", "uno-in-place", "port-gps", "loose-cable", "port-renamed"}
APART |= {"line-noise", "ground-adrift", "sensor-on-tx"}
"""Those with a test of their own."""


def cases(names: object) -> list[tuple[str, str]]:
    return [(fault.id, board) for fault in FAULTS.values() if fault.id in names for board in fault.cases_for]  # type: ignore[operator]


def test_no_fault_is_without_a_promise() -> None:
    assert set(SYMPTOMS) | set(REFUSED) | APART == set(FAULTS)


@pytest.mark.parametrize(("fault", "board"), cases(SYMPTOMS))
def test_the_port_shows_it(fault: str, board: str) -> None:
    with opened(f"sim://{board}?fault={fault}") as (bench, port):
        run, loader = boot_mode(run_reset(bench, port)), boot_mode(loader_reset(bench, port))
        greets = greeted(sync(port))
        loader_reset(bench, port)
        fast = greeted(sync(port, 921600))
    assert Seen(run, loader, greets, fast) == SYMPTOMS[fault]


@pytest.mark.parametrize(("fault", "board"), cases(RUNNING))
def test_the_program_goes_wrong_as_promised(fault: str, board: str) -> None:
    with opened(f"sim://{board}?fault={fault}", baud=115200) as (_bench, port):
        heard = listen(port, 25.0).decode("latin-1")
    assert re.search(RUNNING[fault], heard), heard


@pytest.mark.parametrize("board", FAULTS["image-damaged"].cases_for)
def test_a_damaged_program_does_not_add_up(board: str) -> None:
    with opened(f"sim://{board}?fault=image-damaged") as (bench, port):
        assert b"csum err\r\nets_main.c" in run_reset(bench, port)


def test_a_press_on_reset_cures_a_restart_that_hangs_and_the_next_one_comes_up() -> None:
    with opened("sim://nodemcu?fault=restart-hangs&hands=simulated", baud=115200) as (bench, port):
        listen(port, 12.0)
        assert bench.device.chip.mode == "uart"
        assert bench.hands is not None
        bench.hands.do("press-reset")
        assert listen(port, 20.0).count(b"saved, restarting") > 1


def test_a_wire_to_the_reset_pin_lets_it_wake() -> None:
    with opened("sim://d1-mini?fault=no-wake-wire&hands=simulated", baud=115200) as (bench, port):
        assert listen(port, 30.0).count(b"good night") == 1
        assert bench.hands is not None
        bench.hands.do("wire-wake")
        assert listen(port, 30.0).count(b"good night") > 1


@pytest.mark.parametrize(("fault", "board"), cases(REFUSED))
def test_the_port_does_not_open(fault: str, board: str) -> None:
    with pytest.raises(SerialException) as refused:
        simulator.bench(f"sim://{board}?fault={fault}").serial().open()
    assert refused.value.errno == REFUSED[fault]


def test_a_receiver_talks_of_the_sky_and_never_of_a_boot() -> None:
    with opened("sim://d1-mini?fault=port-gps", baud=9600) as (_bench, port):
        assert b"$GPRMC" in listen(port, 2.5)


@pytest.mark.parametrize("board", FAULTS["loose-cable"].cases_for)
def test_a_loose_plug_drops_while_it_is_used_and_comes_back(board: str) -> None:
    with opened(f"sim://{board}?fault=loose-cable") as (bench, port):
        with pytest.raises(SerialException, match="device reports readiness to read but returned no data"):
            listen(port, 10.0)
        bench.clock.sleep(2.0)
        assert len(bench.host.ports()) == 1


@pytest.mark.parametrize("board", FAULTS["port-renamed"].cases_for)
def test_a_port_comes_back_under_another_name_and_its_old_one_is_gone(board: str) -> None:
    with opened(f"sim://{board}?fault=port-renamed") as (bench, port):
        before = bench.host.ports()[0].url
        with pytest.raises(SerialException):
            listen(port, 10.0)
        port.close()
        bench.clock.sleep(2.0)
        after = bench.host.ports()[0].url
        assert after.partition("?")[0] == f"sim://{board}/ttyUSB1"
        assert "now attached to ttyUSB1" in bench.host.kernel_log()[-1]
        for gone in (before, after.replace("ttyUSB1", "ttyUSB0")):
            with pytest.raises(SerialException, match="No such file"):
                bench.serial(gone).open()
        bench.serial(after).open()


@pytest.mark.parametrize("board", FAULTS["ground-adrift"].cases_for)
def test_without_a_common_ground_bytes_come_both_ways_and_many_of_them_spoilt(board: str) -> None:
    with opened(f"sim://{board}?fault=ground-adrift&hands=simulated") as (bench, port):
        clean = run_reset(*_sound(board))
        heard = run_reset(bench, port)
        wrong = sum(a != b for a, b in zip(clean[:120], heard[:120], strict=True))
        assert 15 < wrong < 60
        assert bench.hands is not None
        bench.hands.do("join-grounds")
        assert run_reset(bench, port)[:120] == clean[:120]


@pytest.mark.parametrize("board", FAULTS["ear-on-gpio2"].cases_for)
def test_at_gpio2_all_but_the_program_is_heard(board: str) -> None:
    with opened(f"sim://{board}?fault=ear-on-gpio2&hands=simulated", baud=115200) as (bench, port):
        assert b"tick" not in listen(port, 3.0)
        assert bench.hands is not None
        bench.hands.do("fix-wiring")
        assert b"tick" in listen(port, 3.0)


@pytest.mark.parametrize("board", FAULTS["line-noise"].cases_for)
def test_noise_spoils_some_bytes_of_every_few_lines(board: str) -> None:
    with opened(f"sim://{board}?fault=line-noise") as (bench, port):
        clean = run_reset(*_sound(board))
        noisy = [run_reset(bench, port) for _ in range(5)]
    wrong = [sum(a != b for a, b in zip(clean[:120], heard[:120], strict=False)) for heard in noisy]
    assert 0 < sum(wrong) < 60


def _sound(board: str) -> tuple[simulator.workbench.Bench, object]:
    bench = simulator.bench(f"sim://{board}")
    port = bench.serial(timeout=0.2)
    port.open()
    return bench, port


@pytest.mark.parametrize("board", FAULTS["sensor-on-tx"].cases_for)
def test_a_sensor_is_heard_while_the_chip_is_held_in_reset(board: str) -> None:
    with opened(f"sim://{board}?fault=sensor-on-tx", baud=9600) as (bench, port):
        port.set_modem_lines(dtr=False, rts=True)
        bench.clock.sleep(0.3)
        port.reset_input_buffer()
        assert b"T=21.4 RH=48" in listen(port, 0.5)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("board-menu-wrong", b"csum err"),
        ("flash-mode-wrong", b"chksum 0xef"),
        ("flash-blank", b"ets_main.c"),
        ("flash-pins-used", b"ets_main.c"),
        ("flash-silent", b"ets_main.c"),
        ("image-shifted", b"ets_main.c"),
    ],
)
def test_what_is_wrong_in_the_flash_shows_in_the_boot_text(fault: str, words: bytes) -> None:
    with opened(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}") as (bench, port):
        assert words in run_reset(bench, port)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("flash-size-mismatch", b"Flash config wrong"),
        ("stale-flash", b"rf_cal[0] !=0x05"),
        ("stale-wifi", b"Exception"),
    ],
)
def test_what_the_sdk_complains_of_comes_again_and_again(fault: str, words: bytes) -> None:
    heard = b""
    with opened(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}") as (bench, port):
        for baud in (74880, 115200):
            run_reset(bench, port, 0.0)
            port.baudrate = baud
            heard += listen(port, 12.0)
    assert heard.count(words) >= 2


ERASE = bytes.fromhex("c0 00 02 10 00 00000000 00100000 01000000 00040000 00001000 c0")
"""FLASH_BEGIN of one sector at 0x100000: an erase takes more current than the loader alone."""


@pytest.mark.parametrize(("fault", "running"), [("weak-supply", {"rom", "sketch"}), ("dying-supply", {"stuck"})])
def test_a_weak_supply_lets_the_chip_go_when_it_has_work(fault: str, running: set[str]) -> None:
    with opened(f"sim://esp-12e?fault={fault}") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        assert bench.device.chip.running == "rom-loader"
        port.write(ERASE)
        heard = listen(port, 1.0)
        assert bench.device.chip.running in running
    assert b"\xc0\x01\x02" not in heard  # no answer to the erase


def test_a_supply_that_takes_the_port_along() -> None:
    with opened("sim://nodemcu?fault=usb-sags") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        port.write(ERASE)
        with pytest.raises(SerialException):
            listen(port, 1.0)


PROGRAM = bytes(range(256)) * 128
"""32 KB that have every bit both ways."""


def _kept(fault: str, erases: int = 1) -> bool:
    """Whether a flash holds what was written to it."""
    flash = simulator.bench(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}").device.chip.flash
    for _ in range(erases):
        flash.erase(0x2000, len(PROGRAM))
    flash.write(0x2000, PROGRAM)
    return flash.read(0x2000, len(PROGRAM)) == PROGRAM


def test_a_tired_flash_wants_a_second_erase_and_a_worn_one_does_not_hold_even_then() -> None:
    assert not _kept("flash-tired")
    assert _kept("flash-tired", erases=2)
    assert not _kept("flash-worn", erases=3)


def test_a_false_name_shows_where_the_chip_begins_again() -> None:
    flash = simulator.bench("sim://nodemcu?fault=flash-fake").device.chip.flash
    assert flash.id_bytes()[2] == 22  # 4 MB by its name
    flash.erase(0x100000, 0x1000)
    flash.write(0x100000, b"mark")
    assert flash.read(0x080000, 4) == flash.read(0, 4) == b"mark"


@pytest.mark.parametrize(("fault", "status"), [("flash-locked", b"\x01\x06"), ("flash-worn", b"\x00\x00")])
def test_only_a_protected_chip_refuses_to_be_erased(fault: str, status: bytes) -> None:
    with opened(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        port.write(ERASE)
        assert listen(port, 1.0).endswith(b"\x07\x12\x20" + status + b"\xc0")


@pytest.mark.parametrize(
    ("fault", "ends"),
    [
        ("flash-tired", "md5-mismatch"),
        ("flash-worn", "md5-mismatch"),
        ("flash-fake", "md5-mismatch"),
        ("flash-locked", "write-failed"),
        ("flash-silent", "write-failed"),
        ("image-too-large", "write-failed"),
        ("module-wrong", "efuse-check"),
        ("ota-no-space", "ota-failed"),
        ("image-for-esp32", "ok"),
    ],
)
def test_the_persons_own_upload_ends_as_a_tool_would_end_it(fault: str, ends: str) -> None:
    bench = simulator.bench(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}&hands=simulated")
    assert bench.hands is not None
    assert bench.hands.answer("upload.symptom") == ends


@pytest.mark.parametrize(("fault", "method"), [("method-ck", "ck"), ("method-none", "none")])
def test_a_setting_that_resets_nothing_is_known_to_the_person_and_keeps_the_upload_from_connecting(
    fault: str, method: str
) -> None:
    bench = simulator.bench(f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}&hands=simulated")
    assert bench.hands is not None
    assert (bench.hands.answer("upload.reset_method"), bench.hands.answer("upload.symptom")) == (method, "no-sync")
    assert bench.hands.do("set-reset-method")
    assert bench.hands.answer("upload.symptom") == "ok"


@pytest.mark.parametrize("board", FAULTS["crystal-40"].cases_for)
def test_on_a_crystal_of_40_mhz_the_rom_talks_at_115200_and_a_usual_program_at_no_usual_speed(board: str) -> None:
    with opened(f"sim://{board}?fault=crystal-40", baud=115200) as (bench, port):
        port.set_modem_lines(dtr=False, rts=True)
        bench.clock.sleep(0.1)
        port.set_modem_lines(dtr=False, rts=False)
        heard = listen(port, 1.0)
        assert b"boot mode:(3," in heard
        assert b"hello" not in heard
        loader_reset(bench, port)
        assert greeted(sync(port))


def test_the_roms_words_show_that_the_image_is_another_chips() -> None:
    with opened("sim://nodemcu?fault=image-for-esp32") as (bench, port):
        assert b"load 0x000000ee" in run_reset(bench, port)
    assert bench.firmware() == bench.device.chip.flash.read(0, len(bench.firmware()))


def test_fuses_that_were_never_burnt_read_as_zero() -> None:
    read_d0 = b"\xc0\x00\x0a\x04\x00\x00\x00\x00\x00\x50\x00\xf0\x3f\xc0"
    with opened("sim://d1-mini?fault=efuse-blank") as (bench, port):
        loader_reset(bench, port)
        assert greeted(sync(port))
        port.write(read_d0)
        assert b"\xc0\x01\x0a\x02\x00\x00\x00\x00\x00\x00\x00\xc0" in listen(port, 0.1)


def test_two_faults_show_both() -> None:
    with opened("sim://esp-12e?fault=gpio2-low&fault=tx-open") as (bench, port):
        assert boot_mode(run_reset(bench, port)) == 2
    with opened("sim://esp-12e?fault=baud-too-high&fault=flash-mode-wrong") as (bench, port):
        assert b"chksum 0xef" in run_reset(bench, port)
        loader_reset(bench, port)
        assert greeted(sync(port))
        loader_reset(bench, port)
        assert not greeted(sync(port, 921600))


def test_every_fault_stands_for_a_cause_of_the_rules_and_is_for_a_board_that_there_is() -> None:
    for fault in FAULTS.values():
        assert fault.cause in rulebook().causes, fault.id
        assert fault.cases_for, fault.id
        assert set(fault.cases_for) <= set(BOARDS), fault.id


def test_every_fault_changes_what_there_is_and_is_put_right_by_steps_that_there_are() -> None:
    known = {field.name for field in fields(Table)}
    for fault in FAULTS.values():
        assert {name for name, _ in fault.changes} <= known, fault.id
        assert set(fault.hands) <= set(MENDS), fault.id
        assert bool(fault.hands) == (fault.repair in ("hands", "setting")), fault.id


# the labels of the shared cases for everything that a board or a computer can have wrong
GROUPS = {
    "host": "port-missing driver-missing port-wrong port-busy port-permission port-stolen port-vanished usb-driver-bad "
    "usb-bridge-faulty",
    "link": "no-response tx-path-down baud-too-high line-noise serial-lines-shared power-insufficient",
    "boot mode": "not-in-download-mode wrong-reset-method gpio15-high gpio2-low gpio0-low-at-boot held-in-reset "
    "wrong-chip-selected board-menu-wrong",
    "flash": "flash-size-mismatch image-too-large flash-mode-wrong flash-chip-unreachable flash-pins-used md5-mismatch "
    "flash-defective-or-protected stale-flash image-offset-or-bootloader-missing image-not-for-chip ota-upload-fails",
    "eFuse": "efuse-wrong-module-selected efuse-mac-invalid",
    "run time": "restart-hangs-after-serial-upload brownout-resets exception-null-pointer "
    "exception-illegal-instruction exception-alignment exception-load-store-flash exception-divide-by-zero "
    "exception-other stack-overflow out-of-memory isr-not-in-iram soft-wdt hw-wdt deep-sleep-no-wake boot-loop-csum",
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_trouble_of_the_group_can_be_played(group: str) -> None:
    assert set(GROUPS[group].split()) - {fault.cause for fault in FAULTS.values()} == set()


@pytest.mark.parametrize("system", ["windows", "macos"])
@pytest.mark.parametrize("fault", ["port-permission", "group-not-yet", "brltty", "modemmanager"])
def test_what_only_linux_has_is_refused_elsewhere(fault: str, system: str) -> None:
    url = f"sim://{FAULTS[fault].cases_for[0]}?fault={fault}"
    assert FAULTS[fault].systems == ("linux",)
    with pytest.raises(ValueError, match=f"'{fault}' with os={system}: it is one of linux"):
        simulator.bench(f"{url}&os={system}")
    assert simulator.bench(f"{url}&os=linux").host.system() == "linux"


def test_other_faults_can_be_had_on_every_system() -> None:
    everywhere = {fault.id for fault in FAULTS.values() if fault.systems == ("linux", "windows", "macos")}
    assert {"port-busy", "driver-missing", "bridge-dead", "gpio0-low"} <= everywhere
