"""Published files that are known and not read are left aside by name."""

import pytest
from tests.real.conftest import opened

from careplace.sources import recognise
from careplace.sources.known_unread import known_but_not_read

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("care_homes_and_beds_all.csv", "totals of care homes and beds"),
        ("care_homes_inspections_all.csv", "totals of ratings in England"),
        ("non_care_homes_inspections_all.csv", "totals of ratings in England"),
    ],
)
def test_totals_of_england(real_data, name, words):
    book = opened(real_data / "cqc" / name)
    assert recognise(book) is None
    assert words in known_but_not_read(book)


def test_every_other_published_file_is_not_among_them(real_data):
    unread = (
        "care_homes_and_beds_all.csv",
        "care_homes_inspections_all.csv",
        "non_care_homes_inspections_all.csv",
    )
    for path in sorted((real_data / "cqc").glob("*.csv")):
        if path.name not in unread:
            assert known_but_not_read(opened(path)) is None


def test_the_market_export(cases):
    book = opened(cases / "16-cqc-adass-export" / "Locations.csv")
    assert recognise(book) is None
    assert "export of locations for councils" in known_but_not_read(book)
