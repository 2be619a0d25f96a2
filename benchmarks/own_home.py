"""A data folder of the benchmark's own: what consultations on the bench write does not lie among the user's backups."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock


@contextmanager
def own_home() -> Iterator[Path]:
    """The folder, until the end of the block; processes that are started in it have it too."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, ESPDOCTOR_HOME=folder):
        yield Path(folder)
