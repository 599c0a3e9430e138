"""What a figure is called: its measure and its breakdown in words."""

import pytest

from careplace.measures.dictionary import measures as dictionary
from careplace.publish.figure_titles import breakdown_words, figure_title, is_rated_share


@pytest.mark.parametrize(
    ("id", "breakdown", "words"),
    [
        ("ascof-1a-quality-of-life", "all", ""),
        ("delayed-days", "reason:nursing-home-placement", "Reason: Nursing home placement"),
        ("delayed-days", "responsible:nhs", "Responsible: NHS"),
        ("rating-share", "gp-practices/overall/locations/good", "GP practices, Good"),
        (
            "rating-share",
            "adult-social-care/safe/beds/inadequate",
            "Adult social care, Safe, Beds, Inadequate",
        ),
    ],
)
def test_a_breakdown_is_told_in_words(id, breakdown, words):
    assert breakdown_words(dictionary()[id], breakdown) == words


@pytest.mark.parametrize(
    ("id", "breakdown", "title"),
    [
        (
            "rating-share",
            "gp-practices/overall/locations/good-or-outstanding",
            "Rated Good or Outstanding: GP practices",
        ),
        ("rating-share", "gp-practices/overall/locations/good", "Share of ratings: GP practices, Good"),
        (
            "rating-share",
            "gp-practices/safe/locations/good-or-outstanding",
            "Share of ratings: GP practices, Safe, Good or Outstanding",
        ),
        (
            "rating-age-median",
            "gp-practices/overall/locations",
            "Age of ratings: the middle one: GP practices",
        ),
    ],
)
def test_a_title_names_the_measure_and_the_part(id, breakdown, title):
    measure = dictionary()[id]
    assert figure_title(measure, breakdown) == title
    assert is_rated_share(measure, breakdown) == title.startswith("Rated")


def test_a_figure_of_everybody_has_the_title_of_its_measure():
    for measure in dictionary().values():
        assert figure_title(measure, "all") == measure.title
