"""careplace journeys run and release, from fictional people to figures that may be published."""

import json
import logging
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from careplace.cli import main
from careplace.journeys.run import BoardsError, read_boards


def careplace(*arguments, code=0):
    result = CliRunner(env=dict.fromkeys(("CAREPLACE_HOME", "CAREPLACE_DEBUG"))).invoke(
        main, ["journeys", *map(str, arguments)]
    )
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "model"
    careplace("generate", "--layout", "model", "--events", 5000, "--to", folder, "--buckets", 2)
    return folder


@pytest.fixture(scope="module")
def results(model):
    folder = model.parent / "results"
    careplace("run", model, "--to", folder, "--measures", "weekend_discharge,delayed_days")
    return folder


def test_results_name_what_they_were_made_from(results):
    manifest = json.loads((results / "results.json").read_text())
    assert manifest["measures"] == ["weekend_discharge", "delayed_days"]
    assert set(manifest["files"]) == {"weekend_discharge.parquet", "delayed_days.parquet"}
    assert manifest["fictional"] is True
    assert sorted(path.name for path in results.parent.glob(".*")) == []


def test_results_have_cells_and_no_person(results):
    for path in results.glob("*.parquet"):
        assert "person_id" not in pq.read_schema(path).names


def test_a_release_and_the_one_after_it(results):
    first, second = results.parent / "first", results.parent / "second"
    assert "may be published" in careplace("release", results, "--to", first)
    careplace("release", results, "--to", second, "--after", first)
    assert (first / "figures.csv").read_bytes() == (second / "figures.csv").read_bytes()
    assert (results.parent / "first.withheld.csv").is_file()


def test_the_same_results_from_the_same_model(model, results, tmp_path):
    careplace("run", model, "--to", tmp_path / "again", "--measures", "weekend_discharge,delayed_days")
    assert (tmp_path / "again/results.json").read_bytes() == (results / "results.json").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--measures", "wait"], "wait: no measure of journeys"),
        (["--engine", "oracle:"], "expected duckdb:"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(model, tmp_path, arguments, message):
    assert message in careplace("run", model, "--to", tmp_path / "new", *arguments, code=1)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    assert "is not a model" in careplace("run", tmp_path, "--to", tmp_path / "new", code=1)


def test_a_damaged_record_shows_in_no_message_and_no_log(model, tmp_path, caplog):
    """DuckDB's own message quotes the value that it could not read."""
    secret = "4857773456"
    damaged = tmp_path / "model"
    shutil.copytree(model, damaged)
    (path,) = (damaged / "stay/bucket=0").glob("*.parquet")
    stays = pq.read_table(path, partitioning=None)
    texts = pa.array([secret] * stays.num_rows)
    pq.write_table(stays.set_column(stays.column_names.index("ended"), "ended", texts), path)
    shutil.rmtree(damaged / "stay/bucket=1")
    with caplog.at_level(logging.DEBUG):
        output = careplace("run", damaged, "--to", tmp_path / "new", "--measures", "length_of_stay", code=1)
    assert "length_of_stay: DuckDB could not answer" in output
    assert secret not in output + caplog.text
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_boards_are_read_from_a_file(tmp_path):
    path = tmp_path / "boards.csv"
    path.write_text("council,board\nE1,Q1\nE2,Q1\n")
    assert read_boards(path).to_pylist()[1] == {"council": "E2", "board": "Q1"}
    for text in ("council\nE1\n", "council,board\nE1,Q1\nE1,Q2\n", "council,board\nE1,\n", ""):
        path.write_text(text)
        with pytest.raises(BoardsError, match="expected"):
            read_boards(path)
