"""Source text in C or C++ to the lines that are compiled for a chip: comments out, strings emptied, dead branches gone.

A reader and no compiler: what it does not understand it takes for compiled. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .preprocessor import Macros, holds

_OPENS = re.compile(r"""//|/\*|R"(?P<mark>[^()\\\s"]{0,16})\(|"|'""")
_ENDS = {'"': re.compile(r'"(?:\\.|[^"\\\n])*"?', re.DOTALL), "'": re.compile(r"'(?:\\.|[^'\\\n])*'?", re.DOTALL)}
_DIRECTIVE = re.compile(r"\s*#\s*(?P<word>\w+)(?P<rest>.*)", re.DOTALL)
_NAME = re.compile(r"\s*(\w+)")
MOST_PASSES = 4
"""A macro that is defined in a dead branch makes further branches dead, and so on; deeper chains are not followed."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line that is compiled."""

    number: int
    """Counted from 1."""
    code: str
    """Without comments, strings and characters emptied."""
    text: str
    """Without comments."""
    sure: bool = True
    """False where it hangs on a macro of which nothing is known (an option, a chip unheard of)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An `#if` with its `#elif` of which no branch is compiled, and that has no `#else`."""

    line: CodeLine
    """Its first line."""
    dead: int
    """Lines of code in its branches."""


@dataclass(frozen=True, slots=True)
class Source:
    """What of a file is compiled."""

    lines: tuple[CodeLine, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A file, dead lines and live ones."""

    source: Source
    defined: frozenset[str]
    """Macros that its live lines define."""
    dead: frozenset[str]
    """Macros that dead lines define."""


def compiled(files: Mapping[str, str], macros: Macros) -> dict[str, Source]:
    """What of each file is, or may be, compiled where these macros are known."""
    plain = {name: list(_plain(text)) for name, text in files.items()}
    known = macros
    read = {name: _read(lines, known) for name, lines in plain.items()}
    for _ in range(MOST_PASSES):
        live = frozenset(word for one in read.values() for word in one.defined)
        dead = frozenset(word for one in read.values() for word in one.dead) - live - set(macros.values)
        if all(known.is_absent(word) for word in dead):
            break
        known = macros.without(dead)
        read = {name: _read(lines, known) for name, lines in plain.items()}
    return {name: one.source for name, one in read.items()}


# ---------------------------------------------------------------- comments and strings


def _plain(text: str) -> Iterator[CodeLine]:
    """Every line, without its comments."""
    code, kept = _without_comments(text)
    lines = zip(code.split("\n"), kept.split("\n"), strict=True)
    for number, (bare, full) in enumerate(lines, 1):
        yield CodeLine(number, bare.rstrip(), full.rstrip())


def _without_comments(text: str) -> tuple[str, str]:
    """The text with strings emptied, and with strings kept; both have the line breaks of the text."""
    code: list[str] = []
    kept: list[str] = []
    at = 0
    while (opened := _OPENS.search(text, at)) is not None:
        before = text[at : opened.start()]
        end, empty, full = _skipped(text, opened)
        code += (before, empty)
        kept += (before, full)
        at = end
    return "".join([*code, text[at:]]), "".join([*kept, text[at:]])


def _skipped(text: str, opened: re.Match[str]) -> tuple[int, str, str]:
    """Where a comment or a string ends, and what stands in its place without and with strings."""
    start, what = opened.start(), opened[0]
    if what == "//":
        end = text.find("\n", start)
        return (len(text) if end < 0 else end), "", ""
    if what == "/*":
        end = _after(text, "*/", start + 2)
        blank = " " + "\n" * text.count("\n", start, end)
        return end, blank, blank
    if what.startswith("R"):
        end = _after(text, f'){opened["mark"]}"', opened.end())
        return end, '""' + "\n" * text.count("\n", start, end), text[start:end]
    closed = _ENDS[what].match(text, start)
    assert closed is not None, "an opened string matches at least its own quote"
    return closed.end(), what * 2 + "\n" * closed[0].count("\n"), closed[0]


def _after(text: str, mark: str, start: int) -> int:
    """Behind the next mark, or the end of the text."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


# ---------------------------------------------------------------- branches


@dataclass(slots=True)
class _Branch:
    """An `#if` that is open: whether this part is compiled, and whether a part of it is or may be."""

    opened: CodeLine
    around: bool
    """What it stands in may be compiled."""
    sure_around: bool
    live: bool | None
    taken: bool
    possible: bool
    dead: int = 0
    """Lines of code of parts that are not compiled."""

    @property
    def alive(self) -> bool:
        """What stands here now may be compiled."""
        return self.around and self.live is not False

    @property
    def sure(self) -> bool:
        """Nothing unknown decides about what stands here."""
        return self.sure_around and self.live is not None


@dataclass(slots=True)
class _Walk:
    """Line by line through a file."""

    macros: Macros
    branches: list[_Branch] = field(default_factory=list)
    live: list[CodeLine] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    defines: dict[bool, set[str]] = field(default_factory=lambda: {True: set(), False: set()})

    def take(self, line: CodeLine, directive: re.Match[str] | None) -> None:
        """The next line."""
        inner = self.branches[-1] if self.branches else None
        alive = inner is None or inner.alive
        if directive is not None and self._branched(line, directive["word"], directive["rest"]):
            return
        if directive is not None and directive["word"] == "define" and (name := _NAME.match(directive["rest"])):
            self.defines[alive].add(name[1])
        if not line.code:
            return
        if alive:
            self.live.append(line if inner is None or inner.sure else replace(line, sure=False))
        elif inner is not None:
            inner.dead += 1

    def _branched(self, line: CodeLine, word: str, rest: str) -> bool:
        """Go into, along or out of a branch; False for a directive that is none of these."""
        if word in ("if", "ifdef", "ifndef"):
            self._open(line, word, rest)
        elif word in ("elif", "else") and self.branches:
            branch = self.branches[-1]
            found = True if word == "else" else holds(rest, self.macros)
            branch.live = False if branch.taken else found
            branch.taken = branch.taken or found is True
            branch.possible = branch.possible or found is not False
        elif word == "endif":
            self._close()
        else:
            return False
        return True

    def _open(self, line: CodeLine, word: str, rest: str) -> None:
        inner = self.branches[-1] if self.branches else None
        found = _holds(word, rest, self.macros)
        around, sure = (True, True) if inner is None else (inner.alive, inner.sure)
        # What stands under "unless it is set" is what is compiled as a rule: include guards, defaults.
        live = True if found is None and word == "ifndef" else found
        self.branches.append(_Branch(line, around, sure, live, found is True, found is not False))

    def _close(self) -> None:
        branch = self.branches.pop() if self.branches else None
        if branch is not None and branch.around and not branch.possible:
            self.gaps.append(Gap(branch.opened, branch.dead))
        elif branch is not None and self.branches and not branch.around:
            self.branches[-1].dead += branch.dead


def _read(lines: list[CodeLine], macros: Macros) -> _Read:
    walk = _Walk(macros)
    for line, directive in _with_directives(lines):
        walk.take(line, directive)
    source = Source(tuple(walk.live), tuple(walk.gaps))
    return _Read(source, frozenset(walk.defines[True]), frozenset(walk.defines[False]))


def _with_directives(lines: list[CodeLine]) -> Iterator[tuple[CodeLine, re.Match[str] | None]]:
    """Each line with its directive; one that goes on over further lines is read whole at its first."""
    for index, line in enumerate(lines):
        if "#" not in line.code:
            yield line, None
            continue
        whole, after = line.code, index
        while whole.endswith("\\") and after + 1 < len(lines) and after - index < _MOST_CONTINUED:
            after += 1
            whole = whole[:-1] + " " + lines[after].code
        yield line, _DIRECTIVE.match(whole)


_MOST_CONTINUED = 50


def _holds(word: str, rest: str, macros: Macros) -> bool | None:
    if word == "if":
        return holds(rest, macros)
    name = _NAME.match(rest)
    found = macros.is_set(name[1]) if name else None
    return None if found is None else bool(found) is (word == "ifdef")
