"""careplace check holds a file's numbers against themselves, an earlier file and an edition."""

import json

import pytest
from tests.claims.examples import AFTER, BEFORE, CHANGE


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "now.md").write_text(f"{AFTER}\n{CHANGE}\n", encoding="utf-8")
    (tmp_path / "before.md").write_text(BEFORE, encoding="utf-8")
    return tmp_path


def test_a_text_by_itself_needs_no_edition(careplace, folder, monkeypatch):
    monkeypatch.chdir(folder)
    said = careplace("check", folder / "now.md")
    assert said.exit_code == 0
    assert "4 of 147 is 2.7%, not 2.3%." in said.stdout


def test_with_an_earlier_text_words_of_change_are_held_against_it(careplace, folder, monkeypatch):
    monkeypatch.chdir(folder)
    said = careplace("check", folder / "now.md", "--before", folder / "before.md")
    assert "true of the share only" in said.stdout
    assert "+7.88 percentage points is not slight" in said.stdout


def test_json_and_a_page(careplace, folder, monkeypatch):
    monkeypatch.chdir(folder)
    said = careplace("check", folder / "now.md", "--json", "--html", folder / "findings.html")
    assert json.loads(said.stdout)["counts"]["wrong"] == 2
    assert "4 of 147 is 2.7%, not 2.3%" in (folder / "findings.html").read_text(encoding="utf-8")


def test_an_edition_is_named_where_one_is_asked(careplace, folder, built):
    home, _said = built
    told = json.loads(careplace("check", folder / "now.md", "--json", "--home", home).stdout)
    assert told["edition"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nowhere.md"], "does not exist"),
        (["check", "now.rtf"], "not a kind of text that can be checked. Give one of .md"),
        (["check", "now.md", "--home", "empty"], "holds no edition: run `careplace build"),
    ],
)
def test_what_cannot_be_done_is_said(careplace, folder, monkeypatch, words, said):
    monkeypatch.chdir(folder)
    (folder / "now.rtf").write_bytes(b"{\\rtf1}")
    result = careplace(*words)
    assert result.exit_code != 0
    assert said in " ".join(result.stderr.split())
