"""Pasted text to facts, by the patterns of rules/signatures/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from .errors import Mistake, RulebookError
from .facts import Evidence, Fact, Kind, Value
from .lookup import Lookup, lookup_of
from .mending import loosened, parted, seams
from .nearby import Phrase, in_part, in_reach, stands_near
from .paste import Line, Stretch, blocks, clean, cleaned_alike, ends, lines
from .patterns import Matched, PatternError, compiled
from .rulebook import BRACED, Rulebook, Signature
from .shapes import shape
from .shown import shown
from .sieve import WORTH_IT, Sieve
from .supposed import reported, supposed
from .tally import LONG, MOST_ALIKE, MOST_HITS, Tally, last_of_each
from .vocabulary import Vocabulary

MOST_EXCERPT = 240
"""Characters of a line that are kept as evidence, around what matched."""

MOST_SPOKEN = 10_000
"""Characters at the start of a text in which it is looked for what is only spoken of: people write no more."""

WRITTEN = 20_000
"""Characters at each end of a long text in which people say things: what is between is a log."""

_PIECE = 1e-6
"""Lines that a piece of a line counts for; there are fewer pieces in a line than would make one."""

_KINDS: dict[str, Kind] = {"tool": "paste", "words": "said"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A signature that matched in a line."""

    signature: Signature
    line: Line
    span: tuple[int, int]
    """Characters within the line's text."""
    groups: Mapping[str, Any]
    """What the named groups matched; None for one that had no part in it."""


def read(rulebook: Rulebook, text: str, source: str) -> tuple[Fact, ...]:
    """The facts that the text states.

    The evidence's `at` is the number of the line in the text: of two facts that exclude each
    other the later line holds. Raises RulebookError if a pattern cannot be used.
    """
    return reader(rulebook).facts(text, source)


def spoken_of(rulebook: Rulebook, text: str, source: str) -> tuple[Fact, ...]:
    """What signatures state whose phrase does not stand near: the text speaks of it, and says no more."""
    known = reader(rulebook)
    return known.told(known.spoken_of(text), source)


def opening(text: str) -> list[Line]:
    """The lines in which somebody may say in words of their own what is wrong."""
    return [line for line in parted(clean(text[:MOST_SPOKEN])) if not reported(line.text)]


@lru_cache(maxsize=4)
def reader(rulebook: Rulebook) -> Reader:
    """The reader of this rulebook, its patterns compiled once."""
    return Reader(rulebook.signatures, rulebook.vocabulary, lookup_of(rulebook))


_NAMES = ("board.", "topic.")
"""Facts that the words of a tool tell as well as those of people: what board it is, and which chip."""


class Reader:
    """Signatures, ready to be matched. Raises RulebookError if a pattern cannot be used."""

    def __init__(self, signatures: tuple[Signature, ...], vocabulary: Vocabulary, looked_for: Lookup) -> None:
        self.signatures = signatures
        self._looked_for = looked_for
        self._vocabulary = vocabulary
        self._most = [MOST_HITS if one.tells_values else MOST_ALIKE for one in signatures]
        self._of_people = frozenset(at for at, one in enumerate(signatures) if one.weight == "words")
        try:
            self._patterns = compiled([one.pattern for one in signatures], looked_for.grams)
        except PatternError as error:
            raise self._unusable(error) from None

    def prove(self) -> None:
        """Compile every pattern now and not when it is first needed. Raises RulebookError."""
        try:
            for at in range(len(self.signatures)):
                self._patterns.ready(at)
        except PatternError as error:
            raise self._unusable(error) from None

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._looked_for.telling)

    def hits(self, text: str) -> list[Hit]:
        """Every signature that matches in every line, in order; of each the last ones (see `tally`)."""
        if len(text) < WORTH_IT:
            return self._in_short(text)
        return _in_order([*self._in_long(text), *self._at_ends(text)])

    def _at_ends(self, text: str) -> Iterator[Hit]:
        """What people say at the ends of a long text."""
        for line in ends(text, WRITTEN):
            wanted = [at for at in self._patterns.candidates(line.text) if at in self._of_people]
            yield from self._found_in(line, wanted)

    def _in_long(self, text: str) -> list[Hit]:
        """What tools say. Sifted, and read from the end, so that what was met often enough costs nothing more."""
        tally = Tally[Hit](self._most, besides=self._of_people)
        told = [
            hits
            for block in reversed(blocks(text))
            for stretch in self._sieve.stretches(text, block, tally.spent)
            for hits in self._in_stretch(text, stretch, tally)
        ]
        return [hit for hits in reversed(told) for hit in hits]

    def _in_stretch(self, text: str, stretch: Stretch, tally: Tally[Hit]) -> Iterator[list[Hit]]:
        """What one line of a long text says, its last piece first."""
        if (raw := text[stretch.start : stretch.end]) in tally.vain:
            return
        told, vain = False, list[tuple[str, list[int]]]()
        for line in reversed(lines(text, stretch)):
            if not self._worth_it(line, text, tally):
                continue
            wanted = [at for at in self._patterns.candidates(line.text) if at not in tally.full]
            if hits := self._met(line, wanted, tally):
                told = True
                yield hits
            elif wanted:
                vain.append((line.text, wanted))
        if told:
            return
        tally.tells_nothing(raw)
        if cleaned_alike(raw):
            seen = shape(raw)
            if not vain or (tally.in_vain(seen) and not self._patterns.could_match(*vain[0])):
                tally.spent.add(seen)

    def _worth_it(self, line: Line, text: str, tally: Tally[Hit]) -> bool:
        """Whether there is a needle in what is left of the line, and room for it if it is long."""
        long = len(line.text) >= LONG
        if not long and line.text == text[line.start : line.end]:
            return True  # the sieve saw it as it is
        if (long and tally.crowded) or not self._sieve.may_tell(line.text):
            return False
        tally.long += long
        return True

    def _met(self, line: Line, wanted: list[int], tally: Tally[Hit]) -> list[Hit]:
        """What the wanted signatures find in the line, or found in the same words lately."""
        known = tally.lately.get(line.text)
        if known is None:
            known = [(at, self._hit(at, line, match)) for at, match in self._matches(line, wanted)]
            tally.remember(line.text, known)
            tally.missed(set(wanted).difference(at for at, _ in known))
        hits = [(at, Hit(hit.signature, line, hit.span, hit.groups)) for at, hit in known if at in wanted]
        tally.met(at for at, _ in hits)
        return [hit for _, hit in hits]

    def _in_short(self, text: str) -> list[Hit]:
        """Every line as it is, and what it may have been before somebody broke it or copied it by hand."""
        clear = parted(clean(text))
        found = [hit for line in clear for hit in self._in_line(line)]
        for line, place in seams(clear):
            found += [hit for hit in self._found_in(line) if hit.span[0] < place < hit.span[1]]
        found += self._from_beyond(clear)
        return last_of_each(_in_order(found), lambda hit: hit.signature.id)

    def _in_line(self, line: Line) -> list[Hit]:
        """What the line says, and what it would say besides without slips of the pen and other people's spaces."""
        hits = self._found_in(line)
        righted = self._looked_for.speller.righted(loosened(line.text))
        if righted == line.text:
            return hits
        known = {hit.signature.id for hit in hits}
        return hits + [hit for hit in self._found_in(line._replace(text=righted)) if hit.signature.id not in known]

    def _found_in(self, line: Line, wanted: Iterable[int] | None = None) -> list[Hit]:
        return [self._hit(at, line, match) for at, match in self._matches(line, wanted)]

    def _from_beyond(self, clear: list[Line]) -> Iterator[Hit]:
        """What counts by words in the lines above or below."""
        leaning: dict[Phrase, list[int]] = {}
        for at, one in enumerate(self.signatures):
            if one.near:
                leaning.setdefault(one.near, []).append(at)
        words = [line.text for line in clear]
        for phrase, wanted in leaning.items():
            for number, start, end in in_reach(phrase, words):
                for at, match in self._patterns.search(clear[number].text, wanted):
                    if in_part(phrase, clear[number].text, match.span(), start, end):
                        yield self._hit(at, clear[number], match)

    def spoken_of(self, text: str) -> list[Hit]:
        """What stands without the phrase that it wants, in sentences that neither ask nor deny."""
        leaning = [at for at, one in enumerate(self.signatures) if one.near and one.near.says]
        return [
            self._hit(at, line, match)
            for line in opening(text)
            for at, match in self._patterns.search(line.text, leaning)
            if (near := self.signatures[at].near) and in_part(near, line.text, match.span(), 0, len(line.text))
        ]

    def _matches(self, line: Line, wanted: Iterable[int] | None = None) -> list[tuple[int, Matched]]:
        """Every wanted signature that matches, and whose phrase stands near where it wants one."""
        try:
            return [
                (at, match)
                for at, match in self._patterns.search(line.text, wanted)
                if (near := self.signatures[at].near) is None or stands_near(near, line.text, match.span())
            ]
        except PatternError as error:
            raise self._unusable(error) from None

    def _hit(self, at: int, line: Line, match: Matched) -> Hit:
        return Hit(self.signatures[at], line, match.span(), match.groupdict())

    def facts(self, text: str, source: str) -> tuple[Fact, ...]:
        """One fact for each name and value, with the first and the last line that state it."""
        return self.told(self.hits(text), source)

    def told(self, hits: Iterable[Hit], source: str) -> tuple[Fact, ...]:
        """The facts that these hits state."""
        seen: dict[tuple[str, str, Value], list[Evidence]] = {}
        for hit in hits:
            spoken_of = supposed(hit.line.text, hit.span)
            of_people = hit.signature.weight == "words"
            if of_people and spoken_of:
                continue  # nobody says that it is so
            because = evidence(hit.line, hit.span, _KINDS[hit.signature.weight], source)
            because = replace(because, doubtful=True) if spoken_of else because
            for name, value in self._stated(hit):
                if of_people and not name.startswith(_NAMES) and reported(hit.line.text):
                    continue
                # The type is part of the key: true and 1 are equal to Python, but not the same value.
                seen.setdefault((name, type(value).__name__, value), []).append(because)
        return tuple(Fact(name, value, _ends(because)) for (name, _, value), because in seen.items())

    def _unusable(self, error: PatternError) -> RulebookError:
        wrong = self.signatures[error.index]
        message = f"the pattern of {wrong.id} cannot be used: {shown(error.reason)}"
        return RulebookError([Mistake(wrong.place, message, "no look-around, no back references")])

    def _stated(self, hit: Hit) -> Iterator[tuple[str, Value]]:
        for name, value in hit.signature.states:
            group = BRACED.fullmatch(value) if isinstance(value, str) else None
            if group is None:
                yield name, value
            elif (words := hit.groups.get(group[1])) is not None:
                try:
                    yield name, self._vocabulary.parse(name, words)
                except ValueError:
                    continue  # a number out of range or a word that is none: the line says something else


def _in_order(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.line.number, hit.line.piece))


def evidence(line: Line, span: tuple[int, int], kind: Kind, source: str) -> Evidence:
    """What is known by those characters of the line."""
    where = f"{source} line {line.number}".strip()
    at = line.number + line.piece * _PIECE
    return Evidence(where, _excerpt(line.text, span), kind, at=at, span=(line.start, line.end))


def _excerpt(text: str, span: tuple[int, int]) -> str:
    """The line, or of a long one what matched and what stands around it."""
    if len(text) <= MOST_EXCERPT:
        return text
    start, end = span
    spare = max(0, MOST_EXCERPT - (end - start)) // 2
    return text[max(0, start - spare) :][:MOST_EXCERPT]


def _ends(because: list[Evidence]) -> tuple[Evidence, ...]:
    """The first and the last of the lines, without those in doubt where there are others."""
    because = [one for one in because if not one.doubtful] or because
    return tuple(because) if len(because) < 2 else (because[0], because[-1])
