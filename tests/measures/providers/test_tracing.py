"""Every figure is found again with the rows that it counts; an id that means nothing says why."""

from random import Random

import pytest
from tests.examples import examples
from tests.measures.conftest import LATE

from careplace.figures import Status
from careplace.measures.providers.definitions import measures
from careplace.measures.providers.tracing import UnknownFigure, trace
from careplace.places.area import UnknownPlace

NOW = str(LATE)
WHERE = "adult-social-care/overall/locations"
COUNTED = ("locations", "providers")


EACH = examples(15)


@pytest.fixture(scope="module")
def chosen(edition):
    """Stored figures of every measure, drawn evenly from all places, periods and breakdowns."""
    stored, random = edition.stored(), Random(1)
    return [
        figure
        for measure in measures()
        if (found := [figure for figure in stored if figure.measure == measure])
        for figure in random.sample(found, min(EACH, len(found)))
    ]


@pytest.fixture(scope="module")
def traced(chosen, reader):
    return [trace(reader, figure.id) for figure in chosen]


def test_every_stored_figure_is_found_as_it_is_stored(chosen, traced):
    assert [found.figure for found in traced] == chosen
    assert {found.measure.id for found in traced} == set(measures()) - {"difference", "rating-change-count"}


def test_a_count_of_locations_has_as_many_rows(traced):
    counts = [t for t in traced if t.figure.unit == "locations"]
    assert [(t.figure.id, len(t.rows)) for t in counts] == [(t.figure.id, t.figure.value) for t in counts]


def test_a_share_of_locations_has_its_numerator_of_rows(traced):
    shares = [t for t in traced if t.figure.unit == "share" and not t.parts and "/beds/" not in t.figure.id]
    assert {t.measure.id for t in shares} > {"largest-provider-share", "user-band-good-or-outstanding"}
    assert [(t.figure.id, len(t.rows)) for t in shares] == [(t.figure.id, t.figure.numerator) for t in shares]


def test_an_age_is_over_as_many_ratings_as_it_has_rows(traced):
    ages = [t for t in traced if t.figure.unit == "years"]
    assert [len(t.rows) for t in ages] == [t.figure.denominator for t in ages]


def test_beds_are_the_beds_of_the_rows(edition, traced):
    beds = {(row["snapshot"], row["location_id"]): row["beds"] for row in edition.rows("register")}
    for found in traced:
        if found.figure.unit == "beds":
            counted = sum(beds[row["snapshot"], row["location_id"]] or 0 for row in found.rows)
            assert counted == found.figure.value, found.figure.id


def test_providers_are_the_providers_of_the_rows(traced):
    for found in traced:
        if found.measure.id == "provider-count":
            assert len({row["provider_name"] for row in found.rows}) == found.figure.value, found.figure.id


def test_parts_of_a_reckoned_figure_are_figures_themselves(reader, traced):
    reckoned = {part for found in traced for part in found.parts}
    assert reckoned
    for part in sorted(reckoned)[:EACH]:
        assert trace(reader, part).figure.id == part


def test_a_row_names_its_file_sheet_and_row(reader):
    found = trace(reader, f"rating-count/X1/{NOW}/adult-social-care/safe/locations/good")
    for row in found.rows:
        assert (row["rating_source"], row["rating_sheet"]) == ("a" * 64, "Locations")
        assert row["rating_row"] > 1
    assert "from rating_in_sector" in found.query


def test_a_change_names_the_rows_and_files_of_both_dates(reader):
    found = trace(reader, f"rating-change/X1/2021-02-01..{NOW}/adult-social-care/matched")
    assert found.figure.source == f"{'a' * 12}|{'b' * 12}"
    for row in found.rows:
        assert (row["earlier_source"], row["earlier_sheet"]) == ("a" * 64, "Locations")
        assert row["earlier_row"] > 1
        assert " to " in row["overall"]


@pytest.mark.parametrize(
    "key",
    ["X12000001", "X92000001", "neighbours-of-X1", "ours=X1,X2", "neighbours-of-ash=X2", "core-cities=X1"],
)
def test_a_comparators_figures_are_reckoned_again(reader, key):
    share = trace(reader, f"rating-share/{key}/{NOW}/{WHERE}/good")
    assert len(share.rows) == share.figure.numerator
    difference = trace(reader, f"difference/X1/{NOW}/{WHERE}/good/against:{key}")
    assert difference.parts == (
        f"rating-share/X1/{NOW}/{WHERE}/good",
        f"rating-share/{key}/{NOW}/{WHERE}/good",
    )
    mine, theirs = (trace(reader, part).figure.value for part in difference.parts)
    if difference.figure.status == Status.FINAL:
        assert difference.figure.value == pytest.approx(100 * (mine - theirs))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "is not a figure's id"),
        ("rating-share/X1", "is not a figure's id"),
        (f"nonsense/X1/{NOW}/{WHERE}/good", "'nonsense' is not a measure"),
        (f"rating-share/X1/today/{WHERE}/good", "'today'"),
        (
            f"rating-share/X1/1999-01-01/{WHERE}/good",
            "This edition has no snapshot at 1999-01-01; it has 2025-06-01",
        ),
        (f"rating-share/X1/{NOW}/{WHERE}/splendid", "No figure of this edition"),
        (f"rating-share/X1/{NOW}/nonsense/overall/locations/good", "No figure of this edition"),
        (f"rating-share/NOPE/{NOW}/{WHERE}/good", "NOPE"),
        (f"rating-share/X1'; drop table register; --/{NOW}/{WHERE}/good", "drop table"),
        (f"rating-share/ours=NOPE/{NOW}/{WHERE}/good", "NOPE"),
        (f"rating-share/=X1/{NOW}/{WHERE}/good", "'=X1' is not a group"),
        (f"difference/X1/{NOW}/{WHERE}/good/against:", "No figure of this edition"),
        (f"difference/X1/{NOW}/{WHERE}/good", "No figure of this edition"),
        (f"difference/X1/{NOW}/x/against:X12000001/against:X12000001", "No figure of this edition"),
        (f"difference/NOPE/{NOW}/{WHERE}/good/against:X12000001", "NOPE"),
        (f"rating-change/X1/..{NOW}/adult-social-care/matched", "No figure of this edition"),
        (f"rating-change/X1/2021-02-01..{NOW}/adult-social-care/sideways", "No figure of this edition"),
        ("rating-share/X2/2025-06-01/adult-social-care/overall/locations/good", "X2"),
    ],
)
def test_a_wrong_id_says_what_is_wrong(reader, wrong, said):
    with pytest.raises((ValueError, UnknownFigure, UnknownPlace), match=r"(?s).*") as caught:
        trace(reader, wrong)
    assert said in str(caught.value)
