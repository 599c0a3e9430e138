"""The dictionary as the list of measures shows it: by chapter and section, those that a reader's words are found in."""

from dataclasses import dataclass

from careplace.measures import dictionary
from careplace.measures.dictionary import Measure, Section
from careplace.measures.providers.definitions import sectors
from careplace.places.folding import fold
from careplace.web.editions import Reading
from careplace.web.measures.subjects import Subject, measures, of_key, subject

LONGEST = 100
CHAPTERS = {"providers": "Providers", "populations": "Populations", "system": "System"}
RATED = "rating-share:{}/overall/locations/good-or-outstanding"
"""The key of the measure that most is said of in a sector."""


@dataclass(frozen=True)
class Listed:
    """A section and its subjects."""

    section: Section
    subjects: tuple[Subject, ...]


def listed(edition: Reading, words: str = "") -> dict[str, list[Listed]]:
    """{chapter's title: its sections} of every measure that holds all of the words; sections without one are left out."""
    every = edition.remembered(("subjects",), lambda: _every(edition))
    asked = fold(words[:LONGEST]).split()
    found: dict[str, list[Listed]] = {}
    for section in dictionary.sections().values():
        held = [
            one for one, text in every if one.measure.section == section.key and all(w in text for w in asked)
        ]
        if held:
            found.setdefault(CHAPTERS[section.chapter], []).append(Listed(section, tuple(held)))
    return found


def headlines(edition: Reading) -> list[Subject]:
    """What places are compared on when nothing is asked for: what reports tell first."""
    rated = (of_key(edition, RATED.format(sector)) for sector in ("adult-social-care", "gp-practices"))
    told = (
        subject(edition, one.id) for one in measures(edition).values() if one.headline and not one.missing
    )
    return [one for one in (*rated, *told) if one and one.newest and one.measure.section != "about"]


def sector_shares(edition: Reading) -> list[Subject]:
    """The share of good or outstanding services of each sector that councils have figures of."""
    found = (of_key(edition, RATED.format(sector)) for sector in sectors())
    return [one for one in found if one and one.newest]


def _every(edition: Reading) -> list[tuple[Subject, str]]:
    shares = sector_shares(edition)
    usual = [
        one
        for id in measures(edition)
        if (one := subject(edition, id)) and one.key not in {s.key for s in shares}
    ]
    ordered = [*shares, *(one for one in usual if one.measure.id != "rating-share")]
    return [(one, _text(one.measure, one.title)) for one in ordered]


def _text(measure: Measure, title: str) -> str:
    """Everything that a measure may be looked for by."""
    links = " ".join(word for words in measure.links.values() for word in words)
    said = (
        title,
        measure.id,
        measure.question,
        measure.numerator,
        measure.denominator,
        links,
        measure.caveats,
    )
    return fold(" ".join(said))
