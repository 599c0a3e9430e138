"""The engine answers without a warning, and writes the same rows as the same bytes however they arrive."""

from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace import engine
from careplace.engine import Cursor, Engine, ParquetFile, on_cursors, quoted


@pytest.fixture
def connected():
    with Engine() as connected:
        yield connected


def test_parameters_by_position_and_by_name(connected):
    assert connected.rows("select ? + 1 as n", [2]) == [{"n": 3}]
    assert connected.rows("select $n + 1 as n", {"n": 2}) == [{"n": 3}]


def test_a_registered_table_is_seen(connected):
    connected.register("place", pa.table({"code": ["E08000026"]}))
    assert connected.sql("select code from place").to_pylist() == [{"code": "E08000026"}]


def test_write_gives_the_same_bytes_with_any_number_of_threads(tmp_path):
    query = "select i as id, i % 7 as kind, 'name ' || i as name from range(300000) r(i) order by kind, id"
    written = []
    for threads in (1, 2):
        with Engine(threads=threads) as connected:
            assert connected.write(query, tmp_path / f"{threads}.parquet") == 300_000
        written.append((tmp_path / f"{threads}.parquet").read_bytes())
    assert written[0] == written[1]
    assert pq.read_metadata(tmp_path / "1.parquet").num_row_groups == 3


def test_write_gives_the_types_asked_for(connected, tmp_path):
    connected.write("select 1::integer as beds", tmp_path / "t.parquet", pa.schema([("beds", pa.int64())]))
    assert pq.read_table(tmp_path / "t.parquet").schema.field("beds").type == pa.int64()


def test_view_parquet_reads_back_and_survives_a_quote_in_a_path(connected, tmp_path):
    path = tmp_path / "it's.parquet"
    connected.write("select 1 as n", path)
    connected.view_parquet("t", path, path)
    assert connected.rows("select sum(n) as n from t") == [{"n": 2}]
    assert quoted("it's") == "'it''s'"


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, 1000), max_size=6))
def test_the_bytes_do_not_depend_on_how_the_rows_arrive(tmp_path_factory, cuts):
    folder: Path = tmp_path_factory.mktemp("arrive")
    rows = pa.table({"n": range(1000), "word": [f"w{n % 13}" for n in range(1000)]})
    bounds = [0, *sorted(cuts), 1000]
    pieces = [rows.slice(a, b - a) for a, b in pairwise(bounds)]
    for name, parts in (("whole", [rows]), ("pieces", pieces)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "ROWS_PER_GROUP", 300)
            with ParquetFile(folder / f"{name}.parquet", rows.schema) as file:
                for part in parts:
                    file.add(part)
    assert (folder / "whole.parquet").read_bytes() == (folder / "pieces.parquet").read_bytes()
    assert pq.read_table(folder / "pieces.parquet").equals(rows)


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 250])
def test_a_file_may_have_small_groups(tmp_path, number):
    rows = pa.table({"n": pa.array(range(number), pa.int64())})
    with ParquetFile(tmp_path / "t.parquet", rows.schema, 100) as file:
        file.add(rows)
    found = pq.ParquetFile(tmp_path / "t.parquet")
    sizes = [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)]
    assert found.read().equals(rows)
    assert [size for size in sizes if size] == [100] * (number // 100) + [number % 100] * bool(number % 100)


@pytest.mark.parametrize("name", ["h?me", "h*", "[home]", "home[x]", "**", "[", "h{o,a}me", "per%20cent"])
def test_a_path_is_one_file_and_never_a_pattern(connected, tmp_path, name):
    """A folder `h?me` read the file in `home` too, and `[home]` that in `h`."""
    for number, folder in enumerate(("home", "hame", "homex", "h", name)):
        (tmp_path / folder).mkdir()
        connected.write(f"select {number} as n", tmp_path / folder / "t.parquet")
    connected.view_parquet("t", tmp_path / name / "t.parquet")
    assert connected.rows("select n from t") == [{"n": 4}]


@pytest.mark.parametrize(
    "name", ["h[x]", "h*", "h?", "h[!a]", "[h]", "h]x", "k=v", "a b'c", "{h,x}", "h[[]x]"]
)
def test_a_file_is_read_wherever_it_stands_and_no_other(connected, tmp_path, name):
    """Beside it stand folders that its name is a pattern of."""
    for folder, value in (("hx", 1), ("x", 2), ("h", 3), ("hh", 4), (name, 5)):
        (tmp_path / folder).mkdir(exist_ok=True)
        pq.write_table(pa.table({"n": [value]}), tmp_path / folder / "f.parquet")
    path = tmp_path / name / "f.parquet"
    connected.view_parquet("seen", path)
    assert connected.rows("select * from seen") == [{"n": 5}]
    assert connected.rows(f"select * from {engine.read_parquet(path, path)}") == [{"n": 5}, {"n": 5}]
    assert connected.rows("select n from read_parquet($path)", {"path": engine.literal(path)}) == [{"n": 5}]


def test_a_file_that_has_gone_is_not_looked_for_under_another_name(connected, tmp_path):
    (tmp_path / "hx").mkdir()
    pq.write_table(pa.table({"n": [1]}), tmp_path / "hx" / "f.parquet")
    with pytest.raises(Exception, match="No files found"):
        connected.rows(f"select * from {engine.read_parquet(tmp_path / 'h[x]' / 'f.parquet')}")


def test_a_cursor_sees_what_its_engine_made_and_keeps_its_own(connected, tmp_path):
    pq.write_table(pa.table({"n": [1]}), tmp_path / "one.parquet")
    connected.connection.execute("create table shared as select 7 as n")
    cursor = Cursor(connected)
    cursor.view_parquet("own", tmp_path / "one.parquet")
    assert cursor.rows("select own.n, shared.n as m from own, shared") == [{"n": 1, "m": 7}]
    with pytest.raises(duckdb.CatalogException):
        connected.rows("select * from own")
    cursor.close()


def test_work_on_cursors_comes_in_order_and_each_is_prepared(connected):
    connected.connection.execute("create table base as select 100 as n")

    def prepare(cursor):
        cursor.connection.execute("create temp table here as select n + 1 as n from base")

    def work(cursor, item):
        cursor.connection.execute(f"create or replace temp table mine as select n + {item} as n from here")
        return cursor.rows("select n from mine")[0]["n"]

    assert list(on_cursors(connected, range(20), prepare, work)) == [101 + n for n in range(20)]
    assert list(on_cursors(connected, [], prepare, work)) == []


def test_a_failure_on_a_cursor_reaches_the_caller_and_ends_the_rest(connected):
    begun = []

    def work(cursor, item):
        begun.append(item)
        cursor.rows("select 1 as n" if item else "select nothing")

    with pytest.raises(duckdb.BinderException):
        list(on_cursors(connected, range(500), lambda _cursor: None, work))
    assert len(begun) < 500


def test_what_cannot_be_prepared_is_the_callers_failure_too(connected):
    with pytest.raises(duckdb.BinderException):
        list(
            on_cursors(
                connected, [1], lambda cursor: cursor.rows("select nothing"), lambda _cursor, _item: None
            )
        )
