"""`espdoctor triage`: one answer a text, exit codes, and nothing heavy on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from espdoctor.commands.triage import triage
from espdoctor.probes import many

SURE = "error: cannot access COM1\nerror: espcomm_open failed\n"
UNSURE = "it does not work\n"


def run(*words: str, told: str = "") -> Result:
    return CliRunner().invoke(triage, words, input=told, catch_exceptions=False)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_one_line_for_each_file_in_order(tmp_path: Path) -> None:
    files = [written(tmp_path, "b.txt", SURE), written(tmp_path, "a.txt", UNSURE)]

    told = lines(run("--json", *files))

    assert [one["source"] for one in told] == files
    assert [one["verdict"] for one in told] == ["diagnosed", "undetermined"]
    assert told[0]["causes"][0]["id"] == "port-missing"


def test_every_key_of_the_contract_is_there(tmp_path: Path) -> None:
    (told,) = lines(run("--json", written(tmp_path, "a.txt", UNSURE)))

    keys = {"schema", "source", "error", "verdict", "causes", "found", "after", "verified", "facts", "unknown", "steps"}
    assert keys <= told.keys()
    assert told["verified"] is None


def test_a_conclusion_shows_the_line_that_it_rests_on(tmp_path: Path) -> None:
    (told,) = lines(run("--json", written(tmp_path, "a.txt", SURE)))

    assert "error: cannot access COM1" in {read["excerpt"] for read in told["causes"][0]["evidence"]}


@pytest.mark.parametrize(("texts", "code"), [((SURE,), 0), ((SURE, UNSURE), 3), ((UNSURE,), 3)])
def test_the_exit_code_is_the_first_that_applies(tmp_path: Path, texts: tuple[str, ...], code: int) -> None:
    files = [written(tmp_path, f"{number}.txt", text) for number, text in enumerate(texts)]

    assert run("--json", *files).exit_code == code


def test_what_cannot_be_read_gets_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    result = run("--json", str(tmp_path / "missing.txt"), written(tmp_path, "a.txt", SURE))

    missing, found = lines(result)
    assert "cannot be read" in missing["error"]
    assert found["error"] is None
    assert result.exit_code == 1


def test_a_person_whose_file_cannot_be_read_is_told_only_that(tmp_path: Path) -> None:
    result = run(str(tmp_path / "missing.txt"))

    assert result.output.rstrip().endswith("cannot be read: No such file or directory.")


def test_a_folder_and_an_archive_give_one_line_a_member(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    written(folder, "one.txt", SURE)
    written(folder, "two.txt", UNSURE)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("log.txt", SURE)

    told = lines(run("--json", str(folder), str(tmp_path / "a.zip")))

    assert [Path(one["source"]).name for one in told] == ["one.txt", "two.txt", "a.zip!log.txt"]


def test_many_files_are_told_in_order_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "ALONE", {"fork": 0, "spawn": 0})
    monkeypatch.setattr(many, "cores_to_use", lambda _wanted: 2)
    files = [written(tmp_path, f"{number:02}.txt", SURE if number % 3 else UNSURE) for number in range(12)]

    told = lines(run("--json", str(tmp_path)))

    assert [one["source"] for one in told] == files
    assert [one["verdict"] for one in told] == ["diagnosed" if number % 3 else "undetermined" for number in range(12)]


def test_standard_input_is_read_without_an_argument() -> None:
    (told,) = lines(run("--json", told=SURE))

    assert (told["source"], told["verdict"]) == ("-", "diagnosed")


def test_a_terminal_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    with CliRunner().isolation() as streams:
        monkeypatch.setattr(sys, "stdin", Terminal())
        code = triage.main([], standalone_mode=False)

    assert code == 2
    assert b"upload.log" in streams[1].getvalue()


def test_for_people_it_ends_with_what_to_do(tmp_path: Path) -> None:
    told = run(written(tmp_path, "a.txt", SURE)).output

    assert "This is what is wrong" in told
    assert "What to do" in told


def test_as_a_comment_nothing_of_the_text_acts_as_markup(tmp_path: Path) -> None:
    hostile = "error: cannot access COM1 ``` <script>alert(1)</script> @everyone [x](http://evil.example)\n"
    told = run("--markdown", written(tmp_path, "a.txt", hostile)).output

    assert "````text" in told, "the fence is longer than any run of backticks in it"


def test_json_and_markdown_exclude_each_other() -> None:
    assert run("--json", "--markdown", "x").exit_code == 2


def test_it_loads_neither_the_screen_nor_a_port_nor_esptool_nor_what_opens_archives(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom espdoctor.__main__ import cli\n"
        f"cli.main(['triage', '--json', {written(tmp_path, 'a.txt', SURE)!r}], standalone_mode=False)\n"
        "heavy = {'esptool', 'serial', 'textual', 'rich', 'zipfile'}\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
