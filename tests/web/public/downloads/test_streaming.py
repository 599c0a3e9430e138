"""CSV and JSON hold every row as it is in Parquet, escaped where a spreadsheet could take it for a formula."""

import csv
import gzip
import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish import opendata
from careplace.web.public.downloads import streaming
from careplace.web.public.downloads.files import DataFile
from careplace.web.public.downloads.streaming import as_csv, as_json, zipped


def said(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return value
    return opendata.spreadsheet_safe_text(value) if isinstance(value, str) else str(value)


def same(cell: str, value) -> bool:
    return float(cell) == value if isinstance(value, float) and value is not None else cell == said(value)


def test_every_csv_holds_every_row(files, had):
    for name, file in files.items():
        text = had(f"/downloads/{name}.csv").decode()
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        table = pq.read_table(file.path)
        assert header == table.column_names
        assert len(rows) == table.num_rows == file.rows
        for row, wanted in list(zip(rows, table.to_pylist(), strict=True))[:300]:
            assert all(same(cell, value) for cell, value in zip(row, wanted.values(), strict=True)), (
                name,
                row,
            )


def test_every_json_holds_every_row(files, had):
    for name, file in files.items():
        rows = json.loads(had(f"/downloads/{name}.json"))
        wanted = [
            {key: str(value) if isinstance(value, date) else value for key, value in row.items()}
            for row in pq.read_table(file.path).to_pylist()
        ]
        assert rows == wanted, name


def test_json_has_a_row_a_line(files, had):
    name = next(name for name, file in files.items() if file.rows > 3)
    lines = had(f"/downloads/{name}.json").decode().splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert all(json.loads(line.rstrip(",")) for line in lines[1:-1])


@pytest.fixture
def wide(tmp_path) -> DataFile:
    """A file of several batches with everything that a cell may be."""
    rows = 3 * streaming.BATCH + 5
    table = pa.table(
        {
            "text": ['a "quoted", cell\nof two lines'] * rows,
            "empty": pa.array([""] * rows),
            "none": pa.nulls(rows, pa.string()),
            "day": [date(2021, 2, 1)] * rows,
            "flag": [True] * rows,
            "number": [0.1] * rows,
            "whole": range(rows),
        }
    )
    pq.write_table(table, tmp_path / "wide.parquet")
    return DataFile("tables/wide", tmp_path / "wide.parquet", rows, 0, "")


def test_a_file_comes_in_batches_in_its_own_order(edition, wide):
    pieces = list(as_csv(edition, wide))
    assert len(pieces) > 4
    rows = list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))
    assert [row["whole"] for row in rows] == [str(number) for number in range(wide.rows)]
    first = {key: value for key, value in rows[0].items() if key != "whole"}
    assert first == {
        "text": 'a "quoted", cell\nof two lines', "empty": "", "none": "", "day": "2021-02-01", "flag": "true",
        "number": "0.1",
    }  # fmt: skip


def test_json_comes_in_batches_too(edition, wide):
    pieces = list(as_json(edition, wide))
    assert len(pieces) > 4
    rows = json.loads(b"".join(pieces))
    assert [row["whole"] for row in rows] == list(range(wide.rows))
    assert rows[0]["none"] is None


def test_a_file_without_rows_is_an_empty_list(edition, wide, tmp_path):
    pq.write_table(pq.read_table(wide.path).slice(0, 0), tmp_path / "empty.parquet")
    empty = DataFile("tables/empty", tmp_path / "empty.parquet", 0, 0, "")
    assert json.loads(b"".join(as_json(edition, empty))) == []
    assert b"".join(as_csv(edition, empty)).decode().splitlines() == [
        '"text","empty","none","day","flag","number","whole"'
    ]


@given(st.lists(st.binary(max_size=40), max_size=10))
def test_what_is_packed_unpacks(pieces):
    assert gzip.decompress(b"".join(zipped(pieces))) == b"".join(pieces)


def test_readers_who_take_gzip_get_it(files, had, client):
    plain = had("/downloads/tables/area.csv")
    assert gzip.decompress(had("/downloads/tables/area.csv", **{"accept-encoding": "gzip"})) == plain
    assert had("/downloads/tables/area.csv", **{"accept-encoding": "gzip;q=0"}) == plain
