"""What can be downloaded: what the manifest names, and nothing that an address could be bent to."""

import json

import pytest

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
