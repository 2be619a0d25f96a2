"""The last page as something to keep or to send: text, Markdown, a picture, and the case itself. No Textual here."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

from ..engine.redact import redact
from .hanging import hanging, wrapped
from .harmless import safe
from .markdown import escaped, fenced

NAME = "espdoctor-result"
PICTURE_WIDTH = 100
"""Columns of the picture."""
TEXT_WIDTH = 96
"""Columns of a text: what is longer is wrapped, because forums and issues do not wrap a block."""

Lines = Sequence[str]
"""A page: headings at the margin, the rest indented."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to keep a page."""

    words: str
    suffix: str
    make: Callable[[Lines], str]


def text(page: Lines) -> str:
    """As it is shown."""
    return wrapped("\n".join(page), TEXT_WIDTH) + "\n"


def markdown(page: Lines) -> str:
    """For a forum or an issue: headings, and blocks in which nothing is markup."""
    parts: list[str] = []
    for indented, run in groupby((line for line in page if line.strip()), key=lambda line: line.startswith(" ")):
        lines = wrapped("\n".join(run), TEXT_WIDTH).split("\n")
        parts += [fenced("\n".join(lines))] if indented else [f"**{escaped(line)}**" for line in lines]
    return "\n\n".join(parts) + "\n"


def picture(page: Lines) -> str:
    """The whole page as SVG, also what is not in sight."""
    from rich.console import Console

    console = Console(
        file=io.StringIO(), record=True, width=PICTURE_WIDTH, force_terminal=True, color_system="truecolor"
    )
    for line in page:
        console.print(hanging(safe(line), "bold"))
    return console.export_svg(title="espdoctor")


FORMS: Mapping[str, Form] = {
    "text": Form("Text", ".txt", text),
    "markdown": Form("Markdown, for a forum or an issue", ".md", markdown),
    "picture": Form("A picture (SVG)", ".svg", picture),
}
"""What a page can be made into. All are redacted: names, addresses and passwords of known forms are taken out."""

CASE_WORDS = "The case itself, to be opened again (not redacted: look through it before you send it)"
CASE_SUFFIX = ".case.jsonl"


def save(form: str, page: Lines, folder: Path) -> Path:
    """Write the page into the folder, under a name that no file has yet. Raises OSError."""
    chosen = FORMS[form]
    return _write(folder, chosen.suffix, chosen.make(redact("\n".join(page)).text.split("\n")))


def save_case(case: Path, folder: Path) -> Path:
    """A copy of the case's file. Raises OSError."""
    return _write(folder, CASE_SUFFIX, case.read_text("utf-8", "replace"))


def _write(folder: Path, suffix: str, content: str) -> Path:
    for path in _names(folder, suffix):
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise AssertionError("there is always another number")


def _names(folder: Path, suffix: str) -> Iterable[Path]:
    yield folder / f"{NAME}{suffix}"
    yield from (folder / f"{NAME}-{number}{suffix}" for number in count(2))
