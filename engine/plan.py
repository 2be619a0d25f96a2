"""The next step: the repair of what is found, or what is expected to settle most for its cost.

The order of preference is fixed: what is diagnosed is repaired; else a harmless probe looks; else a person is
asked or a dearer probe runs; else what is merely likely is repaired; else it ends. So a person is never asked
what a probe can find out by itself, nor what could not change the ranking.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from . import cost, repair, worth
from .belief import SUSPECTED_FROM, Finding, Verdict
from .chain import ask
from .conditions import Answer, View
from .facts import Evidence, Fact
from .hazard import Hazard
from .steps import Ask, Done, ProbeInfo, Run, Step, Try
from .survey import Situation, Survey, askable_in, floor_for_a_person, lacking_of, look_around, possible

WORTH_A_PROBE = 0.001

SECONDS_WORTH_SAYING = 2

ENDS: Mapping[Verdict, str] = {
    "diagnosed": "The cause is found. What mends it cannot be proven from here: the last page says what to do.",
    "healthy": "Everything that could be looked at is as it should be.",
    "likely": "Nothing is left to look at or to ask that would change the answer.",
    "undetermined": "Nothing is left to look at or to ask that would change the answer.",
    "out-of-scope": "This is no trouble of an ESP8266 board, and nothing is left to ask that would change that.",
}


def next_step(now: Situation) -> Step:
    """What to do next. The same situation gives the same step."""
    if at_once := _at_once(now):
        return at_once
    if now.verdict == "diagnosed":
        found = [finding for finding in now.findings if finding.state == "found" and finding.explained_by is None]
        mended = repair.best(now, found) or _look_again(now) or _clear_the_way(now, found)
        return mended or _ask_where(now) or Done(ENDS["diagnosed"])
    survey = look_around(now)
    step = _look(now, survey) or _ask_where(now) or _bother(now, survey) or _repair_the_likely(now)
    return step or _widen(now) or Done(ENDS[now.verdict])


def _widen(now: Situation) -> Run | Ask | None:
    """What the case is about could not be settled: then everything else is looked at all the same."""
    if now.verdict != "undetermined":
        return None
    survey = look_around(now, whole=True)
    return _look(now, survey) or _bother(now, survey)


def _at_once(now: Situation) -> Run | None:
    """A probe that does not wait for its turn."""
    ready = (probe for probe in now.probes if probe.at_once and possible(now, probe) and not lacking_of(now, probe))
    return next((Run(probe, f"It is quick and tells more.{_takes(probe)}") for probe in ready), None)


def _ask_where(now: Situation) -> Ask | None:
    """What such a probe lacks. A person is asked for it when no repair of ours and no look is left to try first."""
    for probe in now.probes:
        lacking = lacking_of(now, probe) if probe.at_once and possible(now, probe) else ()
        if lacking and askable_in(now).issuperset(lacking):
            return Ask(lacking[0], f"The next look needs it: {probe.title}.")
    return None


def _look_again(now: Situation) -> Run | None:
    """After a fix in vain a second fault may stand in the way; nobody is bothered while the cause is sure."""
    return _look(now, look_around(now)) if repair.failed(now, now.findings[0]) else None


def _clear_the_way(now: Situation, found: Collection[Finding]) -> Step | None:
    """The cause is sure, but as things are its fix could not be proven (the port has gone): that comes first."""
    if not repair.hindered(now, found):
        return None
    survey = look_around(now)
    return _look(now, survey) or _bother(now, survey) or _repair_the_likely(now)


def _repair_the_likely(now: Situation) -> Try | None:
    return repair.best(now, [finding for finding in now.findings if finding.probability >= SUSPECTED_FROM])


def _look(now: Situation, survey: Survey) -> Run | None:
    """The best harmless probe: it needs no hands and changes nothing on the board."""
    values = {probe: worth.of_probe(probe, survey.facts) for probe in survey.runnable if _harmless(probe)}
    good = [probe for probe, value in values.items() if value >= WORTH_A_PROBE]
    if not good:
        return None
    best = min(good, key=lambda probe: (-values[probe] / cost.of_probe(now.index.rulebook, probe), probe.name))
    return _run(now, survey, best)


def _harmless(probe: ProbeInfo) -> bool:
    return not probe.hands and probe.hazard <= Hazard.RESET


def _bother(now: Situation, survey: Survey) -> Ask | Run | None:
    """The best question, or the best probe that needs hands or more consent."""
    book, floor = now.index.rulebook, floor_for_a_person(now.findings)
    options: list[tuple[float, str, ProbeInfo | None]] = []
    for probe in survey.runnable:
        value = worth.of_probe(probe, survey.facts)
        if value >= floor:
            options.append((-value / cost.of_probe(book, probe), probe.name, probe))
    for name in survey.askable & survey.facts.keys():
        value = _answer_worth(now, survey, name)
        if value >= floor:
            options.append((-value / cost.of_question(book, name), name, None))
    if not options:
        return None
    _, name, best = min(options, key=lambda option: option[:2])
    return _run(now, survey, best) if best else Ask(name, _why(now, survey, (name,)))


def _answer_worth(now: Situation, survey: Survey, name: str) -> float:
    """The worth of the fact, less what none of the answers that can be given would bring."""
    question = now.index.rulebook.vocabulary.kinds[name].ask
    if question is None or not question.choices:
        return survey.facts[name]
    answers = [Fact(name, value, (Evidence("", "", "said"),)) for value, _ in question.choices]
    views = [{**now.chained.view, name: (answer,)} for answer in answers]
    concerned = survey.stakes.get(name, ())
    helped = [stake for stake in concerned if _answer_helps(now, stake, name, views)]
    return survey.facts[name] - worth.of_fact(concerned) + worth.of_fact(helped)


def _answer_helps(now: Situation, stake: worth.Stake, name: str, views: Collection[View]) -> bool:
    """Whether in some of the views, each with one answer, the rule comes nearer to firing."""
    if name not in now.index.looks_at[stake.rule.id]:
        return True
    return any(ask(stake.rule, view).answer is not Answer.NO for view in views)


def _run(now: Situation, survey: Survey, probe: ProbeInfo) -> Run:
    return Run(probe, _why(now, survey, probe.settles) + _takes(probe))


def _takes(probe: ProbeInfo) -> str:
    seconds = round(probe.seconds)
    return f" It takes about {seconds} seconds." if seconds >= SECONDS_WORTH_SAYING else ""


def _why(now: Situation, survey: Survey, names: Collection[str]) -> str:
    """Why these facts come next, for people."""
    titles = [now.index.rulebook.causes[cause].title for cause in _bears_on(survey, names)[:2]]
    if titles:
        return f"It tells most about: {' / '.join(titles)}."
    after = [probe.title for probe, lacking in survey.waiting if not set(lacking).isdisjoint(names)]
    return f"The next look needs it: {after[0]}." if after else "It belongs to a look at the whole board."


def _bears_on(survey: Survey, names: Collection[str]) -> list[str]:
    """The causes that these facts can move, the most moved first."""
    gains: dict[str, float] = {}
    for name in names:
        for stake in survey.stakes.get(name, ()):
            gains[stake.cause] = gains.get(stake.cause, 0.0) + stake.share
    return sorted(gains, key=lambda cause: (-gains[cause], cause))
