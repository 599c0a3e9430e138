"""Facts of locations for their priority: the statements on small tables, against a slow reading of the same rows."""

from datetime import date
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.casework.assurance.caseload.published_facts import PACKAGE
from careplace.engine import Engine, sql_text

TODAY, SINCE = date(2026, 11, 29), date(2025, 11, 29)
LEVELS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
WORDS = (*LEVELS, "Insufficient evidence to rate")
DAYS = (date(2019, 3, 1), date(2022, 3, 1), date(2025, 11, 29), date(2025, 11, 30), date(2026, 6, 1))
IDS = ("1-1", "1-2", "1-3")
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
LATEST = pa.schema(
    [(name, pa.string()) for name in ("location_id", "overall", *QUESTIONS)]
    + [(name, pa.date32()) for name in ("published_on", "register_snapshot", "ended_on")]
)
CURRENT = pa.schema(
    [(name, pa.string()) for name in ("location_id", "provider_id", "provider_name")]
    + [("ended_on", pa.date32())]
)
RATED = pa.schema([("rated_id", pa.string()), ("overall", pa.string()), ("published_on", pa.date32())])
SUCCESSION = pa.schema([("predecessor_id", pa.string()), ("successor_id", pa.string())])
SNAPSHOT = pa.schema([("snapshot", pa.date32()), ("national", pa.bool_())])

ratings = st.lists(
    st.tuples(st.sampled_from((*IDS, "0-1")), st.sampled_from(WORDS), st.sampled_from(DAYS)),
    max_size=12,
    unique_by=lambda row: (row[0], row[2]),
)
providers = st.fixed_dictionaries(dict.fromkeys(IDS, st.sampled_from(("P", "Q"))))


def answers(rated, provider_of, national, ids=IDS) -> dict[str, dict]:
    """{location: what the statements say} where 0-1 was the registration before 1-1."""
    with Engine() as engine:
        latest = [
            {
                "location_id": id,
                "overall": "Good",
                "safe": "Inadequate",
                "effective": "Good",
                "published_on": DAYS[0],
            }
            for id in provider_of
        ]
        current = [{"location_id": id, "provider_id": p} for id, p in provider_of.items()]
        engine.register("latest_rating", pa.Table.from_pylist(latest, LATEST))
        engine.register("current_location", pa.Table.from_pylist(current, CURRENT))
        rows = [dict(zip(RATED.names, row, strict=True)) for row in rated]
        engine.register("rating_day", pa.Table.from_pylist(rows, RATED))
        link = [{"predecessor_id": "0-1", "successor_id": "1-1"}]
        engine.register("succession", pa.Table.from_pylist(link, SUCCESSION))
        registers = [{"snapshot": national, "national": True}] if national else []
        engine.register("snapshot", pa.Table.from_pylist(registers, SNAPSHOT))
        engine.connection.execute(sql_text(PACKAGE, "family.sql"), {"ids": list(ids)})
        parameters = {"ids": list(ids), "since": SINCE}
        found = engine.rows(sql_text(PACKAGE, "published_facts.sql"), parameters)
    return {row["location_id"]: row for row in found}


def falls_by_hand(rated, id: str) -> list[date]:
    """The days on which a location, or the registration before it, got a lower level than the day before."""
    own = {id, "0-1"} if id == "1-1" else {id}
    by_day: dict[date, int] = {}
    for rated_id, word, day in rated:
        if rated_id in own and word in LEVELS:
            by_day[day] = min(by_day.get(day, 9), LEVELS.index(word))
    days = sorted(by_day)
    return [now for before, now in pairwise(days) if by_day[now] < by_day[before]]


@settings(max_examples=20)
@given(ratings, providers, st.sampled_from((None, DAYS[0], DAYS[4])))
def test_falls_and_those_of_other_homes_are_what_a_slow_reading_gives(rated, provider_of, national):
    found = answers(rated, provider_of, national)
    falls = {id: falls_by_hand(rated, id) for id in IDS}
    for id in IDS:
        assert found[id]["falls"] == falls[id]
        others = sum(
            provider_of[other] == provider_of[id] and any(day > SINCE for day in falls[other])
            for other in set(IDS) - {id}
        )
        known = others or (national is not None and national > SINCE)
        assert found[id]["others_fallen"] == (others if known else None)


def test_ratings_and_key_questions_are_counted():
    rated = [("0-1", "Good", DAYS[0]), ("1-1", "Good", DAYS[1]), ("1-1", WORDS[-1], DAYS[4])]
    found = answers(rated, dict.fromkeys(IDS, "P"), None)
    assert [found[id]["ratings"] for id in IDS] == [2, 0, 0]
    assert (found["1-1"]["questions_rated"], found["1-1"]["below_good"]) == (2, 1)


@pytest.mark.parametrize("ids", [(), ("1-999",)])
def test_a_location_that_the_edition_does_not_know_has_no_row(ids):
    assert answers([], dict.fromkeys(IDS, "P"), None, ids) == {}


def test_other_homes_of_the_provider_count_where_they_are_not_on_the_list():
    rated = [("1-2", "Good", DAYS[0]), ("1-2", "Inadequate", DAYS[4])]
    found = answers(rated, dict.fromkeys(IDS, "P"), None, ids=("1-1",))
    assert list(found) == ["1-1"]
    assert found["1-1"]["others_fallen"] == 1
