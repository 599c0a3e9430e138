"""Inspections of home care, and assessments of councils."""

from datetime import date

import pytest

from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.cqc.files import COUNCILS, HOMECARE

HOMECARE_HEAD = [
    *("", "reportdate", "overall", "ownership", "locationid"),
    *("location_start_2025", "location_end_2025", "good", "rating"),
]
QUALITY = [f"qs{n}_{word}" for n, word in enumerate(("assessing_needs", "supporting_people"), 1)]
COUNCIL_HEAD = [
    *("authority_name", "overall_rating", *QUALITY, "authority_type", "url", "avg_score", "assessment_month"),
    *(f"qs{n}_score" for n in range(1, 10)),
]


def read(publication, file, gazetteer=None):
    book = open_book(file)
    assert recognise(book) is publication
    return publication.read(book, gazetteer)


def council(
    name: str = "Coventry", month: str = "May 2024", scores: tuple = (2, 3, 3, 3, 3, 3, 3, 4, 1)
) -> list:
    return [name, "Requires Improvement", "Good", "Good", "City Council", "https://x", "2.8", month, *scores]


def test_home_care_counts_days_from_1960(csv_file):
    rows = [
        HOMECARE_HEAD,
        ["1", "2014-10-10", "Good", "For-profit", "1-436", "18536", "22272", "1", "Good"],
        ["2", "2021-02-01", "Requires Improvement", "Third sector", "rx601", "18602", "NA", "0", "x"],
    ]
    reading = read(HOMECARE, csv_file(rows, name="homecare_inspections_2014_2025.csv"))
    one, other = reading.tables["homecare_inspection"].to_pylist()
    assert (one["location_started_on"], one["location_ended_on"]) == (date(2010, 10, 1), date(2020, 12, 23))
    assert (other["location_id"], other["rating"]) == ("RX601", "Requires improvement")
    assert other["location_ended_on"] is None
    assert (reading.snapshot, reading.basis) == (date(2021, 2, 1), "newest publication date")
    assert reading.text["homecare_inspections"]["column 1"].to_pylist() == ["1", "2"]


def test_council_assessments(csv_file, gazetteer):
    rows = [COUNCIL_HEAD, council(), council("Kent", "October 2025", (None,) * 9)]
    reading = read(COUNCILS, csv_file(rows, name="council_assessments_to_2025-10.csv"), gazetteer)
    one, other = reading.tables["council_assessment"].to_pylist()
    assert (one["council"], one["assessed_month"], one["overall"]) == (
        "E08000026",
        date(2024, 5, 1),
        "Requires improvement",
    )
    assert [one[f"qs{n}"] for n in range(1, 10)] == [2, 3, 3, 3, 3, 3, 3, 4, 1]
    assert {other[f"qs{n}"] for n in range(1, 10)} == {None}
    assert reading.snapshot == date(2025, 10, 1)
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        (council("Atlantis"), ("column authority_name", "'Atlantis'", "nearest is Coventry")),
        (council(scores=(5,) * 9), ("column qs1_score", "'5'", "1 to 4")),
        (council(month="Spring 2024"), ("column assessment_month", "'Spring 2024'", "May 2024")),
    ],
)
def test_what_is_wrong_names_its_place(csv_file, gazetteer, row, parts):
    with pytest.raises(SourceError) as caught:
        read(COUNCILS, csv_file([COUNCIL_HEAD, council("Kent"), row], name="c_2025-10.csv"), gazetteer)
    for part in ("file c_2025-10.csv", "row 3", *parts):
        assert part in str(caught.value)
