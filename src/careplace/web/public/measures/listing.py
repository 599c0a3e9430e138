"""The dictionary as the list of measures shows it: by chapter and section, those that a reader's words are found in."""

from dataclasses import dataclass

from careplace.measures import dictionary
from careplace.measures.cache import cached
from careplace.measures.dictionary import Measure, Section
from careplace.measures.providers.definitions import sectors
from careplace.places.folding import fold
from careplace.publish import figure_titles
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.subjects import Subject, measures, of_key, subject

LONGEST = 100
CHAPTERS = {"providers": "Providers", "populations": "Populations", "system": "System"}
RATED = f"rating-share:{figure_titles.RATED}"
"""The key of the measure that most is said of in a sector."""


@dataclass(frozen=True)
class SectionSubjects:
    """A section and its subjects."""

    section: Section
    subjects: tuple[Subject, ...]


def listed_by_section(edition: EditionCursor, words: str = "") -> dict[str, list[SectionSubjects]]:
    """{chapter's title: its sections} of every measure that holds all of the words; sections without one are left out."""
    terms = fold(words[:LONGEST]).split()
    by_section: dict[str, list[SectionSubjects]] = {}
    for section in dictionary.sections().values():
        matches = [
            subject
            for subject, text in _searchable(edition)
            if subject.measure.section == section.key and all(w in text for w in terms)
        ]
        if matches:
            by_section.setdefault(CHAPTERS[section.chapter], []).append(
                SectionSubjects(section, tuple(matches))
            )
    return by_section


def headlines(edition: EditionCursor) -> list[Subject]:
    """What places are compared on when nothing is asked for: what reports tell first."""
    rated = (of_key(edition, RATED.format(sector)) for sector in ("adult-social-care", "gp-practices"))
    headline = (
        subject(edition, measure.id)
        for measure in measures(edition).values()
        if measure.headline and not measure.missing
    )
    return [
        candidate
        for candidate in (*rated, *headline)
        if candidate and candidate.newest and candidate.measure.section != "about"
    ]


def sector_shares(edition: EditionCursor) -> list[Subject]:
    """The share of good or outstanding services of each sector that councils have figures of."""
    by_sector = (of_key(edition, RATED.format(sector)) for sector in sectors())
    return [candidate for candidate in by_sector if candidate and candidate.newest]


@cached()
def _searchable(edition: EditionCursor) -> list[tuple[Subject, str]]:
    shares = sector_shares(edition)
    usual = [
        one
        for id in measures(edition)
        if (one := subject(edition, id)) and one.key not in {s.key for s in shares}
    ]
    ordered = [*shares, *(subject for subject in usual if subject.measure.id != "rating-share")]
    return [(candidate, _text(candidate.measure, candidate.title)) for candidate in ordered]


def _text(measure: Measure, title: str) -> str:
    """Everything that a measure may be looked for by."""
    links = " ".join(word for words in measure.links.values() for word in words)
    texts = (
        title,
        measure.id,
        measure.question,
        measure.numerator,
        measure.denominator,
        links,
        measure.caveats,
    )
    return fold(" ".join(texts))
