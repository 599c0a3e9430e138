from datetime import date

import fastexcel
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from careplace.demo import registers, write_active_locations_ods
from careplace.sources.cqc.tables import LOCATION, RATING


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return registers(tmp_path_factory.mktemp("registers"), months=4, locations=600, councils=20)


@pytest.mark.parametrize("table", [LOCATION, RATING], ids=lambda table: table.name)
def test_columns_types_and_rules_are_those_of_the_source_table(written, table):
    rows = pq.read_table(written[table.name])
    assert rows.schema.equals(table.schema)
    assert rows.group_by(list(table.key)).aggregate([([], "count_all")]).num_rows == len(rows)
    for column in table.columns:
        if column.required:
            assert rows[column.name].null_count == 0
        if column.allowed:
            assert set(rows[column.name].to_pylist()) <= set(column.allowed)


def test_there_is_a_row_group_a_month(written):
    for path in written.values():
        assert pq.read_metadata(path).num_row_groups == 4
    months = pc.unique(pq.read_table(written["cqc_location"])["snapshot"]).to_pylist()
    assert months == [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]


def test_months_hold_about_the_locations_asked_for(written):
    assert pq.read_metadata(written["cqc_location"]).num_rows == pytest.approx(4 * 600, rel=0.03)


def test_words_are_the_standard_ones(written):
    words = set(pq.read_table(written["cqc_rating"])["rating"].to_pylist())
    assert "Not Rated" not in words
    assert {"Outstanding", "Good", "Requires improvement"} <= words


def test_the_domains_can_be_chosen(tmp_path):
    path = registers(tmp_path, months=1, locations=200, councils=16, domains=("Overall", "Safe"))[
        "cqc_rating"
    ]
    assert set(pq.read_table(path)["domain"].to_pylist()) == {"Overall", "Safe"}
    assert (tmp_path / "places" / "uk_local_authorities.csv").exists()


def test_a_register_of_any_size_is_written_for_the_readers_benchmark(tmp_path):
    path = write_active_locations_ods(tmp_path / "active.ods", rows=250, councils=16)
    table = (
        fastexcel.read_excel(path)
        .load_sheet("HSCA_Active_Locations", header_row=1, dtypes="string")
        .to_arrow()
    )
    assert (table.num_rows, table.num_columns) == (250, 122)
