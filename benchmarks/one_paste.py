"""What one paste costs from start to answer, beside `esptool version`, by turns.

    python benchmarks/one_paste.py
    python benchmarks/one_paste.py --times 20

CPU seconds of each whole process; the least of all times is what counts, as other work only adds to it. Rules and
compiled modules are kept from a first run that is not counted, in folders of their own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

PASTE = """esptool.py v2.8
Serial port COM7
Connecting........_____....._____....._____....._____....._____....._____....._____

A fatal error occurred: Failed to connect to ESP8266: Timed out waiting for packet header
"""

COMMANDS: Mapping[str, Sequence[str]] = {
    "esptool version": ("esptool", "version"),
    "espdoctor triage": ("espdoctor", "triage", "paste.log"),
    "espdoctor triage --json": ("espdoctor", "triage", "--json", "paste.log"),
    "espdoctor triage --markdown": ("espdoctor", "triage", "--markdown", "paste.log"),
}


def spent(words: Sequence[str], folder: Path) -> float:
    """CPU seconds of the command, its start included."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    where = {"ESPDOCTOR_HOME": str(folder / "home"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    with subprocess.Popen(
        [sys.executable, "-m", *words], cwd=folder, env=known | where, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(words)} failed")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paste.log").write_text(PASTE, "utf-8")
        rounds = [{said: spent(words, folder) for said, words in COMMANDS.items()} for _ in range(times + 1)][1:]
    for said in COMMANDS:
        taken = [one[said] for one in rounds]
        ratios = [one[said] / one["esptool version"] for one in rounds]
        least = min(taken) / min(one["esptool version"] for one in rounds)
        print(f"{said:28} {min(taken):5.3f} s at least, {least:.2f} of esptool; in the middle {median(ratios):.2f}")


if __name__ == "__main__":
    main()
