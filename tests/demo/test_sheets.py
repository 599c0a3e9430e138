from datetime import date
from zipfile import ZIP_STORED, ZipFile

import fastexcel
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.demo.ods import MEDIA_TYPE, write_ods
from careplace.demo.sheets import ROWS_AT_ONCE, Sheet
from careplace.demo.xlsx import write_xlsx

TABLE = pa.table(
    {
        "Name <&>": ["Fish & Chips", "a < b > c", None],
        "Beds": pa.array([12, None, 0]),
        "Latitude": [54.25, 1.0, None],
        "Begun": pa.array([date(2025, 9, 1), None, date(1999, 12, 31)]),
    }
)
SHEETS = [
    Sheet("README", (("Title",), ("Source", "as at"))),
    Sheet("Rows & rows", (("a notice",), ()), TABLE),
]
WRITERS = {"ods": write_ods, "xlsx": write_xlsx}


def read(path, name, dtypes="string"):
    sheet = fastexcel.read_excel(path).load_sheet(name, header_row=None, skip_rows=0, dtypes=dtypes)
    return [tuple(row.values()) for row in sheet.to_arrow().to_pylist()]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_is_read(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"book.{kind}", SHEETS)
    assert fastexcel.read_excel(path).sheet_names == ["README", "Rows & rows"]
    notice, blank, header, *rows = read(path, "Rows & rows")
    assert notice[0] == "a notice"
    assert set(blank) == {None}
    assert header == ("Name <&>", "Beds", "Latitude", "Begun")
    assert [row[:3] for row in rows] == [
        ("Fish & Chips", "12", "54.25"),
        ("a < b > c", None, "1"),
        (None, "0", None),
    ]


def test_dates_are_dates_in_ods_and_day_first_text_in_xlsx(tmp_path):
    ods = read(write_ods(tmp_path / "a.ods", SHEETS), "Rows & rows")
    xlsx = read(write_xlsx(tmp_path / "a.xlsx", SHEETS), "Rows & rows")
    assert [row[3][:10] for row in (ods[3], ods[5])] == ["2025-09-01", "1999-12-31"]
    assert [row[3] for row in (xlsx[3], xlsx[5])] == ["01/09/2025", "31/12/1999"]


def test_openpyxl_reads_what_we_write_as_xlsx(tmp_path):
    book = openpyxl.load_workbook(write_xlsx(tmp_path / "a.xlsx", SHEETS))
    assert [cell.value for cell in book["Rows & rows"][4]] == ["Fish & Chips", 12, 54.25, "01/09/2025"]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_sheets_are_the_same_bytes(tmp_path, kind):
    one, two = (WRITERS[kind](tmp_path / f"{n}.{kind}", SHEETS).read_bytes() for n in range(2))
    assert one == two


def test_ods_says_first_what_it_is(tmp_path):
    with ZipFile(write_ods(tmp_path / "a.ods", SHEETS)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype").decode() == MEDIA_TYPE


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1])
def test_no_row_is_lost_between_batches(tmp_path, count):
    table = pa.table({"n": pa.array(range(count), pa.int64())})
    rows = read(write_ods(tmp_path / "a.ods", [Sheet("s", (), table)]), "s")
    assert [row[0] for row in rows] == ["n", *map(str, range(count))]


# What a spreadsheet cell can hold: no control characters, no line ends, no leading or trailing space.
CELL = st.text(
    st.characters(min_codepoint=33, max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc")), min_size=1
)


@given(st.lists(CELL, min_size=1, max_size=8))
def test_any_text_survives(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("texts")
    sheet = Sheet("s", (), pa.table({"text": texts}))
    for kind, write in WRITERS.items():
        assert [row[0] for row in read(write(folder / f"a.{kind}", [sheet]), "s")] == ["text", *texts]
