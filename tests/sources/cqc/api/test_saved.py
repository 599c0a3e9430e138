"""The date that a saved file describes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.cqc.api.saved import dated


@pytest.mark.parametrize(
    ("name", "newest", "expected"),
    [
        ("cqc-api_2025-03-15.jsonl.gz", date(2025, 3, 13), (date(2025, 3, 15), "file name")),
        ("oldham_2025-03.json", date(2025, 3, 13), (date(2025, 3, 13), "newest publication date")),
        ("oldham_2025-03.json", date(2025, 2, 27), (date(2025, 3, 1), "file name")),
        ("oldham_2025-03.json", None, (date(2025, 3, 1), "file name")),
        ("locations.json", date(2025, 3, 13), (date(2025, 3, 13), "newest publication date")),
        ("locations_2025-02-31.json", date(2025, 3, 13), (date(2025, 3, 13), "newest publication date")),
        ("2025-13_2024-05-06.json", None, (date(2024, 5, 6), "file name")),
        ("1-2025-031.json", date(2025, 3, 13), (date(2025, 3, 13), "newest publication date")),
    ],
)
def test_name_then_newest_date(name, newest, expected):
    assert dated(name, newest) == expected


@given(st.dates(date(2014, 1, 1), date(2099, 12, 31)))
def test_a_full_date_in_the_name_is_taken(day):
    assert dated(f"cqc-api_{day}.jsonl.gz", None) == (day, "file name")


@pytest.mark.parametrize(
    ("name", "newest"),
    [("locations.json", None), ("locations_2025-02-31.json", None), ("locations_2025-13.json", None)],
)
def test_no_date_anywhere_is_an_error(name, newest):
    with pytest.raises(ValueError, match="date"):
        dated(name, newest)
