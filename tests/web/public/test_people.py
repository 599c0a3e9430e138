"""People who are providers, whom CQC's files of ratings do not name, are named nowhere on the site nor in an edition."""

from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.sources import headers
from careplace.sources.books import open_book
from careplace.sources.cqc.layouts import ACTIVE_LOCATIONS, DEACTIVATED_LOCATIONS
from careplace.sources.publication import RawFile


@pytest.fixture(scope="module")
def named(raw) -> dict[str, str]:
    """{provider: its name as CQC's register has it}, of people and partners who share it with nothing else."""
    people, others = {}, set()
    for row in registered(raw):
        single = row["Provider Ownership Type"] in ("Individual", "Partnership")
        people |= {row["Provider ID"]: row["Provider Name"]} if single else {}
        others |= {row["Location Name"]} | (set() if single else {row["Provider Name"]})
    found = {id: name for id, name in people.items() if name and not any(name in other for other in others)}
    assert found
    return found


def registered(raw) -> list[dict]:
    """The rows of the published files, as published, that state a provider's ownership."""
    rows = []
    for path in sorted(path for path in raw.rglob("*") if path.suffix in (".ods", ".xlsx", ".csv")):
        for sheet in open_book(RawFile(path, path.name, "")).sheets:
            for layout in (ACTIVE_LOCATIONS, DEACTIVATED_LOCATIONS):
                if header := headers.locate(sheet, layout):
                    rows += headers.published_text(header).to_pylist()
    return rows


@pytest.fixture
def people(named, home) -> list[dict]:
    """Rows of the newest register whose provider is one of them, each with its `person`."""
    rows = pq.read_table((home / "current").resolve() / "tables" / "register").to_pylist()
    newest = max(row["snapshot"] for row in rows if row["ownership"])
    found = [row | {"person": named[row["provider_id"]]} for row in rows
             if row["snapshot"] == newest and row["provider_id"] in named]  # fmt: skip
    assert found
    return found[:4]


def test_no_table_and_no_figure_names_a_person(named, home):
    folder = (home / "current").resolve()
    for room in ("tables", "figures"):
        for path in (folder / room).rglob("*.parquet"):
            for column in pq.read_table(path).columns:
                if pa.types.is_string(column.type):
                    assert not set(named.values()) & set(column.unique().to_pylist()), path


def test_no_text_of_a_register_that_is_kept_names_a_person(named, home):
    kept = [pq.read_table(path) for path in (home / "current").resolve().glob("raw-text/*.parquet")]
    registers = [text for text in kept if "Provider Ownership Type" in text.column_names]
    assert registers
    for text in registers:
        assert not set(named.values()) & set(text["Provider Name"].unique().to_pylist())


def test_lists_pages_and_files_name_no_person(client, people):
    for row in people:
        asked = f"date={row['snapshot']}&q={quote(row['location_id'])}"
        for address in (f"/explore/?{asked}", f"/explore.csv?{asked}", f"/locations/{row['location_id']}/"):
            answer = client.get(address, follow=True)
            assert answer.status_code == 200
            told = b"".join(answer) if answer.streaming else answer.content
            assert row["location_id"] in told.decode()
            assert row["person"] not in told.decode()
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
        assert row["person"] not in told


def test_nobody_is_found_by_the_name_of_a_person(client, people):
    for row in people:
        asked = f"/explore.csv?date={row['snapshot']}&q={quote(row['person'])}"
        told = b"".join(client.get(asked)).decode()
        assert row["location_id"] not in told


def test_the_files_of_a_place_name_no_person(client, people):
    for row in people:
        address = f"/places/{row['council'].lower()}/{row['snapshot']}/locations.csv"
        answer = client.get(address, follow=True)
        told = (b"".join(answer) if answer.streaming else answer.content).decode()
        assert row["location_id"] in told
        assert row["person"] not in told


def test_the_api_names_no_person(client, people):
    for row in people:
        told = client.get(f"/api/v1/locations/{row['location_id']}").json()["data"]
        assert told["provider_name"] == f"Individual/partnership provider {row['provider_id']}"
