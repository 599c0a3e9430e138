"""The dictionary of measures and sectors: whole, in the right words, and the same as what is computed."""

from dataclasses import fields

import pytest
from tests.measures.fictional import SERVICES

from careplace.entries import DictionaryError, parse
from careplace.measures.dictionary import Measure, _faults, by_key
from careplace.measures.providers.definitions import Sector, measures, sectors

UNITS = {"locations", "beds", "providers", "share", "years", "points"}


def test_every_stored_measure_is_defined_and_every_defined_one_is_computed(edition):
    when_read = {"difference", "rating-change-count"}
    assert {figure.measure for figure in edition.stored()} == set(measures()) - when_read


def test_every_stored_breakdown_begins_with_a_sector(edition):
    begun = {figure.breakdown.split("/")[0] for figure in edition.stored()}
    assert begun - {"all-sectors"} <= set(sectors())
    assert len(SERVICES) < len(begun)


def test_units_are_those_of_the_figures(edition):
    for figure in edition.stored():
        by_beds = "/beds" in figure.breakdown
        assert figure.unit == (
            "beds" if by_beds and figure.unit == "beds" else measures()[figure.measure].unit
        )


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_a_measure_is_told_in_whole_words(measure):
    assert all((measure.title, measure.numerator, measure.method, measure.calculate, measure.polarity))
    assert measure.question.endswith("?")
    assert measure.unit in UNITS
    assert bool(measure.denominator) == (measure.unit == "share")
    assert set(measure.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("sector", sectors().values(), ids=lambda sector: sector.key)
def test_a_sector_within_another_stands_after_it(sector):
    order = list(sectors())
    assert not sector.within or order.index(sector.within) < order.index(sector.key)


SECTOR = "[[sector]]\nkey = '{}'\ntitle = 't'\nwho = 'w'\n"


@pytest.fixture
def read(tmp_path):
    """read(text) -> the sectors of a file with that text."""

    def reads(text):
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        return by_key(tmp_path / "own.toml", "sector", Sector)

    return reads


def test_entries_keep_their_order(read):
    assert list(read("".join(map(SECTOR.format, "cab")))) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[sector]]\nkey = 'a'\ntitle = 't'\n", "own.toml, sector a, field 'who': found nothing"),
        ("[[sector]]\ntitle = 't'\nwho = 'w'\n", r"own.toml, sector \(no name\), field 'key'"),
        (SECTOR.format("a") + "colour = 'red'\n", "own.toml, sector a, field 'colour'"),
        (2 * SECTOR.format("a"), "own.toml, sector a: found the same name in own.toml"),
        ("[[sector]\n", "own.toml: found no TOML"),
        ("", "own.toml, field 'sector': found None"),
    ],
)
def test_a_bad_entry_says_where_and_what(read, text, message):
    with pytest.raises(DictionaryError, match=message):
        read(text)


def broken(**changed) -> str:
    """The message about the entry of a measure of providers with some fields changed."""
    measure = vars(measures()["inherited"])
    entry = {field.name: measure[field.name] for field in fields(Measure)} | changed
    try:
        faults = _faults(parse(Measure, entry, "a.toml", "measure"), "providers")
    except DictionaryError as error:
        faults = [(wrong.field, wrong.found, wrong.expected) for wrong in error.problems]
    return " ".join(f"{name}: {found}; {expected}" for name, found, expected in faults)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rows": ("nowhere.sql",)}, "rows: 'nowhere.sql'; one of ages.sql"),
        ({"rows": ()}, "rows: ()"),
        ({"calculate": "guess"}, "calculate: 'guess'; one of count"),
        ({"parts": "halves"}, "parts: 'halves'; one of all"),
        ({"calculate": "share"}, "out_of: ''; rated, of a share alone"),
        ({"calculate": "quantile"}, "quantile: None; a number from 0 to 1"),
        ({"calculate": "quantile", "quantile": 1.5}, "quantile: 1.5"),
        ({"period_type": "month"}, "period_type: 'month'; day or two days"),
        ({"needs": ("luck",)}, "needs[1]: 'luck'; one of beds, every location"),
        ({"marked_without": ("luck",)}, "marked_without[1]: 'luck'"),
        ({"by_part": {"good": {"polarity": "best"}}}, "by_part.good: {'polarity': 'best'}"),
        ({"by_part": {"good": {"unit": "share"}}}, "by_part.good: {'unit': 'share'}"),
        ({"by_part": {"good": "high"}}, "by_part.good: 'high'"),
    ],
)
def test_a_measure_that_cannot_be_counted_says_why(changed, message):
    assert broken() == ""
    assert message in broken(**changed)
