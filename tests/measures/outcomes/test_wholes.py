"""Parts that must add up, against the sum done by hand; what does not is marked, and everything else is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.fictional_outcomes import YEARS, point

from careplace.engine import Engine, sql_text
from careplace.entries import DictionaryError
from careplace.figures import Status
from careplace.measures.dictionary import measures
from careplace.measures.outcomes import wholes
from careplace.measures.outcomes.trend import newest

COLUMNS = (
    *("source_table", "series", "version", "place", "place_kind", "period", "period_type", "period_end"),
    *("breakdown", "value", "numerator", "denominator", "status", "reason", "source"),
)


def row(breakdown, numerator, denominator=None, **more):
    default = {
        "source_table": "ascof_outcome",
        "series": "6B",
        "version": "2023-24",
        "place": "E1",
        "place_kind": "council",
        "period": "2024-25",
        "period_type": "financial year",
        "period_end": "2025-03-31",
        "breakdown": breakdown,
        "value": None if numerator is None else 1.0,
        "numerator": numerator,
        "denominator": denominator,
        "status": "missing" if numerator is None else "final",
        "reason": "",
        "source": "f",
    }
    return default | more


def homes(total, of, outstanding, good, other, unrated, **more):
    parts = {"outstanding": outstanding, "good": good, "other": other, "not-yet-rated": unrated}
    return [
        row("all", total, of, **more),
        *(row(f"rating:{name}", n, of, **more) for name, n in parts.items()),
    ]


def marked(rows):
    """{breakdown: reason} of the rows that are marked, and what parts_misfit lists."""
    with Engine(threads=1) as engine:
        engine.connection.execute(sql_text(wholes.PACKAGE, "observation.sql"))
        for r in rows:
            values = [r[name] for name in COLUMNS]
            marks = ", ".join("?" * len(COLUMNS))
            engine.connection.execute(
                f"insert into observation ({', '.join(COLUMNS)}) values ({marks})", values
            )
        wholes.mark(engine)
        found = engine.rows("select * from observation where status = 'not comparable'")
        return {r["breakdown"]: r["reason"] for r in found}, engine.rows("from parts_misfit")


def listed_days(days: list[tuple[int | None, int | None, int]]) -> list[dict]:
    """What is listed of days with discharges by 17:00, from 17:01 and in all."""
    values = ", ".join(
        f"('trust', 'RAA', date '2024-01-01' + {n}, {by or 'null'}, {late or 'null'}, {total}, 'abcdef0123456789')"
        for n, (by, late, total) in enumerate(days)
    )
    with Engine(threads=1) as engine:
        engine.connection.execute(sql_text(wholes.PACKAGE, "observation.sql"))
        wholes.mark(engine)
        columns = "kind, organisation, day, by_1700, from_1701, patients, source"
        engine.connection.execute(
            f"create table nhs_discharge as select * from (values {values}) as t({columns})"
        )
        wholes.list_days(engine)
        return engine.rows("from parts_misfit order by period")


def test_days_whose_times_of_day_do_not_add_up_are_listed():
    rows = listed_days([(20, 10, 30), (20, 10, 31), (None, 10, 30), (1_200, 10, 30)])
    assert [(row["period"], row["parts_sum"], row["whole"]) for row in rows] == [
        ("2024-01-02", 30, 31),
        ("2024-01-04", 1210, 30),
    ]
    assert (rows[1]["place"], rows[1]["kind"], rows[1]["source"]) == ("RAA", "time-of-day", "abcdef012345")
    expected = "the published parts do not add up: by 17:00 and from 17:01 make 1,210, the total is 30"
    assert rows[1]["reason"] == expected


@given(st.lists(st.tuples(*[st.integers(1, 40)] * 2, st.integers(1, 80)), min_size=1, max_size=8))
def test_a_day_is_listed_where_its_sum_differs(days):
    assert len(listed_days(days)) == sum(by + late != total for by, late, total in days)


def test_homes_not_yet_rated_in_the_numerator_are_found():
    """Coventry in 2024-25: 45 good or outstanding of 71, and 1 + 43 by rating, with one not yet rated."""
    marks, misfits = marked(homes(45, 71, 1, 43, 26, 1))
    reason = "the published parts do not add up: good, outstanding make 44, the total is 45"
    assert marks == dict.fromkeys(
        ["all", "rating:outstanding", "rating:good", "rating:other", "rating:not-yet-rated"], reason
    )
    assert [(m["parts_sum"], m["whole"], m["makes"]) for m in misfits] == [(44, 45, "numerator")]


def test_what_adds_up_is_left_alone():
    assert marked(homes(44, 71, 1, 43, 26, 1)) == ({}, [])


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4), st.integers(-2, 2), st.integers(-2, 2))
def test_a_row_is_marked_where_either_sum_differs(parts, extra, missing):
    outstanding, good, other, unrated = parts
    marks, misfits = marked(
        homes(outstanding + good + extra, sum(parts) + missing, outstanding, good, other, unrated)
    )
    assert bool(marks) == bool(extra or missing)
    assert len(misfits) == bool(extra) + bool(missing)


def test_a_part_without_a_number_ends_the_check():
    assert marked(homes(45, 71, None, 43, 26, 1)) == ({}, [])
    assert marked(homes(None, None, 1, 43, 26, 1)) == ({}, [])


@pytest.mark.parametrize(("difference", "found"), [(5, False), (7.5, False), (10, True)])
def test_rounding_to_five_explains_half_of_it_a_number(difference, found):
    rows = [row("all", 100, 205), row("sex:female", 50, 100), row("sex:male", 50, 105 + difference)]
    marks, _ = marked([r | {"series": "2D(1)"} for r in rows])
    assert bool(marks) is found


def test_only_the_split_and_the_place_and_the_period_are_marked():
    rows = [
        r | {"series": "2D(1)"}
        for r in (row("all", 100, 200), row("sex:female", 70, 100), row("sex:male", 50, 100))
    ]
    ages = [r | {"series": "2D(1)"} for r in (row("age:65-to-74", 40, 80), row("age:75-to-84", 60, 120))]
    others = [r | {"place": "E2"} for r in homes(44, 71, 1, 43, 26, 1)]
    marks, misfits = marked([*rows, *ages, *others])
    assert set(marks) == {"all", "sex:female", "sex:male"}
    assert [m["place"] for m in misfits] == ["E1"]


def test_a_department_that_a_trust_does_not_have_is_no_missing_part():
    rows = [row("all", 90, 100), row("department:type-1", 50, 60), row("department:other", 40, 40)]
    trust = {
        "source_table": "nhs_emergency_department",
        "series": "within-4-hours",
        "place_kind": "trust",
        "period": "2018-05",
        "period_type": "month",
    }
    assert marked([r | trust for r in rows]) == ({}, [])
    marks, misfits = marked(
        [r | trust | {"numerator": r["numerator"] + (r["breakdown"] == "all")} for r in rows]
    )
    assert len(marks) == 3
    assert misfits[0]["reason"].endswith("other, type 1 make 90, the total is 91")


def test_a_trend_leaves_out_a_year_that_does_not_add_up():
    years = [point("helped", "Y01", year, numerator=50, denominator=100) for year in YEARS[-6:]]
    years[-1] = point("helped", "Y01", YEARS[-1], numerator=90, denominator=100, status=Status.NOT_COMPARABLE)
    assert [f.period for f in newest(tuple(years))] == YEARS[-6:-1]


def test_every_rule_is_of_a_series_and_a_kind_of_part_that_the_dictionary_has():
    """A rule of a name that nobody uses would never find anything."""
    known = {
        (m.table, m.series, kind)
        for m in measures().values()
        for kind in (*m.breakdowns, "rating", "age", "sex")
    }
    tables = {(table, kind) for table, _series, kind in known}
    for rule in wholes.rules():
        assert (rule.table, rule.kind) in tables
        assert len(rule.parts) == len(set(rule.parts)) > 1


def test_a_rule_with_a_word_that_nobody_knows_is_refused(tmp_path, monkeypatch):
    (tmp_path / "wholes.toml").write_text(
        '[[whole]]\ntable = "t"\nseries = ["s"]\nkind = "age"\nparts = ["a", "b"]\nadds = "value"\nmakes = "numerator"\n'
    )
    monkeypatch.setattr(wholes, "files", lambda _package: tmp_path)
    with pytest.raises(
        DictionaryError,
        match=r"wholes\.toml, whole 1, field 'adds': found 'value'; expected one of numerator",
    ):
        wholes.rules.__wrapped__()
