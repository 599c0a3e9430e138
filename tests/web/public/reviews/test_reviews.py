"""/reviews/: places counted by key line over all reviews, searched, as a file, and withdrawn reviews left out."""

import csv
import io
import json
from datetime import date

import pytest
from tests.web.walking import walked

from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description
from careplace.web.public.publications import catalogue

LINE = "Step down: Safe"


def judgement(direction: str, statement: str, line: str = "return-safe", title: str = "Safe") -> dict:
    return {
        "line": line,
        "theme": "Step down",
        "title": title,
        "direction": direction,
        "level": "",
        "statement": statement,
    }


def released(home, id: str, place: str, name: str, *judgements: dict, recommended: str = "") -> None:
    made = (
        [{"line": "return-safe", "title": "Safe", "organisation": "The council", "text": recommended}]
        if recommended
        else []
    )
    record = {
        "schema": 1,
        "framework": {"title": "Local system review"},
        "judgements": judgements,
        "recommendations": made,
    }
    described = Description(
        "review", f"Going home: {name}", "A review.", place, name, "A team", date(2026, 11, 2)
    )
    release(home, id, described, {"index.html": "<p>Text</p>", "review.json": json.dumps(record)})


@pytest.fixture
def three(site, home, tmp_path, monkeypatch):
    """(client, home) with three reviews of two places."""
    copy = tmp_path / "home"
    copy.mkdir()
    for name in ("editions", "current"):
        (copy / name).symlink_to(home / name)
    late, early = "People wait for medicines.", "Teams meet each morning."
    released(
        copy,
        "one",
        "E08000026",
        "Coventry",
        judgement("concern", late),
        recommended="=Order medicines early.",
    )
    released(copy, "two", "E08000026", "Coventry", judgement("concern", "Transport is late."))
    released(copy, "three", "E08000012", "Liverpool", judgement("strength", early))
    monkeypatch.setattr(catalogue, "CHECKED", -1.0)
    return site(home=copy), copy


def page(client, query: str = "") -> str:
    answer = client.get(f"/reviews/{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert walked(text, {}).wrong == []
    return " ".join(text.split())


def rows(client, query: str = "") -> list[dict]:
    text = client.get(f"/reviews/findings.csv{query}").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_a_place_counts_once_on_a_line_however_many_reviews_it_had(three):
    client, _ = three
    text = page(client)
    cells = text.partition("<tbody")[2].partition("</tbody>")[0].split("</td>")
    assert [cell.rpartition(">")[0][-8:-6].strip(">") for cell in cells[:4]] == ["1", "0", "1", "1"]
    assert "of <span data-fixed>2</span> places, read as one" in text


def test_findings_are_searched_by_words_kind_and_line(three):
    client, _ = three
    assert {row["review"] for row in rows(client, "?q=medicines+wait")} == {"Going home: Coventry"}
    assert [row["text"] for row in rows(client, "?kind=strength")] == ["Teams meet each morning."]
    assert len(rows(client, f"?line={LINE.replace(' ', '+')}")) == 4
    assert len(rows(client, "?kind=nonsense")) == 4
    assert "No finding matches." in page(client, "?q=giraffe")


def test_the_file_is_safe_for_spreadsheets(three):
    client, _ = three
    (row,) = rows(client, "?kind=recommendation")
    assert row["text"] == "The council: =Order medicines early."
    assert row["line"] == LINE


def test_a_withdrawn_review_is_left_out(three):
    client, home = three
    withdraw(home, "three", "A figure was wrong.", date(2026, 11, 3))
    assert {row["place_name"] for row in rows(client)} == {"Coventry"}


def test_a_damaged_review_is_left_out_and_the_others_are_shown(three):
    client, home = three
    file = home / "publications/one/v1/review.json"
    file.chmod(0o644)
    file.write_text("{}")
    assert {row["publication"] for row in rows(client)} == {"two", "three"}


def test_nothing_that_people_write_runs_in_the_page(three):
    client, home = three
    released(home, "four", "E08000012", "Liverpool", judgement("mixed", "<script>alert(1)</script>"))
    assert "<script>alert" not in page(client)
