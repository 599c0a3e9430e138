"""Which texts are the same letter: groups of texts that share most of their words in a row.

People who send a campaign's letter change its greeting or add a paragraph. Two texts are of one group where most of the
shorter one's runs of three words are in the other too. It is a flag for a person to look at: it counts nobody out.
"""

import re
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

RUN = 3
"""Words of a run (a "shingle": Broder 1997, On the resemblance and containment of documents)."""
ALIKE = 0.7
"""The part of the shorter text's runs that the other must have."""
FEWEST_RUNS = 10
"""Runs of a text that can be a letter: shorter answers, such as "I agree with the plan", are alike by chance."""
_WORD = re.compile(r"[^\W_]+")
_BLOCK = 500


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words in a text, in small letters and without punctuation."""
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def letters(texts: Sequence[str], alike: float = ALIKE, fewest: int = FEWEST_RUNS) -> list[int | None]:
    """For each text the number of its group, from 0 in the order of their first texts; None for a text in no group.

    A text that is like one of a group is in it, so that a letter that was changed step by step is one.
    """
    runs = [shingles(text) for text in texts]
    long = [n for n, text_runs in enumerate(runs) if len(text_runs) >= fewest]
    labels = _labels([runs[n] for n in long], alike)
    sizes = np.bincount(labels, minlength=1)
    numbers: dict[int, int] = {}
    groups: list[int | None] = [None] * len(runs)
    for n, label in zip(long, labels, strict=True):
        if sizes[label] > 1:
            groups[n] = numbers.setdefault(int(label), len(numbers))
    return groups


def _labels(runs: list[frozenset[tuple[str, ...]]], alike: float) -> np.ndarray:
    if not runs:
        return np.zeros(0, dtype=int)
    texts_of_runs = _matrix(runs)
    sizes = np.array([len(text_runs) for text_runs in runs])
    rows, columns = [], []
    for start in range(0, len(runs), _BLOCK):
        shared = (texts_of_runs[start : start + _BLOCK] @ texts_of_runs.T).tocoo()
        row = shared.row + start
        enough = shared.data >= alike * np.minimum(sizes[row], sizes[shared.col])
        rows.append(row[enough])
        columns.append(shared.col[enough])
    pairs = (np.concatenate(rows), np.concatenate(columns))
    graph = csr_matrix((np.ones(pairs[0].size), pairs), shape=(len(runs), len(runs)))
    return np.asarray(connected_components(graph, directed=False)[1])


def _matrix(runs: list[frozenset[tuple[str, ...]]]) -> csr_matrix:
    """A row for each text, a column for each run that any has, 1 where the text has the run."""
    numbers = {run: n for n, run in enumerate(sorted(frozenset().union(*runs)))}
    columns = [numbers[run] for text_runs in runs for run in text_runs]
    ends = np.cumsum([0, *(len(text_runs) for text_runs in runs)])
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(runs), len(numbers)))
