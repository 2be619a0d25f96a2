"""A write that was begun is on the disk until it is proven."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from espdoctor.probes.board_files import BoardFiles
from espdoctor.probes.flash_errors import BackupUnsound
from espdoctor.probes.unfinished import Unfinished, UnfinishedWrites

MAC, PORT = "5c:cf:7f:00:00:01", "/dev/ttyUSB0"
WRITE = Unfinished("/home/x/backups/one.json", "Blink.ino.bin", ((0, 0x5000), (0x3FC000, 0x400000)))


def test_what_was_begun_is_known_until_its_end(tmp_path: Path) -> None:
    writes = UnfinishedWrites(tmp_path)

    writes.begin(MAC, PORT, WRITE)
    assert UnfinishedWrites(tmp_path).of(MAC, "COM3") == WRITE
    assert UnfinishedWrites(tmp_path).all() == (WRITE,)

    writes.end(MAC, PORT)
    assert writes.of(MAC, PORT) is None


def test_it_says_what_happened_and_where_the_old_content_is() -> None:
    assert "Blink.ino.bin) was cut off" in str(WRITE)
    assert "one.json" in str(WRITE)
    assert "What was there" not in str(Unfinished(None, "x"))


def test_a_name_from_outside_is_shown_harmlessly() -> None:
    assert "\x1b" not in str(Unfinished(None, "\x1b]0;evil\x07" * 50))


def test_a_disk_that_takes_no_note_stops_the_write(tmp_path: Path) -> None:
    """Else a program that is killed would leave a half-written board that nobody knows of."""
    (tmp_path / "file").write_text("")

    with pytest.raises(BackupUnsound):
        UnfinishedWrites(tmp_path / "file").begin(MAC, PORT, WRITE)


@pytest.mark.parametrize(
    "told", [{}, {"backup": None, "what": "x", "ranges": 3}, {"backup": None, "what": "x", "ranges": [[1]]}]
)
def test_what_makes_no_sense_is_as_good_as_nothing(tmp_path: Path, told: dict[str, Any]) -> None:
    BoardFiles(".unfinished", tmp_path).write(MAC, PORT, **told)

    assert UnfinishedWrites(tmp_path).of(MAC, PORT) is None
