"""Codes that people gave to texts most like a new one, each with the text and the shared words that it comes from.

Plain likeness of words, on this machine: nothing is learned from elsewhere, and nothing counts until a person accepts it.
How often a suggestion is right is measured on published comments: docs/benchmarks.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

FEWEST = 200
"""Coded texts: with 100 of the published comments suggestions were no better than the three most common codes."""
NEIGHBOURS = 15
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a new text.

    `weight` is its part of the likeness to the nearest coded texts, from 0 to 1; `text` is the position of the one most
    alike that has it, and `words` are what the two share, the most telling first.
    """

    code: str
    weight: float
    text: int
    words: tuple[str, ...]


class Suggestions:
    """Suggestions from texts that people coded.

    Args:
        texts: the coded texts.
        codes: the codes of each, in the same order.

    Raises:
        ValueError: for lists of different lengths.
    """

    def __init__(self, texts: Sequence[str], codes: Sequence[Collection[str]]):
        if len(texts) != len(codes):
            raise ValueError(f"{len(texts)} texts, and codes of {len(codes)}")
        self._codes = [frozenset(given) for given in codes]
        self._enough = len(texts) >= FEWEST
        if self._enough:
            self._weigher = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), strip_accents="unicode")
            self._texts: csr_matrix = self._weigher.fit_transform(texts)
            self._words = self._weigher.get_feature_names_out()

    def of(self, text: str, most: int = 3) -> list[Suggestion]:
        """At most so many suggestions for a text, the weightiest first; none from too few coded texts, or none alike."""
        if not self._enough:
            return []
        query = self._weigher.transform([text])
        likeness = (self._texts @ query.T).toarray().ravel()
        nearest = [int(n) for n in np.argsort(-likeness, kind="stable")[:NEIGHBOURS] if likeness[n] > 0]
        weights = self._weights(nearest, likeness)
        best = sorted(weights, key=lambda code: (-weights[code], code))[:most]
        return [self._suggestion(code, weights[code], nearest, query) for code in best]

    def _weights(self, nearest: list[int], likeness: np.ndarray) -> dict[str, float]:
        """{code: the part of all likeness that texts with the code have}."""
        total = sum(likeness[n] for n in nearest)
        codes = sorted({code for n in nearest for code in self._codes[n]})
        return {c: float(sum(likeness[n] for n in nearest if c in self._codes[n]) / total) for c in codes}

    def _suggestion(self, code: str, weight: float, nearest: list[int], query: csr_matrix) -> Suggestion:
        like = next(n for n in nearest if code in self._codes[n])
        shared = self._texts[like].multiply(query).tocoo()
        order = np.argsort(-shared.data, kind="stable")[:MOST_WORDS]
        return Suggestion(code, weight, like, tuple(self._words[shared.col[n]] for n in order))
