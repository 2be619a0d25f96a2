"""The other way round: our probes at an ESP8266 that somebody else made up, by the package esp32-mock-bootloader.

    PYTHONPATH=tests python -m strangers.mock_bootloader PROGRAM

PROGRAM is `esp32-mock-bootloader` of an environment that has it. It is no whole board: nothing resets it, it has no
boot text and no sketch, and its SPI controller knows two commands, neither of which reads. What the probes can find out
there must be in order, nothing may be found wrong, and what cannot be seen from there must be said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EXPECTED: dict[str, object] = {
    "sync.reply": "ok",
    "chip.family": "esp8266",
    "flash.reachable": "yes",
    "flash.jedec_size": 4 << 20,
    "flash.header.state": "unread",
    "link.errors": "none",
    "link.foreign_talk": False,
}
BELIEVED = 0.5


@contextmanager
def emulated(program: str) -> Iterator[str]:
    """The path of a pseudo-terminal behind which it listens."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "port"
        command = [program, "run", "--pty", "--chip", "esp8266", "--port-file", str(told)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as mock:
            while mock.poll() is None and not (told.exists() and told.read_text().strip()):
                time.sleep(0.1)
            try:
                yield told.read_text().strip()
            finally:
                mock.terminate()


def checked(port: str) -> dict[str, Any]:
    """What `espdoctor check` says of it."""
    command = [sys.executable, "-m", "espdoctor", "check", "--json", "--allow", "reset", "--port", port]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    answer: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return answer


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    with emulated(arguments[0]) as port:
        answer = checked(port)
    facts = {fact["name"]: fact["value"] for fact in answer["facts"]}
    wrong = [f"{name} is {facts.get(name)}" for name, value in EXPECTED.items() if facts.get(name) != value]
    wrong += [] if answer["verdict"] == "healthy" else [f"it is called {answer['verdict']}"]
    wrong += [f"blamed {cause['id']}" for cause in answer["causes"] if cause["probability"] >= BELIEVED]
    praise = "ok: check calls esp32-mock-bootloader's ESP8266 healthy, as far as can be seen behind its port"
    print(f"FAILED: {'; '.join(wrong)}" if wrong else praise)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
