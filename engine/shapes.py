"""Lines by their shape: small letters, and 0 for every digit. What differs in numbers alone is looked at once."""

from __future__ import annotations

import re

_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_HALF = re.compile("[\ud800-\udfff]")


def shape(text: str) -> bytes:
    """The text's shape, in UTF-8, line by line as the text is.

    Half a character, which UTF-8 cannot hold, becomes a zero byte.
    """
    small = text.lower()
    try:
        data = small.encode()
    except UnicodeEncodeError:
        data = _HALF.sub("\0", small).encode()
    return data.translate(_DIGITS)
