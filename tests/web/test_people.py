"""People who are providers, whom CQC's files of ratings do not name, are named on no page of locations."""

from urllib.parse import quote

import pyarrow.parquet as pq
import pytest


@pytest.fixture
def people(home) -> list[dict]:
    """Rows of the newest register whose provider is a person or partners, and has no name that others bear."""
    rows = pq.read_table((home / "current").resolve() / "tables" / "register").to_pylist()
    newest = max(row["snapshot"] for row in rows if row["ownership"])
    alone = {row["provider_name"] for row in rows if row["ownership"] == "Organisation"}
    found = [
        row
        for row in rows
        if row["snapshot"] == newest and row["ownership"] in ("Individual", "Partnership")
        and row["provider_name"] and row["provider_name"] not in alone
        and row["provider_name"] not in (row["location_name"] or "")
    ]  # fmt: skip
    assert found
    return found[:4]


def test_lists_pages_and_files_name_no_person(client, people):
    for row in people:
        asked = f"date={row['snapshot']}&q={quote(row['location_id'])}"
        for address in (f"/explore/?{asked}", f"/explore.csv?{asked}", f"/locations/{row['location_id']}/"):
            answer = client.get(address, follow=True)
            assert answer.status_code == 200
            told = b"".join(answer) if answer.streaming else answer.content
            assert row["location_id"] in told.decode()
            assert row["provider_name"] not in told.decode()
            assert f"Individual/partnership provider {row['provider_id']}" in told.decode()


def test_a_sheet_for_visits_names_no_person(client, people):
    for row in people:
        told = client.get(
            f"/places/{row['council'].lower()}/{row['snapshot']}/list/", follow=True
        ).content.decode()
        assert (
            row["location_name"].replace("'", "&#39;").replace("&", "&amp;") in told
            or row["location_id"] in told
        )
        assert row["provider_name"] not in told


def test_nobody_is_found_by_the_name_of_a_person(client, people):
    for row in people:
        asked = f"/explore.csv?date={row['snapshot']}&q={quote(row['provider_name'])}"
        told = b"".join(client.get(asked)).decode()
        assert row["location_id"] not in told
