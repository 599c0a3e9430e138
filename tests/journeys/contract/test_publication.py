"""The contract agrees with itself: rules, columns and words of TOML files and SQL."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.engine import Engine, sql_text
from careplace.journeys.contract.field_sql import value
from careplace.journeys.contract.publication import DATE_FORMATS, Field, publications
from careplace.journeys.contract.staging import MOST_CHECKS, record_checks
from careplace.journeys.model import ADMISSIONS, DESTINATIONS, SEXES
from careplace.journeys.quality import combined_rules

CONTRACT = "careplace.journeys.contract"
WORDS = {"sex": SEXES, "admission": ADMISSIONS, "destination": DESTINATIONS}


@pytest.fixture(scope="module")
def engine():
    with Engine() as engine:
        engine.script(CONTRACT, "values.sql")
        yield engine


@pytest.mark.parametrize("known", publications(), ids=lambda known: known.key)
def test_rules_are_conditions_or_in_the_sql_and_nowhere_else(known):
    in_sql = set(re.findall(r"select '(\w+)', file", sql_text(CONTRACT, f"{known.key}.sql")))
    assert in_sql == {rule.key for rule in known.rules if not rule.where}
    assert len(record_checks(known)) <= MOST_CHECKS


def test_rules_of_all_together_are_in_the_sql():
    in_sql = set(re.findall(r"select '(\w+)',", sql_text(CONTRACT, "combined.sql")))
    assert in_sql == {rule.key for rule in combined_rules()}


@pytest.mark.parametrize("known", publications(), ids=lambda known: known.key)
def test_codes_become_words_of_the_model(known):
    for field in known.fields:
        if field.type == "code" and field.column in WORDS:
            assert set(field.codes.values()) - {""} <= set(WORDS[field.column])


@pytest.mark.parametrize("known", publications(), ids=lambda known: known.key)
def test_columns_and_names_are_each_there_once(known):
    columns = [field.column for field in known.fields]
    names = [name.lower() for field in known.fields for name in field.names]
    assert len(set(columns)) == len(columns)
    assert len(set(names)) == len(names)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(DATE_FORMATS))
def test_a_date_is_read_in_every_format(engine, day, pattern):
    text = day.strftime(pattern)
    sql = value(Field("D", "d", type="date"), "$text")
    assert engine.rows(f"select {sql} as day", {"text": text}) == [{"day": day}]


@pytest.mark.parametrize(
    "text", ["2025-02-30", "13/13/2025", "05/25/2025", "1582-10-15", "tomorrow", "2025", "1/2"]
)
def test_what_is_no_date_is_null(engine, text):
    sql = value(Field("D", "d", type="date"), "$text")
    assert engine.rows(f"select {sql} as day", {"text": text}) == [{"day": None}]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("time", "17:05", "17:05:00"),
        ("time", "1705", "17:05:00"),
        ("time", "24:30", "None"),
        ("month", "031940", "1940-03-01"),
        ("month", "31940", "1940-03-01"),
        ("month", "131940", "None"),
        ("whole", "12", "12"),
        ("whole", "twelve", "None"),
    ],
)
def test_other_values(engine, kind, text, expected):
    sql = value(Field("F", "f", type=kind), "$text")
    assert str(engine.rows(f"select {sql} as value", {"text": text})[0]["value"]) == expected
