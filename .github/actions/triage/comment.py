"""Writes under a new issue what `espdoctor triage` makes of its text: once, and by default not at all.

Reads the event from the file that GITHUB_EVENT_PATH names. The issue's text goes to espdoctor through a pipe and
nowhere else: it is no part of a command, a file name or an address. Standard library only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK = "<!-- espdoctor triage -->"
"""In every comment of ours, so that a second one is never written."""
FOOTER = "_Written by espdoctor, a program. It read the text above and nothing else._"
MOST_TEXT = 200_000
"""Characters of an issue that are read; GitHub itself takes 65536."""
PAGE, MOST_PAGES = 100, 10
PATIENCE = 30
"""Seconds for one answer of the API."""
FINE = (0, 3)
"""Exit codes of `espdoctor triage` on a text that it could read."""
LEAST = 0.25
"""Belief in a suspect from which on a text that decides nothing is worth a comment: its questions lead further then."""

PLAIN = 0.9
"""Belief from which a project is told that an issue is about no board: it knows better where the text is not plain."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What the event says of the issue, each part checked."""

    repository: str
    number: int
    text: str


class Failed(Exception):
    """Why there is no comment, in one sentence."""


def main(env: Mapping[str, str]) -> int:
    """The whole run; 0 also when there is nothing to say."""
    try:
        issue = read_event(Path(env["GITHUB_EVENT_PATH"]))
        if issue is None:
            print("This event brings no new issue; nothing to do.")
            return 0
        if env.get("ESPDOCTOR_QUIET", "true") != "false" and not telling(issue.text):
            print("The text tells nothing; no comment.")
            return 0
        return publish(issue, f"{MARK}\n{triage(issue.text, '--markdown').strip()}\n\n{FOOTER}\n", env)
    except Failed as why:
        print(f"::error::{why}")
        return 1


def publish(issue: Issue, comment: str, env: Mapping[str, str]) -> int:
    """Show the comment in the run's summary, and write it if that is wanted and was not done before."""
    if summary := env.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(comment)
    if env.get("ESPDOCTOR_DRY_RUN", "true") != "false":
        print("Dry run: the comment is in the summary of this run and nowhere else.")
        return 0
    place = (
        f"{env.get('GITHUB_API_URL', 'https://api.github.com')}/repos/{issue.repository}/issues/{issue.number}/comments"
    )
    token = env.get("ESPDOCTOR_TOKEN", "")
    if commented(place, token):
        print("There is a comment of espdoctor already; one is enough.")
        return 0
    ask(place, token, {"body": comment})
    print("Commented.")
    return 0


def read_event(path: Path) -> Issue | None:
    """The issue that a person opened; None if the event is about something else."""
    try:
        event = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise Failed("The event could not be read.") from None
    issue = event.get("issue") if isinstance(event, dict) else None
    if not isinstance(issue, dict) or event.get("action") != "opened" or "pull_request" in issue or by_a_program(issue):
        return None
    number, repository = issue.get("number"), (event.get("repository") or {}).get("full_name")
    if type(number) is not int or not isinstance(repository, str) or not _is_name(repository):
        raise Failed("The event names no repository and no issue that could be commented on.")
    return Issue(repository, number, f"{issue.get('title') or ''}\n\n{issue.get('body') or ''}\n"[:MOST_TEXT])


def by_a_program(issue: Mapping[str, Any]) -> bool:
    """Whether a program wrote the issue: two of them would talk to each other."""
    author = issue.get("user")
    return isinstance(author, dict) and author.get("type") == "Bot"


def _is_name(repository: str) -> bool:
    owner, _, name = repository.partition("/")
    return all(part and part.replace("-", "").replace("_", "").replace(".", "").isalnum() for part in (owner, name))


def triage(text: str, form: str) -> str:
    """What espdoctor says of the text, in that form; as Markdown it is redacted and escaped. Raises Failed."""
    done = subprocess.run(
        [sys.executable, "-m", "espdoctor", "triage", form, "-"],
        input=text.encode("utf-8", "replace"),
        capture_output=True,
        check=False,
    )
    if done.returncode not in FINE:
        raise Failed(f"espdoctor could not read the text (exit {done.returncode}).")
    return done.stdout.decode("utf-8")


def telling(text: str) -> bool:
    """Whether the text tells the cause, or enough of it that questions lead further."""
    report = json.loads(triage(text, "--json"))
    believed = max((cause["probability"] for cause in report["causes"]), default=0.0)
    return believed >= {"undetermined": LEAST, "out-of-scope": PLAIN}.get(report["verdict"], 0.0)


def commented(place: str, token: str) -> bool:
    """Whether one of the issue's comments is ours."""
    for page in range(1, MOST_PAGES + 1):
        comments = ask(f"{place}?per_page={PAGE}&page={page}", token)
        if any(MARK in str(one.get("body")) for one in comments):
            return True
        if len(comments) < PAGE:
            return False
    raise Failed("There are more comments than are looked through; nothing was written.")


def ask(place: str, token: str, say: dict[str, str] | None = None) -> Any:
    """What the API answers; with `say` it is told that. Raises Failed."""
    request = urllib.request.Request(place, data=None if say is None else json.dumps(say).encode())
    request.add_header("Accept", "application/vnd.github+json")
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Failed(f"The API refused with {error.code}; may this workflow write issues?") from None
    except (OSError, ValueError):
        raise Failed("The API could not be reached, or gave no answer that makes sense.") from None


if __name__ == "__main__":
    sys.exit(main(os.environ))
