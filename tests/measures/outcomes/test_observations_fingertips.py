"""Fingertips' downloads as observations: who is everybody, which part is which, and what a period is."""

from datetime import date

import pyarrow as pa
import pytest

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources.fingertips.tables import VALUE

PLAIN = {
    "indicator_id": 7,
    "area_code": "E08000001",
    "area_type": "Counties & UAs",
    "council": "E08000001",
    "sex": "Persons",
}
PLAIN |= {"age": "All ages", "period": "2015", "value": 50.0, "lower95": 40.0, "upper95": 60.0, "count": 5.0}
PLAIN |= {"denominator": 10.0, "status": "published", "source": "f" * 64, "source_row": 2}


@pytest.fixture
def observed(tmp_path):
    """observed(*rows): the observations of the series "7" that these rows of the table make."""

    def made(*rows, series="7"):
        with Engine(threads=1) as engine:
            observing.see(engine, tmp_path)
            engine.connection.execute("drop view fingertips_value")
            engine.register(
                "fingertips_value", pa.Table.from_pylist([PLAIN | row for row in rows], VALUE.schema)
            )
            engine.script(observing.PACKAGE, "observation.sql")
            engine.script(observing.PACKAGE, "observations/fingertips_value.sql")
            return [
                row
                for row in engine.rows("select * from observation order by all")
                if row["series"] == series
            ]

    return made


def parts(rows) -> list[str]:
    return sorted(row["breakdown"] for row in rows)


def test_a_value_stands_as_published(observed):
    (row,) = observed({})
    assert (row["place"], row["place_kind"], row["value"], row["lower95"]) == (
        "E08000001",
        "council",
        50.0,
        40.0,
    )
    assert (row["numerator"], row["denominator"], row["status"], row["source_row"]) == (5.0, 10.0, "final", 2)


def test_an_indicator_in_percent_is_a_share_in_its_second_series(observed):
    (row,) = observed({}, series="7/percent")
    assert (row["value"], row["lower95"], row["upper95"], row["numerator"]) == (0.5, 0.4, 0.6, 5.0)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("E12000005", "region"), ("E92000001", "nation"), ("E54000010", "integrated care board")],
)
def test_larger_areas_are_told_by_their_codes(observed, code, kind):
    (row,) = observed({"area_code": code, "council": None})
    assert (row["place"], row["place_kind"]) == (code, kind)


def test_areas_that_are_none_of_ours_are_left_aside(observed):
    assert observed({"area_code": "E38000001", "council": None}) == []


def test_all_ages_are_everybody_where_there_are_parts(observed):
    assert parts(observed({}, {"age": "65+ yrs"})) == ["age:65-yrs", "all"]


def test_the_one_age_and_the_one_sex_of_an_indicator_are_everybody(observed):
    assert parts(observed({"age": "65+ yrs", "sex": "Female"})) == ["all"]


def test_two_ages_without_all_are_parts(observed):
    assert parts(observed({"age": "65-74 yrs"}, {"age": "75+ yrs"})) == ["age:65-74-yrs", "age:75-yrs"]


def test_sexes_are_parts_and_a_part_of_two_is_left_aside(observed):
    rows = ({}, {"sex": "Male"}, {"sex": "Male", "age": "65+ yrs"})
    assert parts(observed(*rows)) == ["all", "sex:male"]


def test_deciles_stand_from_the_most_to_the_least_deprived(observed):
    words = ["Least deprived decile", "Second least deprived", "Third less deprived", "Fourth less deprived",
             "Fifth less deprived", "Fifth more deprived", "Fourth more deprived", "Third more deprived",
             "Second most deprived", "Most deprived decile"]  # fmt: skip
    kind = "County & UA deprivation deciles in England (IMD2015)"
    found = parts(observed(*({"category_type": kind, "category": f"{word} (IMD2015)"} for word in words)))
    assert [one.partition("deprivation:")[2][:2] for one in found] == [f"{n:02}" for n in range(1, 11)]
    assert found[0] == "deprivation:01-most-deprived-decile"
    assert found[-1] == "deprivation:10-least-deprived-decile"


def test_another_split_has_a_kind_of_its_own(observed):
    (row,) = observed({"category_type": "Ethnic groups: 5", "category": "Asian"})
    assert row["breakdown"] == "ethnic-groups-5:asian"


@pytest.mark.parametrize(
    ("period", "kind", "label", "first", "last"),
    [
        ("2015", "year", "2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2016/17", "financial year", "2016-17", date(2016, 4, 1), date(2017, 3, 31)),
        ("2015 - 17", "three years", "2015-17", date(2015, 1, 1), date(2017, 12, 31)),
        ("1998 - 00", "three years", "1998-00", date(1998, 1, 1), date(2000, 12, 31)),
    ],
)
def test_periods(observed, period, kind, label, first, last):
    (row,) = observed({"period": period})
    assert (row["period_type"], row["period"], row["period_start"], row["period_end"]) == (
        kind,
        label,
        first,
        last,
    )


@pytest.mark.parametrize("period", ["2019/20 Q1", "2015 - 19", "Aug 2015", "2016/17 - 18/19"])
def test_periods_that_are_not_ours_are_left_aside(observed, period):
    assert observed({"period": period}) == []


def test_a_council_in_two_lists_counts_once(observed):
    (row,) = observed(
        {}, {"area_type": "Districts & UAs", "value": 51.0}, {"area_type": "Counties & UAs (2019)"}
    )
    assert row["value"] == 50.0


def test_what_has_no_value_says_why(observed):
    no = {"value": None, "lower95": None, "upper95": None}
    (row,) = observed(no | {"status": "suppressed", "value_note": "Value suppressed for disclosure control"})
    assert (row["status"], row["reason"]) == ("suppressed", "Value suppressed for disclosure control")
    (row,) = observed(no | {"status": "missing"})
    assert (row["status"], row["reason"]) == ("missing", "no value is published")
