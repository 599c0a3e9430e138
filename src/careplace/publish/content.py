"""What a report has to say, looked up by name: a reading of the data that `measures` hands over.

Nothing here calculates. A figure that the data do not hold is None, and the page says so in words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from careplace.figures import Figure
from careplace.measures.outcomes.groups import OutcomeComparator, spoken
from careplace.measures.providers.report import ComparatorData, ReportData, SectorData
from careplace.measures.report import LANDS, DataReport
from careplace.publish import assessment, findings, wording
from careplace.publish.outcomes import FiguresOfMeasures, Outcome, Outcomes, Section
from careplace.publish.path import Path, path
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, KEY_QUESTIONS, LEVELS, slug

CHAPTERS = {
    "providers": "Providers",
    "populations": "Populations and their experience",
    "system": "System",
    "voices": "What people say",
}
"""The chapters of a report by key, in order."""
DERIVED = {
    "outcome-difference": "Difference from a comparator",
    "outcome-quartile": "Quartiles of councils with a figure",
    "outcome-worst-quarter": "Probability of being in the worst quarter",
    "outcome-best-quarter": "Probability of being in the best quarter",
    "outcome-trend": "Direction over the last years",
    "outcome-control": "Lines of a control chart",
    "outcome-gap": "Gap between parts",
}
"""Measures that are calculated when a place is read: their titles."""


class Sector:
    """One sector's figures at one place, by measure and breakdown; the sector itself is understood."""

    def __init__(self, data: SectorData, content: "Content"):
        self.key, self.title, self.within, self.who = data.key, data.title, data.within, data.who
        self.figures = list(data.figures)
        self._with_beds, self._content = data.with_beds, content
        self._index = {(f.measure, f.place, f.period, f.breakdown): f for f in self.figures}

    def figure(
        self, measure: str, *breakdown: str, place: str | None = None, period: str = ""
    ) -> Figure | None:
        """The figure of a measure, or None. `breakdown` follows the sector."""
        # Only None means the place itself: an empty name must never show the place's figures as another's.
        at, when = self._content.code if place is None else place, period or self._content.as_at.isoformat()
        return self._index.get((measure, at, when, "/".join((self.key, *breakdown))))

    def change(self, measure: str, *breakdown: str) -> Figure | None:
        """The figure of a change since the earlier snapshot, or None."""
        return self.figure(measure, *breakdown, period=self._content.span) if self._content.span else None

    def shares(
        self, domain: str = "overall", weight: str = "locations", place: str | None = None
    ) -> list[Figure]:
        """Shares of the four levels, best first; empty unless all four have a value."""
        shares = [
            self.figure("rating-share", domain, weight, level, place=place) for level in wording.LEVEL_SLUGS
        ]
        known = [figure for figure in shares if figure is not None and figure.value is not None]
        return known if len(known) == len(shares) else []

    def good_or_better(self, domain: str = "overall", weight: str = "locations") -> Figure | None:
        """The share rated Good or Outstanding."""
        return self.figure("rating-share", domain, weight, GOOD_OR_OUTSTANDING)

    @cached_property
    def by_beds(self) -> bool:
        """Whether shares of beds may be stated: they are known, and enough rated locations have beds."""
        if (share := self.good_or_better(weight="beds")) is None or share.value is None:
            return False
        if self._with_beds is not None:
            return self._with_beds >= wording.FEW
        with_beds = (row for row in self._content.locations if row.get("beds") and row["overall"] in LEVELS)
        return sum(self.key in row["sectors"] for row in with_beds) >= wording.FEW

    @property
    def asked(self) -> bool:
        """Whether a key question of any location is rated."""
        shares = (self.good_or_better(slug(question)) for question in KEY_QUESTIONS)
        return any(f is not None and f.value is not None for f in shares)

    def against(self, comparator: "Comparator", level: str = GOOD_OR_OUTSTANDING) -> Figure | None:
        """The difference from a comparator, in percentage points."""
        return self.figure("difference", "overall", "locations", level, f"against:{comparator.key}")

    def of(self, comparator: "Comparator", level: str = GOOD_OR_OUTSTANDING) -> Figure | None:
        """The comparator's own share of a level."""
        return self.figure("rating-share", "overall", "locations", level, place=comparator.key)

    def parts(self, measure: str, *stem: str) -> list[tuple[str, Figure]]:
        """(end of the breakdown, figure) for every figure of a measure below `stem`, in the data's order."""
        start = "/".join((self.key, *stem)) + "/"
        return [
            (f.breakdown.removeprefix(start), f)
            for f in self.figures
            if f.measure == measure and f.place == self._content.code and f.breakdown.startswith(start)
        ]


class Comparator:
    """A named group that the place is compared with, with its members."""

    def __init__(self, data: ComparatorData | OutcomeComparator):
        self.key, self.name, self.kind = data.key, data.name, data.kind
        self.members, self.notes = list(data.members), list(data.notes)
        # Only a register covers a group's councils, all or some; an outcome has a figure of the group or none.
        self.covered, self.members_covered, self.reason = False, None, ""
        if isinstance(data, ComparatorData):
            self.covered, self.members_covered, self.reason = data.covered, data.members_covered, data.reason
        self.spoken = spoken(self.name, self.kind)
        several = self.kind == "neighbours" or "Cities" in self.name
        self.subject = f"{self.spoken[:1].upper()}{self.spoken[1:]} {'are' if several else 'is'}"

    def number(self, which: str) -> str:
        """How many "members" the group has, or "members_covered", as the page shows it."""
        number = len(self.members) if which == "members" else self.members_covered
        return wording.ABSENT if number is None else wording.count(number)


YEAR = 366


@dataclass(frozen=True)
class Chapter:
    """A chapter as the report numbers it; `sections` are those of outcomes."""

    key: str
    number: str
    title: str
    sections: tuple[Section, ...]


class Content:
    """A report's data, read once.

    A report of providers alone is a data report of every chapter whose others have nothing.
    """

    def __init__(self, data: DataReport | ReportData):
        if isinstance(data, ReportData):
            data = DataReport(data.place, data.edition, data.as_at, data, None)
        self.place, self.edition = data.place, data.edition
        self.code, self.name = data.place["code"], data.place["name"]
        self.here = (self.name, self.code)
        self.spoken = spoken(self.name, data.place["kind"])
        self.upto, self.asked = data.as_at, data.chapters
        self.outlines, self.land, self.renumbered = data.outlines, data.land, data.renumbered
        self.without, self.assessment = data.without, data.assessment
        self.title = f"Quality of care in {self.name}: data report"
        self.brief_title = f"Quality of care in {self.name}: brief"
        self.sources: list[dict] = data.edition["made_from"]
        self._provided(data.providers)
        self.outcomes = Outcomes(data.outcomes) if data.outcomes is not None else None
        self.dictionary += self.outcomes.measures(self.asked) if self.outcomes else []
        keys = {comparator.key for comparator in self.comparators}
        self.against = [Comparator(group) for group in data.outcomes.comparators] if data.outcomes else []
        self.groups = self.comparators + [group for group in self.against if group.key not in keys]

    def _provided(self, providers: ReportData | None) -> None:
        """What the register says; all of it empty where it says nothing of the place."""
        self.registered = providers is not None
        providers = providers or ReportData(self.place, self.edition, self.upto)
        self.as_at, self.change_from = providers.as_at, providers.change_from
        self.span = f"{self.change_from}..{self.as_at}" if self.change_from else ""
        self.comparators = [Comparator(group) for group in providers.comparators]
        self.covered = [comparator for comparator in self.comparators if comparator.covered]
        self.sectors = [Sector(sector, self) for sector in providers.sectors]
        self.locations, self.left = list(providers.locations), list(providers.left)
        self.dictionary, self.notes = list(providers.dictionary), list(providers.notes)

    @property
    def map_group(self) -> Comparator | None:
        """The comparator whose councils a map shows: one whose councils adjoin, else any but the nation, else that."""
        adjoining = [group for group in self.against if group.kind in LANDS]
        smaller = [group for group in self.against if group.kind != "nation"]
        return next(iter([*adjoining, *smaller, *self.against]), None)

    @property
    def register_old(self) -> bool:
        """Whether the newest figures are over a year newer than the register: its ratings may be others by now."""
        return self.registered and (self.upto - self.as_at).days > YEAR

    @cached_property
    def parts(self) -> list[Chapter]:
        """The chapters that were asked for."""
        of = self.outcomes.chapter if self.outcomes else lambda _key: ()
        numbered = enumerate(CHAPTERS.items(), start=1)
        return [Chapter(k, str(n), title, tuple(of(k))) for n, (k, title) in numbered if k in self.asked]

    @cached_property
    def path(self) -> Path | None:
        """A person's path at the place, of the chapter System; None where the chapter was not asked for."""
        return path(self.outcomes.every) if self.outcomes and "system" in self.asked else None

    @property
    def assessed(self) -> Section | None:
        """The section of CQC's assessment of the council, or of the councils of a group."""
        return self.outcomes.assessment if self.outcomes and "system" in self.asked else None

    @cached_property
    def statements(self) -> list[assessment.Statement]:
        """The quality statements of CQC's assessment of the council, with their scores."""
        return assessment.statements(self.assessed)

    @property
    def unasked(self) -> list[str]:
        """Titles of the chapters that were not asked for."""
        return [title for key, title in CHAPTERS.items() if key not in self.asked]

    @cached_property
    def told(self) -> list[Section]:
        """The sections of outcomes of all chapters that were asked for."""
        return [section for chapter in self.parts for section in chapter.sections]

    @cached_property
    def chance(self) -> str:
        """How many of the comparisons with the first comparator chance alone would mark, in a sentence."""
        first = self.against[0] if self.against else None
        return findings.chance(self.told, first.key, first.spoken) if first else ""

    @cached_property
    def questions(self) -> list[findings.Question]:
        """What the findings on outcomes give a reader to ask."""
        return findings.questions(self.told, self.against[0].key if self.against else "")

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its id, the register's in the order of its sectors, then outcomes."""
        figures = {f.id: f for sector in self.sectors for f in sector.figures}
        return figures | (self.outcomes.figures if self.outcomes else {})

    @property
    def measured(self) -> FiguresOfMeasures:
        """The figures of outcomes by id, as charts look for them."""
        return self.outcomes.measured if self.outcomes else FiguresOfMeasures(())

    @property
    def own(self) -> list[Figure]:
        """Every figure but those of other councils."""
        elsewhere = self.outcomes.elsewhere if self.outcomes else set()
        return [figure for name, figure in self.figures.items() if name not in elsewhere]

    @cached_property
    def examples(self) -> list[tuple[str, Figure]]:
        """(title of a measure, one figure of it), in the data's order."""
        titled = DERIVED | {measure.id: measure.title for measure in self.dictionary}
        first: dict[str, Figure] = {}
        for figure in self.figures.values():
            first.setdefault(figure.measure, figure)
        return [(titled.get(measure, measure), figure) for measure, figure in first.items()]

    @property
    def chapters(self) -> list[Sector]:
        """Sectors that stand by themselves, in the data's order."""
        keys = {sector.key for sector in self.sectors}
        return [sector for sector in self.sectors if sector.within not in keys]

    def within(self, chapter: Sector) -> list[Sector]:
        """The sectors inside a chapter."""
        return [sector for sector in self.sectors if sector.within == chapter.key]

    def listed(self, chapter: Sector) -> list[dict]:
        """Locations of a chapter by name; a location of two chapters is listed in the first of them."""
        return self._listed.get(chapter.key, [])

    @property
    def unlisted(self) -> list[dict]:
        """Locations that are in no sector of the report."""
        return self._listed[""]

    @cached_property
    def _listed(self) -> dict[str, list[dict]]:
        lists: dict[str, list[dict]] = {key: [] for key in (*(s.key for s in self.chapters), "")}
        for row in sorted(self.locations, key=lambda row: (row["name"].casefold(), row["location_id"])):
            own = set(row.get("sectors") or ())
            lists[next((key for key in lists if key in own), "")].append(row)
        return lists

    def inner(self, key: str) -> bool:
        """Whether a sector stands inside another."""
        return key in self._inner

    @cached_property
    def _inner(self) -> set[str]:
        return {sector.key for sector in self.sectors if sector.within}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Sectors' titles by key."""
        return {sector.key: sector.title for sector in self.sectors}

    @cached_property
    def words(self) -> set[str]:
        """Every text that came with the data and may be printed as it stands, spaces folded."""
        texts = [
            self.title,
            self.brief_title,
            self.chance,
            [(c.source, c.text) for c in findings.cautions(o for s in self.told for o in s.outcomes)],
            self.place,
            self.edition,
            self.dictionary,
            self.notes,
            self.left,
            self.without,
        ]
        texts += [self.spoken, *((s.theme, s.meaning) for s in self.statements)]
        texts += [vars(comparator) for comparator in self.groups] + [(s.title, s.who) for s in self.sectors]
        texts += [self.outcomes.words, list(self.outcomes.periods)] if self.outcomes else []
        texts += [
            (f.reason, f.label, f.method, f.id, f.measure, *map(wording.phrase, f.breakdown.split("/")))
            for f in self.figures.values()
        ]
        return {" ".join(text.split()) for text in _texts(texts)}

    @cached_property
    def names(self) -> list[str]:
        """Names that may stand inside our own sentences, the longest first."""
        spoken = [self.spoken, *(name for c in self.groups for name in (c.name, c.spoken, c.subject))]
        titles = [name for o in self._measured for name in (o.title, o.named)]
        titles += [s.title for s in self.outcomes.sections] if self.outcomes else []
        return sorted(
            {self.name, self.spoken, *self.titles.values(), *spoken, *titles}, key=len, reverse=True
        )

    @property
    def _measured(self) -> list[Outcome]:
        """Every measure of every section, be there a figure or not."""
        return [outcome for s in self.outcomes.sections for outcome in s.every] if self.outcomes else []

    @cached_property
    def dates(self) -> set[date]:
        """Every date that may stand in a sentence."""
        return {
            d
            for d in (self.upto, self.as_at, self.change_from, *(file["snapshot"] for file in self.sources))
            if d
        }


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from _texts(list(thing.values()))
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _texts(part)
    elif is_dataclass(thing):
        yield from _texts([getattr(thing, f.name) for f in fields(thing)])
