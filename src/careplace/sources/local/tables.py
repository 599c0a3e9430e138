"""The layout of a local file, and the contracts of what is read from it."""

from careplace.sources.cells import GROUPED_NUMBER, GROUPED_PERCENTAGE
from careplace.sources.contract import Column, Table
from careplace.sources.headers import Field, Layout

DEFINING = (
    Field("title", ("Title",), needed=False),
    Field("unit", ("Unit",), needed=False),
    Field("polarity", ("Polarity",), needed=False),
)
VALUES = Layout(
    "local-values",
    "a local file",
    (
        Field("place", ("Place",)),
        Field("period", ("Period",)),
        Field("period_type", ("Period type",), needed=False),
        Field("measure", ("Measure",)),
        Field("breakdown", ("Breakdown",), needed=False),
        Field("numerator", ("Numerator",), GROUPED_NUMBER, needed=False),
        Field("denominator", ("Denominator",), GROUPED_NUMBER, needed=False),
        Field("value", ("Value",), GROUPED_PERCENTAGE),
        Field("lower95", ("Lower 95", "Lower 95%", "Lower 95% limit"), GROUPED_PERCENTAGE, needed=False),
        Field("upper95", ("Upper 95", "Upper 95%", "Upper 95% limit"), GROUPED_PERCENTAGE, needed=False),
        Field("status", ("Status",), needed=False),
        Field("note", ("Note",), needed=False),
        *DEFINING,
    ),
    marks=("place", "measure"),
    # A release of journeys has a place and a measure in each row too.
    unlike=("place_kind",),
)
MEASURES = Layout(
    "local-measures",
    "a local file's measures",
    (
        Field("measure", ("Measure",)),
        *DEFINING,
        Field("question", ("Question",), needed=False),
        Field("numerator", ("Numerator",), needed=False),
        Field("denominator", ("Denominator",), needed=False),
        Field("method", ("Method",), needed=False),
        Field("caveats", ("Caveats",), needed=False),
    ),
    marks=("measure", "title"),
    unlike=("Place",),
)

PERIOD_TYPES = ("financial year", "year", "month", "day")
STATUSES = ("final", "provisional", "suppressed", "not comparable", "missing")
POLARITIES = ("high", "low", "none")
# Units that the dictionary of measures can put into words; rates, which name their base, stand beside them.
UNITS = (
    "share", "score", "days", "hours", "months", "years", "people", "patients", "visits", "attendances",
    "admissions", "beds", "locations", "providers", "jobs", "posts", "pounds", "points", "ratio", "index",
)  # fmt: skip
PERCENTAGES = ("%", "percent", "per cent", "percentage")
PERIOD_TYPE = Column("period_type", "text", "what its periods are", required=True, allowed=PERIOD_TYPES)
MEASURE = Column("measure", "text", "the measure's id, which begins local-", required=True)
UNIT = Column("unit", "text", "unit of its values; a percentage is a share", required=True)
ORIGIN = (
    Column("file", "text", "name of the file", required=True),
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet of the raw file; empty for CSV", required=True),
    Column("source_row", "integer", "row of the sheet (1 is the first)", required=True),
)

LOCAL_VALUE = Table(
    "local_value",
    "One figure that a council made itself: a measure, a place, a period, a breakdown.",
    (
        MEASURE,
        Column("place", "text", "code of the area, as it stood when the period ended", required=True),
        Column("place_kind", "text", "kind of area", required=True),
        Column("period", "text", "2024-25, 2024, 2024-03 or 2024-03-31", required=True),
        PERIOD_TYPE,
        Column("period_start", "date", "its first day", required=True),
        Column("period_end", "date", "its last day", required=True),
        Column("breakdown", "text", "all, or kind:part, e.g. age:65-and-over", required=True),
        Column("value", "number", "the value in the measure's unit; a share is from 0 to 1"),
        Column("numerator", "number", "numerator"),
        Column("denominator", "number", "denominator"),
        Column("lower95", "number", "lower 95% limit, as given"),
        Column("upper95", "number", "upper 95% limit, as given"),
        Column("status", "text", "whether the figure stands", required=True, allowed=STATUSES),
        Column("note", "text", "what the file says of the figure"),
        UNIT,
        *ORIGIN,
    ),
    key=("measure", "place", "period", "breakdown"),
    audience="public",
)

LOCAL_MEASURE = Table(
    "local_measure",
    "What a measure of a local file is.",
    (
        MEASURE,
        Column("title", "text", "its title", required=True),
        UNIT,
        Column("polarity", "text", "whether high or low is good", required=True, allowed=POLARITIES),
        PERIOD_TYPE,
        Column("question", "text", "the question that it answers"),
        Column("numerator", "text", "what is counted"),
        Column("denominator", "text", "out of what"),
        Column("method", "text", "how it is worked out"),
        Column("caveats", "text", "what to mind"),
        *ORIGIN,
    ),
    key=("measure", "source"),
    audience="public",
)
