"""What in a library's source keeps it from running on the chip: the checks of rules/library.yaml over its lines.

A check looks at lines, at variables of a type, at stretches between two marks, at functions that are given away as
interrupt handlers, or for one thing that goes without another. Linear in the length of the source (see `patterns`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from .c_source import CodeLine, Source, compiled
from .checks import Check, Portability, Spot
from .patterns import Patterns
from .patterns import compiled as matcher
from .variables import MOST_LINE, Variables

MOST_SPOTS = 2000
"""Lines that one check finds: more say no more."""


def look(files: Mapping[str, str], known: Portability) -> tuple[Spot, ...]:
    """Every spot, by check in the order of the table, then by file and line.

    Raises PatternError where a pattern cannot be used.
    """
    source = _reached(compiled(files, known.macros))
    order = {check.id: index for index, check in enumerate(known.checks)}
    spots = {
        (spot.check.id, spot.file, spot.line): spot
        for look_for in (_lines, _variables, _handlers, _stretches, _gaps)
        for spot in look_for(source, known.checks)
    }
    return tuple(sorted(spots.values(), key=lambda spot: (order[spot.check.id], spot.file, spot.line)))


def _reached(source: Mapping[str, Source]) -> dict[str, Source]:
    """Without headers in folders of their own that no compiled line includes: those are for other chips."""
    reached = {name for name in source if "." + name.rpartition(".")[2].lower() not in _HEADERS or _is_front(name)}
    waiting = list(reached)
    by_name: dict[str, list[str]] = {}
    for name in source:
        by_name.setdefault(name.rpartition("/")[2], []).append(name)
    while waiting:
        for line in source[waiting.pop()].lines:
            included = _INCLUDE.match(line.text)
            for name in by_name.get(included[1], ()) if included else ():
                if name not in reached:
                    reached.add(name)
                    waiting.append(name)
    return {name: source[name] for name in source if name in reached}


def _is_front(name: str) -> bool:
    """A header that a sketch can include by its name alone."""
    return "/" not in name.removeprefix("src/")


_HEADERS = frozenset({".h", ".hh", ".hpp", ".hxx", ".ipp", ".tpp"})
_INCLUDE = re.compile(r'\s*#\s*include\s*[<"](?:[^>"]*/)?([^>"/]+)[>"]')


def _defined(source: Mapping[str, Source]) -> frozenset[str]:
    """Macros that the library brings along itself: a word of its own is no word of another chip."""
    names = (_DEFINE.match(line.code) for _, line in _each(source))
    return frozenset(name[1] for name in names if name)


_DEFINE = re.compile(r"\s*#\s*define\s+(\w+)")


# ---------------------------------------------------------------- lines


def _lines(source: Mapping[str, Source], checks: Sequence[Check]) -> Iterator[Spot]:
    own = _defined(source)
    for where in ("code", "text"):
        chosen = [check for check in checks if check.where == where]
        patterns = matcher([check.pattern for check in chosen])
        silent = _silent(source, chosen)
        count: Counter[str] = Counter()
        before = ""
        for file, line in _each(source):
            for index, match in patterns.search((line.code if where == "code" else line.text)[:MOST_LINE]):
                check = chosen[index]
                own_word = match.groupdict().get("word") in own
                if own_word or check.id in silent or count[check.id] >= MOST_SPOTS:
                    continue
                if not _excused(check, line.code, before):
                    count[check.id] += 1
                    yield _spot(check, file, line)
            before = line.code


def _excused(check: Check, code: str, before: str) -> bool:
    told = ((check.but, code), (check.not_after, before))
    return any(pattern and _one(pattern).search(line[:MOST_LINE]) for pattern, line in told)


@lru_cache(maxsize=64)
def _one(pattern: str) -> Patterns:
    return matcher([pattern])


def _silent(source: Mapping[str, Source], checks: Iterable[Check]) -> frozenset[str]:
    """Checks whose `unless` is found somewhere."""
    asked = [check for check in checks if check.unless and check.where != "variable"]
    patterns = matcher([check.unless for check in asked])
    return frozenset(
        asked[index].id for _, line in _each(source) for index, _ in patterns.search(line.code[:MOST_LINE])
    )


def _each(source: Mapping[str, Source]) -> Iterator[tuple[str, CodeLine]]:
    return ((file, line) for file in sorted(source) for line in source[file].lines)


def _spot(check: Check, file: str, line: CodeLine) -> Spot:
    return Spot(check, file, line.number, line.text.strip()[:MOST_LINE], line.sure)


# ---------------------------------------------------------------- variables


def _variables(source: Mapping[str, Source], checks: Sequence[Check]) -> Iterator[Spot]:
    """What is done with a variable of a type, where the rest of the file says that it matters."""
    chosen = [check for check in checks if check.where == "variable"]
    patterns, types = matcher([check.pattern for check in chosen]), Variables(source)
    for file, one in sorted(source.items()):
        lines = _by_word(one) if chosen else {}
        seen: dict[tuple[str, str], bool] = {}
        for number, line in enumerate(one.lines if chosen else ()):
            for index, match in patterns.search(line.code[:MOST_LINE]):
                check = chosen[index]
                names = [str(name) for key, name in match.groupdict().items() if key in ("name", "other")]
                fits = all(types.of(name, file, number) in check.declared for name in names)
                if fits and not _excused(check, line.code, ""):
                    asked = check.id, names[0]
                    seen[asked] = seen[asked] if asked in seen else _matters(check, names[0], lines[names[0]])
                    if seen[asked]:
                        yield _spot(check, file, line)


def _by_word(one: Source) -> dict[str, list[str]]:
    """The lines of code that each word stands on."""
    lines: dict[str, list[str]] = {}
    for line in one.lines:
        code = line.code[:MOST_LINE]
        for word in set(_WORDS.findall(code)):
            lines.setdefault(word, []).append(code)
    return lines


def _matters(check: Check, name: str, lines: Iterable[str]) -> bool:
    """Whether what the check needs of that variable is found, and what speaks against it is not."""

    def found(pattern: str) -> bool:
        asked = matcher([pattern.replace(NAME, rf"\b{name}\b")])
        return any(True for line in lines for _ in asked.search(line))

    return (not check.needs or found(check.needs)) and not (check.unless and found(check.unless))


NAME = "{name}"
"""Stands for the variable in `needs` and `unless`."""


# ---------------------------------------------------------------- interrupt handlers


def _handlers(source: Mapping[str, Source], checks: Sequence[Check]) -> Iterator[Spot]:
    """Functions that are given away, defined here, and marked nowhere."""
    for check in checks:
        if check.where != "handler":
            continue
        given = matcher([check.pattern])
        names = {
            str(match.groupdict()["handler"])
            for _, line in _each(source)
            for _, match in given.search(line.code[:MOST_LINE])
        }
        bare = names - _marked(source, check.unless) if names else set()
        heads = _heads(source) if bare else {}
        for name in sorted(bare & heads.keys()):
            yield _spot(check, *heads[name])


def _marked(source: Mapping[str, Source], marks: str) -> frozenset[str]:
    """Every word that stands on a line with the mark, or with a macro that the library made of it."""
    found, words = matcher([marks]), set[str]()
    made = [
        name[1]
        for _, line in _each(source)
        if (name := _DEFINE.match(line.code)) and found.search(line.code[:MOST_LINE])
    ]
    also = matcher([rf"\b{name}\b" for name in made[:MOST_MARKS]])
    for one in source.values():
        above = False
        for line in one.lines:
            code = line.code[:MOST_LINE]
            here = bool(found.search(code) or also.search(code))
            if here or above:
                words |= set(_WORDS.findall(code))
            above = here and "(" not in code
    return frozenset(words)


_WORDS = re.compile(r"\w+", re.ASCII)
"""As the patterns of checks see words: a name with an umlaut falls apart in the same places."""
MOST_MARKS = 50
"""Names that a library gives to the mark of an interrupt routine."""


def _heads(source: Mapping[str, Source]) -> dict[str, tuple[str, CodeLine]]:
    """Where each function is defined first: what looks like the head of one, and is no call."""
    found: dict[str, tuple[str, CodeLine]] = {}
    for file, line in _each(source):
        for _, match in _one(_HEAD).search(line.code[:MOST_LINE]):
            if not _CALL.match(line.code):
                found.setdefault(str(match.groupdict()["name"]), (file, line))
    return found


_HEAD = r"^\s*\w[\w\s:*&<>]*\b(?P<name>\w+)\s*\([^;]*$"
_CALL = re.compile(r"\s*(?:return|else|if|while|for|switch)\b")


# ---------------------------------------------------------------- stretches


def _stretches(source: Mapping[str, Source], checks: Sequence[Check]) -> Iterator[Spot]:
    """What lies between two marks and is longer than it may be. The end of a function ends it too."""
    for check in checks:
        if check.where != "stretch":
            continue
        marks = matcher([check.pattern, check.until])
        for file, one in sorted(source.items()):
            opened: list[CodeLine] = []
            for line in one.lines:
                found = {index for index, _ in marks.search(line.code[:MOST_LINE])}
                if opened and (1 in found or line.code.startswith("}")):
                    if 1 in found and len(opened) - 1 > check.longest:
                        yield _spot(check, file, opened[0])
                    opened = []
                elif opened or 0 in found:
                    opened.append(line)


# ---------------------------------------------------------------- gaps


def _gaps(source: Mapping[str, Source], checks: Sequence[Check]) -> Iterator[Spot]:
    """Longer pieces for other chips alone, with nothing in their place; a file that is theirs as a whole is no gap."""
    for check in checks:
        if check.where != "gap":
            continue
        asked = matcher([check.pattern])
        for file, one in sorted(source.items()):
            mixed = any(not line.code.lstrip().startswith("#") for line in one.lines)
            for gap in one.gaps if mixed else ():
                if gap.dead > check.longest and asked.search(gap.line.code[:MOST_LINE]):
                    yield _spot(check, file, gap.line)
