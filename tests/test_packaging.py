"""What is built holds the folders, all of them, and nothing beside `espdoctor`."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("engine", "probes", "rules", "tui")

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git says which files belong to the project")


def tracked(*folders: str) -> list[str]:
    """The files git knows below the folders (and new ones it does not ignore)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def expected() -> set[str]:
    """The names that a wheel must have, seen from the folders."""
    parts = {f"espdoctor/{name}" for name in tracked(*PARTS)}
    own = {name.removeprefix("src/") for name in tracked("src") if not (ROOT / name).is_symlink()}
    return parts | {name for name in own if name.split("/")[1] not in PARTS}


def clone(target: Path, *, symlinks: bool) -> Path:
    """A fresh copy of the tracked files, with links or, as on Windows, with text files in place of them."""
    for name in tracked("."):
        if (ROOT / name).is_symlink():
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((ROOT / name).read_bytes())
    for part in PARTS:
        link = target / "src" / "espdoctor" / part
        if symlinks:
            link.symlink_to(f"../../{part}")
        else:
            link.write_text(f"../../{part}", encoding="utf-8")
    return target


def build(source: Path, out: Path, kind: str) -> Path:
    """Build by the project's own backend in this environment, with no network."""
    program = (
        f"import os, sys; from hatchling import build as b; os.chdir(sys.argv[1]); print(b.build_{kind}(sys.argv[2]))"
    )
    out.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", program, str(source), str(out)], capture_output=True, text=True, check=True
    )
    return out / done.stdout.splitlines()[-1]


def files_of(wheel: Path) -> set[str]:
    """The package's files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.mark.parametrize("symlinks", [True, False], ids=["links", "windows-clone"])
def test_a_wheel_holds_the_folders(tmp_path: Path, symlinks: bool) -> None:
    source = clone(tmp_path / "clone", symlinks=symlinks)

    assert files_of(build(source, tmp_path / "out", "wheel")) == expected()


def test_a_wheel_from_the_sdist_is_the_same(tmp_path: Path) -> None:
    sdist = build(clone(tmp_path / "clone", symlinks=True), tmp_path / "out", "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    unpacked = next((tmp_path / "unpacked").iterdir())

    assert files_of(build(unpacked, tmp_path / "again", "wheel")) == expected()
