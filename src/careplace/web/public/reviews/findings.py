"""Findings and recommendations of every review whose latest version stands, from the JSON that is published with it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from careplace.publications.errors import DamagedPublication, NoSuchPublication
from careplace.publications.records import Release
from careplace.web.public.publications.catalogue import Catalogue

FILE = "review.json"
SCHEMA = 1
KINDS = {
    "strength": "Strengths",
    "mixed": "Mixed",
    "concern": "Concerns",
    "recommendation": "Recommendations",
}
"""{kind of finding: its heading}"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement or a recommendation of a review, on a key line of a framework."""

    publication: str
    place: str
    place_name: str
    review: str
    framework: str
    line: str
    kind: str
    level: str
    text: str


@dataclass(frozen=True)
class LineCount:
    """How many places have a finding of each kind on a key line: {kind: places}."""

    framework: str
    line: str
    places: dict[str, int]


def findings(catalogue: Catalogue) -> tuple[Finding, ...]:
    """Every finding of the store, the review published last at the front; a review whose files are damaged is left out."""
    return tuple(row for release in _releases(catalogue) for row in of_release(catalogue, release))


def counts(rows: Iterable[Finding]) -> list[LineCount]:
    """Places by key line and kind, in the order of the rows; a place counts once, however many reviews it had."""
    places: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in rows:
        by_kind = places.setdefault((row.framework, row.line), {})
        by_kind.setdefault(row.kind, set()).add(row.place)
    return [
        LineCount(framework, line, {kind: len(by_kind.get(kind, ())) for kind in KINDS})
        for (framework, line), by_kind in places.items()
    ]


def _releases(catalogue: Catalogue) -> Iterator[Release]:
    for entry in catalogue.by_date():
        if isinstance(entry.latest, Release):
            yield entry.latest


def of_release(catalogue: Catalogue, release: Release) -> list[Finding]:
    """The findings of a review that is published; none of what is no review, or damaged."""
    if release.description.kind != "review" or not release.file(FILE):
        return []
    try:
        record = json.loads(catalogue.store.content(release, FILE))
        return list(_rows(release, record)) if record["schema"] == SCHEMA else []
    except (DamagedPublication, NoSuchPublication, ValueError, KeyError, TypeError):
        return []


def _rows(release: Release, record: dict[str, Any]) -> Iterator[Finding]:
    about = release.description
    shared = (release.id, about.place, about.place_name, about.title, record["framework"]["title"])
    lines = {entry["line"]: f"{entry['theme']}: {entry['title']}" for entry in record["judgements"]}
    for entry in record["judgements"]:
        yield Finding(*shared, lines[entry["line"]], entry["direction"], entry["level"], entry["statement"])
    for entry in record["recommendations"]:
        line = lines.get(entry["line"], entry["title"])
        yield Finding(*shared, line, "recommendation", "", f"{entry['organisation']}: {entry['text']}")
