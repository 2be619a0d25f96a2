"""A path as a person gives it: typed, pasted from a file manager, or dragged into the terminal."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def given(text: str) -> Path:
    """The path that was meant: without quotes, `file://`, blanks escaped by a terminal; `~` is the home folder.

    Nothing is looked up: the path may not be there. An empty text is the folder that the program was started in.
    """
    words = text.strip().replace("\0", "")
    if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"":
        words = words[1:-1]
    elif os.sep == "/":
        words = words.replace("\\ ", " ").replace("\\(", "(").replace("\\)", ")")
    if words.lower().startswith("file:"):
        words = _from_url(words)
    path = Path(words)
    try:
        return path.expanduser()
    except RuntimeError:
        return path  # `~somebody` whom the computer does not know: the name stays as it was given


def _from_url(words: str) -> str:
    path = unquote(urlsplit(words).path)
    return path[1:] if path[2:3] == ":" and path.startswith("/") else path
