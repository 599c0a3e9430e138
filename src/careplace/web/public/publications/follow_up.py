"""What reviews recommended in a place and what was done, from the action plans and reviews that are published about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplace.publications import action_plan
from careplace.publications.errors import DamagedPublication, NoSuchPublication
from careplace.publications.records import Release
from careplace.web.public.publications.catalogue import Catalogue
from careplace.web.public.reviews import findings

UNREADABLE = (
    DamagedPublication,
    NoSuchPublication,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation. `organisation` is "" where the text begins with who it is for, and `ending` where nothing is
    published about how it ended."""

    organisation: str
    text: str
    ending: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A follow-up visit of the regulator: {what it found: recommendations}, of those with any."""

    on: date
    verdicts: dict[str, int]


@dataclass(frozen=True)
class FollowUp:
    """A review's recommendations. `as_at` is the day of its plan; None where no plan is published yet."""

    publication: str
    title: str
    as_at: date | None
    recommendations: tuple[Recommended, ...]
    summit: date | None = None
    visit: Visit | None = None

    @property
    def counts(self) -> dict[str, int]:
        """{how they ended: recommendations}, of those with any, in the order of ENDINGS."""
        endings = [row.ending for row in self.recommendations]
        return {words: endings.count(key) for key, words in action_plan.ENDINGS.items() if endings.count(key)}


def follow_ups(catalogue: Catalogue, place: str) -> list[FollowUp]:
    """What was recommended in a place, the publication of the latest day at the front; what is damaged is left out."""
    releases = [entry.latest for entry in catalogue.about(place) if isinstance(entry.latest, Release)]
    plans = list(_plans(catalogue, releases))
    followed = {review for review, _plan in plans}
    reviews = _reviews(catalogue, [release for release in releases if release.id not in followed])
    return [*(plan for _review, plan in plans), *reviews]


def _plans(catalogue: Catalogue, releases: list[Release]) -> Iterator[tuple[str, FollowUp]]:
    """(id of the review, its plan) of each action plan that can be read."""
    for release in releases:
        if release.file(action_plan.FILE):
            try:
                record = json.loads(catalogue.store.content(release, action_plan.FILE))
                if record["schema"] == action_plan.SCHEMA:
                    yield record.get("review", ""), _plan(release, record)
            except UNREADABLE:
                continue


def _plan(release: Release, record: dict[str, Any]) -> FollowUp:
    made = record["recommendations"]
    # Plans that were published before recommendations had an ending have none.
    endings = record.get("endings") or [{"ending": ""}] * len(made)
    rows = zip(made, endings, strict=True)
    visits, summits = record.get("follow_up_visits", ()), record.get("summits", ())
    return FollowUp(
        release.id,
        release.description.title,
        date.fromisoformat(record["as_at"]),
        tuple(Recommended(row["organisation"], row["text"], ending["ending"]) for row, ending in rows),
        max((date.fromisoformat(summit["held_on"]) for summit in summits), default=None),
        _visit(max(visits, key=lambda visit: visit["visited_on"])) if visits else None,
    )


def _visit(record: dict[str, Any]) -> Visit:
    verdicts = [finding["verdict"] for finding in record["findings"]]
    counts = {words: verdicts.count(words) for words in action_plan.VERDICTS.values()}
    return Visit(
        date.fromisoformat(record["visited_on"]), {words: count for words, count in counts.items() if count}
    )


def _reviews(catalogue: Catalogue, releases: list[Release]) -> list[FollowUp]:
    """The recommendations of reviews without a plan."""
    rows = [(release, findings.of_release(catalogue, release)) for release in releases]
    return [
        FollowUp(release.id, release.description.title, None, made)
        for release, listed in rows
        if (made := tuple(Recommended("", row.text, "") for row in listed if row.kind == "recommendation"))
    ]
