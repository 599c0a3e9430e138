"""The latest assessment of a council up to a day, and the words where it has none."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places import nation

from careplace.engine import Engine
from careplace.measures.assessment import assessment
from careplace.measures.reader import Reader
from careplace.places.gazetteer import Gazetteer
from careplace.ratings.case import rate
from careplace.sources.cqc.tables import COUNCIL_ASSESSMENT

PLACES = Gazetteer.from_tables(nation.tables())
ALPHA, LEA, SOUTH = PLACES.areas["E08000001"], PLACES.areas["E07000006"], PLACES.areas["E47000001"]


def row(month: date | None, overall="Good", scores=(3,) * 9, council="E08000001", url=None) -> dict:
    return {
        "council": council,
        "council_name": "Alpha",
        "assessed_month": month,
        "overall": overall,
        **{f"qs{n}": score for n, score in enumerate(scores, start=1)},
        "url": url,
        "source": "f" * 64,
        "sheet": "",
        "source_row": 2,
    }


@pytest.fixture
def reader(tmp_path):
    """reader(rows) -> an edition with these assessments; None for one without the table."""
    (tmp_path / "tables").mkdir(exist_ok=True)
    with Engine(threads=1) as engine:

        def of(rows: list[dict] | None):
            path = tmp_path / "tables" / "council_assessment.parquet"
            if rows is not None:
                pq.write_table(pa.Table.from_pylist(rows, COUNCIL_ASSESSMENT.schema), path)
                engine.view_parquet("council_assessment", path)
            return Reader(engine, tmp_path, PLACES)

        yield of


def test_the_latest_up_to_the_day(reader):
    made = reader([row(date(2023, 5, 1), "Inadequate"), row(date(2024, 6, 1), "Good", url="https://a.b/c")])
    latest, why = assessment(made, ALPHA)
    assert (latest.month, latest.overall, latest.url, why) == (date(2024, 6, 1), "Good", "https://a.b/c", "")
    assert assessment(made, ALPHA, date(2024, 6, 30))[0].overall == "Good"
    assert assessment(made, ALPHA, date(2024, 6, 29))[0].overall == "Inadequate"


def test_a_council_without_one_is_told_so(reader):
    made = reader([row(date(2024, 6, 1), council="E08000002"), row(date(2024, 6, 1))])
    assert assessment(made, PLACES.areas["E06000001"]) == (
        None,
        "No assessment of North East Shire’s adult social care by CQC is in the published files used here",
    )
    assert assessment(made, ALPHA, date(2024, 5, 31))[1].endswith("used here up to 31 May 2024")


@pytest.mark.parametrize("rows", [None, [], [row(None)]])
def test_an_edition_without_assessments_says_the_same(reader, rows):
    latest, why = assessment(reader(rows), ALPHA)
    assert latest is None
    assert why == "No assessment of Alpha’s adult social care by CQC is in the published files used here"


@pytest.mark.parametrize("area", [LEA, SOUTH])
def test_districts_and_groups_are_not_assessed(reader, area):
    assert assessment(reader([row(date(2024, 6, 1))]), area) == (None, "")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scores=st.lists(st.sampled_from((1, 2, 3, 4)), min_size=9, max_size=9))
def test_the_expected_rating_is_that_of_the_framework(reader, scores):
    latest, _why = assessment(reader([row(date(2024, 6, 1), scores=scores)]), ALPHA)
    assert latest.expected == rate({"framework": "councils", "scores": scores}).rating


def test_a_statement_without_a_score_leaves_the_rating_open(reader):
    assert assessment(reader([row(date(2024, 6, 1), scores=(3,) * 8 + (None,))]), ALPHA)[0].expected == ""
