"""Tables are read whatever their separator and encoding, or refused with the place of what is wrong."""

import csv
import io

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careplace.cli.calculating import tables
from careplace.cli.calculating.tables import SEPARATORS, read_table

WORD = st.text(st.characters(codec="cp1252", categories=("L", "N")), min_size=1, max_size=6)
ROWS = st.lists(st.tuples(WORD, st.integers(0, 10**6).map(str), WORD), min_size=3, max_size=9)


@pytest.fixture
def file(tmp_path):
    def write(data: str | bytes) -> str:
        path = tmp_path / "mine.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)

    return write


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS, st.sampled_from(sorted(SEPARATORS)), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_separator_and_encoding_are_found(file, rows, separator, encoding):
    out = io.StringIO()
    csv.writer(out, delimiter=SEPARATORS[separator]).writerows([("first", "second", "third"), *rows])
    table = read_table(file(out.getvalue().encode(encoding)))
    assert table.names == ["first", "second", "third"]
    assert table.rows == [list(row) for row in rows]
    assert table.numbers == list(range(2, 2 + len(rows)))


def test_windows_letters_are_read_and_an_encoding_may_be_named(file):
    assert read_table(file("name,n\nCaf\u00e9,1\n".encode("cp1252"))).rows == [["Café", "1"]]
    assert read_table(file("name,n\nCaf\u00e9,1\n".encode("cp850")), encoding="cp850").rows == [["Café", "1"]]


def test_blank_rows_are_left_out_and_rows_keep_their_numbers(file):
    table = read_table(file("a,b\n\n1,2\n,\n3,4\n"))
    assert (table.rows, table.numbers) == ([["1", "2"], ["3", "4"]], [3, 5])


def test_a_cell_of_several_lines_does_not_move_the_rest(file):
    table = read_table(file('a,b\n"x\ny",2\n3,4\n'))
    assert table.rows == [["x\ny", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "found an empty file; expected a header"),
        ("a,b\n", "found no rows below the header"),
        ("a,b\n1,2\n3\n4\n", r"row 3: found 1 cells \(2 such rows\); expected 2, as the header has"),
        ("a,b,a\n1,2,3\n", r"row 1: found the column names 'a' more than once"),
        (b"a,b\n\x00,1\n", "zero byte"),
        ('a,b\n"1,2\n', "row 2: found unexpected end of data"),
        ("a,b\n" + "x" * 200_000 + ",1\n", "field larger than field limit"),
    ],
)
def test_a_bad_table_says_where_it_is_bad(file, data, words):
    with pytest.raises(click.ClickException, match=words) as raised:
        read_table(file(data))
    assert len(raised.value.message) < 1000


def test_an_unknown_encoding_and_a_wrong_one_say_so(file):
    with pytest.raises(click.ClickException, match="unknown encoding"):
        read_table(file("a,b\n1,2\n"), encoding="latin-nonsense")
    with pytest.raises(click.ClickException, match="text in the encoding ascii"):
        read_table(file("é,b\n1,2\n"), encoding="ascii")


def test_a_table_beyond_the_bound_is_refused(file, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 2**20)
    with pytest.raises(click.ClickException, match="found more than 1 MiB"):
        read_table(file("a,b\n" + "1,2\n" * 2**19))
