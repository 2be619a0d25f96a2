"""A case as the issue or the forum post that a maintainer wishes for: filled where the case tells, asked where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..engine.redact import Redacted, redact
from . import page_stack, settings_said, wording
from .dossier import ASK, Dossier, for_the_maintainer
from .markdown import facts_of, fenced, quoted
from .page import Known

MOST_SAID, MOST_HEARD = 20_000, 8_000
"""Characters of what was pasted and of what the board said that are put in, the end: what happened last counts."""


def github(case: Dossier) -> Redacted:
    """An issue along the template of esp8266/Arduino."""
    return _redacted(case, _issue)


def _issue(case: Dossier) -> list[str]:
    fields = [*_platform(case), *_settings(case), *_problem(case), *_sketch(case)]
    return [*_boxes(case, filled=ASK not in "\n".join(fields)), *fields, *_log(case)]


def forum(case: Dossier) -> Redacted:
    """A forum post along the list of the FAQ of esp8266/Arduino, "I'm stuck"."""
    return _redacted(case, _post)


def _post(case: Dossier) -> list[str]:
    lines = ["I am stuck with an ESP8266 board. This is what I know.", ""]
    for number, (title, words) in enumerate(_forum_points(case), 1):
        lines += [f"{number}. {title}: {words}"]
    return [*lines, "", *_opinion(case), "", "The log:", "", fenced(_whole_log(case))]


def _redacted(case: Dossier, write: Callable[[Dossier], list[str]]) -> Redacted:
    """What is written of the case without what is private: taken out of the whole texts first, for a line that was cut
    off does not show any more what stood in it; and once more of all that is written, which tells facts too."""
    log = redact("\n".join([*case.said, case.heard]))
    said, heard = (redact(text, log.names).text for text in ("\n".join(case.said), case.heard))
    written = redact("\n".join(write(replace(case, said=(said,), heard=heard))), log.names)
    return Redacted(written.text, tuple(dict.fromkeys([*log.taken, *written.taken])), written.names)


TEMPLATES = {"github": github, "forum": forum}


def _boxes(case: Dossier, filled: bool) -> list[str]:
    """The template's boxes, in its order. Ticked is only what the case itself shows."""
    boxes = [
        (False, "It follows the project's policy for issues."),
        (False, "The documentation was read and does not answer it."),
        (False, "It happens with the current master branch too."),
        (False, "The tracker was searched for the same."),
        (case.decoded or not case.crashed, "If there is a stack dump, it is decoded."),
        (filled, "All fields below are filled."),
    ]
    return ["### Basic Infos", "", *(f"- [{'x' if done else ' '}] {words}" for done, words in boxes), ""]


_PLATFORM = (
    ("Hardware", ("board.kind", "chip.family")),
    ("Core Version", ()),
    ("Development Env", ("upload.tool",)),
    ("Operating System", ("host.os",)),
)
_SETTINGS = (
    ("Module", ("setup.board",)),
    ("Flash Mode", ("setup.flash_mode", "flash.header.mode")),
    ("Flash Size", ("setup.flash_size", "flash.jedec_size")),
    ("lwip Variant", ()),
    ("Reset Method", ("upload.reset_method",)),
    ("Flash Frequency", ("flash.header.freq",)),
    ("CPU Frequency", ()),
    ("Upload Using", ()),
    ("Upload Speed", ("baud.wanted",)),
)


def _platform(case: Dossier) -> list[str]:
    return ["#### Platform", "", *_fields(case, _PLATFORM), ""]


def _settings(case: Dossier) -> list[str]:
    return ["### Settings in IDE", "", *_fields(case, _SETTINGS), ""]


def _fields(case: Dossier, fields: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Each field from what the log says of itself, else from the facts, else as a question."""
    told = _said_of_itself(case)
    if case.has("upload.symptom"):
        told["Upload Using"] = "OTA" if "espota" in case.known("upload.tool") else "SERIAL"
    return [
        f"- {title}: {_measured(title, told[title]) if title in told else _read(case, title, names)}"
        for title, names in fields
    ]


def _read(case: Dossier, title: str, names: Sequence[str]) -> str:
    """The first of the facts that is known. What was read from the flash may not be what is set."""
    for name in names:
        if case.has(name):
            return _measured(title, case.known(name)) + (_FROM_FLASH if name.startswith("flash.") else "")
    return ASK


_FROM_FLASH = " (read from the flash)"


def _measured(title: str, value: str) -> str:
    return f"{value} MHz" if value.isdecimal() and title.endswith("Frequency") else wording.safe(value, 80)


def _said_of_itself(case: Dossier) -> dict[str, str]:
    """What the log says of settings. It may be of another computer than the one that this runs on."""
    told = settings_said.said("\n".join(case.said))
    return {"Operating System": case.os, **told} if case.os else told


def _problem(case: Dossier) -> list[str]:
    return ["### Problem Description", "", *_opinion(case), ""]


def _opinion(case: Dossier) -> list[str]:
    """What was found, the lines that it rests on, and what is asked."""
    lines = [for_the_maintainer(case), ""]
    for finding in case.findings[: 1 if case.verdict == "diagnosed" else 3]:
        lines.append(f"- {finding.cause.title} ({wording.percent(finding.probability)})")
        read = "\n".join(dict.fromkeys(quoted(fact) for fact in facts_of(finding)[:6]))
        lines += ["", fenced(read), ""] if read else []
    if case.done:
        lines += ["What was done:", "", *(f"- {wording.safe(one, 200)}" for one in case.done), ""]
    asked = case.asked
    return lines + (["What is missing:", "", *(f"- [ ] {question}" for question in asked)] if asked else [])


def _sketch(case: Dossier) -> list[str]:
    words = "It is in the text below." if case.sketched else f"{ASK}: the smallest sketch that shows it"
    return ["### MCVE Sketch", "", words, ""]


def _log(case: Dossier) -> list[str]:
    lines = ["### Debug Messages", "", fenced(_whole_log(case)), ""]
    if case.has("app.crash_at") or case.has("app.call"):
        lines += ["Decoded stack:", "", fenced("\n".join(page_stack.lines(Known.of(case.facts)))), ""]
    return [*lines, f"_Written by espdoctor {case.version}._".strip()]


def _whole_log(case: Dossier) -> str:
    parts = ["\n".join(case.said)[-MOST_SAID:].strip(), case.heard[-MOST_HEARD:].strip()]
    text = "\n\n".join(filter(None, parts)) or "(nothing was pasted or heard)"
    return "\n".join(wording.safe(line, 500) for line in text.splitlines())


_STUCK = (
    ("Connected to a serial port and visible in the IDE", ("port.state", "port.bridge")),
    ("How the upload ends", ("upload.symptom", "upload.response")),
    ("Board that is chosen", ("setup.board",)),
    ("Upload speeds that were tried", ("baud.wanted", "baud.best", "baud.works_at_115200")),
    (
        "Boot mode in the message at 74880 baud, after a reset for uploading",
        ("boot.after_loader.mode", "boot.seen.mode"),
    ),
    ("Loop-back test of the USB to serial converter", ("link.loopback",)),
    ("Settings that the upload log shows", ("setup.flash_mode", "setup.flash_size", "upload.tool")),
    ("Reset method", ("upload.reset_method", "lines.reaches_loader")),
    (
        "How it is wired",
        ("wiring.kind", "wiring.rx_tx", "wiring.on_boot_pins", "wiring.on_serial_pins", "power.source"),
    ),
    ("Wave-form of a reset", ()),
    ("Wave-form of a whole upload", ()),
)
_TOLD = {
    "Board that is chosen": "Module",
    "Upload speeds that were tried": "Upload Speed",
    "Reset method": "Reset Method",
}


def _forum_points(case: Dossier) -> list[tuple[str, str]]:
    """The list at the end of the FAQ's page on uploading, in its order."""
    told = _said_of_itself(case)
    points = [
        (title, wording.safe(told[_TOLD[title]], 80) if _TOLD.get(title) in told else case.told(*names))
        for title, names in _STUCK
    ]
    programs = [told.get(one) or case.known(*names) for one, names in _PROGRAMS]
    system = ", ".join(dict.fromkeys(one for one in programs if one != ASK)) or ASK
    core = wording.safe(told.get("Core Version", ASK), 60)
    return [*points, ("Version of the core", core), ("IDE and operating system", wording.safe(system, 80))]


_PROGRAMS = (("Development Env", ("upload.tool",)), ("Operating System", ("host.os",)))
