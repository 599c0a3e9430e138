"""CQC's assessments of councils as observations, and the counts of a group's councils, against counts made one by one."""

from calendar import monthrange
from datetime import date
from random import Random

import pyarrow as pa
import pytest
from tests.measures.outcomes.test_observations_people import observed
from tests.places import nation

from careplace.engine import Engine
from careplace.figures import Figure
from careplace.measures.dictionary import measures
from careplace.measures.outcomes.published_rows import published_rows
from careplace.places.gazetteer import Gazetteer
from careplace.ratings.framework import framework
from careplace.ratings.scale import LEVELS
from careplace.sources.cqc.tables import COUNCIL_ASSESSMENT

# The councils of the nation that stand in 2024, and one row more: a second assessment of Alpha.
COUNCILS = ("E06000001", "E06000002", "E06000003", "E10000003", "E08000001", "E08000001")
MONTHS = (
    date(2023, 5, 1),
    date(2024, 2, 1),
    date(2024, 2, 1),
    date(2024, 6, 1),
    date(2023, 5, 1),
    date(2024, 6, 1),
)
WORDS = (*LEVELS, "Not rated")
NATION = "E92000001"


def assessments(seed: int) -> list[dict]:
    random = Random(seed)
    return [
        {
            "council": council,
            "council_name": council,
            "assessed_month": month,
            "overall": random.choice(WORDS),
            **{f"qs{n}": random.choice((1, 2, 3, 4, None)) for n in range(1, 10)},
            "url": None,
            "source": "f" * 64,
            "sheet": "",
            "source_row": row,
        }
        for row, (council, month) in enumerate(zip(COUNCILS, MONTHS, strict=True), start=2)
    ]


def tables(rows: list[dict]) -> dict[str, pa.Table]:
    return nation.tables() | {"council_assessment": pa.Table.from_pylist(rows, COUNCIL_ASSESSMENT.schema)}


def end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


@pytest.fixture(scope="module", params=[1, 2, 3])
def rows(request):
    return assessments(request.param)


@pytest.fixture(scope="module")
def levels(rows, tmp_path_factory):
    return observed(tmp_path_factory.mktemp("levels"), tables(rows), "council_assessment_levels")


def test_every_number_of_an_assessment_is_an_observation(rows, tmp_path):
    seen = observed(tmp_path, tables(rows), "council_assessment")
    points = {(row["place"], row["period"], row["series"]): row for row in seen}
    assert len(points) == len(seen) == 11 * len(rows)
    for row in rows:
        where = row["council"], f"{row['assessed_month']:%Y-%m}"
        level = 4 - LEVELS.index(row["overall"]) if row["overall"] in LEVELS else None
        assert points[*where, "overall"]["value"] == level
        assert points[*where, "overall"]["reason"] == ("" if level else "not rated, as published")
        scores = [row[f"qs{n}"] for n in range(1, 10)]
        assert [points[*where, f"qs{n}"]["value"] for n in range(1, 10)] == scores
        total = points[*where, "score"]
        expected = (sum(scores) / 36, sum(scores), 36) if all(scores) else (None, None, None)
        assert (total["value"], total["numerator"], total["denominator"]) == expected
        assert (total["source_row"], total["period_end"]) == (row["source_row"], end(row["assessed_month"]))


def test_groups_count_the_latest_assessment_of_each_council_until_each_month(rows, levels):
    gazetteer = Gazetteer.from_tables(nation.tables())
    months = sorted({row["assessed_month"] for row in rows})
    points = {(row["place"], row["period"], row["series"]): row for row in levels}
    for month in months:
        for group in gazetteer.areas.values():
            members = {m.member for m in gazetteer.members if m.group == group.code and m.lasts(end(month))}
            latest = {
                row["council"]: row["overall"]
                for row in sorted(rows, key=lambda row: row["assessed_month"])
                if row["assessed_month"] <= month and row["council"] in members
            }
            where = group.code, f"{month:%Y-%m}"
            if members:
                assert points[*where, "councils-assessed"]["value"] == len(latest)
                assert points[*where, "councils-assessed"]["denominator"] == len(members)
                for word in WORDS:
                    series = f"councils-{word.lower().replace(' ', '-')}"
                    assert points[*where, series]["value"] == list(latest.values()).count(word), word
            else:
                assert (*where, "councils-assessed") not in points


def test_levels_add_up_to_the_assessed(levels):
    by_group: dict[tuple, dict[str, float]] = {}
    for row in levels:
        by_group.setdefault((row["place"], row["period"]), {})[row["series"]] = row["value"]
    assert by_group
    for counts in by_group.values():
        assert counts.pop("councils-assessed") == sum(counts.values())


@pytest.mark.parametrize("series", ["assessed", "good", "not-rated", "requires-improvement"])
def test_the_rows_behind_a_count_are_the_assessments_that_it_counts(rows, tmp_path, series):
    counted = observed(tmp_path, tables(rows), "council_assessment_levels")
    (point,) = [
        row
        for row in counted
        if (row["place"], row["period"], row["series"]) == (NATION, "2024-06", f"councils-{series}")
    ]
    measure = measures()[f"council-assessment-councils-{series}"]
    query = "observations/council_assessment_levels.sql"
    figure = Figure(measure.id, NATION, "2024-06", "all", source=point["source"], query=query)
    with Engine(threads=1) as engine:
        behind = published_rows(engine, tmp_path, measure, figure, "nation")
    assert sum(row["numerator"] * row["weight"] for row in behind) == point["value"]
    words = {row["source_row"]: row["overall"] for row in rows}
    assert all(row["part"] == f"council rated {words[row['source_row']]}" for row in behind)


def test_the_measures_are_named_as_the_framework_names_the_statements():
    statements = [name for names in framework("councils").scores.statements.values() for name in names]
    assert [measures()[f"council-assessment-qs{n}"].title for n in range(1, 10)] == statements


def test_the_bands_in_words_are_those_of_the_framework():
    bands, words = framework("councils").scores.bands, measures()["council-assessment-score"].method
    assert f"{bands.outstanding} and over Outstanding, {bands.good} to {bands.outstanding - 1} Good" in words
    assert f"{bands.requires_improvement} to {bands.good - 1} Requires improvement" in words
