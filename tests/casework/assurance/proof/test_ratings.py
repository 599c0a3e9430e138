"""Ratings at the start of a year and since: the statement on a small register, against a slow reading of the same rows."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.proof.loading import PACKAGE
from careplace.engine import Engine, sql_text

START = date(2025, 4, 1)
REGISTERS = (date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 1), date(2025, 4, 1), date(2025, 4, 2))
LEVELS = ("Good", "Inadequate", None)


def answers(register, latest, ids=("1-1", "1-2")):
    """The rows of the statement over these tables."""
    with Engine() as engine:
        schema = pa.schema(
            [("location_id", pa.string()), ("snapshot", pa.date32()), ("overall", pa.string())]
        )
        engine.register("register", pa.Table.from_pylist(register, schema))
        columns = [("location_id", pa.string()), ("overall", pa.string())]
        dates = [("register_snapshot", pa.date32()), ("published_on", pa.date32())]
        engine.register("latest_rating", pa.Table.from_pylist(latest, pa.schema(columns + dates)))
        return engine.rows(sql_text(PACKAGE, "ratings.sql"), {"ids": list(ids), "start": START})


def row(snapshot, overall="Inadequate", id="1-1"):
    return {"location_id": id, "snapshot": snapshot, "overall": overall}


def latest(overall="Good", register=date(2026, 3, 1), published=date(2025, 9, 1), id="1-1"):
    return {"location_id": id, "overall": overall, "register_snapshot": register, "published_on": published}


def test_the_rating_then_is_of_the_last_register_by_then_and_the_latest_is_since():
    register = [
        row(date(2025, 2, 1)),
        row(date(2025, 4, 1), "Requires improvement"),
        row(date(2025, 5, 1), "Good"),
    ]
    assert answers(register, [latest()]) == [
        {
            "location_id": "1-1",
            "rating_then": "Requires improvement",
            "rating_latest": "Good",
            "published_on": date(2025, 9, 1),
        }
    ]


@pytest.mark.parametrize(
    ("register", "now"),
    [
        ([row(date(2021, 2, 1))], latest()),
        ([row(date(2025, 3, 1))], latest(register=date(2025, 3, 1), published=date(2023, 1, 1))),
        ([row(date(2025, 3, 1), None)], latest()),
        ([row(date(2025, 3, 1))], latest(overall=None)),
        ([row(date(2025, 5, 1))], latest()),
        ([row(date(2025, 3, 1), id="1-9")], latest(id="1-9")),
    ],
    ids=["old register", "nothing since", "unrated then", "unrated now", "not there then", "not ours"],
)
def test_what_is_not_known_at_both_ends_is_left_out(register, now):
    assert answers(register, [now]) == []


def test_a_rating_published_since_is_known_without_a_register():
    (found,) = answers([row(date(2025, 3, 1))], [latest(register=None)])
    assert found["rating_latest"] == "Good"


@given(
    st.lists(
        st.tuples(st.sampled_from(REGISTERS), st.sampled_from(LEVELS)), unique_by=lambda r: r[0], max_size=5
    ),
    st.sampled_from(LEVELS),
    st.integers(-500, 500),
)
def test_the_statement_gives_what_a_slow_reading_gives(register, overall, days):
    published = START + timedelta(days)
    by_then = (
        [(day, level) for day, level in sorted(register) if date(2024, 4, 1) <= day <= START]
        if register
        else []
    )
    then = by_then[-1][1] if by_then else None
    known = then is not None and overall is not None and published > START
    rows = answers([row(day, level) for day, level in register], [latest(overall, None, published)])
    assert [(r["rating_then"], r["rating_latest"]) for r in rows] == ([(then, overall)] if known else [])
