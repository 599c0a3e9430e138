"""The contracts of the two tables of a release of journeys."""

from careplace.sources.contract import Column, Table

WITHHELD = (r"^(events|counted)?( counted)?$", "events, counted, both or nothing")
SHA256 = (r"^[0-9a-f]{64}$", "a SHA-256: 64 digits from 0 to f")
ORIGIN = (
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet of the raw file; empty for CSV", required=True),
    Column("source_row", "integer", "row of the sheet (1 is the first)", required=True),
)


def _count(name: str, meaning: str, maximum: float | None = None) -> Column:
    return Column(name, "number", meaning, minimum=0, maximum=maximum, whole=True)


JOURNEYS_FIGURE = Table(
    "journeys_figure",
    "One released number of a measure of journeys: a place, a period, an age band, a category.",
    (
        Column("measure", "text", "the measure's id", required=True),
        Column(
            "place_kind", "text", "kind of place", required=True, allowed=("all", "council", "board", "trust")
        ),
        Column("place", "text", "the place's code; all, or unknown", required=True),
        Column("period_kind", "text", "month, or financial year", required=True, allowed=("month", "year")),
        Column("period", "date", "first day of the period", required=True),
        Column("age_band", "text", "ages in years, or all", required=True),
        Column("category", "text", "the measure's category, or all", required=True),
        _count("events", "how many, to the nearest 5; null where withheld"),
        _count("counted", "of a share: how many of them, to the nearest 5; null where withheld"),
        _count("percent", "of a share: counted of events", 100),
        _count("days", "of a number of days: their sum, to the nearest 5"),
        _count("median_days", "of a duration: half lasted at most this long"),
        _count("days_90", "of a duration: nine of ten lasted at most this long"),
        Column("withheld", "text", "the columns that are withheld", required=True, form=WITHHELD),
        *ORIGIN,
    ),
    key=("measure", "place_kind", "place", "period_kind", "period", "age_band", "category", "source"),
    audience="public",
)

JOURNEYS_MEASURE = Table(
    "journeys_measure",
    "What a measure of a release of journeys counts, and who released its figures.",
    (
        Column("measure", "text", "the measure's id", required=True),
        Column("title", "text", "its title", required=True),
        Column("kind", "text", "what it is", required=True, allowed=("count", "share", "days", "duration")),
        Column("events", "text", "what events are", required=True),
        Column("counted", "text", "of a share: which of them count"),
        Column("category", "text", "what its categories are"),
        Column("national", "text", "the published national figure that is nearest"),
        Column("differences", "text", "how that differs"),
        Column("history", "flag", "whether it is a definition of the past", required=True),
        Column("released_by", "text", "the organisation that released the figures", required=True),
        Column("released_on", "date", "the day of release", required=True),
        Column("first_day", "date", "the first day that the records cover", required=True),
        Column("last_day", "date", "the last day that the records cover", required=True),
        Column("fictional", "flag", "whether the people are fictional", required=True),
        Column("figures_sha256", "text", "SHA-256 of the file of its figures", required=True, form=SHA256),
        *ORIGIN,
    ),
    key=("measure", "source"),
    audience="public",
)
