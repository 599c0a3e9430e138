"""CSV within bounds: fields, rows and columns of any kind are read, or refused with their row."""

import csv
import gzip
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.csv_sheet import sheet
from careplace.sources.publication import RawFile
from careplace.sources.workbooks import bounds

FILE = RawFile(None, "x.csv", "")


def rows(data: bytes) -> list[list]:
    return [list(row.values()) for row in sheet(FILE, data).cells.to_pylist()]


def test_a_carriage_return_alone_ends_a_row():
    assert rows(b"a,b\r1,2\r3,4\r") == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert sheet(FILE, b"a,b\n1\r,2\n3,4\n").ragged == (2,)


@pytest.mark.parametrize("letter", [b"x", b"9", b" ", "é".encode()])
def test_a_field_that_is_too_long_is_told_by_its_row(raw, letter):
    with pytest.raises(SourceError, match=r"row 2.*131,072"):
        open_book(raw("x.csv", b"a,b\n1," + letter * 140_000 + b"\n"))


def test_a_quotation_mark_that_is_not_closed_is_told(raw):
    with pytest.raises(SourceError, match=r"quotation mark|not CSV"):
        open_book(raw("x.csv", b'a,b\n1,"' + b"2\n3,4\n" * 40_000))


def test_a_row_of_100_kb_of_commas_is_no_table(raw):
    with pytest.raises(SourceError, match="102,401 columns"):
        open_book(raw("x.csv", b"a,b\n1,2\n" + b"," * 102_400))


def test_much_out_of_little_is_refused(raw):
    with pytest.raises(SourceError, match="250 times its size"):
        open_book(raw("x.gz", gzip.compress(b"1,2\n" * 2**25)))


def test_a_file_of_rows_that_all_differ_is_no_table(raw):
    with pytest.raises(SourceError, match="not CSV"):
        open_book(raw("x.csv", b"a,b,c\n" * 200 + b"1,2\n" * 110_000))


def test_whole_numbers_beyond_64_bits_stay_text():
    assert rows(b"a\n18446744073709551616\n") == [["a"], ["18446744073709551616"]]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        read = sheet(FILE, data.decode("latin-1").replace("\0", "").encode())
    except SourceError:
        return
    assert read.cells.num_columns <= bounds.COLUMNS


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
    )
)
@settings(deadline=None)
def test_what_is_written_is_read(cells):
    made = StringIO()
    csv.writer(made).writerows(cells)
    assert rows(made.getvalue().encode()) == cells
