"""`espdoctor rules`: are the rule files right, do their cases come out, what does a cause say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .guard import FAILED

if TYPE_CHECKING:
    from ..engine.causes import Cause, Fix, Rule
    from ..engine.errors import Mistake
    from ..engine.rulebook import Rulebook


@click.group()
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Rule files in another place than those that espdoctor uses.",
)
@click.pass_context
def rules(context: click.Context, folder: Path | None) -> None:
    """Check, test or show what espdoctor knows."""
    from ..knowledge import FOLDER

    context.obj = folder or FOLDER


@rules.command()
@click.pass_obj
def check(folder: Path) -> None:
    """Read all rule files and tell every mistake, as file:line:column."""
    from ..engine import signatures

    rulebook = _loaded(folder)
    signatures.reader(rulebook).prove()
    click.echo(
        f"{len(rulebook.causes)} causes, {len(rulebook.rules)} rules, {len(rulebook.vocabulary.kinds)} facts, "
        f"{len(rulebook.hands)} hands-on steps and {len(rulebook.signatures)} signatures, and no mistake."
    )


@rules.command()
@click.pass_obj
@click.pass_context
def test(context: click.Context, folder: Path) -> None:
    """Run the cases beside the rules and the lines of the signatures."""
    from ..engine import cases, examples
    from ..knowledge import sources

    rulebook = _loaded(folder)
    found = cases.load_cases(rulebook, sources(folder))
    _end(
        context,
        [*cases.run(rulebook, found), *cases.coverage(rulebook, found), *examples.failures(rulebook)],
    )
    click.echo(f"{len(found)} cases come out as they say; every rule fires in one, every cause has a near miss.")


@rules.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def show(folder: Path, name: str) -> None:
    """Show a cause: what it is, what speaks for and against it, what helps."""
    from ..engine.errors import did_you_mean, hinted

    causes = _loaded(folder).causes
    if name not in causes:
        hint = did_you_mean(name, causes) or "each has the name of its rule file."
        raise click.UsageError(hinted(f"There is no cause {name}", hint))
    click.echo("\n".join(_shown(causes[name])))


def _loaded(folder: Path) -> Rulebook:
    """The rulebook of the folder. A RulebookError goes up to where it becomes exit code 1."""
    from ..engine.load import load
    from ..knowledge import sources
    from ..probes import catalog
    from ..probes.actions import catalog as actions

    return load(sources(folder), {"probe": catalog.MODULES, "action": actions.ACTIONS})


def _end(context: click.Context, mistakes: Iterable[Mistake]) -> None:
    """Print the mistakes and end with exit code 1, if there are any."""
    told = list(mistakes)
    for mistake in told:
        click.echo(str(mistake))
    if told:
        context.exit(FAILED)


# ---------------------------------------------------------------- a cause in words

_FOR = ("certain", "likely", "possible")
_LEVELS = {
    "certain": "That settles it",
    "likely": "That makes it likely",
    "possible": "That makes it possible",
    "against": "That speaks against it",
    "excludes": "That rules it out",
    None: "From that follows",
}


def _shown(cause: Cause) -> Iterator[str]:
    from textwrap import fill

    yield cause.title
    yield f"{cause.id}, {cause.topic}, {cause.base}; {cause.place}"
    yield ""
    yield fill(cause.about, 100)
    if cause.explains:
        yield f"\nWhere both seem to hold, it is the reason for: {', '.join(cause.explains)}."
    for heading, wanted in (("What speaks for it", True), ("What speaks against it", False)):
        rules = [rule for rule in cause.rules if (rule.level in _FOR or rule.level is None) is wanted]
        if rules:
            yield f"\n{heading}"
        for rule in rules:
            yield from _rule(rule)
    if cause.fixes:
        yield "\nWhat helps"
    for fix in cause.fixes:
        yield from _fix(fix)
    yield "\nKnown from"
    yield from (f"  {source}" for source in cause.sources)


def _rule(rule: Rule) -> Iterator[str]:
    from textwrap import indent

    from ..engine.condition_words import in_words

    yield f"  {rule.id.partition('#')[2]}: {_LEVELS[rule.level]}."
    yield f"    when {in_words(rule.when)}"
    if rule.unless:
        yield f"    unless {in_words(rule.unless)}"
    for name, value in rule.states:
        yield f"    states {name}: {str(value).lower() if isinstance(value, bool) else value}"
    yield indent(rule.because, "    ")


def _fix(fix: Fix) -> Iterator[str]:
    from ..engine.condition_words import in_words

    yield f"  {fix.title}"
    if fix.when:
        yield f"    when {in_words(fix.when)}"
    for step in fix.steps:
        kind, what = next((kind, getattr(step, kind)) for kind in ("hands", "action", "advice") if getattr(step, kind))
        yield f"    {kind}: {what}"
    if fix.verify:
        yield f"    proven by {', '.join(fix.verify.probes)}: {in_words(fix.verify.expect)}"
