"""What each answer would change, before it is given."""

from __future__ import annotations

from textual.widgets import Static

from espdoctor.engine.belief import Finding
from espdoctor.engine.explain import Outlook
from espdoctor.knowledge import rulebook
from espdoctor.tui.screens.consultation import ConsultationScreen
from espdoctor.tui.screens.what_if import WhatIfScreen, outcome
from stage import asks, bench, make_app, until

CAUSE = rulebook().causes["gpio2-low"]


def outlook(probability: float, verdict: str) -> Outlook:
    return Outlook(True, verdict, (Finding(CAUSE, probability, "open", ()),))  # type: ignore[arg-type]


def test_who_would_be_suspected_is_named_with_how_much() -> None:
    assert outcome(outlook(0.98, "diagnosed")) == f"I would be sure: {CAUSE.title} (98%)"
    assert outcome(outlook(0.5, "likely")) == f"I would suspect most: {CAUSE.title} (50%)"


def test_nobody_is_named_on_the_strength_of_nothing() -> None:
    assert outcome(outlook(0.05, "undetermined")) == "Nothing would stand out."
    assert outcome(None) == "Nothing would stand out."


async def test_at_a_question_the_key_shows_every_answer_and_elsewhere_it_does_nothing() -> None:
    app = make_app(port=bench("rx-tx-swapped", "esp-01"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: asks(app))
        await pilot.press("f")  # consent is no question
        await pilot.pause()
        assert isinstance(app.screen, ConsultationScreen)
        await pilot.press("1")
        await until(pilot, lambda: asks(app))
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, WhatIfScreen)
        page = "".join(str(static.visual) for static in app.screen.query(Static))
        assert page.count("If you say: ") > 1
        await pilot.press("escape")
        await pilot.pause()
        assert asks(app)
