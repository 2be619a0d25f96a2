"""Runs esptool's own hardware suite against simulated boards: several at a time, because its client mostly waits.

    PYTHONPATH=tests python -m strangers.upstream_suite CHECKOUT [PYTHON] [--jobs N] [--log FOLDER]

CHECKOUT is a clone of esptool's repository at the tag of the version that PYTHON has installed, beside pytest and
pytest-rerunfailures. The last line says how many passed, failed and were skipped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from strangers.benches import served

SUITE = "test_esptool.py"
BEHIND_A_SERVER = "virtual_port"
"""In the names of tests that put `esp_rfc2217_server` before the port: its own reset sequence asks the port for a file
descriptor, which no `rfc2217://` port has, so it is given another. Its lines then move one by one and late, as on any
network, and a circuit of two transistors lets RST go in between: hence the board whose lines are wired directly."""
THROUGH_TWO_SERVERS = "[esptool]\ncustom_reset_sequence = D1|R1|W0.1|R0|W0.05|D0\nsync_timeout = 1\n"
"""esptool waits 0.1 s for the answer to its greeting. The server in between takes longer to pass the greeting on: each
of the settings that came before it costs pyserial's client, which it is itself, naps of 0.05 s."""
ON_A_BOARD = ("-m", "not host_test", "--chip", "esp8266")
"""What the suite itself marks as needing a chip."""


def collect(python: str, folder: Path) -> list[str]:
    """The names of all tests that need a board."""
    command = [python, "-m", "pytest", SUITE, *ON_A_BOARD, "--collect-only", "-q"]
    listed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in listed.splitlines() if "::" in line]


def heaps(names: Sequence[str], jobs: int) -> list[list[str]]:
    """So many lists to run beside each other, and one of those that need another board."""
    apart = [name for name in names if BEHIND_A_SERVER in name]
    others = [name for name in names if name not in apart]
    return [heap for heap in (*(others[start::jobs] for start in range(jobs)), apart) if heap]


def run(python: str, checkout: Path, names: Sequence[str], log: Path) -> Counter[str]:
    """Run these on a board of their own, in a copy of the folder; returns how often each outcome came."""
    apart = BEHIND_A_SERVER in names[0]
    board = "esp-01" if apart else "nodemcu"
    with tempfile.TemporaryDirectory() as place, served(board) as url, log.with_suffix(".txt").open("wb") as text:
        folder = Path(place) / "test"
        shutil.copytree(checkout / "test", folder)
        shutil.copytree(checkout / "esp_rfc2217_server", folder.parent / "esp_rfc2217_server")
        settings = Path(place) / "two_servers.cfg"
        settings.write_text(THROUGH_TWO_SERVERS)
        environment = {**os.environ, **({"ESPTOOL_CFGFILE": str(settings)} if apart else {})}
        command = [python, "-m", "pytest", *names, "--chip", "esp8266", "--port", url, "--tb=short", "-v"]
        command += ["--durations=0", f"--junitxml={log.absolute()}"]
        subprocess.run(command, cwd=folder, env=environment, stdout=text, stderr=subprocess.STDOUT, check=False)
    return outcomes(log)


def outcomes(log: Path) -> Counter[str]:
    """What a JUnit file says of each test."""
    counted: Counter[str] = Counter()
    for case in ET.parse(log).iter("testcase"):
        kinds = {child.tag for child in case} & {"failure", "error", "skipped"}
        counted[min(kinds, default="passed")] += 1
        if kinds & {"failure", "error"}:
            print(f"FAILED {case.get('classname')}::{case.get('name')}", flush=True)
    return counted


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("python", nargs="?", type=Path, default=Path(sys.executable))
    parser.add_argument("--jobs", type=int, default=8)
    parser.add_argument("--log", type=Path, default=Path(tempfile.gettempdir()) / "espdoctor-upstream")
    parser.add_argument("-k", dest="only", default="", help="only tests whose name has this in it")
    options = parser.parse_args(arguments)
    options.log.mkdir(parents=True, exist_ok=True)
    # its link is followed by nobody: an environment is known by where its Python lies
    python = str(options.python.absolute())
    names = [name for name in collect(python, options.checkout / "test") if options.only in name]
    parts = heaps(names, options.jobs)
    with ThreadPoolExecutor(len(parts)) as pool:
        logs = [options.log / f"{number}.xml" for number in range(len(parts))]
        counted = sum(pool.map(partial(run, python, options.checkout), parts, logs), Counter[str]())
    print(f"{counted['passed']} passed, {counted['failure'] + counted['error']} failed, {counted['skipped']} skipped")
    return 0 if counted["passed"] and not counted["failure"] + counted["error"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
