"""CSV on the Web: every file's metadata is sound, and its CSV is as the metadata says, by csvw's own reading."""

import csv
import io
from dataclasses import replace

import pytest
from csvw import CSVW

from careplace.web.public.downloads import dataset, views
from careplace.web.public.downloads import descriptions as describing
from careplace.web.public.downloads.descriptions import described, metadata, of_file

# csvw reads some hundred rows a second.
ROWS_FOR_A_CHANGE = 100


def saved(had, folder, name, rows=None):
    """The CSV, or its first and last rows, and its metadata beside each other, as the web has them."""
    stem = name.rsplit("/", 1)[1]
    text = had(f"/downloads/{name}.csv")
    (folder / f"{stem}.csv").write_bytes(shortened(text, rows) if rows else text)
    path = folder / f"{stem}.csv-metadata.json"
    path.write_bytes(had(f"/downloads/{name}.csv-metadata.json"))
    return path


def shortened(text: bytes, rows: int) -> bytes:
    """The header, and the first and the last rows, `rows` of them in all."""
    header, *lines = csv.reader(io.StringIO(text.decode(), newline=""))
    if len(lines) <= rows:
        return text
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *lines[: rows // 2], *lines[-rows // 2 :]])
    return out.getvalue().encode()


def test_what_is_shortened_keeps_its_ends():
    text = b'a,b\r\n1,"x\r\ny"\r\n2,\r\n3,z\r\n4,\r\n'
    assert shortened(text, 4) == text
    assert shortened(text, 2) == b'a,b\r\n1,"x\r\ny"\r\n4,\r\n'


def test_a_csv_of_every_table_is_valid_by_its_metadata(files, had, tmp_path):
    first = {file.table: name for name, file in reversed(files.items())}
    are_valid({name: files[name] for name in first.values()}, had, tmp_path, ROWS_FOR_A_CHANGE)


@pytest.mark.release
def test_every_csv_is_valid_by_its_metadata(files, had, tmp_path):
    are_valid(files, had, tmp_path)


def are_valid(files, had, tmp_path, rows=None):
    read = set()
    for number, (name, file) in enumerate(files.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        table = CSVW(str(saved(had, folder, name, rows)), validate=True)
        assert table.is_valid, (name, table.warnings)
        # Of a table in parts it reads one; test_streaming.py reads every row.
        if file.rows < 3000 and file.table not in read:
            assert len(list(table.tables[0])) == min(file.rows, rows or file.rows)
            read.add(file.table)


def test_every_column_of_every_table_is_told(files, edition):
    for file in files.values():
        told = metadata(edition, file)
        assert bool(told["dc:publisher"]) == bool(told["dc:source"]) == bool(told["dc:rights"])
        assert told["dc:source"] or not file.rows
        for column in told["tableSchema"]["columns"]:
            assert column.get("dc:description"), (file.name, column["name"])


def test_what_is_said_of_tables_is_of_tables_that_are(files):
    made = {name for name, one in described().items() if not one.publications}
    assert made <= {file.table for file in files.values()}
    for file in files.values():
        assert of_file(file).meaning.endswith(".")


def test_a_csv_that_is_not_as_told_is_found_out(had, tmp_path, files):
    name = next(name for name in files if name.startswith("tables/register/"))
    path = saved(had, tmp_path, name)
    csv = path.with_name(path.name.removesuffix("-metadata.json"))
    csv.write_text(csv.read_text().replace("false", "perhaps"))
    with pytest.raises(UserWarning, match="Invalid column value: perhaps"):
        CSVW(str(path), validate=True).is_valid  # noqa: B018


def test_a_table_for_staff_or_without_a_contract_is_not_offered(client, files, edition, monkeypatch):
    assert set(describing.public_files(edition)) == set(files)
    staff = replace(described()["area"], audience="staff")
    without = {name: table for name, table in described().items() if name != "neighbour"}
    monkeypatch.setattr(describing, "described", lambda: without | {"area": staff})
    assert set(files) - set(describing.public_files(edition)) == {"tables/area", "tables/neighbour"}
    for address in ("area.csv", "area.parquet", "area.json", "area.csv-metadata.json", "neighbour.csv"):
        assert client.get(f"/downloads/tables/{address}").status_code == 404
    # Not through their pages: what these say is cached for as long as the edition is open.
    assert {"area_name", "area", "neighbour"} & {t["name"] for t in views._tables(edition, "tables")} == {
        "area_name"
    }
    addresses = {form["contentUrl"] for form in dataset.dataset(edition)["distribution"]}
    assert "/downloads/tables/area_name.csv" in addresses
    assert not addresses & {"/downloads/tables/area.csv", "/downloads/tables/neighbour.csv"}
