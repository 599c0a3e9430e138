"""A text's claims compared with an edition: only where it names the place, the date, the sector and the measure.

Where the edition has no answer, the finding says what it has. Without an edition, a comparison whose other side the text
leaves out cannot be checked.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.checks import (
    assessments,
    comparisons,
    outcome_comparisons,
    outcomes,
    rating_figures,
    superlatives,
)
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rating_figures import NoFigure
from careplace.claims.checks.rounding import fits, rounded
from careplace.claims.grammar import places, subjects
from careplace.claims.grammar.assessments import ASSESSOR, assessment_claims
from careplace.claims.grammar.distributions import Distribution, Part
from careplace.claims.grammar.subjects import Subject
from careplace.claims.grammar.tokens import Bound, Kind, tokens
from careplace.claims.texts.passages import Document, Sentence
from careplace.figures import Figure
from careplace.measures.providers.profile import Profile
from careplace.measures.reader import Reader


def against_edition(
    document: Document, sentences: list[Sentence], mixes: list[Distribution], reader: Reader | None
) -> Iterator[Finding]:
    """Findings on mixes, shares, comparisons and superlatives that an edition may know of."""
    edition = _Edition(document, mixes, reader) if reader else None
    for mix in mixes:
        yield from edition.mix(mix) if edition else ()
    for sentence in sentences:
        yield from edition.ratings(sentence) if edition else ()
        yield from outcomes.in_sentence(sentence, edition.reader, edition.area) if edition else ()
        for match, has_figure in comparisons.compared(sentence):
            if not has_figure:
                yield _verdict(edition, sentence, match, comparisons.unproved, "comparison")
        for match in superlatives.superlatives(sentence):
            yield _verdict(edition, sentence, match, superlatives.unmatched, "superlative")


def _verdict(
    edition: "_Edition | None", sentence: Sentence, match: re.Match, uncheckable, claim: str
) -> Finding:
    """What the edition says of a claim, else that it cannot be checked and why."""
    try:
        finding = getattr(edition, claim)(sentence, match) if edition else None
        return finding or uncheckable(sentence, match)
    except NoFigure as error:
        return uncheckable(sentence, match, error.why)


class _Edition:
    """An edition, and what the whole text names where a sentence does not."""

    def __init__(self, document: Document, mixes: list[Distribution], reader: Reader):
        text = subjects.words_of(document)
        self.reader = reader
        self.names_assessor = bool(ASSESSOR.search(text))
        self.area, self.sector = subjects.council(text, reader), subjects.sector(text)
        periods = {mix.period for mix in mixes if mix.period}
        self.period = periods.pop() if len(periods) == 1 else None

    def mix(self, mix: Distribution) -> Iterator[Finding]:
        subject = self._subject(mix.context, mix.period)
        if subject is None or not mix.complete:
            return
        try:
            place_profile = rating_figures.profile_at(self.reader, subject)
        except NoFigure as error:
            yield Finding(Check.EDITION, Grade.UNCHECKABLE, mix.quote, mix.parts[0].position, error.why)
            return
        for part in mix.parts:
            if figure := rating_figures.share(place_profile, subject.sector, (part.level,)):
                yield from _compare_part(part, figure, subject, place_profile)

    def ratings(self, sentence: Sentence) -> Iterator[Finding]:
        """Of the council itself, where the text is about CQC and the sentence says so; else of its providers."""
        if self.names_assessor and any(assessment_claims(sentence.text)):
            yield from assessments.in_sentence(sentence, self.reader, self.area)
        else:
            yield from self.share(sentence)

    def share(self, sentence: Sentence) -> Iterator[Finding]:
        """As in "At 1 February 2021, 78.6% of social care locations in Coventry were rated Good or Outstanding"."""
        text = sentence.text
        levels = [t for t in tokens(text) if t.kind is Kind.RATING]
        shares = [t for t in tokens(text) if t.kind is Kind.PERCENT]
        area = subjects.council(text, self.reader) or places.only_place(text, self.reader)
        period, sector = subjects.only_period(text), subjects.sector(text)
        if (
            not (len(levels) == len(shares) == 1 and area and period and sector)
            or shares[0].bound is not Bound.EXACT
        ):
            return
        subject = Subject(area, period, sector)
        try:
            place_profile = rating_figures.profile_at(self.reader, subject) if subject.narrow else None
        except NoFigure:
            return
        if place_profile and (figure := rating_figures.share(place_profile, sector, levels[0].levels)):
            start, end = shares[0].start, shares[0].end
            quote = sentence.quote(start, end)
            part = Part(" or ".join(levels[0].levels), None, shares[0], quote, sentence.position(start))
            yield from _compare_part(part, figure, subject, place_profile)

    def comparison(self, sentence: Sentence, match: re.Match) -> Finding | None:
        """The share of the levels that follow, compared with the group that is named."""
        levels = _levels(sentence, match.end(), match.end() + 60)
        spec = subjects.group(match["group"]) or subjects.group(sentence.text)
        way = re.search(r"(?i)higher|greater|more|above|lower|less|fewer|below", match["words"])
        subject = self._subject(sentence.text, subjects.only_period(sentence.text) or self.period)
        if subject is None or not levels or not spec or not way:
            return outcome_comparisons.finding(sentence, match, self.reader, self.area)
        place_profile = rating_figures.profile_at(self.reader, subject, (spec,))
        group, breakdown = place_profile.comparators[0], rating_figures.breakdown_of(subject.sector, levels)
        difference = place_profile.figure("difference", f"{breakdown}/against:{group.key}")
        if not group.covered or difference is None or difference.value is None:
            raise NoFigure(f"the edition cannot compare with {group.group.name}. {group.reason}")
        sign = 1 if way[0].lower() in ("higher", "greater", "more", "above") else -1
        points, limits = rating_figures.one_place(difference.value), rating_figures.limits(difference)
        says = (
            f"at {place_profile.as_at} the share rated {' or '.join(levels)} was {points} "
            f"percentage points from that of {group.group.name}{limits}"
        )
        return _graded(
            Check.COMPARISON, sentence, match, rating_figures.graded(difference, sign), says, difference.id
        )

    def superlative(self, sentence: Sentence, match: re.Match) -> Finding | None:
        """The place's share of the levels in the sentence, among those of the group that is named."""
        levels = _levels(sentence, 0, len(sentence.text))
        spec = subjects.group(sentence.text)
        subject = self._subject(sentence.text, subjects.only_period(sentence.text) or self.period)
        if subject is None or not levels or not spec or match["which"] not in ("highest", "lowest"):
            return None
        place_profile = rating_figures.profile_at(self.reader, subject)
        figures = rating_figures.members(self.reader, place_profile, subject, spec, levels)
        own = next((f for f in figures if f.place == place_profile.area.code), None)
        if own is None or not superlatives.alone(match):
            return None
        sign = 1 if match["which"] == "highest" else -1
        beyond = [f for f in figures if (f.number - own.number) * sign > 0]
        says = f"at {place_profile.as_at}, {len(beyond)} of {len(figures)} councils have a {match['which'][:-3]}er share"
        grade = Grade.WRONG if beyond else Grade.HOLDS
        return _graded(Check.SUPERLATIVE, sentence, match, grade, says, own.id)

    def _subject(self, text: str, period) -> Subject | None:
        area = subjects.council(text, self.reader) or self.area
        sector = subjects.sector(text) or self.sector
        subject = Subject(area, period, sector) if area and period and sector else None
        return subject if subject and subject.narrow else None


def _levels(sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
    """The levels of the one rating token that stands there; () where there is none, or are several."""
    there = [t.levels for t in tokens(sentence.text) if t.kind is Kind.RATING and start <= t.start <= end]
    return there[0] if there else ()


def _graded(
    check: Check, sentence: Sentence, match: re.Match, grade: Grade, says: str, working: str
) -> Finding:
    start, end = match.start(), match.end("words")
    return Finding(check, grade, sentence.quote(start, end), sentence.position(start), says, working)


def _compare_part(part: Part, figure: Figure, subject: Subject, place_profile: Profile) -> Iterator[Finding]:
    """A month is wider than a day: a difference from the figure of a day in it may be the days between."""
    count, base = Decimal(repr(figure.numerator)), Decimal(repr(figure.denominator))
    counted = part.count is None or part.count.value == count
    if counted and (part.share is None or fits(count, base, part.share)):
        return
    grade = Grade.WRONG if subject.period[0] == subject.period[1] == place_profile.as_at else Grade.MISLEADING
    true = f"{count:,.0f} of {base:,.0f} ({rounded(100 * count / base, 1)}%)"
    says = f"at {place_profile.as_at} the edition has {true} rated {part.level}"
    yield Finding(Check.EDITION, grade, part.quote, part.position, says, figure.id)
