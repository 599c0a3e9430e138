"""careplace journeys: what it prints and writes, and what it refuses."""

import pytest
from tests.journeys.records import HES, changed, write

from careplace.journeys.key import VARIABLE
from careplace.journeys.model import read_manifest

KEY = "0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def records(careplace, tmp_path_factory):
    to = tmp_path_factory.mktemp("generated") / "records"
    result = careplace("journeys", "generate", "--events", 2000, "--to", to)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "fictional people are in" in result.stdout
    return to


def test_a_model_is_generated(careplace, tmp_path):
    to = tmp_path / "model"
    result = careplace(
        "journeys", "generate", "--events", 2000, "--layout", "model", "--buckets", 3, "--to", to
    )
    assert result.exit_code == 0
    assert read_manifest(to).fictional


def test_a_check_writes_its_report(careplace, records, tmp_path):
    result = careplace("journeys", "check", records, "--to", tmp_path / "quality", "--buckets", 3)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("No kinds of faults in ")
    assert sorted(path.name for path in (tmp_path / "quality").iterdir()) == [
        "faults.csv",
        "quality.csv",
        "quality.html",
    ]


def test_a_check_shows_faults_and_no_value(careplace, tmp_path):
    write(tmp_path / "in", "a.csv", HES, changed(HES, EPIKEY="E2", ADMIMETH="Zellinmere"))
    result = careplace("journeys", "check", tmp_path / "in", "--to", tmp_path / "quality", "--buckets", 2)
    assert result.exit_code == 0
    assert "ADMIMETH" in result.stdout
    assert "Zellinmere" not in result.output


def test_records_are_loaded_under_a_key(careplace, records, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, KEY)
    result = careplace("journeys", "load", records, "--to", tmp_path / "model", "--buckets", 3)
    assert (result.exit_code, result.stderr) == (0, "")
    assert read_manifest(tmp_path / "model").buckets == 3


def test_without_a_key_nothing_is_written(careplace, records, tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    result = careplace("journeys", "load", records, "--to", tmp_path / "model")
    assert result.exit_code == 1
    assert "no key" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_identifier_ends_with_a_message_that_names_the_column(careplace, tmp_path):
    write(tmp_path / "in", "a.csv", changed(HES, Surname="Quarrowick"))
    result = careplace("journeys", "check", tmp_path / "in", "--to", tmp_path / "quality")
    assert result.exit_code == 1
    assert "column Surname" in result.stderr
    assert "Quarrowick" not in result.output
    assert not (tmp_path / "quality").exists()
