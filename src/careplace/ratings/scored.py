"""Works out ratings from scores: evidence to quality statements to key questions, themes or the overall."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from careplace.ratings import scoring
from careplace.ratings.framework import Framework
from careplace.ratings.result import Result, Rule, Score
from careplace.ratings.scale import LEVELS

Evidence = Sequence[int]
"""Scores of 1 to 4, one for each evidence category that is relevant to a statement."""


def statement(by: Framework, name: str, scores: "int | Evidence") -> Result:
    """A quality statement's score of 1 to 4: as given, or from the scores of its evidence categories.

    62.5% of the evidence is 63% and so a score of 3.
    """
    if isinstance(scores, int):
        return _rated(by, name, [scores], Rule("given"), LEVELS[scoring.MOST - scores], "scores")
    return _from_scores(by, name, scores, (), "evidence categories")


def score_of(result: Result) -> int:
    """The score of 1 to 4 that a statement's result stands for."""
    return scoring.MOST - result.level


def from_statements(
    by: Framework, about: str, statements: "Mapping[str, int | Evidence]", possible: int
) -> Result:
    """The rating of a key question, a theme or a whole from its statements' scores.

    Args:
        by: a framework with scores.
        about: the key question, the theme or "Overall".
        statements: {quality statement: score, or scores of its evidence categories}.
        possible: how many statements there are; where fewer are scored, the result's note says so.
    """
    parts = tuple(statement(by, name, scores) for name, scores in statements.items())
    scores = [score_of(part) for part in parts]
    result = _from_scores(by, about, scores, parts, "quality statements")
    if len(scores) < possible:
        note = f"{about}: {len(scores)} of {possible} quality statements were scored"
        return replace(result, notes=(note,))
    return result


def _from_scores(
    by: Framework, about: str, scores: Evidence, parts: tuple[Result, ...], among: str
) -> Result:
    total, how_many = scoring.totals(np.array(scores))
    level = scoring.banded(scoring.percent(total, how_many), by.score_rules.bands)
    rules = by.holding_back() if parts else ()
    capped = int(scoring.held_back(level, np.array(scores), rules))
    rule = Rule("band", by.score_rules.bands.source)
    if capped != int(level):
        caught = next(rule for rule in rules if LEVELS[int(level)] == rule.range)
        rule = Rule("held-back", caught.source, held_back=caught, unconfirmed=not caught.confirmed)
    return _rated(by, about, scores, rule, LEVELS[capped], among, parts)


def _rated(
    by: Framework,
    about: str,
    scores: Evidence,
    rule: Rule,
    rating: str,
    among: str,
    parts: tuple[Result, ...] = (),
) -> Result:
    total, how_many = (int(number) for number in scoring.totals(np.array(scores)))
    percent = int(scoring.percent(total, how_many))
    score = Score(total, scoring.MOST * how_many, percent, how_many, min(scores))
    return Result(about, rating, rule, by, parts=parts, among=among, score=score, by_rules=rating)
