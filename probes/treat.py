"""A repair: consent, its steps, what must be observed again, and the proof."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine.belief import certain
from ..engine.causes import Cause, Fix, FixStep, Verify
from ..engine.conditions import Answer, Condition, facts_of
from ..engine.errors import Refused
from ..engine.hazard import Hazard
from ..engine.steps import Try
from . import catalog
from .actions import catalog as actions
from .events import Advised, Event, FixBegan, FixEnded, Started
from .result import Treated

if TYPE_CHECKING:
    from .consult import Consultation, Events

MOST_REPEATS = 10
"""How often the proof of a `for:` is repeated at most."""

MOST_CUTS = 3
"""How often a fix that the port left in the lurch is put off, at most; what takes the port away comes first."""


def treat(case: Consultation, step: Try) -> Events:
    """Try one fix and say how it ended; the session then knows not to propose it again."""
    cause = case.rulebook.causes[step.cause]
    fix = next(one for one in cause.fixes if one.id == step.fix)
    hazard = hazard_of(fix)
    began = case.now()
    sure = any(certain(finding) for finding in case.session.findings if finding.cause is cause)
    if not (yield from case.permitted(hazard, fix.title)):
        case.trail.follow(f"{cause.id}/{fix.id}")
        yield from _end(case, cause, fix, None, str(Refused(hazard)), began)
        return
    yield FixBegan(cause, fix)
    for one in fix.steps:
        problem = yield from _do(case, cause, one)
        if problem:
            if problem == _UNABLE:
                case.trail.add(f"{cause.id}/{fix.id}")
            untested = problem == _UNABLE or _cut_off(case, cause, fix.verify)
            yield from _end(case, cause, fix, None if untested else False, problem, began)
            return
    case.session.acted(fix.affects)
    case.record.acted(fix.id, fix.affects, case.now())
    verified = (yield from _prove(case, fix.verify)) if fix.verify else None
    if verified is False and _cut_off(case, cause, fix.verify):
        verified = None
    if verified is not True and sure and fix.verify:
        case.overdue[cause.id] = fix.verify.expect
    yield from _end(case, cause, fix, verified, _REASONS[verified], began)


_REASONS = {True: "What failed before works now.", False: "What failed before still fails.", None: "Not tested."}


def _cut_off(case: Consultation, cause: Cause, verify: Verify | None) -> bool:
    """Whether the port has gone, so that nothing is known of the fix. Where the port itself is the trouble, or the
    cause makes ports go away, that it has gone is the answer."""
    if case.session.known.get("port.state") not in ("vanished", "missing"):
        return False
    about_the_port = verify is not None and any(name.startswith("port.") for name in facts_of(verify.expect))
    return not about_the_port and _VANISHED not in (cause.id, *cause.explains)


_VANISHED = "port-vanished"


def prove_late(case: Consultation) -> None:
    """A fault that was certain, whose fix was carried out but could not be seen to work because another fault stood in
    the way, is proven when the board is healthy in the end and what failed for it passes."""
    if case.session.verdict != "healthy":
        return
    for index, treated in enumerate(case.treated):
        expect = case.overdue.get(treated.cause)
        if treated.verified is not True and expect is not None and _holds(case, expect):
            case.treated[index] = replace(treated, verified=True)


def hazard_of(fix: Fix) -> Hazard:
    """The highest level among the fix and its actions."""
    levels = [actions.info(step.action).hazard for step in fix.steps if step.action]
    return max([fix.hazard, *levels])


_UNABLE = "It needs your hands."


def _do(case: Consultation, cause: Cause, step: FixStep) -> Generator[Event, None, str | None]:
    """Carry out one step; returns what stopped it, or None."""
    if step.advice:
        yield Advised(cause, step.advice, tuple(case.session.known.items()))
        return None
    if step.hands:
        done = yield from case.use_hands(step.hands, _found(case, cause))
        return None if done else _UNABLE
    assert step.action, "the loader lets no step through that does nothing"
    info = actions.info(step.action)
    yield Started(info.name, info.title, info.seconds, cause.title)
    action = actions.get(step.action)
    before, began = len(case.steps), case.now()
    try:
        yield from case.observe("fix", info.name, info.hazard, action.run(case.world, **dict(step.options)))
    except actions.ActionFailed as error:
        case.took("fix", info.name, info.hazard, began, str(error))
        return str(error)
    return case.steps[before].outcome if case.session.known.get("port.state") not in (None, "ok") else None


def _found(case: Consultation, cause: Cause) -> str:
    """Why hands are needed: what was found, in the words of its first rule. Hostile text."""
    finding = next((one for one in case.session.findings if one.cause is cause), None)
    return finding.firings[0].sentence() if finding is not None and finding.firings else cause.title


def _prove(case: Consultation, verify: Verify) -> Generator[Event, None, bool]:
    """Run the probes again, and again for as long as the proof asks; whether the expectation held throughout."""
    began = case.now()
    for _ in range(MOST_REPEATS):
        for name in catalog.doable(verify.probes, case.session.known):
            yield from case.run_probe(catalog.info(name), "It proves whether the fix worked.")
        if not _holds(case, verify.expect) or (verify.never and _holds(case, verify.never)):
            return False
        if case.now() - began >= verify.for_seconds:
            return True
    return True


def _holds(case: Consultation, condition: Condition) -> bool:
    return condition.ask(case.session.view).answer is Answer.YES


def _end(
    case: Consultation, cause: Cause, fix: Fix, verified: bool | None, reason: str, began: float
) -> Generator[Event, None, None]:
    name = f"{cause.id}/{fix.id}"
    earlier = sum(step.id == name for step in case.steps)
    if verified is None and earlier < MOST_CUTS and _cut_off(case, cause, fix.verify):
        reason = f"{reason} It is left for when the port is back."
    else:
        case.session.tried(cause.id, fix.id, verified)
        case.record.tried(cause.id, fix.id, verified, case.now())
    _note(case, Treated(cause.id, fix.title, verified))
    case.took("fix", name, hazard_of(fix), began, reason)
    yield FixEnded(cause, fix, verified, reason)


def _note(case: Consultation, treated: Treated) -> None:
    """One entry a cause: a later try of another fix for the same cause takes the place of the earlier."""
    for index, earlier in enumerate(case.treated):
        if earlier.cause == treated.cause and earlier.verified is not True:
            case.treated[index] = treated
            return
    case.treated.append(treated)
