"""What a report says of Populations and System, looked up by name: a reading of `OutcomesData`.

Nothing here calculates. What may be called better or worse is decided by an interval and the measure's direction alone.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from careplace.figures import Figure, Status, Verdict
from careplace.measures.assessment import SECTION as ASSESSMENT
from careplace.measures.dictionary import Measure, families
from careplace.measures.outcomes.nearest import NearestFigure
from careplace.measures.outcomes.profile import GroupValue, MeasureData, OutcomesData, SectionData
from careplace.measures.outcomes.trend import TOO_FEW
from careplace.measures.released import TABLE as RELEASED
from careplace.publish import wording

BETTER, WORSE, HIGHER, LOWER, UNSURE, UNTOLD = "better", "worse", "higher", "lower", "unsure", "untold"
CALLED = (BETTER, WORSE, HIGHER, LOWER)
# What reports say of a figure's verdict; of any other verdict nothing can be said.
_WORD = {**{word: word for word in CALLED}, Verdict.NO_DIFFERENCE: UNSURE}
_VARIES = {
    "improvement": BETTER,
    "concern": WORSE,
    "special cause, high": HIGHER,
    "special cause, low": LOWER,
    "common cause": UNSURE,
}
NEWEST = {"month": 24, "day": 14}
"""How many months or days a page shows one by one; the files of figures hold the others."""
CONTEXT = "about"
"""The section of figures that describe a place and say nothing of its care."""
APART = (CONTEXT, ASSESSMENT)
"""Sections that are shown by themselves: nothing in them is compared, or has a direction over time."""


class Outcome:
    """One measure at the place: its newest figure, what it is compared with, and where it is going."""

    def __init__(self, data: MeasureData):
        self.data, self.measure = data, data.measure
        self.latest: Figure | None = data.latest
        self.previous: Figure | None = data.previous
        self.breakdown: str = data.breakdown
        self.title: str = data.measure.title
        self.unit: str = data.measure.unit
        self._groups = {group.key: group for group in data.groups}

    @property
    def nearest(self) -> NearestFigure | None:
        """What is published of nearly the same thing, of a released measure."""
        return self.data.nearest

    @property
    def anchor(self) -> str:
        """The name by which a page links to it."""
        return f"m-{self.measure.id}" + (
            "" if self.breakdown == "all" else f"-{wording.filename(self.breakdown)}"
        )

    @property
    def known(self) -> bool:
        """Whether there is a number to print."""
        return self.latest is not None and self.latest.value is not None

    @property
    def headline(self) -> bool:
        return bool(self.measure.headline)

    @property
    def counted(self) -> bool:
        """Whether its base is so small that it is told as a count."""
        return wording.too_few(self.latest, self.unit)

    @property
    def form(self) -> str:
        """How its value is written."""
        return wording.form(self.unit, self.measure.decimals)

    @property
    def limits(self) -> str:
        """How its limits are written."""
        return self.form.replace("share", "limit").replace("signed", "bound")

    def difference_form(self, kind: str) -> str:
        """How a difference is written: "plus" with its sign, "apart" without."""
        if self.unit in ("share", "points"):
            return "signed" if kind == "plus" else "size"
        return f"{kind}{self.measure.decimals}"

    def bounds(self, figure: Figure) -> str:
        """How a difference's limits are written: as the difference is, but never as a zero that has a side."""
        if self.unit in ("share", "points"):
            return "bound"
        places = self.measure.decimals
        limits = [limit for limit in (figure.lower95, figure.upper95) if limit is not None]
        shown_as_zero = any(wording.rounded(limit, places) == 0 for limit in limits)
        return "bound" if shown_as_zero else f"plus{places}"

    def group(self, key: str) -> GroupValue | None:
        """The group's value and the difference from it."""
        return self._groups.get(key)

    def difference(self, key: str) -> Figure | None:
        """The place less the group."""
        return group.difference if (group := self.group(key)) else None

    def theirs(self, key: str) -> Figure | None:
        """The group's own value."""
        return group.figure if (group := self.group(key)) else None

    def middle(self, key: str) -> tuple[Figure, Figure, Figure] | None:
        """Lowest value, median and highest of the group's councils, where the group has no figure of its own."""
        group = self.group(key)
        return None if group is None or self.counted or not self.known else getattr(group, "middle", None)

    def pooled(self, key: str) -> bool:
        """Whether the group's value is calculated from its councils' numerators and denominators."""
        theirs = self.theirs(key)
        return theirs is not None and theirs.value is not None and theirs.query == "groups.py"

    def verdict(self, key: str) -> str:
        """What may be said beside a group: one of CALLED, "unsure" or "untold"."""
        difference = self.difference(key)
        if not self.known or self.counted or difference is None:
            return UNTOLD
        return _WORD.get(difference.verdict, UNTOLD)

    def why_untold(self, key: str) -> str:
        """Why nothing can be said beside a group."""
        if self.counted:
            return "too few people to compare"
        difference = self.difference(key)
        return (difference.label if difference is not None else "") or "no figure to compare with"

    def untold(self, groups: Iterable[Any]) -> dict[str, list[Any]]:
        """Groups that the place is not compared with, nor with the median of their councils, by the reason."""
        by_reason: dict[str, list[Any]] = {}
        for group in groups:
            if self.verdict(group.key) == UNTOLD and not self.middle(group.key):
                by_reason.setdefault(self.why_untold(group.key), []).append(group)
        return by_reason

    @property
    def turn(self) -> str:
        """Where it is going: one of CALLED, "unsure" for no change that can be told, or "untold".

        Years by their trend; months and days by what the control chart makes of the newest of them.
        """
        if self.data.trend is None and self.data.control is not None:
            return _VARIES.get(self.data.control.variation, UNTOLD)
        return _WORD.get(self.data.trend.verdict, UNTOLD) if self.data.trend is not None else UNTOLD

    @property
    def turn_untold(self) -> str:
        """Why its direction is not told, in the few words of a cell."""
        result = self.data.trend or self.data.control
        if result is not None and result.label:
            return result.label
        return TOO_FEW if "year" in self.measure.period_type else f"too few {self.measure.period_type}s"

    @property
    def rises(self) -> bool:
        trend = self.data.trend
        return trend is not None and self.turn in CALLED and (trend.value or 0) > 0

    @property
    def charted(self) -> bool:
        """Whether its direction is read from a control chart."""
        return self.data.trend is None and self.data.control is not None

    @property
    def recording(self) -> Any | None:
        """The latest step on its control chart that is likely a change of recording."""
        changes = [step for step in self.data.steps if step.recording]
        if self.data.control is None or not changes:
            return None
        periods = {figure.period for figure in self.data.control.points}
        return next((step for step in reversed(changes) if step.period in periods), None)

    @property
    def points(self) -> list[Figure]:
        """Every figure of the place in order of time, whatever its definition."""
        return [figure for segment in self.data.segments for figure in segment]

    @property
    def shown(self) -> list[list[Figure]]:
        """The segments that a page has room for: all years, of months and days the newest."""
        if self.measure.period_type not in NEWEST:
            return [list(segment) for segment in self.data.segments]
        recent = {figure.id for figure in self.points[-NEWEST[self.measure.period_type] :]}
        cut = ([figure for figure in segment if figure.id in recent] for segment in self.data.segments)
        return [segment for segment in cut if segment]

    @property
    def limited(self) -> bool:
        """Whether any of its figures over time has an interval."""
        return any(figure.lower95 is not None for figure in self.points)

    @property
    def unit_told(self) -> str:
        """The unit, where neither the value nor the title says it."""
        if self.unit in ("level", "share", "score") or _words(self.unit) <= _words(self.title):
            return ""
        return self.unit

    @property
    def marks(self) -> list[str]:
        """What a reader must know before using the value, in few words."""
        status = self.latest.status if self.latest is not None else ""
        caveats = [
            ("provisional", status == Status.PROVISIONAL),
            ("not comparable", status == Status.NOT_COMPARABLE),
            ("modelled", bool(self.measure.modelled)),
            ("local, not official", self.local),
            ("not the latest", bool(self.data.stale)),
            ("recording may have changed", self.recording is not None),
        ]
        return [words for words, holds in caveats if holds]

    @property
    def released(self) -> bool:
        """Whether it came from a release of journeys."""
        return self.measure.table == RELEASED

    @property
    def local(self) -> bool:
        """Whether it came from a council's own file and from no official publication."""
        return self.measure.table.startswith("local")

    @property
    def target(self) -> str:
        """ "met", "missed" or "" where no target holds or no value is known."""
        target = self.data.target
        value = self.latest.value if self.latest else None
        if target is None or value is None or self.measure.polarity not in ("high", "low"):
            return ""
        over = value - target.value
        return "met" if over == 0 or (over > 0) == (self.measure.polarity == "high") else "missed"

    @property
    def dated(self) -> bool:
        """Whether its title names the period of its latest figure, as "Staff turnover, until 2022-23" does."""
        return self.latest is not None and self.title.endswith(self.latest.period)

    @property
    def named(self) -> str:
        """The title inside a sentence."""
        return inside(self.title)


def _words(text: str) -> set[str]:
    """The words of a title or a unit, but for the article of "a day"."""
    return {word.strip(",").lower() for word in text.split()} - {"a"}


def inside(title: str) -> str:
    """A title inside a sentence: "Social care" gives "social care"; "A&E", "GP" and "A person" stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


class Section:
    """A section of a chapter, with those of its measures that the place has figures of."""

    def __init__(self, data: SectionData):
        self.key, self.title, self.chapter, self.question = data.key, data.title, data.chapter, data.question
        self.every = [Outcome(outcome) for outcome in data.measures]
        self.outcomes = [outcome for outcome in self.every if outcome.latest is not None]

    @property
    def absent(self) -> list[Outcome]:
        """Measures that no public table gives."""
        return [outcome for outcome in self.every if outcome.measure.missing]

    @property
    def without(self) -> list[Outcome]:
        """Measures that are published, and have no figure for this place."""
        return [outcome for outcome in self.every if outcome.latest is None and not outcome.measure.missing]

    def compared(self, groups: Iterable[Any]) -> list[tuple[Outcome, Any]]:
        """(measure, group) where there is a difference to give."""
        pairs = ((outcome, group) for outcome in self.outcomes for group in groups)
        return [(outcome, group) for outcome, group in pairs if outcome.verdict(group.key) != UNTOLD]

    def by_median(self, groups: Iterable[Any]) -> list[tuple[Outcome, Any]]:
        """(measure, group) where only the median and range of the group's councils can be given."""
        return [
            (outcome, group) for outcome in self.outcomes for group in groups if outcome.middle(group.key)
        ]

    @property
    def newest(self) -> list[Outcome]:
        """Measures that are told of now."""
        return [outcome for outcome in self.outcomes if not outcome.data.stale]

    @property
    def old(self) -> list[Outcome]:
        """Measures whose newest figure is out of date."""
        return [outcome for outcome in self.outcomes if outcome.data.stale]

    @property
    def placed(self) -> list[Outcome]:
        """Measures of which it is known how councils are spread."""
        return [
            outcome
            for outcome in self.newest
            if outcome.data.quartiles and outcome.data.quartiles[0].value is not None
        ]

    @property
    def families(self) -> list[Any]:
        """Whose figures these are and what to take care of, as the dictionary's families say."""
        names = dict.fromkeys(outcome.measure.family for outcome in self.every)
        matches = [family for name in names if (family := families().get(name))]
        return list({(outcome.source, outcome.caveats): outcome for outcome in matches}.values())

    @property
    def headlines(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.headline]


class FiguresOfMeasures:
    """Figures by id, those of a measure put together when the first of them is looked for.

    A page draws the lines of a few measures. The figures of all councils for all measures are ten thousand, and their ids
    took a tenth of the time of the page of a place.
    """

    def __init__(self, sections: Iterable[Any]):
        self._data = {data.measure.id: data for section in sections for data in section.measures}
        self._figures: dict[str, dict[str, Figure]] = {}

    def get(self, id: str) -> Figure | None:
        """The figure of a measure by its id; None where the place, its comparators and councils have none."""
        measure = id.partition("/")[0]
        if measure not in self._figures:
            data = self._data.get(measure)
            self._figures[measure] = {f.id: f for f in data.figures()} if data else {}
        return self._figures[measure].get(id)


class Outcomes:
    """Populations and System at a place."""

    def __init__(self, data: OutcomesData):
        self.data = data
        self.sections = [Section(section) for section in data.sections]
        self.measured = FiguresOfMeasures(data.sections)

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its id, put together where it is asked for."""
        return self.data.figures

    def chapter(self, key: str) -> list[Section]:
        """The sections of "populations" or "system" that say something of care."""
        return [section for section in self.sections if section.chapter == key and section.key not in APART]

    @cached_property
    def context(self) -> Section | None:
        """Figures that describe the place."""
        return next((section for section in self.sections if section.key == CONTEXT), None)

    @cached_property
    def assessment(self) -> Section | None:
        """CQC's assessment of the council, or how many councils of a group are at each level."""
        return self.section(ASSESSMENT)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def every(self) -> list[Outcome]:
        """Every measure that has a figure, outside the sections that stand apart, in the dictionary's order."""
        return [outcome for s in self.sections if s.key not in APART for outcome in s.outcomes]

    @cached_property
    def elsewhere(self) -> set[str]:
        """Ids of the figures of other councils, which charts of all councils are drawn from."""
        own = {f.id for s in self.sections for outcome in s.every for f in outcome.points}
        return {f.id for s in self.sections for outcome in s.every for f in outcome.data.everyone} - own

    @property
    def gaps(self) -> list[tuple[Outcome, str, Figure]]:
        """(measure, kind of part, gap) of every measure that is published for different groups of people."""
        return [
            (outcome, kind, gap)
            for outcome in self.every
            for kind, gap in outcome.data.gaps.items()
            if gap.value is not None
        ]

    def measures(self, chapters: Iterable[str]) -> list[Measure]:
        """The dictionary's entries of measures that have figures, or that are missing everywhere, each once."""
        chapter_keys = set(chapters)
        outcomes = (
            outcome
            for s in self.sections
            if s.chapter in chapter_keys or s.key == CONTEXT
            for outcome in s.every
        )
        used = (
            outcome.measure
            for outcome in outcomes
            if outcome.latest is not None or outcome.data.parts or outcome.measure.missing
        )
        return list({measure.id: measure for measure in used}.values())

    @cached_property
    def words(self) -> list[Any]:
        """Every text that came with the data and may be printed as it stands."""
        texts: list[Any] = [(s.title, s.question) for s in self.sections]
        texts += [(outcome.source, outcome.caveats) for s in self.sections for outcome in s.families]
        for outcome in (outcome for s in self.sections for outcome in s.every):
            texts += [
                outcome.measure,
                outcome.named,
                outcome.data.reason,
                outcome.data.stale,
                outcome.nearest,
                part_name(outcome.breakdown),
                *_texts_of(outcome),
            ]
        return texts

    @cached_property
    def periods(self) -> set[str]:
        """Periods as they are written."""
        kinds = {
            outcome.measure.id: outcome.measure.period_type for s in self.sections for outcome in s.every
        }
        return {wording.period(f.period, kinds.get(f.measure, "")) for f in self.figures.values()}


def _texts_of(outcome: Outcome) -> Iterable[Any]:
    kind, data = outcome.measure.period_type, outcome.data
    if data.target is not None:
        yield from (data.target.words, data.target.source)
    yield from (step.why for step in data.steps)
    yield from (why for _period, why in (data.control.restarts if data.control else ()))
    for figure in (outcome.latest, outcome.previous, outcome.data.trend, *outcome.points):
        if figure is not None:
            yield wording.period(figure.period, kind)
    for group in outcome.data.groups:
        yield outcome.why_untold(group.key)
    for part in outcome.data.parts.values():
        yield from (part_name(figure.breakdown) for figure in part)


def part_name(breakdown: str) -> str:
    """A part of a breakdown as people write it: "age:65-and-over" gives "65 and over"."""
    words = "; ".join(wording.phrase(part.partition(":")[2] or part) for part in breakdown.split("/"))
    words = re.sub(r"\ba and e\b", "A&E", words, flags=re.IGNORECASE)
    return re.sub(r"\bnhs\b", "NHS", words, flags=re.IGNORECASE)
