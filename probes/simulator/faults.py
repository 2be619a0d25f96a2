"""The faults that the bench can play, as data: what each changes on the table, and which cause it stands for.

What puts a fault right follows from `hands.MENDS` (a step sets the fields back that the fault changed), from our own
upload with the right setting, or from what is written to the flash. Sources: the causes' own rule files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .ports import SYSTEMS, System
from .table import Setting

Repair = Literal["tool", "hands", "part", "setting", "none"]

_LINUX = frozenset({"permitted", "in_group", "thief"})
"""What only Linux has, of the table's fields."""

OWN_USB = ("nodemcu", "d1-mini", "esp8285")
WIRED = ("esp-01", "esp-12e")
ALL = (*OWN_USB, *WIRED)
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `changes` are fields of `table.Table`."""

    id: str
    title: str
    cause: str
    repair: Repair
    cases_for: tuple[str, ...]
    changes: tuple[tuple[str, Setting], ...]
    hands: tuple[str, ...] = ()
    """The hands-on steps each of which puts it right (or, for `setting`, sets the tool right)."""

    @property
    def systems(self) -> tuple[System, ...]:
        """Where it can be met: groups that may open a port, and services that take one away, are Linux's."""
        return ("linux",) if _LINUX.intersection(dict(self.changes)) else SYSTEMS


def _fault(
    id_: str, cause: str, repair: Repair, cases_for: tuple[str, ...], title: str, hands: str = "", **changes: Setting
) -> Fault:
    return Fault(id_, title, cause, repair, cases_for, tuple(changes.items()), tuple(hands.split()))


def _crash(id_: str, cause: str, title: str) -> Fault:
    """A program that ends by itself, over and over; its sketch has the fault's name. Only its author can mend it."""
    return _fault(id_, cause, "none", OWN_USB, title, sketch=id_)


_HOST = (
    _fault("charge-only-cable", "port-missing", "hands", ("nodemcu", "d1-mini", "esp-01"),
           "The USB cable has only the two wires for power", "other-cable", cable="charge-only"),
    _fault("not-plugged-in", "port-missing", "hands", ("nodemcu", "esp-12e"),
           "The board's plug is not in the computer", "replug other-cable other-usb-port", plugged=False),
    _fault("driver-missing", "driver-missing", "hands", ("nodemcu", "d1-mini", "esp-01"),
           "The computer has no driver for the bridge", "install-driver", driver="missing"),
    _fault("port-onboard", "port-wrong", "hands", ("nodemcu", "d1-mini"),
           "The computer's own serial port is chosen", "choose-port", chosen="onboard"),
    _fault("port-bluetooth", "port-wrong", "hands", ("nodemcu", "esp-12e"),
           "A Bluetooth port is chosen", "choose-port", chosen="bluetooth"),
    _fault("port-gps", "port-wrong", "hands", ("d1-mini",),
           "The port of a GPS receiver is chosen", "choose-port", chosen="gps"),
    _fault("port-busy", "port-busy", "hands", ALL,
           "A serial monitor holds the port", "close-holder", holder="putty"),
    _fault("port-shared", "port-busy", "hands", ("nodemcu", "esp-01"),
           "A monitor has locked the port in the polite way", "close-holder", holder="screen", holder_locks=False),
    _fault("port-permission", "port-permission", "hands", ("nodemcu", "d1-mini", "esp-01"),
           "The user is not in the group that may open the port", "join-group", permitted=False, in_group=False),
    _fault("group-not-yet", "port-permission", "hands", ("nodemcu",),
           "The user is in the group, but only from the next login on", "log-in-anew", permitted=False),
    _fault("brltty", "port-stolen", "hands", ("d1-mini", "esp-12e"),
           "The service for braille displays takes the bridge away", "remove-thief", thief="brltty"),
    _fault("modemmanager", "port-stolen", "hands", ("nodemcu", "esp-01"),
           "The service for modems holds the port", "remove-thief", thief="ModemManager"),
    _fault("loose-cable", "port-vanished", "hands", ("nodemcu", "d1-mini", "esp-01"),
           "The USB plug loses contact while the port is used", "other-cable", cable="loose"),
    _fault("port-renamed", "port-vanished", "hands", ("nodemcu", "esp-12e"),
           "The USB plug loses contact, and the port comes back under another name", "other-cable",
           cable="loose", renames=True),
    _fault("driver-bad", "usb-driver-bad", "hands", ("d1-mini", "esp-12e"),
           "The driver's version cannot configure the port", "change-driver", driver="bad"),
    _fault("bridge-dead", "usb-bridge-faulty", "part", ("nodemcu", "d1-mini", "esp-01"),
           "The bridge does not tell the computer what it is", adapter="dead"),
    _fault("bridge-deaf", "usb-bridge-faulty", "part", ("esp-01", "esp-12e"),
           "The bridge shows up, but its serial side is dead", adapter="deaf"),
)  # fmt: skip

_LINK = (
    _fault("rx-tx-swapped", "no-response", "hands", WIRED,
           "TX is joined to TX, and RX to RX", "swap-rx-tx", rx_tx="straight"),
    _fault("rx-tx-open", "no-response", "hands", WIRED,
           "Both serial wires are loose", "fix-wiring", to_board=False, from_board=False),
    _fault("no-power", "no-response", "hands", WIRED,
           "The module has no power", "power-on fix-wiring", powered=False),
    _fault("no-common-ground", "no-response", "hands", WIRED,
           "The grounds of supply and adapter are not joined", "join-grounds fix-wiring", ground=False),
    _fault("ground-adrift", "line-noise", "hands", WIRED,
           "No common ground: the levels drift, and three of ten bytes come spoilt", "join-grounds fix-wiring",
           ground=False, strays=True),
    _fault("ear-on-gpio2", "rx-on-gpio2", "hands", WIRED,
           "The adapter listens at GPIO2, which falls silent when a program starts", "fix-wiring", ear="gpio2"),
    _fault("chip-dead", "no-response", "part", WIRED, "The chip is dead", alive=False),
    _fault("tx-open", "tx-path-down", "hands", WIRED,
           "The wire to RX of the board is loose", "fix-tx-wire fix-wiring", to_board=False),
    _fault("baud-too-high", "baud-too-high", "setting", ("nodemcu", "esp-01", "esp-12e"),
           "The upload speed is more than the wires carry", "set-baud",
           upload_baud=921600, fails_from=300000.0, fails_to=4e6),
    _fault("baud-gap", "baud-too-high", "setting", ("d1-mini",),
           "One upload speed fails although a faster one works", "set-baud",
           upload_baud=921600, fails_from=900000.0, fails_to=950000.0),
    _fault("line-noise", "line-noise", "hands", WIRED,
           "Long wires pick up noise", "shorten-wires", ber=0.003),
    _fault("sensor-on-tx", "serial-lines-shared", "hands", ALL,
           "A sensor talks on the line that leads from the board", "free-serial-pins", talker="sensor-on-tx"),
    _fault("device-on-rx", "serial-lines-shared", "hands", ("nodemcu", "esp-12e"),
           "Something else drives the board's RX", "free-serial-pins", talker="device-on-rx"),
    _fault("dark-bridge", "serial-lines-shared", "hands", WIRED,
           "A second bridge on the wires has no power, and holds RX of the board low", "free-serial-pins",
           talker="dark-bridge"),
    _fault("weak-supply", "power-insufficient", "hands", WIRED,
           "The supply gives too little: the chip starts over under load", "better-supply",
           supply_ma=110.0, power_source="adapter-3v3"),
    _fault("dying-supply", "power-insufficient", "hands", ("esp-12e",),
           "The supply gives too little: the chip dies under load", "better-supply",
           supply_ma=110.0, overload="dies", power_source="arduino-3v3", sketch="silent"),
    _fault("fed-through-rx", "power-insufficient", "hands", WIRED,
           "VCC is joined to nothing: the chip lives on what comes through RX", "power-on fix-wiring better-supply",
           powered=False, feeds_rx=True),
    _fault("usb-sags", "power-insufficient", "hands", ("nodemcu", "d1-mini"),
           "The USB supply breaks down under load and takes the port along", "better-supply",
           supply_ma=110.0, overload="unplugs", sketch="silent"),
)  # fmt: skip

_BOOT = (
    _fault("gpio0-not-wired", "not-in-download-mode", "hands", ("esp-01", "esp-12e", "nodemcu"),
           "Nothing leads from the adapter to GPIO0", "wire-gpio0 hold-flash-press-reset", gpio0_wire=False),
    _fault("no-reset-wires", "not-in-download-mode", "hands", ("esp-01",),
           "The adapter has wires for RX and TX only", "hold-flash-press-reset", circuit="none", gpio0_wire=False),
    _fault("reset-capacitor", "not-in-download-mode", "hands", ("esp-01", "esp-12e"),
           "A large capacitor holds RST up against the line's short pulse", "hold-flash-press-reset", rst_fall=0.6),
    _fault("lines-swapped", "wrong-reset-method", "setting", ("esp-12e",),
           "DTR and RTS are joined the wrong way round", "set-reset-method", circuit="swapped"),
    _fault("lines-swapped-direct", "wrong-reset-method", "setting", ("esp-01",),
           "DTR leads to RST and RTS to GPIO0", "set-reset-method", circuit="swapped-direct"),
    _fault("method-ck", "wrong-reset-method", "setting", ("nodemcu", "esp-12e"),
           "The tool is set to the method ck, which today resets nothing", "set-reset-method", reset_method="ck"),
    _fault("method-none", "wrong-reset-method", "setting", ("d1-mini", "esp-01"),
           "The tool is told not to reset the board", "set-reset-method", reset_method="none"),
    _fault("dtr-only", "wrong-reset-method", "setting", WIRED,
           "Only DTR is joined, to GPIO0 and through a capacitor to RST", "set-reset-method", circuit="dtr-capacitor"),
    _fault("slow-reset", "wrong-reset-method", "setting", ("esp-01",),
           "A large capacitor makes RST come back late", "set-reset-method", rst_rise=0.12),
    _fault("gpio15-high", "gpio15-high", "hands", ALL,
           "GPIO15 is pulled up", "gpio15-to-ground", gpio15_high=True),
    _fault("gpio2-low", "gpio2-low", "hands", ALL, "GPIO2 is pulled down", "free-gpio2", gpio2_low=True),
    _fault("gpio0-low", "gpio0-low-at-boot", "hands", ALL, "GPIO0 is pulled down", "free-gpio0", gpio0_low=True),
    _fault("reset-held", "held-in-reset", "hands", ALL, "RST is joined to ground", "release-reset", rst_low=True),
    _fault("monitor-pulls-reset", "held-in-reset", "hands", ("esp-01",),
           "The serial monitor holds DTR and RTS, and with them RST and GPIO0", "close-monitor", monitor_pulls=True),
    _fault("enable-open", "held-in-reset", "hands", WIRED,
           "CH_PD (EN) is joined to nothing", "release-reset fix-wiring", enable_open=True),
    _fault("esp32-in-place", "wrong-chip-selected", "none", ("nodemcu", "esp-12e"),
           "The board is an ESP32", family="esp32"),
    _fault("uno-in-place", "port-wrong", "none", ("d1-mini", "nodemcu"),
           "The board is an Arduino UNO", family="uno", circuit="dtr-falls"),
    _fault("crystal-40", "board-menu-wrong", "setting", ("esp-12e", "nodemcu"),
           "The crystal has 40 MHz, and programs are built for 26 MHz", "set-crystal", crystal=40, menu_crystal=26),
    _fault("board-menu-wrong", "board-menu-wrong", "setting", ("esp8285",),
           "Another board is chosen in the tool's menu", "set-board",
           menu_board="nodemcu", menu_size=4 * MB, menu_mode="dio", header_mode="dio", header_size=4 * MB),
)  # fmt: skip

_FLASH = (
    _fault("flash-size-mismatch", "flash-size-mismatch", "tool", ("esp-01",),
           "The flash size set is larger than the chip", menu_size=4 * MB, header_size=4 * MB),
    _fault("flash-mode-wrong", "flash-mode-wrong", "tool", ("esp-12e", "d1-mini", "esp8285"),
           "The flash mode set needs wires that the board does not have",
           modes="dout", menu_mode="qio", header_mode="qio"),
    _fault("stale-flash", "stale-flash", "tool", ("nodemcu", "esp-12e"),
           "The SDK finds old data in the sector of its radio calibration", stale="rf"),
    _fault("stale-wifi", "stale-flash", "tool", ("d1-mini", "esp-01"),
           "The SDK finds old data in the sectors of its Wi-Fi settings", stale="wifi"),
    _fault("flash-blank", "image-offset-or-bootloader-missing", "tool", ("nodemcu", "esp-01"),
           "There is nothing at the start of the flash", content="blank"),
    _fault("flash-pins-used", "flash-pins-used", "hands", ("nodemcu", "esp-12e"),
           "Something is joined to the pins of the flash chip", "free-flash-pins", flash_pins=True),
    _fault("image-shifted", "image-offset-or-bootloader-missing", "tool", ("d1-mini", "esp-12e"),
           "The program was written to another address than 0, and its loader nowhere", content="shifted"),
    _fault("flash-silent", "flash-chip-unreachable", "part", ("nodemcu", "esp-01"),
           "The flash chip does not answer: its solder is open", flash_state="silent"),
    _fault("flash-tired", "md5-mismatch", "tool", ("nodemcu", "esp-12e"),
           "Some sectors must be erased twice before they take what is written", flash_state="tired"),
    _fault("flash-worn", "flash-defective-or-protected", "part", ("nodemcu", "esp-01"),
           "The flash is worn: bits of it do not come back", flash_state="worn"),
    _fault("flash-locked", "flash-defective-or-protected", "part", ("d1-mini", "esp-12e"),
           "The flash chip is protected for good against writing", flash_state="locked"),
    _fault("flash-fake", "flash-defective-or-protected", "part", ("nodemcu", "d1-mini"),
           "The flash chip says 4 MB and has 512 KB, which begin again behind their end",
           flash_size=MB // 2, file="long"),
    _fault("image-too-large", "image-too-large", "none", ("esp-01", "esp8285"),
           "The firmware is larger than the flash chip", file="large"),
    _fault("image-for-esp32", "image-not-for-chip", "none", ("nodemcu", "esp-12e"),
           "The file is firmware for an ESP32, and was written once already", file="esp32", content="foreign"),
    _fault("ota-no-space", "ota-upload-fails", "none", ("esp-01", "esp8285"),
           "Over the air a new program must fit beside the old one, and it does not", tool_refuses="ota-failed"),
    _fault("efuse-blank", "efuse-mac-invalid", "none", ("d1-mini", "esp-01"),
           "The fuses were never burnt: there is no MAC address", fuses="blank"),
    _fault("module-wrong", "efuse-wrong-module-selected", "none", ("nodemcu", "esp8285"),
           "Another module is chosen in the maker's flash tool, which compares the fuses", tool_refuses="efuse-check"),
    _fault("efuse-corrupt", "efuse-mac-invalid", "none", ("nodemcu", "esp-12e"),
           "The fuses that hold the MAC address are damaged", fuses="corrupt"),
)  # fmt: skip

_PROGRAM = (
    _crash("crash-null", "exception-null-pointer", "The program reads through a pointer to nothing"),
    _crash("crash-null-write", "exception-null-pointer", "The program writes through a pointer to nothing"),
    _crash("crash-null-old", "exception-null-pointer", "A pointer to nothing is read; there is no Arduino core"),
    _crash("crash-illegal", "exception-illegal-instruction", "The program jumps to where there are no instructions"),
    _crash("crash-alignment", "exception-alignment", "The program reads a number from an odd address"),
    _crash("crash-alignment-old", "exception-alignment", "An odd address is read; there is no Arduino core"),
    _crash("crash-flash-read", "exception-load-store-flash", "The program reads single bytes of a text in flash"),
    _crash("crash-divide", "exception-divide-by-zero", "The program divides by zero"),
    _crash("crash-divide-old", "exception-divide-by-zero", "The program divides by zero; its old core does not say so"),
    _crash("crash-jump", "exception-other", "The program calls a function at address zero"),
    _crash("crash-assert", "exception-other", "The program calls delay() where nothing may wait"),
    _crash("stack-overflow", "stack-overflow", "The calls of the program go deeper than its stack"),
    _crash("stack-smash", "stack-overflow", "An array on the stack is written over its end"),
    _crash("no-memory", "out-of-memory", "The program asks for more memory than is left"),
    _crash("no-memory-old", "out-of-memory", "Memory asked for is not left, and the program goes on without it"),
    _crash("isr-in-flash", "isr-not-in-iram", "The handler of an interrupt lies in flash"),
    _crash("soft-wdt", "soft-wdt", "The program stays in a loop and lets nothing else run"),
    _crash("hw-wdt", "hw-wdt", "The program stays in a loop with interrupts off"),
    _fault("restart-hangs", "restart-hangs-after-serial-upload", "hands", ("nodemcu", "d1-mini", "esp-12e"),
           "The program restarts itself after an upload that ended without a reset", "press-reset",
           sketch="restarter", latched=True),
    _fault("brownout", "brownout-resets", "hands", ("nodemcu", "esp-01", "esp-12e"),
           "The supply sags when the radio starts", "better-supply", sketch="radio", supply_ma=300.0),
    _fault("no-wake-wire", "deep-sleep-no-wake", "hands", ("nodemcu", "d1-mini", "esp-12e"),
           "The program sleeps, and nothing leads from GPIO16 to RST", "wire-wake", sketch="sleeper", wake_wire=False),
    _fault("image-damaged", "boot-loop-csum", "tool", ("nodemcu", "esp-01"),
           "A bit of the program in flash has flipped", content="damaged"),
)  # fmt: skip

FAULTS: Mapping[str, Fault] = {fault.id: fault for fault in (*_HOST, *_LINK, *_BOOT, *_FLASH, *_PROGRAM)}
