"""The edition and its sources, as its manifest has them."""

import json


def test_the_edition_is_that_of_the_manifest(client, home):
    manifest = json.loads((home / "current" / "manifest.json").read_text())
    (told,) = client.get("/api/v1/editions").json()["data"]
    assert told["id"] == manifest["edition"]
    assert told["sources"] == len(manifest["inputs"])
    figures = [one["rows"] for name, one in manifest["files"].items() if name.startswith("figures/")]
    assert told["figures"] == sum(figures)
    assert client.get(f"/api/v1/editions/{told['id']}").json()["data"] == told


def test_another_edition_is_404_and_told_which_serves(client):
    answer = client.get("/api/v1/editions/1999-01-01-0000000000")
    assert answer.status_code == 404
    assert client.get("/api/v1/editions").json()["edition"] in answer.json()["detail"]


def test_every_source_is_told_with_its_licence(pages, home):
    inputs = json.loads((home / "current" / "manifest.json").read_text())["inputs"]
    found = pages("/api/v1/sources?limit=3")
    assert [one["sha256"] for one in found] == sorted(one["sha256"] for one in inputs)
    assert all(one["licence"] and one["publisher"] for one in found)
