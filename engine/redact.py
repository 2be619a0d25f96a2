"""What must not leave the machine with a text: taken out, counted, and the same thing by the same name everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_TEXT = 1_000_000
"""Characters of a text that are kept at most; a report is read by people."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was taken out."""

    kind: str
    """In words: "a password"."""
    was: str
    """The characters themselves, to show to their owner and to nobody else."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text fit to be shown, and what is missing in it."""

    text: str
    taken: tuple[Taken, ...]


def redact(text: str) -> Redacted:
    """The text without what is private: the end of it, when it is longer than MOST_TEXT.

    A MAC address keeps its maker part. A name that shows itself in one place (a home folder, a prompt, the end of a
    MAC address) is taken out wherever else it stands as a word.
    """
    text = text[-MOST_TEXT:]
    taken: dict[Taken, None] = {}
    words: dict[str, str] = {}
    for kind, pattern, group, mark in _PATTERNS:
        text = pattern.sub(_replacing(kind, group, mark, taken, words), text)
    for word, mark in sorted(words.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", mark, text)
    return Redacted(text, tuple(taken))


def _replacing(
    kind: str, group: str, mark: str, taken: dict[Taken, None], words: dict[str, str]
) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        was = match[group]
        if not was or was.lower() in _HARMLESS or was.startswith("<"):
            return match[0]
        taken[Taken(kind, was)] = None
        words.update(_elsewhere(kind, was, mark))
        start, end = (place - match.start() for place in match.span(group))
        return match[0][:start] + mark + match[0][end:]

    return replace


def _elsewhere(kind: str, was: str, mark: str) -> Iterator[tuple[str, str]]:
    """What gives the same thing away in other places."""
    if kind == _MAC:
        # Names of devices are often made of the lower half of the address, which is the chip id.
        digits = re.sub(r"[^0-9A-Fa-f]", "", was)
        yield from ((digits.lower(), mark), (digits.upper(), mark))
    elif kind in (_USER, _HOST, _SSID, _PASSWORD) and len(was) >= 4:
        yield was, mark


_MAC, _USER, _HOST = "the end of a MAC address", "a user name", "the name of a computer"
_SSID, _PASSWORD = "the name of a Wi-Fi network", "a password"
_HARMLESS = {"root", "user", "users", "pi", "admin", "public", "shared", "default", "null", "none", "true", "false"} | {
    "nullptr", "your_ssid", "your-ssid", "password", "ssid", "yourssid", "yourpassword", "runner", "builder",
}  # fmt: skip

_SECRET = r"(?:pass(?:word|wd|phrase|wort)?|pwd|psk|wpa_?key|stapsk|secret|token|api_?key|auth(?:_?key)?|kennwort)"
_QUOTED = r"[\"'](?P<x>[^\"'\r\n]{1,120})[\"']"


def _compiled(kind: str, pattern: str, mark: str) -> tuple[str, re.Pattern[str], str, str]:
    return kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE), "x", mark


_PATTERNS = (
    _compiled("a name and password in an address", r"://(?P<x>[^\s/@:]{1,80}:[^\s/@]{1,120})@", "<login>"),
    _compiled("an e-mail address", r"(?P<x>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b)", "<e-mail>"),
    _compiled(
        "a token", r"(?P<x>\b(?:gh[pousr]_\w{20,255}|\d{8,10}:[\w-]{35}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+))", "<token>"
    ),
    _compiled("a token", r"\bbearer\s{1,4}(?P<x>[\w.~+/-]{8,400}=*)", "<token>"),
    _compiled(_SSID, rf"\bwifi(?:multi)?\.(?:begin|softap|addap)\s*\(\s*{_QUOTED}", "<network>"),
    _compiled(
        _PASSWORD,
        r"\bwifi(?:multi)?\.(?:begin|softap|addap)\s*\(\s*[^,()]{1,140},\s*[\"'](?P<x>[^\"'\r\n]{1,120})[\"']",
        "<password>",
    ),
    _compiled(_PASSWORD, rf"\w*{_SECRET}\w*\s*(?:\[\d*\])?\s*(?:[:=]\s*|\s){_QUOTED}", "<password>"),
    _compiled(_PASSWORD, rf"\b\w*{_SECRET}\w*\s*[:=]\s*(?P<x>[^\s\"',;<>()]{{3,120}})", "<password>"),
    _compiled(_SSID, rf"\b\w*ssid\w*\s*(?:\[\d*\])?\s*(?:[:=]\s*|\s){_QUOTED}", "<network>"),
    _compiled(_SSID, r"\bssid\s*[:=]\s*(?P<x>[^\s\"',;<>()]{1,32})", "<network>"),
    _compiled(_SSID, r"\bno (?P<x>\S{1,32}) found, reconnect after", "<network>"),
    _compiled(_SSID, r"\b(?:connect(?:ing|ed)? (?:to|with)|verbinden mit) AP\d? (?P<x>\S{1,32})", "<network>"),
    _compiled(_SSID, r"\bconnected with (?P<x>[^,\r\n]{1,32}), channel", "<network>"),
    _compiled(
        _MAC, r"\b[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1(?P<x>[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2})\b", "xx:xx:xx"
    ),
    _compiled(_MAC, r"\bchip id: ?0x(?:00)?(?P<x>[0-9a-f]{6})\b", "xxxxxx"),
    _compiled(_USER, r"(?:/home/|/Users/|[a-z]:[\\/]+Users[\\/]+)(?P<x>[^\\/\s\"':;,<>|]{1,64})", "<user>"),
    _compiled(_HOST, r"^[>\[( ]{0,6}[\w.-]{1,32}@(?P<x>[\w.-]{1,64})(?=[ :][^\r\n]{0,120}[$#%])", "<computer>"),
    _compiled(
        _USER,
        r"^[>\[( ]{0,6}(?P<x>[a-z_][\w.-]{0,31})@(?:<computer>|[\w.-]{1,64})(?=[ :][^\r\n]{0,120}[$#%])",
        "<user>",
    ),
    _compiled(
        "an address in the internet",
        r"(?:\bip\b\D{0,8}|://|\bhost\b\D{0,8})(?P<x>(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.)\d{1,3}(?:\.\d{1,3}){3})\b",
        "<address>",
    ),
)
