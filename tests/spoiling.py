"""What happens to a log between a terminal and an issue: one function a mishap, each the same for the same seed."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable

Spoiler = Callable[[str, random.Random], str]


def _typed(text: str, rng: random.Random) -> str:
    """Copied by hand: one letter wrong in every tenth long word."""
    return _LONG_WORD.sub(lambda word: _slip(word[0], rng) if rng.random() < 0.1 else word[0], text)


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + rng.choice("aeioust") + word[at + 1 :],
    )
    return rng.choice(kinds)


_LONG_WORD = re.compile(r"[A-Za-z]{6,}")


def _joined(text: str, _rng: random.Random) -> str:
    """Line breaks lost, as in chats and titles."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _wrapped(text: str, _rng: random.Random) -> str:
    """Broken between words by a mail program."""
    return "\n".join(piece for line in text.splitlines() for piece in (textwrap.wrap(line, 60) or [""]))


def _cut(text: str, _rng: random.Random) -> str:
    """Broken after so many characters by a terminal of 80 columns."""
    return "\n".join(line[at : at + 80] for line in text.splitlines() for at in range(0, max(1, len(line)), 80))


def _framed(frame: str) -> Spoiler:
    return lambda text, _rng: "\n".join(frame.format(line) if line.strip() else line for line in text.splitlines())


def _other_values(text: str, rng: random.Random) -> str:
    """Other ports, addresses and places in memory."""
    text = re.sub(r"\bCOM(?!1\b)\d+", lambda _: f"COM{rng.randrange(2, 30)}", text)
    text = re.sub(r"\btty(USB|ACM)\d", lambda found: f"tty{found[1]}{rng.randrange(9)}", text)
    text = re.sub(r"\bepc1=0x402[0-9a-f]{5}", lambda _: f"epc1=0x402{rng.randrange(16**5):05x}", text)
    return re.sub(r"\d+ bytes", lambda _: f"{rng.randrange(200_000, 400_000)} bytes", text)


def _escaped(text: str, _rng: random.Random) -> str:
    """As the source of a web page shows it."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def _typeset(text: str, _rng: random.Random) -> str:
    """Quotation marks and spaces made prettier by a word processor."""
    text = re.sub(r"'([^'\n]*)'", "‘\\1’", text)
    return re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("  ", "\u00a0 ").replace("...", "…")


def _in_calm(text: str, rng: random.Random) -> str:
    """In the middle of much that says nothing."""
    calm = ("Compiling core/main.cpp.o", "Verifying archive integrity...", "temp 21.5 C", "tick 4711", "HTTP/1.1 200")
    before, after = ("\n".join(rng.choice(calm) for _ in range(40)) for _ in range(2))
    return f"{before}\n{text}\n{after}\n"


SPOILERS: dict[str, Spoiler] = {
    "as it is": lambda text, _rng: text,
    "typed by hand": _typed,
    "lines joined": _joined,
    "lines wrapped": _wrapped,
    "lines cut": _cut,
    "quoted": _framed("> {}"),
    "quoted twice": _framed("> > {}"),
    "numbered": _framed("17  {}"),
    "in a list": _framed("- {}"),
    "bold": _framed("**{}**"),
    "code": _framed("`{}`"),
    "clock": _framed("12:03:41.188 -> {}"),
    "date": _framed("[2024-02-03 6:41:57 PM] {}"),
    "service log": _framed("Feb  3 06:41:57 pi builder[812]: {}"),
    "level": _framed("[INFO] {}"),
    "coloured": _framed("\x1b[0;31m{}\x1b[0m"),
    "tabs": _framed("\t\t{}"),
    "comment": _framed("// {}"),
    "other values": _other_values,
    "HTML": _escaped,
    "typeset": _typeset,
    "in calm": _in_calm,
    "Windows": lambda text, _rng: text.replace("\n", "\r\n"),
    "blank lines": lambda text, _rng: text.replace("\n", "\n\n"),
}
