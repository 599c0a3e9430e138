"""Files are recognised by their columns; what is missing is named, and the first line of an unknown file never is."""

import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.journeys.records import CLD, DEATH, ECDS, HES, write

from careplace.journeys.contract.source_files import source_files
from careplace.journeys.errors import RecordsError
from careplace.journeys.loading import check


@pytest.mark.parametrize(
    ("record", "key"),
    [(HES, "hes_apc"), (ECDS, "ecds"), (DEATH, "deaths"), (CLD, "cld")],
    ids=lambda value: str(value)[:9],
)
def test_a_publication_is_recognised_in_every_form(tmp_path, record, key):
    path = write(tmp_path, "a.csv", record)
    text = path.read_text()
    (tmp_path / "b.csv").write_text("\ufeff" + text.lower().replace("p1", "P1"), encoding="utf-8")
    (tmp_path / "c.txt").write_text(text.replace(",", "|"))
    (tmp_path / "d.csv.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "year=2025").mkdir()
    pq.write_table(pa.Table.from_pylist([record]), tmp_path / "year=2025/e.parquet")
    assert [source.publication.key for source in source_files(tmp_path)] == [key] * 5
    assert set(check(tmp_path, 2).records.values()) == {1}


@pytest.mark.parametrize(
    "column",
    ["ADMIDATE", "DISDATE", "EPIORDER", "PROCODE3", "ADMIMETH", "DISMETH", "DISDEST", "TOKEN_PERSON_ID"],
)
def test_a_missing_column_is_named(tmp_path, column):
    write(tmp_path, "a.csv", {name: value for name, value in HES.items() if name != column})
    with pytest.raises(RecordsError, match=rf"a\.csv: as .*lacks the columns .*{column}"):
        check(tmp_path)


def test_a_file_without_header_is_refused_without_a_word_of_it(tmp_path):
    (tmp_path / "a.csv").write_text("Quarrowick,1940-03-07,9434765919\n")
    with pytest.raises(RecordsError) as refused:
        check(tmp_path)
    assert not any(value in str(refused.value) for value in ("Quarrowick", "1940", "9434765919"))


def test_every_file_that_is_not_known_is_named(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x,y\n1,2\n")
    write(tmp_path, "c.csv", HES)
    with pytest.raises(RecordsError) as refused:
        check(tmp_path)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["a.csv", "b.csv"]


def test_a_damaged_file_is_refused_without_a_word_of_it(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 Quarrowick PAR1")
    with pytest.raises(RecordsError, match=r"a\.parquet") as refused:
        check(tmp_path)
    assert "Quarrowick" not in str(refused.value)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(RecordsError, match="no file that ends in"):
        check(tmp_path)


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = write(tmp_path, "a.csv", HES)
    path.write_text("sex," + path.read_text().replace("\nP1", "\n1,P1"))
    with pytest.raises(RecordsError, match="same name"):
        check(tmp_path)
