"""What a data report's maps are drawn of: England beneath scattered councils, and codes that figures bore once."""

import pyarrow as pa
import pytest
from tests.measures.outcomes.fictional_outcomes import COUNCILS, NORTH

from careplace.measures import report
from careplace.measures.cache import EditionCache


def square(x):
    return f"MULTIPOLYGON ((({x} 0, {x + 9000} 0, {x + 9000} 9000, {x} 9000, {x} 0)))"


@pytest.fixture
def bounded(reader, monkeypatch):
    rows = [{"code": c, "year": 2024, "outline": square(9000 * n)} for n, c in enumerate(COUNCILS)]
    monkeypatch.setattr(reader, "cache", EditionCache())
    monkeypatch.setattr(report, "boundaries", lambda _reader: pa.Table.from_pylist(rows))
    return reader


@pytest.mark.parametrize(
    ("against", "drawn"),
    [
        (["england", NORTH], []),
        (["england", "Ours=Y02,Y05"], COUNCILS),
        ([NORTH, "Ours=Y02,Y05"], COUNCILS),
        (["england"], COUNCILS),
        (["neighbours"], COUNCILS),
    ],
)
def test_the_land_is_had_where_a_comparator_is_none(bounded, told, against, drawn):
    assert sorted(report._land(bounded, told(against=against))) == sorted(drawn)


def test_nothing_told_and_no_boundaries_have_no_land(bounded, told, monkeypatch):
    assert report._land(bounded, None) == {}
    monkeypatch.setattr(report, "boundaries", lambda _reader: None)
    assert report._land(bounded, told(against=["england"])) == {}


def test_a_council_that_only_changed_its_code_is_one(reader, told):
    data = told("Y12", against=["england"])
    assert report._renumbered(reader, reader.gazetteer.areas["Y12"], data) == {"Y00": "Y12"}
    assert report._renumbered(reader, reader.gazetteer.areas["Y01"], None) == {}
