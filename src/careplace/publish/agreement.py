"""The page that tells how far published ratings are what the rules give, and names each one that is not."""

from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from careplace.measures.agreement.agreement import QUESTIONS, Agreement
from careplace.ratings.counting import Decided
from careplace.ratings.framework import frameworks
from careplace.ratings.scale import KEY_QUESTIONS, LEVELS

SERIES = ("location", "service", "ended registration", "earlier report", "key question of a hospital")


def page(agreement: Agreement, edition: str, inputs: list[dict[str, Any]]) -> str:
    """The page in Markdown.

    Args:
        found: the ratings compared with the rules.
        edition: the id of the edition that they are from.
        inputs: the edition's raw files, as its manifest lists them.
    """
    files = [file for file in inputs if {"cqc_rating", "council_assessment"} & file["rows"].keys()]
    rows = sorted(agreement.summary, key=lambda row: (SERIES.index(row["series"]), row["snapshot"]))
    councils = [row | {"changed": row["held"] != row["expected"]} for row in agreement.councils.to_pylist()]
    words = {"edition": edition, "files": files, "summary": rows, "councils": councils}
    return (
        _template()
        .render(**words, disagreements=[_disagreement_row(row) for row in agreement.disagreements])
        .strip()
        + "\n"
    )


def totals(agreement: Agreement) -> tuple[int, int, int]:
    """(agree, disagree, not reached by the rules) over every published rating, councils included."""
    councils = agreement.councils["agrees"].to_pylist()
    outcomes = {"agree": True, "disagree": False, "not_reached": None}
    return tuple(
        sum(row[what] for row in agreement.summary) + councils.count(outcome)
        for what, outcome in outcomes.items()
    )


def _disagreement_row(row: dict[str, Any]) -> dict[str, Any]:
    """A disagreement with its parts in words, and the framework's own doubt about its numbers."""
    by = frameworks()[row["framework"]]
    parts = {
        name: row[key] for name, key in zip(KEY_QUESTIONS, QUESTIONS, strict=True) if row[key] is not None
    }
    ratings = {name: LEVELS[level] for name, level in parts.items() if level >= 0}
    counts = [row[f"n_{level.lower().replace(' ', '_')}"] for level in LEVELS]
    services = {level: count for level, count in zip(LEVELS, counts, strict=True) if count}
    decisive = Decided(row["rule"]).name.lower()
    doubted = any(
        decisive in threshold.unconfirmed and threshold.least <= row["rated"] <= threshold.most
        for threshold in by.thresholds
    )
    return row | {
        "parts": ratings,
        "services": services,
        "published": LEVELS[row["overall"]],
        "by_rules": LEVELS[row["expected"]],
        "by": by,
        "doubted": doubted,
    }


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}" if day else "on no day"


@cache
def _template() -> Template:
    words = Environment(
        loader=PackageLoader("careplace.publish"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words.filters["day"] = _day
    words.globals["levels"] = LEVELS
    return words.get_template("rating-agreement.md")
