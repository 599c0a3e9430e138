"""Fingertips' downloads: one layout of 26 columns for every indicator and kind of area."""

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.gazetteer import Gazetteer
from careplace.sources import headers, markers
from careplace.sources.cells import MARKED_NUMBER
from careplace.sources.contract import Problem, Table
from careplace.sources.fingertips.tables import VALUE
from careplace.sources.headers import Field, Header, Layout
from careplace.sources.onesheet import OneSheet
from careplace.sources.parts import Part

# "County & UA", "Counties & UAs (from Apr 2021)", "Upper tier local authorities (post 4/23)": names of one kind.
COUNCILS = re.compile(r"^(count(y|ies) (&|and) ua|upper tier)", re.IGNORECASE)

LAYOUT = Layout(
    "fingertips_values",
    "Fingertips download",
    (
        Field("indicator_id", ("Indicator ID",), "whole"),
        Field("indicator", ("Indicator Name",)),
        Field("parent_code", ("Parent Code",)),
        Field("parent_name", ("Parent Name",)),
        Field("area_code", ("Area Code",)),
        Field("area_name", ("Area Name",)),
        Field("area_type", ("Area Type",)),
        Field("sex", ("Sex",)),
        Field("age", ("Age",)),
        Field("category_type", ("Category Type",)),
        Field("category", ("Category",)),
        Field("period", ("Time period",)),
        Field("value", ("Value",), MARKED_NUMBER),
        Field("lower95", ("Lower CI 95.0 limit",), MARKED_NUMBER),
        Field("upper95", ("Upper CI 95.0 limit",), MARKED_NUMBER),
        Field("lower998", ("Lower CI 99.8 limit",), MARKED_NUMBER),
        Field("upper998", ("Upper CI 99.8 limit",), MARKED_NUMBER),
        Field("count", ("Count",), MARKED_NUMBER),
        Field("denominator", ("Denominator",), MARKED_NUMBER),
        Field("value_note", ("Value note",)),
        Field("trend", ("Recent Trend",), needed=False),
        Field("compared_to_england", ("Compared to England value or percentiles",), needed=False),
        Field("period_sortable", ("Time period Sortable",), "whole"),
        Field("new_data", ("New data",), needed=False),
    ),
    marks=("indicator_id", "indicator", "period_sortable", "lower998"),
    # Comparisons with the parent area and with a goal are named after them; ours are worked out again.
    known_starts=("Compared to",),
    known=("Time period range",),
)


@dataclass(frozen=True)
class Downloads(OneSheet):
    """Values of any indicators, for any kinds of area."""

    key: str = "fingertips-values"
    title: str = "Fingertips: values of indicators"
    layout: Layout = LAYOUT
    contract: Table = VALUE
    package: str = "careplace.sources.fingertips"
    sql: str = "values"
    notes: str = "values_notes"
    publisher: str = "Department of Health and Social Care"
    page: str = "https://fingertips.phe.org.uk/"
    # Each download has indicators of its own, for the same councils.
    parted_by_key: bool = True

    def faults(self, header: Header, file: str) -> list[Problem]:
        """As of any sheet; but the header may have a cell more than the rows, which lack the last comma."""
        rows = [problem for problem in headers.ragged(header, file) if problem.row != header.row]
        return [*headers.faults(header, file), *rows]

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Add `council` and `value_marker`; problems are codes of councils that the gazetteer does not know."""
        part.typed["value_marker"] = markers.status(part.column("value"))
        codes = part.column("area_code")
        known = gazetteer.areas if gazetteer else {}
        councils = pa.array([code for code, area in known.items() if area.kind == "council"], pa.string())
        is_council = pc.is_in(codes, councils)
        part.typed["council"] = pc.if_else(is_council, codes, None)
        claimed = pc.match_substring_regex(part.column("area_type"), COUNCILS.pattern, ignore_case=True)
        wrong = pc.and_(pc.fill_null(claimed, False), pc.invert(is_council))
        expected = "the code of a council: read newer files about places"
        return part.misfits("area_code", wrong, expected) if gazetteer else []
