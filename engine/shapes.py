"""Lines by their shape: small letters, and 0 for every digit. What differs in numbers alone is looked at once."""

from __future__ import annotations

import re

_ALIKE = bytes.maketrans(b"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0" * 9 + b"abcdefghijklmnopqrstuvwxyz")
_HALF = re.compile("[\ud800-\udfff]")


def shape(text: str) -> bytes:
    """The text's shape, in UTF-8, line by line as the text is.

    Letters beyond ASCII stay as they are (see `small`). Half a character, which UTF-8 cannot hold, becomes a zero byte.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = _HALF.sub("\0", text).encode()
    return data.translate(_ALIKE)


def small(seen: bytes) -> str:
    """The shape with all letters small, line by line. Ten times as much work as the shape itself: for new ones only."""
    return seen.decode() if seen.isascii() else seen.decode().lower()


def widened(pattern: str) -> str:
    """A pattern that finds something in the shape, in any case, of every line in which the pattern does."""
    return _TOKEN.sub(lambda token: _alike(token[0]), pattern)


# What a pattern is made of: escapes, counts, names, classes of characters; and digits that stand for themselves.
_TOKEN = re.compile(
    r"\\x\{[0-9A-Fa-f]+\}|\\x[0-9A-Fa-f]{2}|\\.|\{\d+(?:,\d*)?\}|\(\?P<\w+>|\[\^?\]?(?:\\.|[^\]\\])*\]|\d"
)


def _alike(token: str) -> str:
    if token.isdigit():
        return "0"
    if not token.startswith("["):
        return token
    matched = set(filter(re.compile(token, re.ASCII).match, "0123456789"))
    return f"(?:{token}|0)" if matched and "0" not in matched else token
