"""What a plain (unquoted) scalar of a rule file means: decided here, and not by YAML's own rules.

`true` and `false` are truth values, `12`, `-3` and `0x1f` whole numbers, `1.5` a number, `null` nothing,
anything else words. What YAML 1.1, YAML 1.2 or one of their many readers takes for something else
(`no`, `010`, `12:34:56`, `1e3`, dates) is a trap: it has to be quoted, or written otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .facts import Value
from .shown import shown


@dataclass(frozen=True, slots=True)
class Trap:
    """Why the characters may be read in two ways, and how to write what is meant."""

    message: str
    hint: str


def meaning(text: str) -> Value | Trap | None:
    """The value of the characters; None for `null`."""
    # Most scalars are words; and no number that means anything is that long.
    if (text[:1] not in _SUSPICIOUS and text.lower() not in _TRUTHS) or len(text) > _LONGEST:
        return text
    for pattern, message, hint in _TRAPS:
        if pattern.fullmatch(text):
            return Trap(message.format(shown(text)), hint.format(shown(text)))
    return None if text == "null" else _value(text)


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text, 0)
    return float(text) if _DECIMAL.fullmatch(text) else text


_LONGEST = 64
_SUSPICIOUS = frozenset("0123456789+-.~=<") | {""}
"""A plain scalar that starts otherwise is words, unless it is one of `_TRUTHS`."""
_TRUTHS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18}|0x[0-9a-fA-F]{1,16})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")

_TWO_TRUTHS = "{} is a truth value to some YAML and a word to other"
_OTHER_BASE = "{} is a number of base 8 or 2 to some YAML"
_BASE_60 = "{} is a number of base 60 to some YAML"
_NOT_HERE = "{} is not how a number is written here"
_QUOTE = 'write "{}" for words'

_TRAPS = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"(?i:y|n|yes|no|on|off)", _TWO_TRUTHS, f"{_QUOTE}, else true or false"),
        (r"(?i:true|false)(?<!true)(?<!false)", "{} is not how a truth value is written", "write true or false"),
        (r"(?i:null)(?<!null)|~|", "there is no value here", 'write one, or "" for no characters at all'),
        (r"[-+]?0[0-9_]+|[-+]?0[ob][0-9_]+", _OTHER_BASE, f"write it in decimal or as 0x…, {_QUOTE}"),
        (r"[-+]?[0-9][0-9_]*(?::[0-9_]+)+(?:\.[0-9_]*)?", _BASE_60, _QUOTE),
        (r"\+[0-9.].*|[-+]?[0-9]+_[0-9_]*", _NOT_HERE, f"digits alone; {_QUOTE}"),
        (r"[-+]?[0-9]*\.?[0-9]+[eE][-+]?[0-9]+", "{} is a number to some YAML", f"write it out; {_QUOTE}"),
        (r"[-+]?\.[0-9]+|[-+]?[0-9]+\.|[-+]?\.(?i:inf|nan)", _NOT_HERE, f"as in 0.5; {_QUOTE}"),
        (r"[-+]?[0-9]{20,}", "{} is too large a number", _QUOTE),
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", "{} is a date to some YAML", _QUOTE),
        (r"<<|=", "{} is a command to some YAML", "write everything out"),
    )
)
