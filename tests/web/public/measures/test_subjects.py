"""What a page of a measure is about."""

import pytest
from tests.web.filled import MISSING, OF_TRUSTS, SHARE, YEARS

from careplace.measures.dictionary import measures as dictionary
from careplace.web.public.measures.subjects import (
    Cell,
    Subject,
    breakdowns,
    measures,
    of_key,
    subject,
)

RATED = "rating-share:adult-social-care/overall/locations/good-or-outstanding"


def test_every_measure_of_the_dictionary_is_a_subject(edition):
    for id in dictionary():
        assert subject(edition, id).measure.id == id
    assert list(measures(edition))[: len(dictionary())] == list(dictionary())


def test_a_measure_has_the_periods_that_councils_have_figures_of_and_their_definitions(edition):
    cells = subject(edition, SHARE).cells
    assert [cell.period for cell in cells] == list(YEARS)
    assert [cell.version for cell in cells] == ["2014-15", "2023-24", "2023-24"]
    assert len({cell.councils for cell in cells}) == 1


def test_a_measure_without_figures_has_no_period(edition):
    for id in (MISSING, OF_TRUSTS, "difference"):
        assert subject(edition, id).newest is None


def test_a_key_names_its_subject_again(edition):
    for id in measures(edition):
        for breakdown in breakdowns(edition, measures(edition)[id])[:5]:
            one = subject(edition, id, breakdown)
            assert of_key(edition, one.key) == one


@pytest.mark.parametrize(
    "key", ["", "zzz", "zzz:all", f"{SHARE}:zzz", "rating-share:zzz/../x", "'; drop table figure"]
)
def test_a_key_that_names_nothing_names_nothing(edition, key):
    assert of_key(edition, key) is None


def test_shares_of_ratings_are_told_first_of_all_adult_social_care(edition):
    one = subject(edition, "rating-share")
    assert one.key == RATED
    assert one.rated
    assert one.title == "Rated Good or Outstanding: Adult social care"
    assert breakdowns(edition, one.measure)[0] == one.breakdown


@pytest.mark.parametrize(
    ("id", "breakdown", "polarity", "limits"),
    [
        ("rating-share", "gp-practices/overall/locations/good-or-outstanding", "high", "wilson"),
        ("rating-share", "gp-practices/overall/locations/inadequate", "low", "wilson"),
        ("rating-share", "adult-social-care/overall/beds/good-or-outstanding", "high", "none"),
        ("rating-share", "gp-practices/overall/locations/good", "none", "wilson"),
        ("rating-count", "gp-practices/overall/locations/good-or-outstanding", "none", "none"),
        ("rating-age-median", "gp-practices", "low", "none"),
        (SHARE, "all", "high", "wilson"),
    ],
)
def test_a_direction_is_said_of_a_level_and_never_of_a_count(id, breakdown, polarity, limits):
    told = dictionary()[id].at(breakdown)
    assert (told.polarity, told.limits) == (polarity, limits)


@pytest.mark.parametrize(
    ("councils", "newest"),
    [([10, 10, 10], 2), ([10, 10, 5], 2), ([10, 10, 4], 1), ([10, 0, 0], 0), ([0, 0], None), ([], None)],
)
def test_the_newest_period_is_one_that_councils_report_for(councils, newest):
    cells = tuple(Cell(str(2000 + n), many, "") for n, many in enumerate(councils))
    expected = None if newest is None else str(2000 + newest)
    assert Subject(dictionary()[SHARE], "all", cells).newest == expected
