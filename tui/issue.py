"""A case as the issue or the forum post that a maintainer wishes for: filled where the case tells, asked where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..engine.belief import Finding, Verdict
from ..engine.facts import Fact, by_name
from ..engine.redact import Redacted, redact
from ..engine.repair import applicable
from . import page_stack, settings_said, wording
from .fact_words import Kinds, answered, said
from .markdown import facts_of, fenced, quoted
from .page import Known

ASK = "_not known yet, please add_"
MOST_LOG = 20_000
"""Characters of the log that are put in, its end: what happened last counts."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a case holds that a report is made of."""

    said: tuple[str, ...]
    """The texts that the person wrote or pasted."""
    heard: str
    """What the board said on the wire."""
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    missing: tuple[str, ...]
    """Names of facts that would matter, best first."""
    kinds: Kinds
    """What facts there are, how they are said and asked for."""
    os: str = ""
    version: str = ""

    def known(self, *names: str) -> str:
        """The values of these facts for people, or the sentence that asks for them."""
        return self._listed(names, lambda fact: answered(fact, self.kinds))

    def told(self, *names: str) -> str:
        """The same, as a sentence where the vocabulary has one for each value that tells something."""
        return self._listed(names, lambda fact: (said if self._spelled(fact) else answered)(fact, self.kinds))

    def _spelled(self, fact: Fact) -> bool:
        kind = self.kinds[fact.name]
        return kind.ask is None and not isinstance(kind.said, str)

    def _listed(self, names: Sequence[str], words: Callable[[Fact], str]) -> str:
        found = [wording.safe(words(fact), 80) for name in names for fact in self.facts if fact.name == name]
        return ", ".join(dict.fromkeys(filter(None, found))) or ASK

    def has(self, name: str) -> bool:
        """Whether the fact is known."""
        return any(fact.name == name for fact in self.facts)


def github(case: Dossier) -> Redacted:
    """An issue along the template of esp8266/Arduino."""
    return _redacted(case, _issue)


def _issue(case: Dossier) -> list[str]:
    return [*_boxes(case), *_platform(case), *_settings(case), *_problem(case), *_sketch(), *_log(case)]


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
    written = redact("\n".join(write(replace(case, said=(log.text,), heard=""))), log.names)
    return Redacted(written.text, tuple(dict.fromkeys([*log.taken, *written.taken])), written.names)


TEMPLATES = {"github": github, "forum": forum}


def for_the_maintainer(case: Dossier) -> str:
    """One sentence: a known cause with its fix, facts that are needed first, or what looks like a real bug."""
    first = case.findings[0] if case.findings else None
    if case.verdict == "healthy":
        return "Nothing is wrong with the board as far as it could be looked at."
    if case.verdict == "out-of-scope":
        return "Out of scope: not a trouble of uploading, booting or crashing an ESP8266."
    if first is None or case.verdict not in ("diagnosed", "likely"):
        return "Needs facts first; they are asked for below."
    if first.cause.id == "core-version-bug":
        return "Looks like a real bug of a version: another version works."
    if case.has("app.exception") and first.cause.topic == "crash" and not _decoded(case):
        return f"Known kind of crash ({case.verdict}): {first.cause.title}. Where, only the decoded stack can tell."
    fixes = applicable(first.cause.fixes, by_name(case.facts))
    fix = f" Known fix: {fixes[0].title}." if fixes else ""
    return f"Known cause ({case.verdict}): {first.cause.title}.{fix}"


def _decoded(case: Dossier) -> bool:
    """Whether the case names the functions of a crash."""
    return any(case.has(name) for name in ("app.crash_at", "app.stack_has", "app.call"))


def _boxes(case: Dossier) -> list[str]:
    """The template's boxes, in its order. Ticked is only what the case itself shows."""
    open_fields = ASK in "\n".join([*_platform(case), *_settings(case)])
    boxes = [
        (False, "It follows the project's policy for issues."),
        (False, "The documentation was read and does not answer it."),
        (False, "It happens with the current master branch too."),
        (False, "The tracker was searched for the same."),
        (_decoded(case) or not case.has("app.crash"), "If there is a stack dump, it is decoded."),
        (not open_fields, "All fields below are filled."),
    ]
    return ["### Basic Infos", "", *(f"- [{'x' if done else ' '}] {words}" for done, words in boxes), ""]


_PLATFORM = (
    ("Hardware", ("chip.family", "setup.board")),
    ("Core Version", ()),
    ("Development Env", ("upload.tool",)),
    ("Operating System", ("host.os",)),
)
_SETTINGS = (
    ("Module", ("setup.board",)),
    ("Flash Mode", ("setup.flash_mode", "flash.header.mode")),
    ("Flash Size", ("setup.flash_size", "flash.jedec_size")),
    ("lwip Variant", ()),
    ("Reset Method", ("upload.reset_method", "lines.reaches_loader")),
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
    told = settings_said.said("\n".join(case.said))
    if case.os:
        told["Operating System"] = case.os
    if case.has("upload.symptom"):
        told["Upload Using"] = "OTA" if "espota" in case.known("upload.tool") else "SERIAL"
    return [f"- {title}: {wording.safe(told[title], 80) if title in told else case.known(*n)}" for title, n in fields]


def _problem(case: Dossier) -> list[str]:
    return ["### Problem Description", "", *_opinion(case), ""]


def _opinion(case: Dossier) -> list[str]:
    """What was found, the lines that it rests on, and what is asked."""
    lines = [for_the_maintainer(case), ""]
    for finding in case.findings[: 1 if case.verdict == "diagnosed" else 3]:
        lines.append(f"- {finding.cause.title} ({wording.percent(finding.probability)})")
        read = "\n".join(dict.fromkeys(quoted(fact) for fact in facts_of(finding)[:6]))
        lines += ["", fenced(read), ""] if read else []
    asked = [ask.question for name in case.missing if (ask := case.kinds[name].ask)]
    return lines + (["What is missing:", "", *(f"- [ ] {question}" for question in asked[:6])] if asked else [])


def _sketch() -> list[str]:
    return ["### MCVE Sketch", "", "_please add the smallest sketch that shows it_", ""]


def _log(case: Dossier) -> list[str]:
    lines = ["### Debug Messages", "", fenced(_whole_log(case)), ""]
    if case.has("app.crash_at") or case.has("app.call"):
        lines += ["Decoded stack:", "", fenced("\n".join(page_stack.lines(Known.of(case.facts)))), ""]
    return [*lines, f"_Written by espdoctor {case.version}._".strip()]


def _whole_log(case: Dossier) -> str:
    text = "\n".join([*case.said, case.heard]).strip() or "(nothing was pasted or heard)"
    return "\n".join(wording.safe(line, 500) for line in text[-MOST_LOG:].splitlines())


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
    ("Wave-forms of a reset and of an upload", ()),
)
_TOLD = {
    "Board that is chosen": "Module",
    "Upload speeds that were tried": "Upload Speed",
    "Reset method": "Reset Method",
}


def _forum_points(case: Dossier) -> list[tuple[str, str]]:
    """The list at the end of the FAQ's page on uploading, in its order."""
    told = settings_said.said("\n".join(case.said))
    points = [
        (title, wording.safe(told[_TOLD[title]], 80) if _TOLD.get(title) in told else case.told(*names))
        for title, names in _STUCK
    ]
    programs = ", ".join(told[one] for one in ("Core Version", "Development Env") if one in told)
    system = case.os or told.get("Operating System", "") or case.known("host.os")
    return [*points, ("Version of the core, and IDE", programs or ASK), ("System", wording.safe(system, 60))]
