"""Places: all of them in order, one by any of its names, and its groups."""

import pytest


def test_every_place_is_listed_once_by_code(pages, edition):
    rows = pages("/api/v1/places?limit=7")
    assert [row["code"] for row in rows] == sorted(edition.gazetteer.areas)


@pytest.mark.parametrize("kind", ["council", "region", "nation"])
@pytest.mark.parametrize("standing", [True, False])
def test_kinds_and_those_that_stand_are_told_apart(pages, edition, kind, standing):
    found = {row["code"] for row in pages(f"/api/v1/places?kind={kind}&standing={str(standing).lower()}")}
    areas = edition.gazetteer.areas.values()
    assert found == {one.code for one in areas if one.kind == kind and (one.to_date is None) == standing}


def test_names_are_found_best_first(client, pages, edition, council_code):
    name = edition.gazetteer.areas[council_code].name
    rows = pages(f"/api/v1/places?q={name}&limit=1")
    assert rows[0]["name"] == name
    assert [row["code"] for row in rows] == [one.code for one in edition.gazetteer.find(name)]
    assert pages("/api/v1/places?q=%F0%9F%8F%A5") == []


def test_a_name_that_is_only_like_another_says_so(pages, edition, council_code):
    name = edition.gazetteer.areas[council_code].name
    assert pages(f"/api/v1/places?q={name}&limit=1")[0]["match"] == "name"
    rows = pages(f"/api/v1/places?q={name[:-1]}q&limit=1")
    assert rows
    assert {row["match"] for row in rows} == {"like"}
    assert {row["match"] for row in pages("/api/v1/places?kind=nation")} == {None}


def test_a_place_is_known_by_code_slug_and_name(client, edition, council_code):
    area = edition.gazetteer.areas[council_code]
    by_code = client.get(f"/api/v1/places/{council_code}").json()["data"]
    assert by_code["name"] == area.name
    for spelt in (council_code.lower(), by_code["slug"], area.name, area.official_name):
        assert client.get(f"/api/v1/places/{spelt}").json()["data"] == by_code
    assert client.get(by_code["page"]).status_code == 302
    assert by_code["dates"][0] >= by_code["snapshots"][0]


def test_an_unknown_place_is_told_what_is_near(client):
    answer = client.get("/api/v1/places/Nowhere")
    assert answer.status_code == 404
    assert "Nowhere" in answer.json()["detail"]


def test_groups_have_their_members_or_say_why_not(client, edition, council_code):
    rows = client.get(f"/api/v1/places/{council_code}/groups").json()["data"]
    assert rows[0]["key"] == "england"
    area = edition.gazetteer.areas[council_code]
    for row in rows:
        assert bool(row["members"]) != bool(row["reason"])
        if row["members"]:
            group = edition.gazetteer.group(row["key"], area)
            assert [one["code"] for one in row["members"]] == list(group.codes)
    nation = next(one.code for one in edition.gazetteer.areas.values() if one.kind == "nation")
    of_nation = client.get(f"/api/v1/places/{nation}/groups").json()["data"]
    assert any(row["reason"] for row in of_nation)
