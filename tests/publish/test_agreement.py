"""The page of agreement: every disagreement by name with what is likely behind it, and no number of its own."""

from datetime import date

from tests.measures.agreement.published import HOSPITAL, council, engine, ratings

from careplace.measures.agreement.agreement import agreement
from careplace.publish.agreement import page, totals

INPUTS = [
    {
        "title": "Care directory with ratings",
        "publisher": "CQC",
        "name": "ratings.csv",
        "rows": {"cqc_rating": 1},
    },
    {"title": "Census", "publisher": "ONS", "name": "census.csv", "rows": {"population": 1}},
]


def made(*arguments, **more) -> str:
    with engine(*arguments, **more) as opened:
        return page(agreement(opened), "edition-1", INPUTS)


def test_the_page_says_what_it_is_made_from():
    text = made(ratings("home", "GGGGGG"))
    assert "`edition-1`" in text
    assert "`ratings.csv`" in text
    assert "census.csv" not in text


def test_each_disagreement_is_named_with_what_is_likely_behind_it():
    text = made([*ratings("limited", "RGGGGR"), *ratings("departed", "GRRGGG"), *ratings("fine", "GGGGGG")])
    limited, departed = (line for line in text.splitlines() if "Overall, 1 February 2020" in line)
    assert "Departed, Anywhere (`departed`)" in limited + departed
    assert "A breach of regulations" in next(line for line in (limited, departed) if "`limited`" in line)
    assert "a judgement that departed" in next(line for line in (limited, departed) if "`departed`" in line)
    assert "`fine`" not in text


def test_a_hospital_whose_services_were_rated_since():
    rated = [
        *ratings("h", "GGGGGG", category=HOSPITAL),
        *ratings("h", "RRGGGG", "Surgery", HOSPITAL, date(2021, 1, 1)),
        *ratings("h", "RRGGGG", "Maternity", HOSPITAL),
    ]
    (line,) = (
        line for line in made(rated).splitlines() if "`h`" in line and "Safe" in line and "2 services" in line
    )
    assert "2 Requires improvement | Good | Requires improvement" in line
    assert "A service was rated on 1 January 2021, after the hospital" in line
    assert "not confirmed" in line  # the number for two ratings is not


def test_where_all_agree_the_page_says_none():
    assert "\nNone.\n" in made(ratings("home", "GGGGGG"))


def test_councils_are_told_by_their_sums():
    given = [
        council("A", "Good", [3] * 9),
        council("B", "Good", [3] * 9),
        council("Pilot", "Not rated", [2] * 9),
    ]
    text = made(ratings("home", "GGGGGG"), councils=given)
    assert "| 27 | 75% | Good | 2 | 2 |" in text
    assert 'Pilot: CQC published "Not rated". Its scores come to 18 of 36, 50%' in text
    assert "With it none of these ratings would change" in text


def test_a_council_that_a_low_score_would_hold_back_is_counted():
    text = made(ratings("home", "GGGGGG"), councils=[council("A", "Good", [1] + [3] * 8)])
    assert "With it 1 of these ratings would change." in text


def test_without_councils_and_reports_the_page_says_so():
    text = made(ratings("home", "GGGGGG"))
    assert "No assessments of councils are in this edition." in text
    assert "No earlier reports are in this edition." in text


def test_totals_are_of_all_ratings_and_councils():
    with engine([*ratings("a", "GGGGGG"), *ratings("b", "RGGGGG"), *ratings("c", "GGGGG-")]) as opened:
        assert totals(agreement(opened)) == (1, 1, 1)
    councils = [council("A", "Good", [3] * 9), council("Pilot", "Not rated", [2] * 9)]
    with engine(ratings("a", "GGGGGG"), councils=councils) as opened:
        assert totals(agreement(opened)) == (2, 0, 1)


def test_tables_are_whole():
    text = made(
        [*ratings("limited", "RGGGGR"), *ratings("fine", "GGGGGG")], councils=[council("A", "Good", [3] * 9)]
    )
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} <= {7, 6, 9}
    assert all(row.endswith("|") for row in rows)
