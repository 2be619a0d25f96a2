"""Where espdoctor keeps what it wrote for its user: cases and backups. Private, for they hold Wi-Fi passwords."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "ESPDOCTOR_HOME"
"""Environment variable that puts the folder elsewhere."""

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def home() -> Path:
    """The folder itself; nothing is made yet."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("espdoctor", appauthor=False))


def private_folder(path: Path) -> Path:
    """Make the folder and its parents, open to nobody else. Raises OSError where that is not possible."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path.chmod(PRIVATE_FOLDER)
    return path


def open_private(path: str, flags: int) -> int:
    """An opener for `open(…, opener=open_private)`: the file that it makes is private from its first moment."""
    return os.open(path, flags, PRIVATE_FILE)


def sync_folder(folder: Path) -> None:
    """A new name in it is on the disk too. Windows cannot open a folder, and does this by itself."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
