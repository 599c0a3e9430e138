"""What stands on the sheets: parts of figures, exact, with the name of each in its row; nothing that is not known."""

from datetime import date

import pytest
from tests.publish.fictional import report

from careplace.publish import Content, sheets
from careplace.publish.sheets import ABSENT, FEW
from careplace.ratings.scale import LEVELS, slug


@pytest.fixture(scope="module")
def content():
    return Content(report())


@pytest.fixture(scope="module")
def made(content):
    return {sheet.label: sheet for sheet in sheets.sheets(content)}


def by_heading(sheet):
    return [dict(zip([column.heading for column in sheet.columns], row, strict=True)) for row in sheet.rows]


def test_sheets_follow_the_report(made):
    assert list(made) == [
        "Ratings", "Key questions", "Ratings by beds", "Compared", "Change", "Change in shares", "Locations",
        "Locations that left", "All figures", "Comparators", "Dictionary", "Sources",
    ]  # fmt: skip


def test_rows_are_as_wide_as_their_headings(made):
    for sheet in made.values():
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
        assert len({column.heading for column in sheet.columns}) == len(sheet.columns)


@pytest.mark.parametrize("label", ["Ratings", "Key questions"])
def test_a_share_stands_beside_its_counts_and_its_name(content, made, label):
    for *_words, numerator, denominator, share, lower, upper, name in made[label].rows:
        figure = content.figures[name]
        assert (numerator, denominator) == (figure.numerator, figure.denominator)
        few = figure.value is not None and figure.denominator < 10
        assert [share, lower, upper] == ([FEW] * 3 if few else [figure.value, figure.lower95, figure.upper95])


def test_shares_of_beds_are_given_where_enough_homes_have_beds(content, made):
    enough = {sector.title: sector.by_beds for sector in content.sectors}
    assert made["Ratings by beds"].rows
    for sector, _rating, numerator, denominator, share, _lower, _upper, name in made["Ratings by beds"].rows:
        figure = content.figures[name]
        assert (numerator, denominator) == (figure.numerator, figure.denominator)
        assert share == (figure.value if enough[sector] else FEW)


def test_of_too_few_nothing_is_compared(content, made):
    few = {s.title for s in content.sectors if (s.good_or_better().denominator or 0) < 10}
    assert few
    for label in ("Compared", "Change in shares"):
        assert not few & {row[0] for row in made[label].rows}


def test_counts_of_ratings_are_those_of_the_list_of_locations(content, made):
    listed = [row["overall"] for row in content.locations if "adult-social-care" in row["sectors"]]
    told = {
        row["Rating"]: row["Locations"]
        for row in by_heading(made["Ratings"])
        if row["Sector"] == "Adult social care"
    }
    assert {level: told[level] for level in LEVELS} == {level: listed.count(level) for level in LEVELS}


def test_a_difference_has_the_comparators_share_and_what_was_found(content, made):
    rows = by_heading(made["Compared"])
    assert {row["Finding"] for row in rows} <= {
        "higher",
        "lower",
        "no clear difference",
        "cannot be compared",
    }
    for row in rows:
        figure = content.figures[row["Name of the figure"]]
        group = next(c for c in content.comparators if figure.breakdown.endswith(f"against:{c.key}"))
        assert row["Comparator"] == group.name
        assert row["Percentage points"] == figure.value
        sure = figure.lower95 > 0 or figure.upper95 < 0
        assert (row["Finding"] in ("higher", "lower")) == sure
    assert "Seven Towns" not in {row["Comparator"] for row in rows}, "a comparator that is not covered"


def test_change_is_the_figures_of_change(content, made):
    rows = by_heading(made["Change"])
    assert rows
    assert all(row["Locations"] == content.figures[row["Name of the figure"]].value for row in rows)
    for row in by_heading(made["Change in shares"]):
        figure = content.figures[row["Name of the figure"]]
        assert figure.period == "2020-02-01..2021-02-01"
        assert figure.breakdown.split("/")[-1] == slug(row["Rating"])
        assert row["Percentage points"] == figure.value


def test_every_figure_and_every_location_is_there(content, made):
    assert [row[0] for row in made["All figures"].rows] == list(content.figures)
    assert [row[0] for row in made["Locations"].rows] == [row["location_id"] for row in content.locations]
    dates = {row["Published on"] for row in by_heading(made["Locations"])}
    assert {type(when) for when in dates if when} == {date}


def test_members_say_whether_their_group_is_used(made):
    rows = by_heading(made["Comparators"])
    assert {(row["Comparator"], row["Used"]) for row in rows} == {
        ("Albion", "yes"),
        ("Northmarch", "yes"),
        ("Seven Towns", "no: only some of its members are in the register"),
    }


def test_sheets_that_would_be_empty_are_left_out():
    bare = Content(report(change_from=None, left=[], comparators=[], dictionary=[]))
    labels = [sheet.label for sheet in sheets.sheets(bare)]
    assert "Change" not in labels
    assert not {"Locations that left", "Comparators", "Dictionary"} & set(labels)


def test_notes_are_those_that_are_referred_to_each_once(content, made):
    told = dict(sheets.notes(content, made.values()))
    assert set(told) == {key for sheet in made.values() for key in sheet.notes}
    assert "This publication leaves out locations that were never rated." in told.values()
    few = Content(report(change_from=None, comparators=[]))
    assert "change" not in dict(sheets.notes(few, sheets.sheets(few)))


def test_the_signs_are_explained():
    assert set(sheets.LEGEND) == {ABSENT, FEW}
    assert all(words.startswith(sign) for sign, words in sheets.LEGEND.items())
