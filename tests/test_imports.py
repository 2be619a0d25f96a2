"""Headless stays headless: what each part may not import, looked at where it counts, in a fresh process."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import pytest

import espdoctor.engine
import espdoctor.probes
import espdoctor.probes.wire
import espdoctor.tui

HEAVY = {"esptool", "textual", "serial", "rich", "click", "platformdirs"}

# package -> what importing all of its modules must not bring in
QUIET = {
    espdoctor.engine: HEAVY,
    espdoctor.probes.wire: HEAVY,
    espdoctor.probes: {"esptool", "textual", "rich", "click"},
}

COMMANDS = {
    "triage": {"esptool", "textual", "serial"},
    "rules": {"esptool", "textual", "serial"},
    "check": {"esptool", "textual"},
    "flash": {"esptool", "textual"},
    "restore": {"esptool", "textual"},
    "sim": {"esptool", "textual"},
    "case": {"esptool", "textual", "serial"},
    "decode": {"esptool", "textual", "serial", "elftools"},
    "lint": {"esptool", "textual", "serial"},
    "report": {"esptool", "textual", "serial"},
}


def loaded_after(statement: str) -> set[str]:
    """The top-level packages that a fresh interpreter holds after the statement."""
    program = f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names)


@pytest.mark.parametrize("package", QUIET, ids=lambda package: package.__name__)
def test_a_package_imports_nothing_heavy(package: object) -> None:
    name, path = package.__name__, package.__path__  # type: ignore[attr-defined]
    modules = [module.name for module in pkgutil.iter_modules(path, name + ".") if not module.ispkg]

    loaded = loaded_after("import " + ", ".join(modules))

    assert not loaded & QUIET[package]  # type: ignore[index]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_only_what_it_needs(command: str) -> None:
    loaded = loaded_after(f"import espdoctor.commands.{command}")

    assert not loaded & COMMANDS[command]


def test_help_loads_no_command() -> None:
    loaded = loaded_after("from espdoctor.__main__ import cli\ncli.main(['--help'], standalone_mode=False)")

    assert not loaded & (HEAVY - {"click"})
