"""The GitHub Action: comments once, by default not at all, and never lets an issue's text act."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".github" / "actions" / "triage"
SURE = "error: cannot access COM1\nerror: espcomm_open failed\n"


@dataclass
class Github:
    """A GitHub of one issue, on the loopback."""

    url: str = ""
    comments: list[dict[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    refuse: int = 0


@pytest.fixture
def github() -> Iterator[Github]:
    fake = Github()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(fake.comments)

        def do_POST(self) -> None:
            fake.comments.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.answer({})

        def answer(self, said: Any) -> None:
            fake.asked.append((self.command, self.path, self.headers["Authorization"]))
            self.send_response(fake.refuse or 200)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_words: object) -> None:
            """Nothing: pytest shows what matters."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield fake
    server.shutdown()
    thread.join()
    server.server_close()


def run(folder: Path, github: Github, body: str, **more: str) -> subprocess.CompletedProcess[str]:
    action, title = more.pop("action", "opened"), more.pop("title", "Does not upload")
    issue = {"number": 7, "title": title, "body": body, "user": {"type": more.pop("author", "User")}}
    event = {"action": action, "issue": issue, "repository": {"full_name": more.pop("repository", "some-one/a.board")}}
    return run_with(folder, github, json.dumps(event), **more)


def run_with(folder: Path, github: Github, content: str, **more: str) -> subprocess.CompletedProcess[str]:
    event = folder / "event.json"
    event.write_text(content, "utf-8")
    env = os.environ | {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_API_URL": github.url,
        "ESPDOCTOR_TOKEN": "secret-token",
        **more,
    }
    command = [sys.executable, str(FOLDER / "comment.py")]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=folder)


def test_by_default_nothing_is_written_and_nobody_is_asked(tmp_path: Path, github: Github) -> None:
    done = run(tmp_path, github, SURE)

    assert (done.returncode, github.asked) == (0, [])
    assert "COM1" in (tmp_path / "summary.md").read_text("utf-8")


def test_it_comments_once(tmp_path: Path, github: Github) -> None:
    for _ in range(2):
        assert run(tmp_path, github, SURE, ESPDOCTOR_DRY_RUN="false").returncode == 0

    (comment,) = github.comments
    assert "`port-missing`" in comment["body"]
    assert [asked[0] for asked in github.asked] == ["GET", "POST", "GET"]
    assert {path.split("?")[0] for _, path, _ in github.asked} == {"/repos/some-one/a.board/issues/7/comments"}
    assert {token for _, _, token in github.asked} == {"Bearer secret-token"}


def test_where_the_text_tells_nothing_it_is_silent(tmp_path: Path, github: Github) -> None:
    assert run(tmp_path, github, "please help", ESPDOCTOR_DRY_RUN="false").returncode == 0
    assert github.comments == []

    run(tmp_path, github, "please help", ESPDOCTOR_DRY_RUN="false", ESPDOCTOR_QUIET="false")
    assert len(github.comments) == 1


@pytest.mark.parametrize("body", ["Please add support for HTTP/3", "Servo jitters on D4", "- [ ] it reboots in a loop"])
def test_what_is_no_trouble_of_a_board_gets_no_comment(tmp_path: Path, github: Github, body: str) -> None:
    assert run(tmp_path, github, body, title="A wish", ESPDOCTOR_DRY_RUN="false").returncode == 0
    assert github.asked == []


def test_a_program_is_not_answered(tmp_path: Path, github: Github) -> None:
    assert run(tmp_path, github, SURE, author="Bot", ESPDOCTOR_DRY_RUN="false").returncode == 0
    assert github.asked == []


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"action": "opened", "issue": {"number": 7}, "repository": null}',
        '{"action": "opened", "issue": {"number": true}, "repository": {"full_name": "a/b"}}',
    ],
)
def test_an_event_that_makes_no_sense_is_told_in_a_sentence(tmp_path: Path, github: Github, content: str) -> None:
    done = run_with(tmp_path, github, content, ESPDOCTOR_DRY_RUN="false")

    assert (done.returncode, github.asked, done.stderr) == (1, [], "")
    assert done.stdout.startswith("::error::The event ")


@pytest.mark.parametrize("said", ["False", ""])
def test_only_the_very_word_ends_the_dry_run(tmp_path: Path, github: Github, said: str) -> None:
    run(tmp_path, github, SURE, ESPDOCTOR_DRY_RUN=said)

    assert github.asked == []


def test_nothing_of_the_text_is_carried_out_or_acts_as_markup(tmp_path: Path, github: Github) -> None:
    hostile = (
        SURE + "`touch hacked`; $(touch hacked) | touch hacked\n::set-env name=X::y\n<script>x</script> @everyone\n"
    )

    done = run(tmp_path, github, hostile, title="$(touch hacked)", ESPDOCTOR_DRY_RUN="false")

    assert not (tmp_path / "hacked").exists()
    assert "::" not in done.stdout
    assert "@everyone" not in github.comments[0]["body"].split("```")[0]


def test_what_is_private_is_taken_out(tmp_path: Path, github: Github) -> None:
    run(tmp_path, github, SURE + 'error: cannot access COM1 password="hunter22"\n', ESPDOCTOR_DRY_RUN="false")

    assert "hunter22" not in github.comments[0]["body"]


@pytest.mark.parametrize("more", [{"action": "edited"}, {"action": "labeled"}])
def test_other_events_are_left_alone(tmp_path: Path, github: Github, more: dict[str, str]) -> None:
    assert run(tmp_path, github, SURE, ESPDOCTOR_DRY_RUN="false", **more).returncode == 0
    assert github.asked == []


def test_a_repository_that_is_no_name_is_refused(tmp_path: Path, github: Github) -> None:
    done = run(tmp_path, github, SURE, repository="a/b/../../x", ESPDOCTOR_DRY_RUN="false")

    assert (done.returncode, github.asked) == (1, [])


def test_a_refusal_of_the_api_is_told_in_a_sentence(tmp_path: Path, github: Github) -> None:
    github.refuse = 403

    done = run(tmp_path, github, SURE, ESPDOCTOR_DRY_RUN="false")

    assert done.returncode == 1
    assert "may this workflow write issues?" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_action_is_a_dry_run_by_default_and_puts_no_text_into_a_command() -> None:
    action = yaml.safe_load((FOLDER / "action.yml").read_text("utf-8"))

    assert action["inputs"]["dry-run"]["default"] == "true"
    assert all("${{" not in step.get("run", "") for step in action["runs"]["steps"])


def workflows() -> dict[str, Any]:
    """The one of this repository, and the one that the README shows to others."""
    shown = (ROOT / "README.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    own = (ROOT / ".github" / "workflows" / "triage.yml").read_text("utf-8")
    return {name: yaml.load(text, yaml.BaseLoader) for name, text in (("README", shown), ("own", own))}


@pytest.mark.parametrize("name", ["README", "own"])
def test_a_workflow_runs_on_new_issues_alone_and_finds_the_action_in_what_it_fetched(name: str) -> None:
    workflow = workflows()[name]
    fetch, act = workflow["jobs"]["triage"]["steps"]

    assert workflow["on"] == {"issues": {"types": ["opened"]}}
    assert set(workflow["permissions"]) == {"contents", "issues"}
    fetched = fetch.get("with", {}).get("path", ".")
    assert act["uses"] == f"./{(Path(fetched) / FOLDER.relative_to(ROOT)).as_posix()}"
    assert act["with"] == {"dry-run": "true"}


def test_a_workflow_gives_the_action_only_what_it_takes() -> None:
    action = yaml.safe_load((FOLDER / "action.yml").read_text("utf-8"))

    for workflow in workflows().values():
        assert set(workflow["jobs"]["triage"]["steps"][-1]["with"]) <= set(action["inputs"])
