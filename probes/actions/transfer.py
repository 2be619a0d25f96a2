"""From what the flash holds to what it shall hold: compare, save, write, prove. Every action that writes goes through
here, so nothing is lost without a checked backup and nothing is called written that the chip did not confirm.

The chip itself counts MD5 sums. What is right already is neither read nor written; what is erased, or in an earlier
backup of this chip, need not be read to be saved. What the flash was last proven to hold tells what to write without a
look at it; one sum over all of it is the proof then, and where that fails all is compared as if nothing were known.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..backups import Backup, Shelf, Store, layered
from ..checksum import md5
from ..erasing import Range, gaps, merged, without
from ..esptool_door import PIECE, Loader
from ..flash_errors import BackupUnsound, NotTheSame
from ..flash_plan import Stroke, Wanted, cut, joined, strokes
from ..image_fit import Part
from ..probe import Observation
from .comparing import AT_ONCE, QUARTER, all_right, compare, differs, erased

Steps = Generator[Observation, None, None]


_READS = 4
_ROUNDS = 4
"""Over a bad line: until nothing differs, anywhere."""


@dataclass(slots=True)
class Transfer:
    """One change of the flash, which may take several runs over a bad line. State: what was saved, what was touched."""

    wanted: Wanted
    store: Store | None
    """Where to save what would be lost; None: the person declined a backup in so many words."""
    flash_size: int
    whole: bool = False
    """Afterwards the board has all of its program, whatever was begun before."""
    backup: Backup | None = None
    earlier: Mapping[int, bytes] = field(default_factory=dict)
    """What was in flash before a write that was cut off: kept in the new backup in place of what is there now."""
    before_touch: Callable[[Sequence[Range]], None] = lambda _ranges: None
    """Called once everything is saved, with all that will be touched."""
    likely: Callable[[Wanted], Sequence[Range] | None] = lambda _wanted: None
    """What is to be changed if the flash holds what it held last; None where that is not known."""
    touched: bool = False
    """The first byte may have been erased: the flash holds neither the old nor the new."""
    anew: bool = False
    """What was written did not stick: the next run erases in a step of its own before it writes."""
    written: int = 0
    """Bytes that were erased or written, this far."""
    _old: dict[int, bytes] = field(default_factory=dict)
    """Content before the first touch, by start of piece."""
    _kept: tuple[Range, ...] = ()
    """Need not be saved any more."""
    _noted: tuple[Range, ...] = ()
    """May be touched: `before_touch` was told."""

    @property
    def proof(self) -> Literal["checksum"]:
        """How it was proven: the word of the fact `flash.proof`."""
        return "checksum"

    @property
    def proven(self) -> str:
        """The same for people."""
        return "the chip's own checksum of what it holds is that of what was to be written"

    def held(self, start: int, end: int) -> bytes | None:
        """What stood there before the first touch, where that was saved."""
        for at, content in self._old.items():
            if at <= start and end <= at + len(content):
                return content[start - at : end - at]
        return None

    def run(self, loader: Loader) -> Steps:
        """Make it so. Raises ActionFailed; may then be run again with a fresh loader, and goes on where it stopped."""
        guarded = loader.grip.guarded
        if not (self.touched or guarded) and (yield from self._as_last_time(loader)):
            self.touched = False
            return
        differing: list[Range] = []
        for _ in range(_ROUNDS):
            differing = self._in_pieces((yield from compare(loader, self.wanted)))
            if differing and guarded and not self.touched:
                yield from self._guard(loader)
            if differing:
                yield from self._change(loader, differing)
                yield from self._prove(loader, differing)
            if not (differing and guarded) or (yield from all_right(loader, self.wanted)):
                self.touched = False
                return
        raise NotTheSame(differing)

    def _as_last_time(self, loader: Loader) -> Generator[Observation, None, bool]:
        """Change what probably differs; whether all is right then, by one sum over all of it."""
        likely = self.likely(self.wanted)
        if likely is None:
            return False
        yield from self._change(loader, self._in_pieces(likely))
        return (yield from all_right(loader, self.wanted))

    def _in_pieces(self, differing: Sequence[Range]) -> list[Range]:
        return [one for start, end in joined(self.wanted, differing) for one in cut(start, end, QUARTER)]

    def _change(self, loader: Loader, differing: list[Range]) -> Steps:
        """Save what is not saved yet, and write. Old content is known of what was saved now: it was not touched yet."""
        new = [one for start, end in without(differing, self._kept) for one in cut(start, end, QUARTER)]
        old: dict[int, bytes] = {}
        if new and self.store is not None:
            yield from read_ranges(loader, self.store, new, old)
            self._old |= old
            self.backup = save(loader, self.store, self.flash_size, layered(self._old, self.earlier))
        self._kept = merged([*self._kept, *new])
        yield from self._write(loader, strokes(self.wanted, differing, old))

    def _guard(self, loader: Loader) -> Steps:
        """A request to erase carries no checksum, and a bad line may send it anywhere: so all the rest is saved too,
        and shall be after the work what it was before."""
        rest = gaps(self.wanted.ranges, self.flash_size)
        blank = [one for start, end in rest for one in cut(start, end, AT_ONCE) if erased(loader, one)]
        filled = [one for start, end in without(rest, blank) for one in cut(start, end, QUARTER)]
        held: dict[int, bytes] = {}
        yield from read_ranges(loader, self.store or Store(), filled, held)
        kept = tuple(Part(start, content, "what is there") for start, content in held.items())
        self.wanted = Wanted((*self.wanted.parts, *kept), ((0, self.flash_size),))
        self._old |= held
        self._kept = merged([*self._kept, *rest])

    def _write(self, loader: Loader, planned: tuple[Stroke, ...]) -> Steps:
        total = sum(len(stroke.data) for stroke in planned)
        before = self.written
        will_touch = [(stroke.start, stroke.end) for stroke in planned]
        if without(will_touch, self._noted):
            self._noted = merged([*self._noted, *will_touch])
            self.before_touch(self._noted)
        for stroke in planned:
            self.touched = True
            begun = self.written
            verb = "Erasing" if stroke.blank else "Writing"
            for done in _carried_out(loader, stroke, self.anew):
                self.written = begun + done
                yield Observation(note=f"{verb} at 0x{stroke.start:06x}", done=self.written - before, total=total)
            self.written = begun + len(stroke.data)

    def _prove(self, loader: Loader, differing: list[Range]) -> Steps:
        """What was not touched was compared a moment ago; the rest is compared now."""
        pieces = [one for start, end in merged(differing) for one in cut(start, end, PIECE)]
        wrong: list[Range] = []
        for number, piece in enumerate(pieces, 1):
            if differs(loader, self.wanted, piece):
                wrong += [one for one in cut(*piece, QUARTER) if differs(loader, self.wanted, one)] or [piece]
            yield Observation(note="Proving what was written", done=number * PIECE, total=len(pieces) * PIECE)
        if wrong:
            self.anew = True
            raise NotTheSame(wrong, all(erased(loader, one) for one in wrong))


def _carried_out(loader: Loader, stroke: Stroke, anew: bool) -> Iterator[int]:
    """Bytes done, as it goes on. Writing erases as far as the helper sees a need; `anew` leaves that to nobody."""
    if stroke.blank or anew:
        erased = loader.erase(stroke.start, len(stroke.data))
        if stroke.blank:
            return erased
        for _ in erased:
            pass
    return loader.write(stroke.start, stroke.data)


def read_ranges(loader: Loader, store: Store, ranges: list[Range], into: dict[int, bytes]) -> Steps:
    """What these ranges hold, each piece proven by the chip's own sum; known and erased pieces are not read again."""
    shelf = store.shelf(loader.mac())
    total = sum(end - start for start, end in ranges)
    done = 0
    for start, end in ranges:
        into[start] = _content(loader, store, shelf, start, end - start)
        done += end - start
        yield Observation(note="Saving what would be lost", done=done, total=total)


def _content(loader: Loader, store: Store, shelf: Shelf, start: int, length: int) -> bytes:
    """A request whose address the line spoilt is answered too: so what does not fit is read once more."""
    for _ in range(_READS):
        digest = loader.md5(start, length)
        content = _known(shelf, start, length, digest) or loader.read(start, length)
        if md5(content) == digest:
            return content
    raise BackupUnsound(store.folder, f"what was read from 0x{start:06x} is not what the chip holds.")


def save(loader: Loader, store: Store, flash_size: int, contents: Mapping[int, bytes]) -> Backup:
    """Keep it on the disk for good."""
    return store.save(loader.mac(), loader.flash_id(), flash_size, sorted(contents.items()))


def _known(shelf: Shelf, start: int, length: int, digest: str) -> bytes | None:
    """Content that need not be read: erased flash, and what an earlier backup holds."""
    erased = b"\xff" * length
    return erased if digest == md5(erased) else shelf.find(start, length, digest)
