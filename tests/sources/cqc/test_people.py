"""People and partners who are providers are called by their number in every table that could name them."""

import pytest
from tests.sources.cqc.api.payloads import location, provider
from tests.sources.cqc.api.test_reader import read as read_api

from careplace.sources.books import open_book
from careplace.sources.cqc.files import ACTIVE, DEACTIVATED

KINDS = pytest.mark.parametrize(
    ("ownership", "called"),
    [
        ("Individual", "Individual/partnership provider {}"),
        ("Partnership", "Individual/partnership provider {}"),
        ("Organisation", "A B Example"),
        ("NHS Body", "A B Example"),
        (None, "A B Example"),
    ],
)


@KINDS
@pytest.mark.parametrize("publication", [ACTIVE, DEACTIVATED])
def test_in_cqcs_files(request, ods, readme, gazetteer, publication, ownership, called):
    rows = request.getfixturevalue("active" if publication is ACTIVE else "deactivated")
    sheet = rows({"Provider Name": "A B Example", "Provider Ownership Type": ownership})
    reading = publication.read(open_book(ods({"README": readme, "Locations": sheet})), gazetteer)
    for table in reading.tables.values():
        [row] = table.to_pylist()
        assert row["provider_name"] == called.format(row["provider_id"])


@KINDS
def test_in_the_api(tmp_path, ownership, called):
    named = provider(name="A B Example", ownershipType=ownership)
    left = location("1-101", registrationStatus="Deregistered", deregistrationDate="2020-01-01")
    reading = read_api(tmp_path, named, location(), left)
    told = [
        row["provider_name"]
        for table in reading.tables.values()
        if "provider_name" in table.column_names
        for row in table.to_pylist()
    ]
    assert len(told) == 3
    assert set(told) == {called.format("1-9")}
