"""A place beside a group: the group's own shares, the difference and what may be said of it, and the group's key."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.conftest import LATE
from tests.measures.fictional import LAST
from tests.measures.providers.oracle import LEVELS, newcombe, sectors

from careplace.figures import Status
from careplace.measures.providers.comparison import (
    METHOD,
    METHOD_INSIDE,
    comparator,
    differences,
    group_figures,
    of_key,
    verdict,
)
from careplace.measures.providers.profile import profile
from careplace.places.area import UnknownPlace

GOOD = "adult-social-care/overall/locations/good-or-outstanding"


@pytest.fixture(scope="module")
def beside(reader):
    """beside(spec, place="X1", on=LATE) -> the comparator."""

    def found(spec, place="X1", on=LATE):
        return comparator(reader, spec, reader.gazetteer.resolve(place), on)

    return found


def test_a_groups_shares_are_counted_over_its_councils(reader, edition, beside):
    group = beside("Three=X1,X2,X4")
    here = [
        row["overall"]
        for row in edition.rows("register")
        if row["snapshot"] == LATE and row["council"] in group.codes and "adult-social-care" in sectors(row)
    ]
    counts = Counter(word for word in here if word in LEVELS)
    figures = {figure.id: figure for figure in group_figures(reader, group, LATE)}
    where = f"three=X1,X2,X4/{LATE}/adult-social-care/overall/locations"
    assert figures[f"rated/{where}"].value == sum(counts.values())
    assert figures[f"rating-count/{where}/inadequate"].value == counts["Inadequate"]
    share = figures[f"rating-share/{where}/good-or-outstanding"]
    assert (share.numerator, share.denominator) == (
        counts["Good"] + counts["Outstanding"],
        sum(counts.values()),
    )
    assert share.source == f"{'a' * 12}|{'b' * 12}"


def test_a_regions_figures_as_a_comparator_are_those_that_are_stored(reader, edition, beside):
    stored = {figure.id: figure for figure in edition.stored()}
    for figure in group_figures(reader, beside("region"), LATE):
        assert figure == stored[figure.id]


def test_a_readers_group_of_a_regions_councils_has_the_regions_figures(reader, beside):
    region = {(f.measure, f.breakdown): f for f in group_figures(reader, beside("region"), LATE)}
    for figure in group_figures(reader, beside("Ours=X1,X2"), LATE):
        same = region[figure.measure, figure.breakdown]
        assert (figure.value, figure.numerator, figure.denominator) == (
            same.value,
            same.numerator,
            same.denominator,
        )
        assert (figure.lower95, figure.upper998) == pytest.approx((same.lower95, same.upper998))
        assert figure.status == same.status


def test_a_difference_has_newcombes_limits_in_points(reader):
    found = profile(reader, reader.gazetteer.resolve("X1"), as_at=LATE, against=["Other=X2,X4"])
    mine = found.figure("rating-share", GOOD)
    theirs = found.figure("rating-share", GOOD, place="other=X2,X4")
    difference = found.figure("difference", f"{GOOD}/against:other=X2,X4")
    limits = newcombe(mine.numerator, mine.denominator, theirs.numerator, theirs.denominator)
    assert difference.value == pytest.approx(100 * (mine.value - theirs.value))
    assert (difference.lower95, difference.upper95) == pytest.approx(tuple(100 * limit for limit in limits))
    assert (
        difference.lower998 < difference.lower95 < difference.value < difference.upper95 < difference.upper998
    )
    assert (difference.unit, difference.method) == ("points", METHOD)
    assert difference.reason == verdict(difference.lower95, difference.upper95)


def test_every_sector_and_level_that_both_have_is_compared(reader, beside):
    group = beside("region")
    own, theirs = reader.figures(["X1"], LATE), group_figures(reader, group, LATE)
    made = differences(own, group, theirs, {"X1"})
    shares = {f.breakdown for f in own if f.measure == "rating-share"}
    assert {f.breakdown.split("/against:")[0] for f in made} == shares & {f.breakdown for f in theirs}
    assert {f.method for f in made if f.status == Status.FINAL} == {METHOD_INSIDE}


@pytest.mark.parametrize(
    ("spec", "place"), [("Self=X1", "X1"), ("region", "North"), ("england", "X92000001")]
)
def test_a_place_is_not_compared_with_itself(reader, spec, place):
    found = profile(reader, reader.gazetteer.resolve(place), as_at=LATE, against=[spec])
    (group,) = found.comparators
    difference = found.figure("difference", f"{GOOD}/against:{group.key}")
    assert (difference.value, difference.status) == (None, Status.MISSING)
    assert difference.reason == "cannot tell: the comparator is the place itself"


def test_no_difference_is_reckoned_from_nothing(reader):
    where = "dentists/overall/locations/good"
    found = profile(reader, reader.gazetteer.resolve("X1"), as_at=LATE, against=["Other=X2,X4"])
    difference = found.figure("difference", f"{where}/against:other=X2,X4")
    assert (difference.value, difference.reason) == (None, "cannot tell: no location is rated here")


@pytest.mark.parametrize("spec", ["region", "england", "neighbours", "Ours=X1,X2"])
def test_a_group_that_is_not_covered_whole_gives_nothing(reader, beside, spec):
    group = beside(spec, on=LAST)
    assert not group.covered
    assert group.reason.startswith(f"this snapshot covers {group.members_covered} of the group's")
    assert group_figures(reader, group, LAST) == []
    found = profile(reader, reader.gazetteer.resolve("X1"), against=[spec])
    assert found.comparators == (group,)
    assert not [f for f in found.figures.values() if f.measure == "difference" or f.place == group.key]


def test_a_group_is_not_told_by_services_that_one_of_its_councils_does_not_publish(make):
    rows = [{"snapshot": LATE, "location_id": f"L{code}", "council": code} for code in ("X1", "X2", "X4")]
    made = make(rows, rows[:2])
    homes, ash = "care-homes-without-nursing", made.reader.gazetteer.resolve("X1")
    found = profile(made.reader, ash, against=["Told=X1,X2", "Partly=X1,X2,X4"])
    told, partly = found.comparators
    assert found.figure("rated", f"{homes}/overall/locations", place=told.key).value == 2
    assert found.figure("rated", f"{homes}/overall/locations", place=partly.key) is None
    assert found.figure("rated", "residential-care/overall/locations", place=partly.key).value == 3


def test_neighbours_are_those_of_the_day(beside):
    group = beside("neighbours")
    assert (group.key, group.codes, group.covered) == ("neighbours-of-X1", ("X2", "X4"), True)
    assert beside("neighbours", on=LATE.replace(year=2021)).codes == ("X2", "X3")


KEYS = {
    "region": "X12000001",
    "england": "X92000001",
    "England": "X92000001",
    "south": "X12000002",
    "neighbours": "neighbours-of-X1",
    "Ours and Theirs=X2,X1": "ours-and-theirs=X2,X1",
    "Neighbours of Birch=X1": "neighbours-of-birch=X1",
    "Core Cities=X1": "core-cities=X1",
    "???=X1,X1": "group=X1",
    "a/b=Ash,Birch": "a-b=X1,X2",
}


@pytest.mark.parametrize(("spec", "key"), KEYS.items())
def test_a_key_names_the_group_again(reader, beside, spec, key):
    group = beside(spec)
    assert group.key == key
    again = of_key(reader, key, LATE)
    assert (again.key, again.codes, again.covered) == (key, group.codes, group.covered)


@pytest.mark.parametrize(
    "key", ["", "X1", "NOPE", "neighbours-of-", "neighbours-of-NOPE", "=X1", "a=", "a=NOPE"]
)
def test_a_key_of_no_group_is_told(reader, key):
    with pytest.raises(UnknownPlace):
        of_key(reader, key, LATE)


def test_one_group_named_twice_is_shown_once(reader):
    found = profile(
        reader, reader.gazetteer.resolve("X1"), as_at=LATE, against=["region", "north", "X12000001"]
    )
    assert [group.key for group in found.comparators] == ["X12000001"]


def test_an_unknown_comparator_is_an_error_and_a_default_one_that_is_not_there_is_left_out(reader):
    with pytest.raises(UnknownPlace, match="There is no group 'nowhere'"):
        profile(reader, reader.gazetteer.resolve("X1"), against=["nowhere"])
    found = profile(reader, reader.gazetteer.resolve("X92000001"), as_at=LATE, against=None)
    assert found.comparators == ()


@given(st.floats(-100, 100), st.floats(0, 100))
def test_a_difference_is_called_only_where_zero_is_outside(lower, width):
    upper = lower + width
    said = verdict(lower, upper)
    assert (said == "no clear difference") == (lower <= 0 <= upper)
    assert said != "higher" or upper > 0
    assert said != "lower" or lower < 0


def test_a_group_that_a_place_has_not_says_so_and_gives_nothing(reader, beside):
    group = beside("region", place="X92000001")
    assert (group.covered, group.group.name, group.codes) == (False, "Region", ())
    assert "is in no region" in group.reason
    assert group_figures(reader, group, LATE) == []


def test_a_group_that_nobody_knows_is_an_error(beside):
    with pytest.raises(UnknownPlace, match="There is no group 'regoin'"):
        beside("regoin")
