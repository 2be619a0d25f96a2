#!/usr/bin/env python3
"""Two commands: `python3 run.py` sets espdoctor up and starts it, `python3 run.py test` runs all tests.

Everything lies in `.venv` beside this file; nothing outside the checkout is touched. Only the standard
library is used here, so that it runs before anything is installed. Words after the command are handed
on: `python3 run.py check --port COM3`, `python3 run.py test tests/engine -x`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PARTS = ("engine", "probes", "rules", "tui", "src")
OLDEST = (3, 10)


def main(words: list[str]) -> int:
    """Set up what is missing, then run the program or its tests; returns the exit code."""
    if sys.version_info < OLDEST:
        return _fail(f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}.")
    testing = words[:1] == ["test"]
    problem = _set_up("dev" if testing else "")
    if problem:
        return _fail(problem)
    command = ["-m", "pytest", "-q", *_workers(words[1:])] if testing else ["-m", "espdoctor"]
    rest = words[1:] if testing else words
    try:
        return subprocess.call([str(PYTHON), *command, *rest], cwd=HERE if testing else None)
    except KeyboardInterrupt:
        return 1


def _workers(words: list[str]) -> list[str]:
    """All cores, unless a part of the suite was asked for."""
    return [] if words else ["-n", "auto", "--dist", "worksteal"]


def _set_up(extra: str) -> str | None:
    """Make the environment when it is not there or not of this project's present state; returns what went wrong."""
    linked = (HERE / "src" / "espdoctor" / "engine").is_dir()
    wanted = _state(extra, linked)
    stamp = VENV / f"espdoctor-{extra or 'run'}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    print("Setting up espdoctor in .venv, once; this takes a minute ...", file=sys.stderr, flush=True)
    if not _has_pip():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            return _no_venv(made.stdout + made.stderr)
    target = f".[{extra}]" if extra else "."
    # A checkout without symbolic links (Windows) has text files in place of the links: install a copy there.
    how = ["--editable", target] if linked else ["--force-reinstall", "--no-deps", "."]
    for arguments in [how] if linked else [[target], how]:
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
        done = subprocess.run(pip, cwd=HERE, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return _no_packages(done.stderr or done.stdout)
    if linked:
        # pip compiles what it copies. What stays here is compiled at each start where Python must not write that down.
        subprocess.run([str(PYTHON), "-m", "compileall", "-q", *PARTS], cwd=HERE, capture_output=True, check=False)
    stamp.write_text(wanted, encoding="utf-8")
    return None


def _has_pip() -> bool:
    """Whether the environment was made whole: one that was broken off, or is of another Python, is made again."""
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import pip"]
    return subprocess.run(asked, cwd=HERE, capture_output=True, check=False).returncode == 0


def _state(extra: str, linked: bool) -> str:
    """What the installed packages depend on: the project file, and all sources where they were copied."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {extra} {linked}".encode())
    files = [HERE / "pyproject.toml"]
    if not linked:
        files += sorted(path for part in PARTS for path in (HERE / part).rglob("*") if path.is_file())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _no_venv(said: str) -> str:
    return (
        "Python could not make its own environment here (its venv module is missing or broken).\n"
        "On Debian or Ubuntu: sudo apt install python3-venv   On Fedora: sudo dnf install python3-pip\n"
        "Then run this again. Python said: " + _last_line(said)
    )


def _no_packages(said: str) -> str:
    return (
        "The packages that espdoctor needs could not be installed. Is the computer online? Go online and run this\n"
        "again: it is needed once, and never afterwards. pip said: " + _last_line(said)
    )


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint")]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["nothing"])[-1][:300]


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
