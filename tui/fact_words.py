"""What a fact says in short plain words: the table that the screen and plain `check` read facts from.

A fact has one sentence for all of its values ({value} stands for it), or one for each value; "" means that this value
tells a person nothing that matters. What is not in the table is not shown to people: `why` and the case have it all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..engine.facts import Fact, Value

Words = str | Mapping[Value, str]

PORT: Mapping[str, Words] = {
    "port.count": {0: "the computer lists no serial port"},
    "port.kind": {
        "bluetooth": "the chosen port belongs to Bluetooth",
        "onboard": "the chosen port is built into the computer",
        "virtual": "the chosen port is made by a program",
        "network": "the port is reached over the network",
    },
    "port.bridge": {
        "ch340": "the USB chip is a CH340",
        "ch341": "the USB chip is a CH341",
        "ch9102": "the USB chip is a CH9102",
        "ch343": "the USB chip is a CH343",
        "cp210x": "the USB chip is a CP210x",
        "cp2105": "the USB chip is a CP2105",
        "ftdi": "the USB chip is one of FTDI",
        "ftdi-bricked": "the USB chip is an FTDI that a driver has disabled",
        "pl2303": "the USB chip is a PL2303",
        "espressif-native": "the port belongs to a newer Espressif chip, not to an ESP8266",
        "arduino": "the port belongs to an Arduino",
        "other": "the port belongs to another kind of device",
        "none": "there is no USB chip behind the port",
    },
    "port.other_bridge": {True: "another port looks like a board"},
    "port.state": {
        "ok": "the port opens",
        "missing": "the port is not there",
        "none-chosen": "there is no port to choose",
        "denied": "the computer does not let you open the port",
        "busy": "the port is in use by another program",
        "vanished": "the port went away",
        "driver-error": "the driver refuses to open the port",
        "broken": "the port fails",
    },
    "port.holder": "the port is held by {value}",
    "port.thief": {
        "brltty": "the service for braille displays takes the port",
        "modemmanager": "the service for modems takes the port",
        "other": "a service of the system takes the port",
    },
    "port.in_group": {
        "no": "your user is not in the group that may open ports",
        "not-yet": "your user is in the right group, but only after the next login",
    },
    "port.vanished": {True: "the port went away while it was in use"},
    "port.vanished_under_load": {True: "the port went away when the chip drew more current"},
    "port.came_back": {True: "the port came back", False: "the port did not come back"},
    "port.moved": {
        "chosen": "the chosen port is the board's",
        "other": "the board is at another port",
        "none": "no port moved when the board was plugged in",
    },
    "usb.device": {
        "bridge": "a USB-serial chip is plugged in",
        "other": "a USB device is plugged in that is no board",
        "none": "no USB device that could be a board",
    },
    "usb.appears": {
        "nothing": "the computer notices nothing when the board is plugged in",
        "device-without-port": "the computer sees the board, but makes no port for it",
        "device-with-port": "the computer sees the board and makes a port",
        "errors": "the computer cannot talk to what is plugged in",
    },
    "usb.driver": {
        "missing": "the driver of the USB chip is missing",
        "wrong": "the USB chip has the wrong driver",
        "bad-version": "this version of the driver does not work",
        "refuses-clone": "the driver refuses this copy of the chip",
        "conflict": "two drivers quarrel over the USB chip",
    },
    "usb.errors": {
        "enumeration": "the computer reports errors on the USB cable",
        "disconnects": "the USB device keeps going away",
    },
    "host.inside": {
        "wsl": "this runs inside WSL, which hides USB",
        "container": "this runs inside a container, which hides USB",
        "snap": "this runs inside a snap, which hides USB",
        "flatpak": "this runs inside a flatpak, which hides USB",
    },
}

LINE: Mapping[str, Words] = {
    "lines.timing": {"stretched": "the reset lines moved later than they should"},
    "link.delay_ms": "answers take {value} ms on their way",
    "lines.supported": {False: "this port cannot move the reset lines"},
    "lines.resets": {
        "rts": "the computer can restart the board",
        "dtr": "the computer can restart the board",
        "both": "the computer can restart the board",
        "none": "the computer cannot restart the board",
    },
    "lines.reaches_loader": {
        "nodemcu": "the usual automatic reset reaches the bootloader",
        "ck": "only the reset method ck reaches the bootloader",
        "dtr-only": "only the reset by DTR alone reaches the bootloader",
        "swapped": "the bootloader is reached only with DTR and RTS swapped",
        "none": "no automatic reset reaches the bootloader",
    },
    "lines.silenced_by": {
        "dtr": "the board is dead while DTR is pulled",
        "rts": "the board is dead while RTS is pulled",
        "both": "the board is dead while DTR and RTS are pulled",
    },
    "sync.reply": {
        "ok": "the bootloader answers",
        "late": "the bootloader answers late",
        "torn": "the bootloader's answer arrives damaged",
        "none": "the bootloader does not answer",
        "echo": "only our own words come back",
        "rom-text": "boot text comes back in place of an answer",
        "sketch": "the firmware talks; the bootloader is not running",
        "repl": "an interpreter answers; the bootloader is not running",
        "other-loader": "the bootloader of another chip answers",
        "garbage": "only unreadable characters come back",
    },
    "link.errors": {
        "none": "the serial line is clean",
        "some": "some bytes arrive damaged",
        "many": "many bytes arrive damaged",
    },
    "link.foreign_talk": {True: "something else talks on the serial line"},
    "link.loopback": {
        "ok": "the USB adapter itself works",
        "corrupt": "the USB adapter damages what it sends",
        "none": "the USB adapter sends nothing",
    },
    "link.silent": {True: "not one byte came from the chip"},
    "baud.wanted": "your upload speed is {value}",
    "baud.wanted_holds": {True: "your upload speed holds", False: "your upload speed does not hold"},
    "baud.best": "the fastest speed that held is {value}",
    "baud.works_at_115200": {False: "even 115200 baud does not hold"},
    "power.fails_under_load": {
        "no": "the power holds when the chip works hard",
        "resets": "the chip starts over when it works hard",
        "dies": "the chip dies when it works hard",
    },
    "power.source": {
        "usb-board": "fed by the board's own USB socket",
        "adapter-3v3": "fed by a USB adapter's 3.3 V pin",
        "arduino-3v3": "fed by an Arduino's 3.3 V pin",
        "own-supply": "fed by a supply of its own",
        "battery": "fed by a battery",
    },
}

_BANNER: Words = {"seen": "", "garbled": "the boot text was unreadable", "none": "no boot text came"}
_RESULT: Words = {
    "firmware": "the firmware starts",
    "image-silent": "the firmware is loaded, then silence",
    "csum-err-ef": "the chip refuses what is in its flash",
    "csum-err": "the firmware in the flash is damaged",
    "no-header": "there is no firmware at the start of the flash",
    "loader": "it starts into the bootloader, not the firmware",
    "sdio": "it waits for a memory card (SDIO)",
    "crash": "the firmware starts and crashes",
    "restarts": "it starts over and over",
    "silent": "after the boot text comes nothing",
}

BOARD: Mapping[str, Words] = {
    "boot.after_run.banner": _BANNER,
    "boot.after_run.mode": "normal start: {value}",
    "boot.after_run.result": _RESULT,
    "boot.after_run.varies": {True: "the boot pins differ from one start to the next"},
    "boot.after_loader.banner": _BANNER,
    "boot.after_loader.mode": "start for uploading: {value}",
    "boot.after_manual.banner": _BANNER,
    "boot.after_manual.mode": "start by hand: {value}",
    "boot.seen.mode": "your text: {value}",
    "boot.seen.result": _RESULT,
    "chip.family": {
        "esp8266": "the chip is an ESP8266",
        "esp32": "the chip is an ESP32",
        "esp32-s2": "the chip is an ESP32-S2",
        "esp32-s3": "the chip is an ESP32-S3",
        "esp32-c3": "the chip is an ESP32-C3",
        "other-esp": "the chip is another one of Espressif",
        "not-an-esp": "what answers is no ESP chip",
    },
    "chip.crystal": {40: "the crystal has 40 MHz"},
    "chip.is_8285": {True: "the flash is inside the chip (ESP8285)"},
    "efuse.crc": {"ok": "", "bad": "the chip's MAC address is damaged", "zero": "the chip has no MAC address"},
    "flash.reachable": {
        "yes": "the flash chip answers",
        "all-ones": "the flash chip does not answer",
        "all-zeros": "the flash chip does not answer",
        "odd": "the flash chip answers oddly",
    },
    "flash.jedec_size": "the flash chip holds {value}",
    "flash.header.state": {
        "image": "there is a firmware in the flash",
        "blank": "the flash is blank",
        "zeros": "the flash holds zeros where the firmware should start",
        "other": "the flash does not start with a firmware",
    },
    "flash.header.size": "the firmware is made for {value} of flash",
    "flash.header.mode": "the firmware reads the flash in mode {value}",
    "flash.holds": {
        "yes": "a pattern written to the flash stayed",
        "no": "a pattern written to the flash did not stay",
        "refuses": "the flash refuses to be written",
    },
    "flash.real_size": "the flash really has {value}",
    "flash.image_at": "a program begins at address {value}",
    "flash.settings.state": {
        "foreign": "old data lies where the chip keeps its settings",
        "unreadable": "the chip's own settings cannot be read",
    },
    "flash.mode_that_boots": {
        "qio": "it starts in flash mode qio",
        "qout": "it starts in flash mode qout",
        "dio": "it starts in flash mode dio",
        "dout": "it starts in flash mode dout",
        "none": "it starts in no flash mode",
    },
    "flash.written": {
        "ok": "what was written reads back right",
        "differs": "what was written reads back different",
        "empty": "nothing was written",
        "failed": "writing failed",
    },
    "flash.proof": {
        "checksum": "the chip's checksum proves all of it",
        "sample": "a sample of it was read back",
    },
    "flash.incomplete": {True: "the flash holds an unfinished upload"},
    "flash.backup": "a backup was saved",
    "image.size": "the file to upload has {value}",
    "image.given": {False: "no program to upload was given"},
    "image.kind": {
        "esp32": "the file is a firmware for an ESP32",
        "elf": "the file is an .elf, not what is written to a board",
        "gzip": "the file is packed (gzip)",
        "zip": "the file is an archive (.zip)",
        "uf2": "the file is made for boards that show up as a drive (UF2)",
        "hex": "the file is made for other chips (Intel hex)",
        "html": "the file is a web page",
        "text": "the file is text",
        "empty": "the file is empty",
        "blank": "the file holds nothing but blanks",
        "zeros": "the file holds nothing but zeros",
        "data": "the file does not begin like a firmware",
    },
    "flash.fs.size": "the file system has {value}",
    "flash.eeprom": {"used": "something is stored in the EEPROM's sector"},
    "image.state": {
        "absent": "there is nothing at the place that you named",
        "no-program": "there is no program at the place that you named",
    },
    "flash.sketch.size": {0: "there is no program in the flash"},
    "flash.fs.kind": {
        "littlefs": "a file system (LittleFS) lies in the flash",
        "spiffs": "a file system (SPIFFS) lies in the flash",
        "none": "there is no file system in the flash",
    },
    "library.files": "{value} source files were read",
    "library.state": {
        "part": "the library is very large: only a part of it was read",
        "no-sources": "there is no source file in that folder",
        "absent": "there is nothing at the place that you named",
        "unreadable": "what you named cannot be read",
        "many": "that folder holds many libraries",
        "archive": "that is an archive; it has to be unpacked",
        "firmware": "that is a compiled firmware, and no source",
        "other-file": "that file is no source",
    },
    "library.spread": {
        "few": "what cannot work stands in a few places",
        "all-over": "what cannot work stands all over the source",
    },
    "library.worst": {
        "nothing": "nothing in its source speaks against the ESP8266",
        "look": "some of its source deserves a look",
        "breaks": "some of its source goes wrong on an ESP8266",
        "stops": "some of its source cannot work on an ESP8266",
    },
    "app.output": {
        "text": "the firmware says something readable",
        "at-firmware": "the AT firmware answers",
        "repl": "an interpreter answers",
        "silent": "the firmware says nothing",
        "garbage": "the firmware's words are unreadable",
    },
    "app.crash": "the firmware crashed: {value}",
    "app.crash_at": "the crash leads to {value}",
    "app.exception": "exception {value}",
    "app.symptom": "the firmware complains: {value}",
    "app.restart_loop": {True: "it starts over and over by itself"},
    "app.stays_up": {
        True: "the program ran as long as it was watched",
        False: "the program fell while it was watched",
    },
    "app.speed": "the program talks at {value} baud",
    "app.found_in": {
        "loader": "it sat in its loader, and nobody had put it there",
        "program": "its program was running",
        "silent": "nothing was heard of it",
    },
    "app.restart_mode": {
        1: "when the program restarted itself it landed in the loader",
        3: "when the program restarted itself it came back",
    },
    "app.restart_cause": {
        1: "the power was gone for a moment",
        4: "the hardware watchdog bit",
        5: "it woke from deep sleep without a reset",
    },
    "app.dump_state": {"cut": "the dump of the crash is cut off"},
    "app.elf_state": {
        "other-build": "the .elf file is of another build",
        "missing": "no .elf file was found",
        "not-elf": "the file is no .elf",
        "not-xtensa": "the .elf is for another processor",
        "broken": "the .elf is damaged",
        "stripped": "the .elf has no debugging data",
    },
}

TABLE: Mapping[str, Words] = {**PORT, **LINE, **BOARD}

TOPICS: Mapping[str, str] = {
    "port": "port",
    "usb": "port",
    "host": "port",
    "lines": "reset",
    "boot": "boot",
    "sync": "line",
    "link": "line",
    "baud": "speed",
    "power": "power",
    "chip": "chip",
    "efuse": "chip",
    "flash": "flash",
    "image": "file",
    "app": "runs",
    "library": "source",
}
"""The first part of a fact's name -> the word in front of its line. What a person told is "you"."""


def said(fact: Fact) -> str:
    """What the fact says, "" where it tells a person nothing that matters. Not yet safe to show: values are as read."""
    words = TABLE.get(fact.name, "")
    if not isinstance(words, str):
        return words.get(fact.value, "")
    return words.replace("{value}", _READ.get(fact.name, _plain)(fact.value))


def _told_by_person(fact: Fact) -> str:
    """Their own words, where it was them who told."""
    return fact.because[0].excerpt if fact.because[0].kind in ("said", "paste") else ""


def topic(fact: Fact) -> str:
    """The word in front of the fact's line."""
    if _told_by_person(fact):
        return "you"
    return TOPICS.get(fact.name.split(".")[0], "")


class News:
    """Tells of each fact only what has changed since it was last told."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}

    def of(self, facts: Iterable[Fact]) -> list[tuple[str, str]]:
        """(topic, sentence) of every fact that says something new, in order."""
        fresh: dict[tuple[str, str], None] = {}
        for fact in facts:
            words = _told_by_person(fact) or said(fact)
            if words and self._told.get(fact.name) != words:
                fresh[topic(fact), words] = None
            self._told[fact.name] = words
        return list(fresh)


def size(value: Value) -> str:
    """Bytes for people: 4 MB, 512 KB, 300 bytes."""
    number = int(value)
    for unit, name in ((1 << 20, "MB"), (1 << 10, "KB")):
        if number >= unit:
            return f"{number / unit:.0f} {name}"
    return f"{number} bytes"


PINS = (("GPIO15", 4), ("GPIO0", 2), ("GPIO2", 1))
"""The boot pins and their bits in the boot mode (ESP8266 boot mode selection: GPIO15 is the highest bit)."""


def levels(mode: Value) -> str:
    """The boot pins of a mode: "GPIO15 low, GPIO0 HIGH, GPIO2 HIGH"."""
    return ", ".join(f"{pin} {'HIGH' if int(mode) & bit else 'low'}" for pin, bit in PINS)


def _plain(value: Value) -> str:
    return str(value)


_READ: Mapping[str, Callable[[Value], str]] = {
    "flash.jedec_size": size,
    "flash.header.size": size,
    "image.size": size,
    "flash.fs.size": size,
    "boot.after_run.mode": levels,
    "boot.after_loader.mode": levels,
    "boot.after_manual.mode": levels,
    "boot.seen.mode": levels,
}
