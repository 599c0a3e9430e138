"""The dictionary as the edition keeps it."""

import json


def test_every_measure_is_listed_by_id(pages, edition):
    rows = edition.rows("select id, entry from measure order by id")
    found = pages("/api/v1/measures?limit=9")
    assert [one["id"] for one in found] == [row["id"] for row in rows]
    for one, row in zip(found, rows, strict=True):
        assert one.items() >= json.loads(row["entry"]).items()


def test_chapters_and_sections_are_told_apart(pages):
    every = pages("/api/v1/measures")
    for chapter in ("providers", "populations", "system"):
        assert pages(f"/api/v1/measures?chapter={chapter}") == [
            one for one in every if one["chapter"] == chapter
        ]
    assert pages("/api/v1/measures?section=flow") == [one for one in every if one["section"] == "flow"]
    assert pages("/api/v1/measures?section=none-such") == []


def test_one_measure_is_that_of_the_list(client, pages):
    one = pages("/api/v1/measures?limit=500")[-1]
    assert client.get(f"/api/v1/measures/{one['id']}").json()["data"] == one
    assert client.get("/api/v1/measures/no-such").status_code == 404


def test_every_figure_has_a_measure_there(edition):
    assert (
        edition.rows("select distinct measure from figure where measure not in (select id from measure)")
        == []
    )
