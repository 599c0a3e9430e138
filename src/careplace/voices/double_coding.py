"""How far two people who coded a text apart agree, code by code, over segments that were fixed before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from careplace.statistics.agreement import Agreement, agreement
from careplace.voices.texts import Span


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that a person gave to a span of a text."""

    code: str
    span: Span


@dataclass(frozen=True)
class Comparison:
    """Two coders next to each other: shape (codes,) for every array of `agreement`.

    `segments` has, for each code, the number of segments with the code by both, by the first alone, by the second alone,
    and by neither.
    """

    codes: tuple[str, ...]
    segments: np.ndarray
    agreement: Agreement


def compare(
    first: Collection[Coding], second: Collection[Coding], codes: Sequence[str], segments: Sequence[Span]
) -> Comparison:
    """Compare two coders of one text.

    Args:
        codes: the codes that both could give; one that neither gave is part of the result.
        segments: what was fixed before, such as the paragraphs, in order and apart. A segment has a code if a coding reaches
            into it.

    Raises:
        ValueError: for a coding with another code, and for segments that overlap or are not in order.
    """
    if unknown := {coding.code for coding in (*first, *second)} - set(codes):
        raise ValueError(f"codes that are not in the code book: {', '.join(sorted(unknown))}")
    coded = [_coded(codings, codes, _edges(segments)) for codings in (first, second)]
    cells = [((coded[0] == a) & (coded[1] == b)).sum(axis=1) for a, b in product((True, False), repeat=2)]
    return Comparison(tuple(codes), np.array(cells).T, agreement(*cells))


def _edges(segments: Sequence[Span]) -> np.ndarray:
    """Starts and ends, shape (2, segments)."""
    edges = np.array([(span.start, span.end) for span in segments], dtype=np.int64).reshape(-1, 2).T
    if np.any(edges[0, 1:] < edges[1, :-1]):
        raise ValueError("the segments overlap, or are not in the order of the text")
    return edges


def _coded(codings: Collection[Coding], codes: Sequence[str], edges: np.ndarray) -> np.ndarray:
    """Whether each segment has each code: shape (codes, segments)."""
    result = np.zeros((len(codes), edges.shape[1]), dtype=bool)
    rows = {code: row for row, code in enumerate(codes)}
    for coding in codings:
        first = np.searchsorted(edges[1], coding.span.start, side="right")
        last = np.searchsorted(edges[0], coding.span.end, side="left")
        result[rows[coding.code], first:last] = True
    return result
