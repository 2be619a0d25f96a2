"""Signatures, held against the lines that they must match and those that they must not."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import Mistake, RulebookError
from .lookup import lookup
from .rulebook import Rulebook, Signature
from .shown import shown
from .signatures import Reader
from .vocabulary import Vocabulary


def failures(rulebook: Rulebook) -> tuple[Mistake, ...]:
    """Signatures that cannot be used, do not match what they should, or match what they should not."""
    return tuple(mistake for signature in rulebook.signatures for mistake in _failures(signature, rulebook.vocabulary))


def _failures(signature: Signature, vocabulary: Vocabulary) -> tuple[Mistake, ...]:
    try:
        return tuple(_untrue(Reader((signature,), vocabulary, lookup((signature,), {})), signature))
    except RulebookError as error:
        return error.mistakes


def _untrue(own: Reader, signature: Signature) -> Iterator[Mistake]:
    expected = [(line, True) for line in signature.matches] + [(line, False) for line in signature.rejects]
    for line, should in expected:
        # Asked for facts, not for a match: a pattern whose group holds no right value states nothing.
        facts = own.facts(line, "")
        if bool(facts) is not should:
            does = "does not match, or not with a right value" if should else "matches what it should reject"
            yield Mistake(signature.place, f"{signature.id} {does}: {shown(line)}")
