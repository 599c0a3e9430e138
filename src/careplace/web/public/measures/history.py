"""A measure over time: England's line, or a council's with England's next to it, as the charts of reports take it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from careplace.engine import sql_text
from careplace.figures import Figure
from careplace.measures.outcomes.groups import OutcomeComparator, england, group_value
from careplace.measures.outcomes.profile import GroupValue, MeasureData
from careplace.measures.outcomes.queries import codes_of, everywhere
from careplace.measures.outcomes.segments import segments
from careplace.measures.outcomes.steps import Step, steps_of
from careplace.measures.outcomes.trend import trends
from careplace.measures.reader import from_table
from careplace.publish.charts import lines
from careplace.publish.content import Comparator
from careplace.publish.outcomes import Outcome
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.council_figures import CouncilFigures, Row, cell_of


@dataclass(frozen=True)
class History:
    """What `_outcome_charts.html` asks of a report: the place's (name, code), its comparators, their earlier figures.

    `outcome` is the measure at the place, with its trend and its difference from England at the period of the page.
    """

    here: tuple[str, str]
    against: tuple[Comparator, ...]
    measured: dict[str, Figure]
    outcome: Outcome

    @property
    def name(self) -> str:
        return self.here[0]

    @property
    def chart(self) -> lines.LineChart | None:
        return lines.trend(self.outcome, self.here, self.against, self.measured)

    @property
    def by_id(self) -> dict[str, Figure]:
        """Every figure of the chart and its table, by id."""
        return self.measured | {figure.id: figure for figure in self.outcome.points}

    @property
    def rows(self) -> list[tuple[Figure, list[Figure | None]]]:
        """(the place's figure, England's at that period), oldest first: the chart in numbers."""
        if self.chart is None:
            return []
        own = [point.figure for run in self.chart.own.runs for point in run.points]
        return self.chart.told or [(figure, [None] * len(self.against)) for figure in own]


def history(edition: EditionCursor, councils: CouncilFigures, row: Row | None) -> History:
    """The history of a subject in England and, where a council is chosen, there.

    Args:
        councils: the page's figures. row: the chosen council's, or None.
    """
    nation = england(edition.reader)
    if row is None:
        own = _england(edition, councils, nation)
        steps = _steps(edition, councils, [nation])
        return History(
            (councils.nation, nation), (), {}, _outcome(councils, own, steps, councils.england, ())
        )
    area = edition.gazetteer.areas.get(row.code)
    codes = codes_of(edition.reader, area) if area else [row.code]
    own, steps = _published(edition, councils, codes), _steps(edition, councils, codes)
    groups = (GroupValue(nation, councils.england, row.difference),)
    comparator = Comparator(OutcomeComparator(nation, councils.nation, "nation", (), councils.nation))
    return History(
        (row.name, row.code),
        (comparator,),
        {figure.id: figure for figure in _england(edition, councils, nation)},
        _outcome(councils, own, steps, row.figure, groups),
    )


def _steps(edition: EditionCursor, councils: CouncilFigures, codes: list[str]) -> tuple[Step, ...]:
    """The steps of the subject's series under these codes: a likely change of recording is a break in the line."""
    subject = councils.subject
    return steps_of(edition.reader, codes).get((subject.measure.id, subject.breakdown), ())


def _outcome(
    councils: CouncilFigures,
    own: Iterable[Figure],
    steps: tuple[Step, ...],
    latest: Figure | None,
    groups: tuple[GroupValue, ...],
) -> Outcome:
    measure, breakdown = councils.subject.measure, councils.subject.breakdown
    runs = segments(measure, own, steps)
    data = MeasureData(measure, breakdown, latest=latest, segments=runs, steps=steps, groups=groups)
    outcome = Outcome(replace(data, trend=trends([(measure, _up_to(runs, latest))])[0]))
    outcome.title = councils.subject.title
    return outcome


def _up_to(runs: tuple, latest: Figure | None) -> tuple[Figure, ...]:
    """The run that the page's own figure is in, up to it."""
    if latest is None:
        return ()
    run = next((run for run in runs if latest.id in {figure.id for figure in run}), ())
    return tuple(run[: [figure.id for figure in run].index(latest.id) + 1]) if run else ()


def _published(edition: EditionCursor, councils: CouncilFigures, codes: list[str]) -> list[Figure]:
    subject = councils.subject
    query = sql_text("careplace.web.public.measures", "history.sql")
    params = {"measure": subject.measure.id, "breakdown": subject.breakdown, "places": codes}
    periods = {cell.period for cell in subject.cells if cell.councils}
    return [f for f in from_table(edition.engine.sql(query, params)) if f.period in periods]


def _england(edition: EditionCursor, councils: CouncilFigures, nation: str) -> list[Figure]:
    """England's figure of every period of councils: as published, else summed where its councils add up."""
    subject = councils.subject
    published = {figure.period: figure for figure in _published(edition, councils, [nation])}
    missing = [cell.period for cell in subject.cells if cell.councils and cell.period not in published]
    if missing and subject.measure.combine == "sum":
        reader = edition.reader
        everywhere(reader, [cell_of(subject, period) for period in missing])
        sums = (group_value(reader, subject.measure, nation, p, subject.breakdown) for p in missing)
        published |= {figure.period: figure for figure in sums}
    return list(published.values())
