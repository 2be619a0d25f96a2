"""Runs a flasher in JavaScript under Node against the bench.

    PYTHONPATH=tests python -m strangers.node SCRIPT

SCRIPT is tests/strangers/esptool_js.mjs where the packages that it needs are installed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from strangers.benches import served


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code of Node."""
    with served("nodemcu") as url:
        place = urlsplit(url)
        command = ["node", arguments[0], str(place.hostname), str(place.port)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
