"""The dictionary of measures and sectors: whole, in the right words, and the same as what is computed."""

import pytest
from tests.measures.fictional import SERVICES

from careplace.measures.providers import definitions
from careplace.measures.providers.definitions import Measure, Sector, measures, sectors

UNITS = {"locations", "beds", "providers", "share", "years", "points"}


def test_every_stored_measure_is_defined_and_every_defined_one_is_computed(edition):
    # The difference from a comparator is reckoned when it is asked for.
    assert {figure.measure for figure in edition.stored()} == set(measures()) - {"difference"}


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
    assert all((measure.title, measure.numerator, measure.method, measure.rows, measure.polarity))
    assert measure.question.endswith("?")
    assert measure.unit in UNITS
    assert bool(measure.denominator) == (measure.unit == "share")
    assert set(measure.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("sector", sectors().values(), ids=lambda sector: sector.key)
def test_a_sector_within_another_stands_after_it(sector):
    order = list(sectors())
    assert not sector.within or order.index(sector.within) < order.index(sector.key)


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads a dictionary of one's own."""

    def reads(text, *asked):
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(definitions, "files", lambda _package: tmp_path)
        return definitions._read("own.toml", *asked)

    return reads


SECTOR = ("sector", Sector, "key")


def test_entries_keep_their_order(read):
    text = "".join(f"[[sector]]\nkey = '{key}'\ntitle = 't'\nwho = 'w'\n" for key in "cab")
    assert list(read(text, *SECTOR)) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[sector]]\nkey = 'a'\ntitle = 't'\n", "own.toml, sector a: .*'who'"),
        ("[[sector]]\ntitle = 't'\nwho = 'w'\n", r"own.toml, sector \(no key\): .*'key'"),
        ("[[sector]]\nkey = 'a'\ntitle = 't'\nwho = 'w'\ncolour = 'red'\n", "own.toml, sector a: .*'colour'"),
        (2 * "[[sector]]\nkey = 'a'\ntitle = 't'\nwho = 'w'\n", "own.toml: sector a is there twice"),
        ("[[sector]\n", "own.toml"),
        ("", "own.toml: there is no sector"),
    ],
)
def test_a_bad_entry_says_where_and_what(read, text, said):
    with pytest.raises(ValueError, match=said):
        read(text, *SECTOR)


def test_a_measure_without_a_method_is_refused(read):
    with pytest.raises(ValueError, match=r"measure a: .*'method'"):
        read(
            "[[measure]]\nid='a'\ntitle='t'\nquestion='q?'\nunit='share'\nnumerator='n'\nrows='all'\n",
            "measure",
            Measure,
            "id",
        )
