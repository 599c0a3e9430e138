"""What can be downloaded: what the manifest names, and nothing that an address could be bent to."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.editions.rawstore import digest
from careplace.web.downloads import files as room
from careplace.web.downloads.files import DataFile, without_names

ODD = [
    "/downloads/tables/%2e%2e/manifest.csv", "/downloads/tables/..%2fmanifest.json", "/downloads/manifest.json",
    "/downloads/raw-text/a.parquet", "/downloads/tables/area", "/downloads/tables/area.exe",
    "/downloads/tables/area.csv.csv",
    "/downloads/tables//etc/passwd.csv", "/downloads/tables/area%00.csv", "/downloads/tables/AREA.csv",
    "/downloads/figures.csv",
    "/downloads/tables/%2fetc%2fpasswd.csv", "/downloads/tables/area\\..\\x.csv", "/downloads/tables/area' or 1=1.csv",
    "/downloads/tables/register.csv", "/downloads/tables/a/b/c/d.csv", "/downloads/tables/nope.csv-metadata.json",
]  # fmt: skip


def test_every_file_of_tables_and_figures_is_there_and_no_other(files, home):
    manifest = json.loads((home / "current" / "manifest.json").read_text())["files"]
    wanted = {
        name.removesuffix(".parquet") for name in manifest if name.split("/")[0] in ("tables", "figures")
    }
    assert set(files) == wanted
    for name, file in files.items():
        assert file.rows == manifest[f"{name}.parquet"]["rows"]
        assert file.path.is_file()


@pytest.mark.parametrize("address", ODD)
def test_no_address_leads_to_another_file(client, address):
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert b"root:" not in answer.content


def test_a_file_is_saved_under_a_name_that_says_its_edition(client, files, edition):
    file = files[
        "tables/register/"
        + next(name for name in files if name.startswith("tables/register/")).split("/")[-1]
    ]
    assert file.table == "register"
    assert file.saved_as("e", "csv") == f"careplace-e-tables-register-{file.part}.csv"
    answer = client.get(f"/downloads/{file.name}.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="{file.saved_as(edition.id, "csv")}"'
    answer.close()


@pytest.mark.parametrize(
    ("ownership", "told"),
    [
        ("Individual", "Individual/partnership provider 1-1"),
        ("Partnership", "Individual/partnership provider 1-1"),
        ("Organisation", "A Example"),
        (None, "A Example"),
    ],
)
def test_people_who_are_providers_are_not_named(edition, tmp_path, ownership, told):
    ownership = pa.array([ownership], pa.string())
    table = pa.table(
        {"beds": [3], "provider_name": ["A Example"], "provider_id": ["1-1"], "ownership": ownership}
    )
    pq.write_table(table, tmp_path / "x.parquet")
    (tmp_path / "copies").mkdir()
    copy = without_names(edition, DataFile("tables/x", tmp_path / "x.parquet", 1, 0, ""), tmp_path / "copies")
    assert pq.read_table(copy.path).to_pylist() == [table.to_pylist()[0] | {"provider_name": told}]
    assert (copy.bytes, copy.sha256) == (copy.path.stat().st_size, digest(copy.path))


def test_a_file_without_names_is_sent_as_it_lies(edition, files):
    file = files["tables/area"]
    assert file.path.parent == edition.folder / "tables"
    assert without_names(edition, file, edition.folder) is file


def test_no_download_names_a_person(edition, files, had):
    people = {
        row["provider_name"]
        for row in edition.rows(
            "select provider_name from register where ownership in ('Individual', 'Partnership')"
        )
    }
    for name in files:
        if name.startswith("tables/register/"):
            for form in ("csv", "json", "parquet"):
                whole = had(f"/downloads/{name}.{form}")
                if form == "parquet":
                    whole = str(pq.read_table(pa.BufferReader(whole))["provider_name"].to_pylist()).encode()
                others = {row for row in people if row.encode() in whole}
                assert not others


def test_copies_go_with_the_edition():
    listed = room._Listed()
    folder = listed.copies
    (folder / "x").write_text("x")
    del listed
    assert not folder.exists()
