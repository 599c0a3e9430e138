"""The statements of measures of providers: each in use, each giving the columns that counting reads."""

from dataclasses import replace

import pytest
from tests.measures.conftest import LATE

from careplace.engine import Engine
from careplace.measures import dictionary
from careplace.measures.dictionary import COUNTED, PARTS
from careplace.measures.providers import counting, statements
from careplace.measures.providers.counting import BY_HOLDING, BY_PART, QUANTILES
from careplace.measures.providers.definitions import measures
from careplace.measures.providers.statements import filled, rating_words, statement_names

OWN = """-- Every care home; those with more than ten beds count.
select sector, council, location_id, cast(beds > 10 as int) as amount from location_in_sector where care_home
"""


def test_every_statement_is_one_of_a_measure():
    assert {file for measure in measures().values() for file in measure.rows} == set(statement_names())


def test_every_way_to_count_is_known_to_the_dictionary():
    assert sorted([*BY_PART, *BY_HOLDING, *QUANTILES]) == sorted(COUNTED)


def test_every_group_of_parts_is_known_to_the_dictionary():
    with Engine() as engine:
        rating_words(engine)
        engine.script(statements.PACKAGE, "parts.sql")
        assert {row["parts"] for row in engine.rows("select distinct parts from part_group")} == set(PARTS)


@pytest.mark.parametrize(
    "template", ["cell.sql", "holding.sql", "quantile.sql", "trace.sql", "trace_change.sql"]
)
def test_a_statement_is_filled_in_once_and_whole(template):
    text = filled(template, rows="(statement)", row="overall_row", name="name.sql", quantile="0.5")
    assert text.count("(statement)") == 1
    assert "{" not in text


def test_a_quantile_is_filled_in_once():
    assert filled("quantile.sql", quantile="0.123").count("0.123") == 1


def test_a_measure_is_added_by_an_entry_and_a_statement_alone(make, monkeypatch):
    """What an analyst does: no Python changes, and the figure is counted, sealed and traced."""
    entry = replace(measures()["inherited"], id="larger-homes", rows=("larger-homes.sql",))
    text = statements.statement
    monkeypatch.setattr(
        statements, "statement", lambda name: OWN if name == "larger-homes.sql" else text(name)
    )
    monkeypatch.setattr(counting, "statement", statements.statement)
    monkeypatch.setattr(counting, "measures", lambda: {entry.id: entry})
    homes = [{"snapshot": LATE, "location_id": f"L{beds}", "beds": beds} for beds in (9, 10, 11, 40)]
    made = make(locations=homes)
    figure = made.figure(f"larger-homes/X1/{LATE}/residential-care")
    assert (figure["value"], figure["unit"], figure["query"]) == (2, "locations", "rows/larger-homes.sql")
    assert dictionary.measures().keys().isdisjoint({entry.id})
