"""What the chapters Populations and System say of one place: its figures, compared with groups, and their direction."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from careplace.figures import Figure, Status
from careplace.measures import dictionary
from careplace.measures.cache import cached
from careplace.measures.dictionary import Measure, Target
from careplace.measures.national import NO_DIFFERENCE
from careplace.measures.outcomes import spread
from careplace.measures.outcomes.comparison import Pair, differences
from careplace.measures.outcomes.control import Control, control
from careplace.measures.outcomes.gap import gap
from careplace.measures.outcomes.groups import (
    OutcomeComparator,
    comparators_of,
    england,
)
from careplace.measures.outcomes.nearest import NearestFigure, nearest_figure
from careplace.measures.outcomes.pairs import pair
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import (
    codes_of,
    everywhere,
    newest_day,
    of_codes,
    of_place,
    outcome_measures,
    periods,
)
from careplace.measures.outcomes.segments import Segment, latest, segments
from careplace.measures.outcomes.steps import Step, steps_of
from careplace.measures.outcomes.trend import trends
from careplace.measures.reader import Reader
from careplace.measures.released import NOT_ADDED_UP
from careplace.measures.released import TABLE as RELEASED
from careplace.places.area import Area

ALL = "all"
GROUPS = 48
"""How many groups' published values are cached: those of England take a mebibyte."""
# A survey every other year is not old before the next one is out.
STALE_AFTER = {"financial year": 730, "year": 730, "three years": 1095}
STALE_DAYS = 365


@dataclass(frozen=True)
class GroupValue:
    """A comparator's own figure (without a value and why, where it has none), the place less it, and the quartiles of
    the group's councils. `middle` are the lowest value, the median and the highest of its councils, where the group has
    no figure of its own and its councils' numbers cannot be added up."""

    key: str
    figure: Figure | None
    difference: Figure | None
    quartiles: tuple[Figure, Figure, Figure] | None = None
    middle: tuple[Figure, Figure, Figure] | None = None


@dataclass(frozen=True)
class MeasureData:
    """One measure of the place. `latest` is the newest figure with a value, which everything else here is calculated at;
    `reason` says why there is none, or what newer periods lack. `previous` is the one before it of the same meaning.
    `everyone` are the figures of all England's councils at that period, `beside` the groups' published values at the
    periods of the place's own series. `parts` are the newest breakdowns by kind, and `gaps` the inequality across those
    that tell people apart; `gap` is the first of them. `steps` are the steps of its monthly or daily series.
    """

    measure: Measure
    breakdown: str
    latest: Figure | None = None
    previous: Figure | None = None
    segments: tuple[Segment, ...] = ()
    steps: tuple[Step, ...] = ()
    groups: tuple[GroupValue, ...] = ()
    quartiles: tuple[Figure, Figure, Figure] | None = None
    worst: Figure | None = None
    best: Figure | None = None
    everyone: tuple[Figure, ...] = ()
    beside: tuple[Figure, ...] = ()
    trend: Figure | None = None
    control: Control | None = None
    parts: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    gaps: dict[str, Figure] = field(default_factory=dict)
    target: Target | None = None
    stale: str = ""
    reason: str = ""
    nearest: NearestFigure | None = None

    @property
    def gap(self) -> Figure | None:
        return next(iter(self.gaps.values()), None)

    @property
    def latest_figure(self) -> Figure:
        """`latest`, for code that asks only measures that have one.

        Raises:
            ValueError: the measure has none.
        """
        if self.latest is None:
            raise ValueError(f"{self.measure.id} has no figure with a value: {self.reason}")
        return self.latest

    def figures(self) -> Iterable[Figure]:
        """Every figure said here, the place's own first."""
        for run in self.segments:
            yield from run
        for figures in self.parts.values():
            yield from figures
        yield from (figure for group in self.groups for figure in (group.figure, group.difference) if figure)
        yield from (
            figure for group in self.groups for figure in (*(group.quartiles or ()), *(group.middle or ()))
        )
        yield from (*(self.quartiles or ()), *self.everyone, *self.beside, *self.gaps.values())
        yield from (figure for figure in (self.worst, self.best, self.trend) if figure)
        if self.nearest:
            yield from (figure for figure in (self.nearest.here, self.nearest.england) if figure)
        if self.control:
            yield from (*self.control.mean, *self.control.lower, *self.control.upper)


@dataclass(frozen=True)
class SectionData:
    """A section of a chapter with its measures, in the dictionary's order."""

    key: str
    title: str
    chapter: str
    question: str
    measures: tuple[MeasureData, ...]


@dataclass(frozen=True)
class OutcomesData:
    """Everything that is said of a place's outcomes; `figures` are all of them by id, those of other councils too."""

    place: Area
    as_at: date | None
    comparators: tuple[OutcomeComparator, ...]
    sections: tuple[SectionData, ...]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure said here by its id."""
        return {f.id: f for section in self.sections for data in section.measures for f in data.figures()}

    def measure(self, id: str) -> MeasureData | None:
        """A measure's data by the measure's id."""
        return next((data for s in self.sections for data in s.measures if data.measure.id == id), None)


def outcomes(
    reader: Reader,
    area: Area,
    *,
    as_at: date | None = None,
    against: Iterable[str] | None = None,
    parts: bool = True,
) -> OutcomesData:
    """The outcomes of a place.

    Args:
        area: the place; figures under a code that it had as the same area are its own.
        as_at: only periods that end on or before this day; None for all.
        against: comparators as Gazetteer.group names them; None for England and the region, where the place has them.
        parts: whether to read breakdowns too, which are three of four figures.

    Raises:
        UnknownPlace: a comparator is a group of no place.
    """
    measures_by_id, newest = outcome_measures(reader), newest_day(reader, as_at)
    groups = comparators_of(reader, area, against, _day(reader, as_at) or as_at or newest)
    own = _own(reader, area, measures_by_id, as_at, parts)
    steps = steps_of(reader, codes_of(reader, area))
    series = [
        _series(measure, own.get(measure.id, {}), steps.get((measure.id, ALL), ()))
        for measure in measures_by_id.values()
    ]
    everywhere(reader, [(d.measure.id, d.latest.period, d.breakdown) for d in series if d.latest])
    compared = _compared(reader, groups, _trended(series))
    compared = _over_time(reader, groups, compared)
    nation = england(reader)
    compared = _next_to_published(reader, area, nation, compared, as_at)
    by_id = {data.measure.id: _placed(reader, area, nation, data, newest, as_at) for data in compared}
    sections = tuple(
        SectionData(s.key, s.title, s.chapter, s.question, held)
        for s in dictionary.sections().values()
        if (held := tuple(data for data in by_id.values() if data.measure.section == s.key))
    )
    return OutcomesData(area, as_at, groups, sections)


def _over_time(
    reader: Reader, groups: Iterable[OutcomeComparator], series: list[MeasureData]
) -> list[MeasureData]:
    """With the groups' published values at the periods of the place's own series."""
    by_group = [_published(reader, group.key) for group in groups if not group.missing]
    return [
        _with(
            data,
            beside=tuple(
                theirs
                for run in data.segments
                for f in run
                for of_group in by_group
                if (theirs := of_group.get((f.measure, f.period, f.breakdown))) and theirs.value is not None
            ),
        )
        for data in series
    ]


@cached(most=GROUPS)
def _published(reader: Reader, group: str) -> dict[tuple[str, str, str], Figure]:
    """A group's published values by (measure, period, breakdown), read once: every place of the group needs them."""
    return {(f.measure, f.period, f.breakdown): f for f in of_codes(reader, [group], parts=False)}


def _day(reader: Reader, as_at: date | None) -> date | None:
    """The snapshot of the Providers chapter, so that a group is the same, under one key, in every chapter."""
    return max((snapshot for snapshot in reader.snapshots() if not as_at or snapshot <= as_at), default=None)


def _own(
    reader: Reader, area: Area, measures_by_id: dict, as_at: date | None, parts: bool
) -> dict[str, dict[str, list[Figure]]]:
    """The place's figures up to the day: {measure: {breakdown: figures}}."""
    by_measure: dict[str, dict[str, list[Figure]]] = {}
    for (measure, breakdown), figures in groupby(
        of_place(reader, area, parts), key=lambda f: (f.measure, f.breakdown)
    ):
        if measure in measures_by_id:
            up_to_date = [
                f
                for f in figures
                if not as_at or span(f.period, measures_by_id[measure].period_type)[1] <= as_at
            ]
            by_measure.setdefault(measure, {})[breakdown] = up_to_date
    return by_measure


def _series(measure: Measure, own: dict[str, list[Figure]], steps: tuple[Step, ...]) -> MeasureData:
    """The place's own series, its newest figure, and the newest parts."""
    runs = segments(measure, own.get(ALL, ()), steps)
    newest, previous = latest(runs)
    parts = _parts(measure, own, newest)
    return MeasureData(
        measure,
        ALL,
        newest,
        previous,
        runs,
        steps,
        control=control(measure, runs, steps),
        parts=parts,
        gaps={kind: found for kind, figures in parts.items() if (found := gap(measure, kind, figures))},
        target=_target(measure, newest),
    )


def _parts(
    measure: Measure, own: dict[str, list[Figure]], newest: Figure | None
) -> dict[str, tuple[Figure, ...]]:
    """The breakdowns of the newest figure's period by kind; without such a figure, of the newest period of any part."""
    of_parts = [figure for breakdown, figures in own.items() if breakdown != ALL for figure in figures]
    valued = [figure for figure in of_parts if figure.value is not None]
    if not valued:
        return {}
    period = (
        newest.period if newest else max(valued, key=lambda f: span(f.period, measure.period_type)).period
    )
    by_kind: dict[str, list[Figure]] = {}
    for figure in of_parts:
        if figure.period == period:
            by_kind.setdefault(figure.breakdown.partition(":")[0], []).append(figure)
    order = {kind: n for n, kind in enumerate(measure.breakdowns)}
    return {
        kind: tuple(by_kind[kind]) for kind in sorted(by_kind, key=lambda kind: order.get(kind, len(order)))
    }


def _trended(series: list[MeasureData]) -> list[MeasureData]:
    runs = [(data.measure, _newest_run(data)) for data in series]
    return [_with(data, trend=trend_figure) for data, trend_figure in zip(series, trends(runs), strict=True)]


def _newest_run(data: MeasureData) -> Segment:
    """The segment of the newest figure up to it; `reason` says what newer periods lack."""
    run = next((run for run in reversed(data.segments) if data.latest in run), ())
    return run[: run.index(data.latest) + 1] if run else ()


def _compared(
    reader: Reader, groups: tuple[OutcomeComparator, ...], series: list[MeasureData]
) -> list[MeasureData]:
    """Each measure beside each group, all differences calculated at once."""
    pairs = {
        (n, group.key): pair(reader, data.measure, data.latest, group.key)
        for n, data in enumerate(series)
        if data.latest
        for group in groups
        if not group.missing
    }
    differences_by_pair = dict(zip(pairs, differences(list(pairs.values())), strict=True))
    return [
        _with(
            data,
            groups=tuple(
                _group_value(reader, data, g, pairs.get((n, g.key)), differences_by_pair.get((n, g.key)))
                for g in groups
            ),
        )
        for n, data in enumerate(series)
    ]


def _group_value(
    reader: Reader, data: MeasureData, group: OutcomeComparator, pair: Pair | None, difference: Figure | None
) -> GroupValue:
    if pair is None:
        return GroupValue(group.key, None, None)
    if data.measure.table == RELEASED:
        # The councils that released are no group that anyone chose, and nothing is standardised by age or illness.
        return GroupValue(group.key, pair.theirs, difference)
    where = data.measure, group.key, data.latest_figure.period, data.breakdown
    own = pair.theirs.value is not None or pair.same or pair.theirs.status == Status.SUPPRESSED
    middle = None if own else spread.median_and_range(reader, *where)
    return GroupValue(group.key, pair.theirs, difference, spread.quartiles(reader, *where), middle)


def _next_to_published(
    reader: Reader, area: Area, nation: str, series: list[MeasureData], as_at: date | None
) -> list[MeasureData]:
    """Released measures with the nearest published figure, and England's among the groups where they may be compared."""
    if not any(data.latest for data in series if data.measure.table == RELEASED):
        return series
    types = {data.measure.id: data.measure.period_type for data in series}
    published = {
        key: figure
        for key, figure in _published(reader, nation).items()
        if not as_at or key[0] not in types or span(key[1], types[key[0]])[1] <= as_at
    }
    own = {data.measure.id: tuple(f for run in data.segments for f in run) for data in series}
    return [_near(data, area, nation, own, published) for data in series]


def _near(data: MeasureData, area: Area, nation: str, own: dict, published: dict) -> MeasureData:
    if data.latest is None or data.measure.table != RELEASED:
        return data
    near = nearest_figure(data.measure, data.latest, area.kind, own, published)
    if near is None or near.why_not or near.england is None:
        return _with(data, nearest=near)
    groups = tuple(
        replace(group, figure=near.england, difference=_not_stated(group.difference))
        if group.key == nation
        else group
        for group in data.groups
    )
    return _with(data, nearest=near, groups=groups)


def _not_stated(difference: Figure | None) -> Figure | None:
    return replace(difference, label=NO_DIFFERENCE) if difference else None


def _placed(
    reader: Reader, area: Area, nation: str, data: MeasureData, newest: date | None, as_at: date | None
) -> MeasureData:
    """With where it lies among England's councils, and what a reader must know of how new it is."""
    if data.latest is None:
        return _with(data, reason=_why_none(data, area))
    if data.measure.table == RELEASED:
        return _with(data, stale=_stale(reader, data, newest, as_at), reason=_newer(data))
    where = data.measure, nation, data.latest_figure.period, data.breakdown
    figures, _councils = spread.values(reader, *where)
    worst, best = spread.quarters(reader, data.measure, data.latest, nation) or (None, None)
    return _with(
        data,
        quartiles=spread.quartiles(reader, *where),
        worst=worst,
        best=best,
        everyone=tuple(figures),
        stale=_stale(reader, data, newest, as_at),
        reason=_newer(data),
    )


def _why_none(data: MeasureData, area: Area) -> str:
    if data.measure.missing:
        return data.measure.missing
    if data.measure.table == RELEASED and area.kind in ("region", "nation"):
        return NOT_ADDED_UP
    if area.kind not in data.measure.places:
        kinds = " and ".join(f"a {kind}" for kind in data.measure.places)
        return f"it is told of {kinds}, not of a {area.kind}".replace("a integrated", "an integrated")
    figures = [figure for run in data.segments for figure in run]
    if figures:
        newest = figures[-1]
        return f"{newest.period}: {newest.status}" + (f" ({newest.reason})" if newest.reason else "")
    if data.parts:
        return "published in parts only"
    return "no public table of this edition gives it for this place"


def _newer(data: MeasureData) -> str:
    """What became of the periods after the newest value, such as "2024-25: suppressed"."""
    figures = [figure for run in data.segments for figure in run]
    after = figures[figures.index(data.latest_figure) + 1 :]
    return "; ".join(f"{f.period}: {f.status}" + (f" ({f.reason})" if f.reason else "") for f in after)


def _stale(reader: Reader, data: MeasureData, newest: date | None, as_at: date | None) -> str:
    """Words where others have newer figures than the place, or where nobody has had new ones for long."""
    kind = data.measure.period_type
    periods_until = [
        p for p in periods(reader).get(data.measure.id, ()) if not as_at or span(p, kind)[1] <= as_at
    ]
    last = max(periods_until, key=lambda period: span(period, kind), default=data.latest_figure.period)
    end = span(data.latest_figure.period, kind)[1]
    if span(last, kind)[1] > end:
        return f"the newest figure of this place is for {data.latest_figure.period}; other places have one for {last}"
    if newest and (newest - end).days > STALE_AFTER.get(kind, STALE_DAYS):
        return f"this edition holds nothing newer than {data.latest_figure.period}; other measures reach {newest.year}"
    return ""


def _target(measure: Measure, newest: Figure | None) -> Target | None:
    """The target that held at the end of the figure's period."""
    if newest is None or newest.status == Status.NOT_COMPARABLE:
        return None
    end = span(newest.period, measure.period_type)[1]
    targets = [t for t in measure.targets if t.from_date <= end and (t.to_date is None or end <= t.to_date)]
    return targets[-1] if targets else None


def _with(data: MeasureData, **changes) -> MeasureData:
    return MeasureData(**vars(data) | changes)
