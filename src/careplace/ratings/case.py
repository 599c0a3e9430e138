"""Rates a case as a person wrote it: a document of a framework, ratings or scores, limits and a departure.

`docs/guide/rating.md` says what a document may hold.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from careplace.ratings import entries, inspections, scored
from careplace.ratings.aggregate import OVERALL, aggregate, departed
from careplace.ratings.entries import Rating
from careplace.ratings.fields import day, gathered, keyed, problem, table
from careplace.ratings.framework import Framework, framework
from careplace.ratings.result import Met, Result, Rule
from careplace.ratings.scale import Kind

TOP = ("framework", "name", "on")
PLACE = ("key_questions", "inspections", "services", "locations", "limits", "departure")
POOLED = ("scores", "departure")
BELOW = ("locations", "services")


def rate(document: Mapping[str, Any], *, confirmed_only: bool = False) -> Result:
    """The rating of a case, with everything that it came from.

    Args:
        document: as read from TOML or JSON.
        confirmed_only: leave out every rule that no source that was read confirms.

    Raises:
        RatingError: for everything that is wrong with the document, each by its field.
        InheritedRating: when an inherited rating is to be combined.
    """
    key = table(document, "the file").get("framework")
    if key is None:
        raise problem("framework", None, "the key of a framework, e.g. adult-social-care-kloe")
    by = framework(key).unconfirmed_off() if confirmed_only else framework(key)
    on = day(document["on"], "on") if "on" in document else None
    table(document, "", (*TOP, *_keys(by)))
    result = _place(by, {name: value for name, value in document.items() if name not in TOP}, "")
    notes = (*result.notes, *by.notes, *_outside(by, on))
    return replace(result, place=str(document.get("name", "")), unsettled=_unsettled(by), notes=notes)


def _keys(by: Framework) -> tuple[str, ...]:
    pooled = by.scores is not None and by.scores.pooled
    return POOLED if pooled else (*PLACE, *map(keyed, by.further))


def _place(by: Framework, node: Mapping[str, Any], path: str) -> Result:
    """A service, location or provider, with what is below it."""
    table(node, path.removesuffix("."), _keys(by))
    departure = entries.departure(node["departure"], f"{path}departure") if "departure" in node else None
    result = _pooled(by, node, path) if "scores" in _keys(by) else _questioned(by, node, path)
    return departed(result, departure)


def _questioned(by: Framework, node: Mapping[str, Any], path: str) -> Result:
    limits = entries.limits(by, node.get("limits", []), f"{path}limits")
    beside = _below(by, node, path)
    among = next((form for form in BELOW if form in node), "key questions")
    combine = partial(_overall, by, beside=beside, among=among, limits=limits)
    if "inspections" in node:
        inspected = entries.inspected(by, node["inspections"], f"{path}inspections")
        ratings, rate_it = (
            inspections.newest(inspected),
            partial(inspections.combined, by, inspected, combine),
        )
    else:
        ratings = _direct(by, node, path)
        rate_it = partial(combine, ratings)
    if not ratings and not beside:
        raise problem(
            f"{path}key_questions", None, f"ratings of the key questions: {', '.join(by.questions)}"
        )
    if "locations" in node and (missing := [name for name in by.direct if name not in ratings]):
        raise problem(
            f"{path}key_questions.{missing[0]}", None, "its own rating: it is not combined from locations"
        )
    entries.bearing(limits, by.questions if beside else ratings, f"{path}limits")
    return rate_it()


def _direct(by: Framework, node: Mapping[str, Any], path: str) -> dict[str, Rating]:
    """What is rated at this place itself, with questions that join at the top only."""
    ratings = entries.questions(by, node.get("key_questions", {}), f"{path}key_questions")
    further = {name: keyed(name) for name in by.further if keyed(name) in node}
    return ratings | gathered(
        (name, partial(entries.rating, by, name, node[key], f"{path}{key}")) for name, key in further.items()
    )


def _below(by: Framework, node: Mapping[str, Any], path: str) -> dict[str, Result]:
    """{name: rating} of the services or locations of a place."""
    results: dict[str, Result] = {}
    for form in (form for form in BELOW if form in node):
        if form not in by.forms:
            raise problem(
                f"{path}{form}", form, f"{' or '.join(by.forms)}: no others are combined in {by.key}"
            )
        places = table(node[form], f"{path}{form}")
        results |= gathered(
            (name, partial(_place, by, at, f"{path}{form}.{name}.")) for name, at in places.items()
        )
    return {name: replace(result, place=name) for name, result in results.items()}


def _overall(
    by: Framework,
    ratings: Mapping[str, Rating],
    *,
    beside: Mapping[str, Result],
    among: str,
    limits: list[Met],
) -> Result:
    """The overall of a place: from the questions rated at it, the others combined from the places below."""
    below = tuple(beside.values())
    if by.apart and beside and not ratings:
        return Result(
            OVERALL, "Not rated", Rule("rated-apart"), by, Kind.NOT_YET_RATED, among=among, beside=below
        )
    combined = {
        question: aggregate(by, found, about=question, among=among)
        for question in by.questions
        if question not in ratings and (found := _answers(question, beside))
    }
    return replace(aggregate(by, {**combined, **ratings}, limits=limits), beside=below)


def _answers(question: str, beside: Mapping[str, Result]) -> dict[str, Result]:
    return {name: part for name, below in beside.items() for part in below.parts if part.about == question}


def _pooled(by: Framework, node: Mapping[str, Any], path: str) -> Result:
    """The overall from all scores together, with the themes beside it."""
    groups = by.score_rules.statements
    names = tuple(name for statements in groups.values() for name in statements)
    scores = entries.statements(by, names, node.get("scores"), f"{path}scores")
    if missing := [name for name in names if name not in scores]:
        expected = f"scores of all {len(names)} quality statements; there is none of {', '.join(missing)}"
        raise problem(f"{path}scores", len(scores), expected)
    # What one low score holds back is the overall: themes have a score, and no rating of their own.
    plain = replace(by, scores=replace(by.score_rules, held_back=()))
    themes = tuple(
        scored.from_statements(plain, theme, {name: scores[name] for name in of}, len(of))
        for theme, of in groups.items()
    )
    return replace(scored.from_statements(by, OVERALL, scores, len(names)), beside=themes)


def _unsettled(by: Framework) -> tuple[str, ...]:
    draft = (f"{by.title} is a draft and may change before it is used",) if by.status == "draft" else ()
    return (*by.unsettled, *draft)


def _outside(by: Framework, on: date | None) -> tuple[str, ...]:
    if on is None or by.validity.holds(on):
        return ()
    since = f" from {by.validity.since:%-d %B %Y}" if by.validity.since else " on no day that is known"
    until = f" until {by.validity.until:%-d %B %Y}" if by.validity.until else ""
    sure = "" if by.validity.confirmed else ", days that are not confirmed"
    return (f"{on:%-d %B %Y} is not among the days on which {by.key} is used:{since}{until}{sure}",)
