"""careplace publications: list, verify, withdraw."""

from datetime import date

import pytest
from click.testing import CliRunner
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.cli import main
from careplace.publications.changes import release, withdraw
from careplace.publications.records import Tombstone
from careplace.publications.store import Store

ID = "northmoor-review"


@pytest.fixture
def home(tmp_path):
    release(tmp_path, ID, DESCRIPTION, FILES)
    release(tmp_path, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    return tmp_path


def run(home, *words: str):
    return CliRunner().invoke(main, ["--home", str(home), "publications", *words])


def test_list_has_every_version(home):
    withdraw(home, ID, "It named a person.", date(2026, 11, 20), version=1)
    manifest = Store(home).folder / ID / "v2" / "manifest.json"
    assert run(home, "list").output.splitlines() == [
        f"{ID} v1  withdrawn 2026-11-20: It named a person.",
        f"{ID} v2  2026-11-02  Review: Leaving hospital in Northmoor (Northmoor Health and Wellbeing Board)",
    ]
    manifest.unlink()
    assert f"{ID} v2  damaged: " in run(home, "list").output


def test_list_of_none(tmp_path):
    assert "has no publication" in run(tmp_path, "list").output


def test_verify_passes_and_names_each_fault(home):
    assert run(home, "verify").output == "All 2 versions of publications are as they were released\n"
    (Store(home).folder / ID / "v1" / "figures.csv").unlink()
    result = run(home, "verify")
    assert result.exit_code == 1
    assert f"  {ID}/v1/figures.csv: cannot be read" in result.output
    assert "careplace restore" in result.output


def test_withdraw_takes_one_version_or_all(home):
    assert (
        run(home, "withdraw", ID, "--reason", "It named a person.", "--version", "1").output
        == f"{ID} v1 is withdrawn\n"
    )
    assert run(home, "withdraw", ID, "--reason", "Wrong.").output == f"{ID} v2 is withdrawn\n"
    assert all(isinstance(version, Tombstone) for version in Store(home).versions(ID))


def test_withdraw_of_what_is_not_there_says_so(home):
    result = run(home, "withdraw", "other", "--reason", "Wrong.")
    assert result.exit_code == 1
    assert "there is no publication 'other'" in result.output


def test_withdraw_needs_a_reason(home):
    assert run(home, "withdraw", ID).exit_code == 2
