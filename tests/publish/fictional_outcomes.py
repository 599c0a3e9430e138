"""Populations and System at the fictional place of `fictional`: one measure for each thing that a report may have to say.

The numbers are written out, so that what a page says of them can be read off here.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace

from tests.publish import fictional
from tests.publish.fictional import PLACE

from careplace.figures import Figure, Status, Verdict
from careplace.measures.outcomes.groups import OutcomeComparator
from careplace.measures.report import DataReport
from careplace.measures.verdicts import judged, verdict

CODE = PLACE["code"]
ALBION, NORTHMARCH = "X92000001", "X12000001"
SECTIONS = (
    ("about", "About this place", "populations", "Who lives here?"),
    (
        "quality-of-life",
        "Enhancing quality of life",
        "populations",
        "How good is the life of people with care needs?",
    ),
    (
        "independence",
        "Delaying and reducing the need for care and support",
        "populations",
        "Do people regain independence?",
    ),
    ("experience", "Experience of care and support", "populations", "What do people say of their care?"),
    ("safety", "Protecting people from harm", "populations", "Do people feel safe?"),
    ("flow", "Flow between services", "system", "Are services joined up?"),
    ("urgent", "Urgent and emergency care", "system", "Do people wait long in an emergency?"),
    ("workforce", "Workforce", "system", "Are there enough people to care?"),
)


@dataclass(frozen=True)
class Measure:
    """As careplace.measures.dictionary has it, with what a report reads."""

    id: str
    title: str
    section: str
    unit: str = "share"
    polarity: str = "high"
    headline: bool = False
    question: str = "How is it here?"
    numerator: str = "people of whom it is so"
    denominator: str = "people who were asked"
    method: str = "as published"
    caveats: str = ""
    table: str = "ascof_outcome"
    limits: str = "none"
    per: float | None = None
    combine: str = "sum"
    period_type: str = "financial year"
    targets: tuple = ()
    breaks: tuple = ()
    disclosure: str = ""
    links: dict = field(default_factory=dict, hash=False)
    missing: str = ""
    modelled: str = ""
    decimals: int = 1
    direction: str = ""
    author: str = "Albion Statistics"
    reviewer: str = ""
    reviewed_on: date | None = None
    family: str = ""


def figure(
    measure: Measure, period: str, value: float | None, half: float = 0.0, of: float | None = None, **more
) -> Figure:
    """A value with an interval of `half` to either side."""
    parts = {
        "place": CODE,
        "breakdown": "all",
        "unit": measure.unit,
        "method": "95% margin as published; definition of 2023-24",
        "version": "2023-24",
        "numerator": None if of is None or value is None else round(value * of),
        "denominator": of,
        "lower95": value - half if half else None,
        "upper95": value + half if half else None,
    }
    return Figure(measure.id, period=period, value=value, **parts | more)


def difference(
    measure: Measure, period: str, key: str, value: float | None, half: float = 0.0, reason: str = ""
) -> Figure:
    unit = "points" if measure.unit == "share" else measure.unit
    limits = {"lower95": value - half, "upper95": value + half} if half else {}
    breakdown = f"{measure.id}/all/against:{key}"
    found = Figure("outcome-difference", CODE, period, breakdown, value, unit, reason=reason, **limits)
    if not half:
        return replace(found, verdict=Verdict.UNKNOWN, label=reason.removeprefix("cannot tell: "))
    return replace(found, verdict=verdict(value - half, value + half, measure.polarity))


def trend(measure: Measure, span: str, reason: str, slope: float | None = None) -> Figure:
    """A trend that `reason` describes: "increasing, getting worse", or why there is none."""
    unit = "points" if measure.unit == "share" else measure.unit
    ways = {"increasing": Verdict.HIGHER, "decreasing": Verdict.LOWER, "no": Verdict.NO_DIFFERENCE}
    way = ways.get(re.split(r"\W", reason)[0], Verdict.UNKNOWN)
    label = reason.removeprefix("cannot be calculated: ") if way == Verdict.UNKNOWN else ""
    rise = {Verdict.HIGHER: 1.0, Verdict.LOWER: -1.0}.get(way) if slope is None else slope
    about = {"reason": reason, "verdict": judged(way, measure.polarity), "label": label}
    return Figure("outcome-trend", CODE, span, f"{measure.id}/all", rise, unit, **about)


def told(measure: Measure, points=(), groups=(), **more) -> SimpleNamespace:
    """A MeasureData."""
    points = tuple(points)
    parts = {
        "measure": measure,
        "breakdown": "all",
        "latest": points[-1] if points else None,
        "previous": points[-2] if len(points) > 1 else None,
        "segments": (points,) if points else (),
        "steps": (),
        "groups": tuple(groups),
        "quartiles": None,
        "worst": None,
        "best": None,
        "everyone": (),
        "trend": None,
        "control": None,
        "parts": {},
        "gaps": {},
        "target": None,
        "stale": "",
        "reason": "",
        "nearest": None,
    }
    data = SimpleNamespace(**parts | more)
    data.latest_figure = data.latest
    data.figures = lambda: _of_measure(data)
    return data


def group(
    measure: Measure,
    period: str,
    key: str,
    theirs: float | None,
    by: float | None,
    half: float = 0.0,
    why: str = "",
) -> SimpleNamespace:
    """A GroupValue."""
    value = figure(measure, period, theirs, place=key) if theirs is not None else None
    return SimpleNamespace(key=key, figure=value, difference=difference(measure, period, key, by, half, why))


YEARS = ("2020-21", "2021-22", "2022-23", "2023-24", "2024-25")


def series(measure: Measure, values, half: float = 0.02, of: float | None = 420) -> list[Figure]:
    return [figure(measure, year, value, half, of) for year, value in zip(YEARS, values, strict=True)]


RESIDENTS = Measure("residents", "Residents", "about", "people", "none", decimals=0, period_type="year")
OLDER = Measure("residents-65", "Residents aged 65 and over", "about", polarity="none", period_type="year")
LIFE = Measure(
    "ascof-1a-quality-of-life",
    "Social care-related quality of life",
    "quality-of-life",
    "score",
    headline=True,
)
HOME = Measure(
    "ascof-2d1-still-at-home",
    "Older people still at home 91 days after discharge into reablement",
    "independence",
    headline=True,
)
CARE_HOMES = Measure(
    "ascof-2c-admissions",
    "Admissions of older people to care homes",
    "independence",
    "per 100,000",
    "low",
    headline=True,
)
OFFERED = Measure("ascof-2d2-offered", "Older people offered reablement after discharge", "independence")
SATISFIED = Measure(
    "ascof-3a-satisfaction", "Overall satisfaction of people who use services", "experience", headline=True
)
CARERS = Measure(
    "ascof-3b-carers", "Overall satisfaction of carers", "experience", caveats="Asked every second year."
)
SAFER = Measure("ascof-4b-safer", "Section 42 enquiries in which risk was reduced or removed", "safety")
DELAYS = Measure(
    "delayed-days-rate",
    "Delayed days",
    "flow",
    "per 100,000",
    "low",
    headline=True,
    period_type="month",
    table="nhs_delayed_days",
)
RESIDE = Measure(
    "criteria-to-reside",
    "Patients who no longer need to be in hospital",
    "flow",
    "patients",
    "low",
    decimals=0,
    period_type="day",
    modelled="Trusts' patients are shared out by their catchments.",
)
ADMISSIONS = Measure(
    "emergency-admissions",
    "Emergency admissions of people aged 65 and over",
    "flow",
    "per 100,000",
    "low",
    missing="No public table gives it by council. NHS England could draw it from Hospital Episode Statistics.",
)
WAITS = Measure(
    "four-hour-standard",
    "Patients admitted, transferred or discharged within four hours",
    "urgent",
    headline=True,
    period_type="month",
)
TURNOVER = Measure(
    "turnover", "Turnover of care workers", "workforce", polarity="low", table="local", decimals=0
)
VACANCIES = Measure("vacancies", "Vacant posts", "workforce", polarity="none")

MOVES = Measure(
    "journeys-transitions-number",
    "Moves, how many",
    "flow",
    "moves",
    "none",
    decimals=0,
    method="counted in records of fictional people",
    table="journeys_figure",
)
BEFORE_MOVES = replace(MOVES, id="journeys-transitions", title="Moves, typical days (median)", unit="days")


def outcomes(**changed) -> SimpleNamespace:
    """An OutcomesData; `changed` replaces measures by their section's key."""
    year = "2024-25"
    everything = {
        "about": [
            told(
                RESIDENTS,
                [figure(RESIDENTS, "2024", 301_400)],
                [
                    group(
                        RESIDENTS, "2024", ALBION, 57_690_300, None, why="cannot tell: counts do not compare"
                    )
                ],
            ),
            told(
                OLDER, [figure(OLDER, "2024", 0.172, 0.001)], [group(OLDER, "2024", ALBION, 0.188, -1.6, 0.1)]
            ),
        ],
        "quality-of-life": [
            told(
                LIFE,
                series(LIFE, (18.9, 18.9, 19.0, 18.9, 19.0), 0.3),
                [group(LIFE, year, ALBION, 19.1, -0.1, 0.31), group(LIFE, year, NORTHMARCH, 18.6, 0.4, 0.3)],
                trend=trend(LIFE, "2020-21..2024-25", "no significant change", 0.01),
            ),
        ],
        "independence": [
            told(
                HOME,
                series(HOME, (0.801, 0.786, 0.77, 0.752, 0.731)),
                [
                    group(HOME, year, ALBION, 0.838, -10.7, 4.1),
                    group(HOME, year, NORTHMARCH, 0.744, -1.3, 4.4),
                ],
                trend=trend(HOME, "2020-21..2024-25", "decreasing: worse", -1.8),
            ),
            told(
                CARE_HOMES,
                series(CARE_HOMES, (610.2, 590.1, 571.8, 560.4, 548.9), 18.2, None),
                [
                    group(CARE_HOMES, year, ALBION, 566.0, -17.1, 18.6),
                    group(CARE_HOMES, year, NORTHMARCH, 604.3, -55.4, 19.9),
                ],
                trend=trend(CARE_HOMES, "2020-21..2024-25", "decreasing: better", -15.2),
            ),
            told(
                OFFERED,
                [figure(OFFERED, year, 0.75, 0.3, 4)],
                [group(OFFERED, year, ALBION, 0.03, None, why="cannot tell: too few")],
            ),
        ],
        "experience": [
            told(
                SATISFIED,
                series(SATISFIED, (0.61, 0.62, 0.64, 0.66, 0.69)),
                [
                    group(SATISFIED, year, ALBION, 0.654, 3.6, 2.2),
                    group(SATISFIED, year, NORTHMARCH, 0.66, 3.0, 2.4),
                ],
                trend=trend(SATISFIED, "2020-21..2024-25", "increasing: better", 2.0),
            ),
            told(
                CARERS,
                [figure(CARERS, "2018-19", 0.381, 0.04, 300)],
                [group(CARERS, "2018-19", ALBION, 0.386, -0.5, 4.1)],
                stale="The newest figure is for 2018-19; other measures reach 2024-25.",
            ),
        ],
        "safety": [
            told(
                SAFER,
                [figure(SAFER, year, 0.91, 0.02, 300, status=Status.PROVISIONAL)],
                [group(SAFER, year, ALBION, 0.90, 1.0, 2.1)],
            ),
        ],
        "flow": [
            told(
                DELAYS,
                [figure(DELAYS, f"2019-{month:02d}", 300.0 + 9 * month, 8.0) for month in range(1, 13)],
                [group(DELAYS, "2019-12", ALBION, 350.2, 57.8, 8.4)],
                trend=trend(DELAYS, "2019-08..2019-12", "increasing: worse", 108.0),
                parts={
                    "reason": tuple(
                        figure(DELAYS, "2019-12", value, breakdown=f"reason:{name}")
                        for name, value in (
                            ("awaiting-nursing-home", 120.5),
                            ("awaiting-care-package-at-home", 90.1),
                        )
                    )
                },
            ),
            told(RESIDE, [figure(RESIDE, "2025-08-30", 81), figure(RESIDE, "2025-08-31", 77)], reason=""),
            told(ADMISSIONS),
        ],
        "urgent": [
            told(
                WAITS,
                [figure(WAITS, "2025-07", 0.752, 0.004, 9000), figure(WAITS, "2025-08", 0.741, 0.004, 9000)],
                [group(WAITS, "2025-08", ALBION, 0.742, -0.1, 0.5)],
                target=SimpleNamespace(
                    value=0.78,
                    words="78% of patients within four hours",
                    source="NHS England",
                    from_date=date(2024, 4, 1),
                    to_date=None,
                ),
            ),
        ],
        "workforce": [
            told(TURNOVER, [figure(TURNOVER, year, 0.27, 0.03, 800)]),
            told(VACANCIES, reason="not published for this place"),
        ],
    }
    everything |= changed
    sections = tuple(
        SimpleNamespace(
            key=key, title=title, chapter=chapter, question=question, measures=tuple(everything[key])
        )
        for key, title, chapter, question in SECTIONS
    )
    return SimpleNamespace(
        place=SimpleNamespace(**PLACE),
        as_at=None,
        comparators=_comparators(),
        sections=sections,
        figures=_figures(sections),
    )


def people_moving():
    """A year of moves between settings, one of them withheld, and how long people had been where they left."""
    parts = tuple(
        figure(MOVES, "2024-25", value, breakdown=f"from-and-to:{name}", status=status)
        for name, value, status in (
            ("home-to-a-and-e", 2310.0, Status.FINAL),
            ("a-and-e-to-home", 1450.0, Status.FINAL),
            ("home-to-care-home", None, Status.SUPPRESSED),
        )
    )
    days = tuple(figure(BEFORE_MOVES, "2024-25", 5.0, breakdown=p.breakdown) for p in parts[:1])
    return [
        told(
            MOVES,
            [figure(MOVES, "2024-25", 3765.0)],
            parts={"from-and-to": parts},
        ),
        told(
            BEFORE_MOVES,
            [figure(BEFORE_MOVES, "2024-25", 7.0)],
            parts={"from-and-to": days},
        ),
    ]


def _comparators() -> tuple[OutcomeComparator, ...]:
    groups = [group for group in fictional.report().comparators if group.covered]
    return tuple(OutcomeComparator(g.key, g.name, g.kind, g.members, g.name) for g in groups)


def _figures(sections) -> dict[str, Figure]:
    return {f.id: f for section in sections for data in section.measures for f in data.figures()}


def _of_measure(data) -> list[Figure]:
    figures = [data.latest, data.previous, data.trend, data.worst, data.best, *data.gaps.values()]
    figures += [f for part in (*data.segments, *data.parts.values()) for f in part]
    figures += [f for g in data.groups for f in (g.figure, g.difference)]
    return [f for f in (*figures, *(data.quartiles or ()), *data.everyone) if f is not None]


def whole(**changed) -> DataReport:
    """The data of a whole data report: `fictional.report` and `outcomes`; `changed` replaces parts of the former."""
    providers = fictional.report(scale=0.3, **changed)
    return DataReport(PLACE, providers.edition, date(2025, 8, 31), providers, outcomes())
