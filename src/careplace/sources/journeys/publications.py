"""The two files of a release of journeys, each with its layout.

That the files belong together and are as they were released is checked for the folder, before either is read.
"""

from dataclasses import dataclass

from careplace.sources.headers import Field, Layout
from careplace.sources.journeys.tables import JOURNEYS_FIGURE, JOURNEYS_MEASURE
from careplace.sources.onesheet import OneSheet

ID = ("id",)
NUMBERS = ("events", "counted", "percent", "days", "median_days", "days_90")
PLACED = ("measure", "place_kind", "place", "period_kind")
FIGURE_LAYOUT = Layout(
    "journeys-figures",
    "the figures of a release of journeys",
    (
        *(Field(name, (name,)) for name in PLACED),
        Field("period", ("period",), "date"),
        *(Field(name, (name,)) for name in ("age_band", "category")),
        *(Field(name, (name,), "number") for name in NUMBERS),
        Field("withheld", ("withheld",)),
    ),
    marks=("place_kind", "period_kind", "age_band", "withheld"),
)
DESCRIBING = ("title", "kind", "events", "counted", "category", "national", "differences", "released_by")
MEASURE_LAYOUT = Layout(
    "journeys-measures",
    "the measures of a release of journeys",
    (
        Field("measure", ID),
        *(Field(name, (name,)) for name in DESCRIBING),
        *(Field(name, (name,), "date") for name in ("released_on", "first_day", "last_day")),
        *(Field(name, (name,)) for name in ("history", "fictional", "figures_sha256")),
    ),
    marks=("differences", "released_by", "figures_sha256"),
)


@dataclass(frozen=True)
class JourneysFile(OneSheet):
    """A file of a release. Several organisations release the same measures: keys part their files."""

    parted_by_key: bool = True


def _file(key: str, title: str, layout: Layout, contract, sql: str) -> JourneysFile:
    return JourneysFile(
        key=key,
        title=title,
        layout=layout,
        contract=contract,
        package=__package__,
        sql=sql,
        publisher="the organisation that released it",
        page="",
        licence="as the organisation that released it says",
    )


FIGURES = _file("journeys-figures", "Journeys, released figures", FIGURE_LAYOUT, JOURNEYS_FIGURE, "figures")
MEASURES = _file(
    "journeys-measures", "Journeys, what was released", MEASURE_LAYOUT, JOURNEYS_MEASURE, "measures"
)
