"""Hands-on steps and repairs as lines, with the words and the drawing of the board that they are done on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..engine import braces
from ..engine.boards import Board, on_table
from ..engine.braces import Braced
from ..engine.causes import Fix, Hands
from ..engine.facts import Value, by_name
from ..engine.measures import MEASURES
from ..engine.repair import applicable
from ..engine.rulebook import Rulebook
from ..probes.result import Result
from .harmless import safe

MOST_PUT_IN = 100
"""Characters of a value that is put into a sentence."""

Known = Mapping[str, Value]
"""Values for the {placeholders} of a step."""


def filled(template: str, known: Known) -> str:
    """A line of a step with its {facts} put in; of one that is not known {fact|the words} stay, or a blank to fill."""

    def put(one: Braced) -> str:
        if one.name not in known:
            return one.otherwise or "…"
        return safe(MEASURES.get(one.measure, str)(known[one.name]), MOST_PUT_IN)

    return braces.filled(template, put)


def on_board(known: Known, board: Board) -> Known:
    """What is known, with the words of the board: {board.gpio0}, {board.press}."""
    return {**board.words, **known}


def drawing(hands: Hands, known: Known, board: Board) -> str:
    """The step's own picture, and below it the board with what the step touches marked; "" where there is neither."""
    own = filled(hands.picture.rstrip(), on_board(known, board))
    touched = board.marked(hands.marks) if hands.marks else ""
    return "\n\n".join(one for one in (own, touched) if one)


def numbered(hands: Hands, values: Known) -> list[str]:
    """The lines of a hands-on step, numbered from 1."""
    return [f"{number}. {filled(step, values)}" for number, step in enumerate(hands.steps, 1)]


def hands_lines(hands: Hands, known: Known, board: Board) -> list[str]:
    """A hands-on step: its title, its lines numbered, its drawing."""
    lines = ["  " + line for line in numbered(hands, on_board(known, board))]
    drawn = ["    " + line for line in drawing(hands, known, board).splitlines()]
    return [hands.title, *lines, *drawn]


def fix_lines(fix: Fix, rulebook: Rulebook, known: Known) -> list[str]:
    """What a fix would do, for somebody who does it without us."""
    lines = [fix.title]
    board = on_table(rulebook.tables.boards, known)
    for step in fix.steps:
        if step.hands:
            title, *told = hands_lines(rulebook.hands[step.hands], known, board)
            lines += ["  " + line for line in (told if title == fix.title else [title, *told])]
        elif step.advice:
            lines.append("  " + filled(step.advice, known))
        elif step.action:
            lines.append(f"  espdoctor can do this for you ({step.action}).")
    return lines


def advice(result: Result, rulebook: Rulebook, without: Collection[str] = ()) -> list[str]:
    """Every fix of the first suspect, for somebody who carries it out without us, but those of these titles."""
    known = {fact.name: fact.value for fact in result.facts}
    first = next((finding for finding in result.findings if finding.state != "ruled-out"), None)
    fixes = applicable(first.cause.fixes, by_name(result.facts)) if first else ()
    told = [fix_lines(fix, rulebook, known) for fix in fixes if fix.title not in without]
    for other in told[1:]:
        other[0] = f"Or: {other[0]}"
    return ["  " + line for lines in told for line in lines]


def after_failure(result: Result, rulebook: Rulebook) -> list[str]:
    """What is left when a fix was in vain: the other fixes, or the same steps once more; then others may know."""
    vain = {treated.fix for treated in result.treated if treated.verified is False}
    others = advice(result, rulebook, without=vain)
    heading = "What else can be done" if others else "Go through these steps once more, then start espdoctor again"
    left = others or advice(result, rulebook)
    asked = "If it still fails: espdoctor report writes this case as a post, so that others can help."
    return [heading, *left, "", asked] if left else [asked]
