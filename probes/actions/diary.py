"""What is noted on the disk of one write: begun before the first byte is touched, struck out when it is proven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..backups import contents_of, load
from ..erasing import Range, common, lost, merged
from ..flash_errors import BackupUnsound
from ..landmarks import landmarks
from ..last_proven import LastProven
from ..probe import Observation, fact
from ..unfinished import Unfinished, UnfinishedWrites
from .bare_transfer import BareTransfer
from .transfer import Transfer

Job = Transfer | BareTransfer


@dataclass(slots=True)
class Diary:
    """Of one chip on one port."""

    mac: str
    port: str

    def cut_off(self) -> Iterator[Observation]:
        """Tell that the last write did not come to its end, if so."""
        before = UnfinishedWrites().of(self.mac, self.port)
        if before:
            told = fact("flash.incomplete", True, "espdoctor's own notes", str(before))
            yield Observation((told,), note=str(before))

    def follow(self, job: Job) -> None:
        """From its first touch on the flash is noted to be incomplete; what an earlier write destroyed stays saved;
        what was last proven tells what is likely to differ."""
        before = UnfinishedWrites().of(self.mac, self.port)
        if before and before.backup:
            job.earlier = _contents(before.backup, self.mac)
        job.likely = LastProven(self.mac, self.port).differing
        job.before_touch = lambda ranges: UnfinishedWrites().begin(self.mac, self.port, _begun(job, ranges, before))

    def close(self, job: Job) -> None:
        """The job is proven: remember what the flash holds, and strike the note out, unless it is of a write that this
        one did not make good."""
        if job.proof == "checksum":
            LastProven(self.mac, self.port).keep(job.wanted)
        noted = UnfinishedWrites().of(self.mac, self.port)
        if noted is None:
            return
        if job.whole or _covers(job.wanted.ranges, noted.ranges):
            UnfinishedWrites().end(self.mac, self.port)


def _begun(job: Job, ranges: Sequence[Range], before: Unfinished | None) -> Unfinished:
    backup = str(job.backup.path) if job.backup else None
    what = ", ".join(part.name for part in job.wanted.parts) or "erasing"
    # what is merely erased at the end of the flash a firmware writes by itself
    filled = [one for part in job.wanted.parts for one in lost(part.offset, len(part.data), job.flash_size)]
    begun = Unfinished(backup, what, merged(ranges), landmarks(common(ranges, filled), job.wanted.bytes, job.held))
    if before is None:
        return begun
    return replace(begun, backup=backup or before.backup, ranges=merged([*begun.ranges, *before.ranges]))


def _covers(ranges: tuple[Range, ...], noted: tuple[Range, ...]) -> bool:
    return merged([*ranges, *noted]) == merged(ranges)


def _contents(path: str, mac: str) -> Mapping[int, bytes]:
    """What that backup holds; nothing where it cannot be used or is of another chip."""
    with suppress(BackupUnsound):
        backup = load(Path(path))
        if backup.mac == mac:
            return dict(contents_of(backup))
    return {}
