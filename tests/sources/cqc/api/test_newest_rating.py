"""The newest published rating counts, whichever block of a payload holds it."""

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kinds import every
from tests.sources.cqc.api.payloads import assessed, group, location, overall, provider
from tests.sources.cqc.api.test_reader import ratings, read, rows

from careplace.ratings import scale


def of_location(on: str, rating: str, status: str = "Current", *groups: dict, **questions: str) -> list[dict]:
    """An `assessment` that rates the location as a whole."""
    asked = [{"name": name, "rating": word, "status": "Assessed"} for name, word in questions.items()]
    whole = {"rating": rating, "status": status, "keyQuestionRatings": asked}
    published = f"{on}T09:00:00"
    return [
        {
            "assessmentPlanPublishedDateTime": published,
            "ratings": {"overall": [whole], "asgRatings": [*groups]},
        }
    ]


def history(on: str, rating: str, by: str | None = None, **questions: str) -> list[dict]:
    report = {"reportDate": on, "overall": overall(rating, None, questions)["overall"]}
    return [report | ({"organisationId": by} if by else {})]


def counted(reading) -> tuple:
    row = ratings(reading)["Overall", "Overall"]
    return row["rating"], row["published_on"], row["report_type"]


def test_a_newer_assessment_of_the_one_group_replaces_currentratings(tmp_path):
    inadequate = group("Care Homes", "Inadequate", "Current", Safe=("Inadequate", "Assessed"))
    one = location(
        currentRatings=overall("Good", "2021-03-04", {"Safe": "Good", "Caring": "Good"}),
        assessment=assessed("2025-06-10", inadequate),
    )
    reading = read(tmp_path, one)
    assert counted(reading) == ("Inadequate", date(2025, 6, 10), "Assessment")
    [row] = rows(reading, "cqc_location")
    assert (row["overall_rating"], row["rating_published_on"]) == ("Inadequate", date(2025, 6, 10))
    found = ratings(reading)
    assert (found["Overall", "Safe"]["rating"], found["Overall", "Caring"]["rating"]) == (
        "Inadequate",
        "Good",
    )
    assert "1 locations have a newer overall rating in assessment" in "".join(reading.notes)


def test_what_was_replaced_becomes_history(tmp_path):
    one = location(
        currentRatings=overall("Good", "2021-03-04", {"Safe": "Good"}),
        assessment=assessed("2025-06-10", group("Care Homes", "Inadequate", Safe=("Good", "Not Assessed"))),
        historicRatings=history("2018-01-02", "Outstanding"),
    )
    found = rows(read(tmp_path, one), "cqc_rating_history")
    assert [(r["domain"], r["rating"], r["published_on"]) for r in found] == [
        ("Overall", "Outstanding", date(2018, 1, 2)),
        ("Overall", "Good", date(2021, 3, 4)),
    ]


def test_history_does_not_get_a_report_twice(tmp_path):
    one = location(
        currentRatings=overall("Good", "2021-03-04"),
        assessment=assessed("2025-06-10", group("Care Homes", "Inadequate")),
        historicRatings=history("2021-03-04", "Good"),
    )
    assert len(rows(read(tmp_path, one), "cqc_rating_history")) == 1


def test_an_older_assessment_does_not_replace_a_newer_report(tmp_path):
    one = location(
        currentRatings=overall("Inadequate", "2025-01-01"),
        assessment=assessed("2024-09-17", group("Care Homes", "Good")),
    )
    reading = read(tmp_path, one)
    assert counted(reading) == ("Inadequate", date(2025, 1, 1), None)
    assert ratings(reading)["Care Homes", "Overall"]["rating"] == "Good"


def of_one_day(pair: str, first: str, second: str) -> dict:
    """The fields of a payload with two ratings of one day, in two blocks or twice in one."""
    day = "2024-09-17"
    return {
        "blocks": {"currentRatings": overall(first, day), "assessment": of_location(day, second)},
        "groups": {"assessment": assessed(day, group("Care Homes", first), group("Care Homes", second))},
        "assessments": {"assessment": of_location(day, first) + of_location(day, second)},
        "reports": {"historicRatings": history(day, first) + history(day, second)},
    }[pair]


@pytest.mark.parametrize("pair", ["blocks", "groups", "assessments", "reports"])
@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_ratings_of_one_day_the_worse_counts(tmp_path, pair, swapped):
    """In whatever order and block they stand: neither the alphabet nor the block may flatter a place."""
    # A suspension among the reports of `historicRatings` is no rating, and counts for nothing.
    words = [*scale.LEVELS, *["Rating suspended"] * (pair != "reports")]
    pairs = list(itertools.combinations(words, 2))
    payloads = [
        location(f"1-{n}", **of_one_day(pair, *(reversed(two) if swapped else two)))
        for n, two in enumerate(pairs)
    ]
    reading = read(tmp_path, *payloads)
    found = {row["location_id"]: row["overall_rating"] for row in rows(reading, "cqc_location")}
    assert found == {f"1-{n}": scale.standard(worse)[0] for n, (_, worse) in enumerate(pairs)}
    assert (f"{len(pairs)} payloads have two different ratings of one day" in "".join(reading.notes)) == (
        pair == "blocks"
    )
    assert len(rows(reading, "cqc_rating_history")) == 2 * len(pairs) * (pair == "reports")


def test_the_assessment_of_the_location_is_read(tmp_path):
    groups = group("Maternity", "Good"), group("Surgery", "Inadequate")
    one = location(
        assessment=of_location("2025-06-10", "Requires Improvement", "Current", *groups, Safe="Good")
    )
    reading = read(tmp_path, one)
    assert counted(reading) == ("Requires improvement", date(2025, 6, 10), "Assessment")
    assert ratings(reading)["Overall", "Safe"]["rating"] == "Good"
    assert ratings(reading)["Surgery", "Overall"]["rating"] == "Inadequate"


def test_the_assessment_of_the_location_without_groups(tmp_path):
    five = dict.fromkeys(scale.KEY_QUESTIONS, "Good")
    found = ratings(read(tmp_path, location(assessment=of_location("2025-06-10", "Good", "Current", **five))))
    assert {domain: r["rating"] for (_group, domain), r in found.items()} == dict.fromkeys(
        scale.DOMAINS, "Good"
    )


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("word", every(2, ["Historic", "historic "]))
def test_what_is_historic_does_not_count_beside_what_is_current(tmp_path, first, word):
    # Historic, though newer: CQC says by its status which one stands.
    old, new = of_location("2025-06-10", "Inadequate", word), of_location("2024-01-01", "Good")
    both = old + new if first else new + old
    assert counted(read(tmp_path, location(assessment=both)))[0] == "Good"


def test_a_historic_group_beside_a_current_one(tmp_path):
    old = assessed("2024-06-10", group("Care Homes", "Inadequate", "Historic"))
    new = assessed("2025-06-10", group("Care Homes", "Good", "Current"))
    found = ratings(read(tmp_path, location(assessment=old + new)))
    assert found["Overall", "Overall"]["rating"] == found["Care Homes", "Overall"]["rating"] == "Good"


def test_one_group_assessed_twice_is_one_group(tmp_path):
    twice = assessed("2024-01-01", group("Homecare", "Good")) + assessed(
        "2025-01-01", group("Homecare", "Inadequate")
    )
    assert counted(read(tmp_path, location(assessment=twice)))[:2] == ("Inadequate", date(2025, 1, 1))


def test_two_groups_of_which_one_is_unrated_leave_the_location_not_rated(tmp_path):
    both = assessed("2025-06-10", group("Care Homes", "Good"), group("Homecare", ""))
    assert counted(read(tmp_path, location(assessment=both)))[:2] == ("Not rated", None)


def test_two_groups_do_not_replace_an_overall_rating_and_are_noted(tmp_path):
    both = assessed("2025-06-10", group("Care Homes", "Inadequate"), group("Homecare", "Good"))
    reading = read(tmp_path, location(currentRatings=overall("Good", "2021-03-04"), assessment=both))
    assert counted(reading)[:2] == ("Good", date(2021, 3, 4))
    assert "1 locations have several service groups assessed after their overall rating" in "".join(
        reading.notes
    )


@pytest.mark.parametrize(
    "word",
    every(2, ["Inspected but not rated", "No Approved Rating", "Insufficient evidence to rate", "Wonderful"]),
)
def test_no_rating_replaces_no_rating(tmp_path, word):
    one = location(
        currentRatings=overall("Good", "2021-03-04"),
        assessment=assessed("2025-06-10", group("Care Homes", word)),
    )
    assert counted(read(tmp_path, one))[:2] == ("Good", date(2021, 3, 4))


def test_a_suspended_rating_is_no_longer_the_rating(tmp_path):
    one = location(
        currentRatings=overall("Good", "2021-03-04"), assessment=of_location("2025-06-10", "Rating suspended")
    )
    assert counted(read(tmp_path, one))[0] == "Suspended"


def test_a_newer_report_of_history_counts(tmp_path):
    one = location(
        currentRatings=overall("Good", "2021-03-04", {"Safe": "Good", "Caring": "Good"}),
        historicRatings=history("2023-05-06", "Inadequate", Safe="Inadequate"),
    )
    reading = read(tmp_path, one)
    found = ratings(reading)
    assert counted(reading)[:2] == ("Inadequate", date(2023, 5, 6))
    assert (found["Overall", "Safe"]["rating"], found["Overall", "Caring"]["rating"]) == (
        "Inadequate",
        "Good",
    )
    assert "1 locations take their overall rating from historicRatings" in "".join(reading.notes)


@pytest.mark.parametrize(
    ("on", "rating", "by"),
    every(
        2,
        [
            ("2023-05-06", "Inspected but not rated", None),
            ("2023-05-06", "Inadequate", "1-50"),
            ("2021-03-04", "Inadequate", None),
            ("2019-03-04", "Inadequate", None),
        ],
    ),
)
def test_a_report_of_history_does_not_count(tmp_path, on, rating, by):
    """One without a rating, of another registration, or that is not newer (Oldham has 22 of the first kind)."""
    one = location(currentRatings=overall("Good", "2021-03-04"), historicRatings=history(on, rating, by))
    assert counted(read(tmp_path, one))[:2] == ("Good", date(2021, 3, 4))


def test_so_it_is_with_what_a_registration_ended_with(tmp_path):
    left = location(
        registrationStatus="Deregistered",
        deregistrationDate="2025-12-31",
        currentRatings=overall("Good", "2021-03-04"),
        assessment=assessed("2025-06-10", group("Care Homes", "Inadequate")),
    )
    [row] = rows(read(tmp_path, left), "cqc_last_rating")
    assert (row["rating"], row["published_on"]) == ("Inadequate", date(2025, 6, 10))


def test_so_it_is_with_providers(tmp_path):
    whole = provider(
        currentRatings=overall("Good", "2021-03-04"), assessment=of_location("2025-06-10", "Inadequate")
    )
    [row] = rows(read(tmp_path, whole), "cqc_provider_rating")
    assert (row["rating"], row["published_on"]) == ("Inadequate", date(2025, 6, 10))


LEVELS = st.sampled_from(scale.LEVELS)
# Not beyond a month from today: such dates are refused.
DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 1)).map(date.isoformat)
RATED = st.tuples(DAYS, LEVELS)


def slow_answer(stands: list[tuple], earlier: list[tuple]) -> tuple:
    """(rating, day): the worst of the newest day; a report of history counts if it is newer than all that stands."""
    newest = max((day for day, _word in stands), default="")
    dated = [*stands, *(report for report in earlier if report[0] > newest)]
    if not dated:
        return None, None
    last = max(day for day, _word in dated)
    return max((word for day, word in dated if day == last), key=scale.LEVELS.index), last


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(6)
)
@given(
    st.lists(
        st.tuples(st.none() | RATED, st.none() | RATED, st.none() | RATED, st.lists(RATED, max_size=3)),
        min_size=1,
        max_size=30,
    )
)
def test_against_a_slow_reading(tmp_path, drawn):
    """The newest of all dated ratings, of one day the worst, looked for in Python."""
    payloads, expected = [], {}
    for n, (current, whole, one, earlier) in enumerate(drawn):
        payloads.append(
            location(
                f"1-{n}",
                currentRatings=overall(current[1], current[0]) if current else None,
                assessment=[
                    *(of_location(*whole) if whole else []),
                    *(assessed(one[0], group("Care Homes", one[1])) if one else []),
                ],
                historicRatings=[report for day, word in earlier for report in history(day, word)],
            )
        )
        expected[f"1-{n}"] = slow_answer([*filter(None, (current, whole, one))], earlier)
    found = rows(read(tmp_path, *payloads), "cqc_location")
    assert {
        r["location_id"]: (
            r["overall_rating"],
            r["rating_published_on"] and r["rating_published_on"].isoformat(),
        )
        for r in found
    } == expected


@pytest.mark.parametrize("word", every(3, ["Not rated", "Not Yet Rated", "No Approved Rating"]))
@pytest.mark.parametrize("first", [True, False])
def test_no_rating_of_the_location_replaces_no_rating(tmp_path, word, first):
    rated, unrated = of_location("2024-01-01", "Good"), of_location("2025-01-01", word)
    both = rated + unrated if first else unrated + rated
    assert counted(read(tmp_path, location(assessment=both)))[:2] == ("Good", date(2024, 1, 1))


@pytest.mark.parametrize("word", ["Not rated", ""])
def test_no_rating_of_a_group_replaces_no_rating(tmp_path, word):
    both = assessed("2024-01-01", group("Care Homes", "Good")) + assessed(
        "2025-01-01", group("Care Homes", word)
    )
    found = ratings(read(tmp_path, location(assessment=both)))
    assert found["Overall", "Overall"]["rating"] == found["Care Homes", "Overall"]["rating"] == "Good"


@pytest.mark.parametrize(
    ("safe", "led"), every(2, [("safe", "Well-Led"), ("SAFE ", "Well led"), (" Safe", "well-led")])
)
def test_key_questions_in_any_case_and_spacing(tmp_path, safe, led):
    words = {safe: "GOOD ", led: "requires\u00a0Improvement"}
    reading = read(tmp_path, location(currentRatings=overall("Good", "2021-03-04", words)))
    assert (ratings(reading)["Overall", "Safe"]["rating"], reading.notes) == ("Good", ())
    assert ratings(reading)["Overall", "Well-led"]["rating"] == "Requires improvement"


@pytest.mark.parametrize(
    "written", every(2, ["2021-03-04", "2021-3-4", "2021-03-04T00:00:00Z", " 2021-03-04 09:00:00"])
)
def test_dates_are_compared_as_days_however_they_are_written(tmp_path, written):
    one = location(currentRatings=overall("Good", written))
    assert counted(read(tmp_path, one))[:2] == ("Good", date(2021, 3, 4))
    newer = location(
        currentRatings=overall("Good", written), assessment=of_location("2021-10-10", "Inadequate")
    )
    assert counted(read(tmp_path, newer))[:2] == ("Inadequate", date(2021, 10, 10))


def test_the_date_of_currentratings_is_that_of_an_undated_overall(tmp_path):
    one = location(currentRatings=overall("Good", None) | {"reportDate": "2021-03-04"})
    assert counted(read(tmp_path, one))[:2] == ("Good", date(2021, 3, 4))


def test_groups_assessed_later_do_not_hide_a_newer_report_in_historicratings(tmp_path):
    one = location(
        currentRatings=overall("Good", "2021-03-04"),
        historicRatings=history("2023-03-04", "Inadequate"),
        assessment=assessed("2024-01-01", group("A", "Good"), group("B", "Good")),
    )
    reading = read(tmp_path, one)
    assert counted(reading)[:2] == ("Inadequate", date(2023, 3, 4))
    assert "in assessment than in currentRatings" not in "".join(reading.notes)
