"""Which causes people tell of in words like those of a text: weak evidence where no pattern knows what they wrote.

A complement naive Bayes classifier over what the causes' files say under `told` (Rennie, Shih, Teevan and Karger,
"Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003): words weigh by how rare they are among the
causes, and a cause is weighed by what the others lack, so that one with few words is not taken for the likeliest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from .paste import Line

STEM = 5
"""Letters of a word that count, so that upload, uploads and uploading are one word; most languages bend their ends."""

FEWEST = 6
"""Different words that must be known: who writes less than a sentence has told nothing yet."""

OFTEN = 3
"""Times after which a word says no more by being said again: loggers put the same ones before every line."""

_SMOOTHED = 1.0
"""How often each word counts for each cause before anything is read: the usual smoothing by one (Laplace)."""

_NUMBER = re.compile(r"\b0x[0-9a-f]+\b|\b[0-9a-f]{8,}\b")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w\w+")

Weights = Mapping[str, float]


class Tales:
    """What people tell of each cause, weighed and ready to be held beside a text."""

    def __init__(self, told: Mapping[str, Sequence[str]]) -> None:
        counts = {cause: Counter(words(" ".join(tales))) for cause, tales in told.items()}
        known_in = Counter(word for count in counts.values() for word in count)
        self._rare = {word: math.log((1 + len(told)) / (1 + n)) + 1 for word, n in known_in.items()}
        weighed = {cause: self._weighed(count) for cause, count in counts.items()}
        total = dict.fromkeys(known_in, 0.0)
        for weights in weighed.values():
            for word, weight in weights.items():
                total[word] += weight
        everything = sum(total.values()) + _SMOOTHED * len(total)
        self._start = {cause: math.log(everything - sum(weights.values())) for cause, weights in weighed.items()}
        self._speaks: dict[str, list[tuple[str, float]]] = {}
        for cause, weights in weighed.items():
            for word, weight in weights.items():
                others = total[word] - weight + _SMOOTHED
                self._speaks.setdefault(word, []).append((cause, math.log((total[word] + _SMOOTHED) / others)))

    def beside(self, lines: Sequence[Line]) -> Mapping[str, float]:
        """How like the text is to what is told of each cause, in standard deviations above the mean of all causes.

        The likest first. Nothing where FEWEST of the words are not known.
        """
        weights = self._weighed(Counter(word for line in lines for word in words(line.text)))
        outstanding = _outstanding(self._scores(weights)) if len(weights) >= FEWEST else {}
        return dict(sorted(outstanding.items(), key=lambda one: (-one[1], one[0])))

    def line_for(self, cause: str, lines: Sequence[Line]) -> Line:
        """The line whose words say most for the cause."""
        said = {word: by for word, speaks in self._speaks.items() for one, by in speaks if one == cause}
        return max(lines, key=lambda line: sum(said.get(word, 0.0) for word in dict.fromkeys(words(line.text))))

    def _weighed(self, count: Mapping[str, int]) -> Weights:
        """Each known word by how often it is said and how rare it is, as a vector of length 1 (TF-IDF)."""
        plain = {
            word: (1 + math.log(min(n, OFTEN))) * self._rare[word] for word, n in count.items() if word in self._rare
        }
        length = math.sqrt(sum(weight * weight for weight in plain.values()))
        return {word: weight / length for word, weight in plain.items()}

    def _scores(self, weights: Weights) -> Mapping[str, float]:
        """The weight of each cause, up to a number that all share: only words that a cause knows are added."""
        said = sum(weights.values())
        scores = {cause: start * said for cause, start in self._start.items()}
        for word, weight in weights.items():
            for cause, speaks in self._speaks[word]:
                scores[cause] += weight * speaks
        return scores


def _outstanding(scores: Weights) -> Weights:
    """By how many deviations each is above the mean; nothing where all are alike."""
    mean = sum(scores.values()) / max(1, len(scores))
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores.values()) / max(1, len(scores)))
    return {name: (score - mean) / spread for name, score in scores.items()} if spread else {}


def words(text: str) -> Iterator[str]:
    """The words by which texts are compared: small letters, no endings, any digit is 0, any long number is left out."""
    for word in _WORD.findall(_DIGIT.sub("0", _NUMBER.sub(" ", text.lower()))):
        yield word[:STEM]
