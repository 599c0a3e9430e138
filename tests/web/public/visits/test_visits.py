"""The sheet for visits: every location of a place once, under one heading, with room to write."""

import re

import pytest
from tests.web import register_states as known

from careplace.web.public.visits import queries as reading
from careplace.web.public.visits import views
from careplace.web.public.visits.queries import headings


def test_the_headings_part_all_locations(client, council):
    slug = council.split("/")[2]
    sheet = client.get(f"{council}list/").content.decode()
    listed = re.findall(r'<th scope="row"><a[^>]*href="/locations/([^"/]+)/"', sheet)
    explored = client.get("/explore/", {"place": slug, "size": 100}, follow=True).content.decode()
    assert sorted(listed) == sorted(
        re.findall(r'<th scope="row"><a[^>]*href="/locations/([^"/]+)/"', explored)
    )
    assert len(listed) == len(set(listed)) > 0


def test_adult_social_care_is_told_in_its_two_categories():
    assert headings()[:2] == ["residential-care", "community-social-care"]
    assert "adult-social-care" not in headings()
    assert "care-homes-with-nursing" not in headings()


def test_every_row_has_room_to_write_and_says_what_is_known(states):
    location = states.get(f"/locations/{known.OWN}/").content.decode()
    council = re.search(r'<dt>Council</dt><dd><a[^>]*href="(/places/[^"]+)"', location)[1]
    sheet = states.get(f"{council}list/").content.decode()
    row = re.search(rf'<tr><th scope="row"><a[^>]*/locations/{known.INHERITED}/.*?</tr>', sheet, re.S)[0]
    assert "RI</abbr>*" in row
    assert "01/06/2019" in row
    assert '<td class="cp-visits__notes"></td>' in row
    assert "(dormant)" in sheet
    assert "None" not in sheet


def test_a_day_between_registers_leads_to_the_one_before(client, council):
    slug = council.split("/")[2]
    answer = client.get(f"/places/{slug}/2025-12-24/list/")
    assert (answer.status_code, answer["Location"]) == (302, f"/places/{slug}/2025-09-01/list/")


@pytest.mark.parametrize("day", ["1999-01-01", "2021-02-30", "0000-00-00"])
def test_a_day_before_any_register_or_none_is_404(client, council, day):
    assert client.get(f"/places/{council.split('/')[2]}/{day}/list/").status_code == 404


def test_a_place_too_large_for_paper_says_where_to_go(client, council, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 1)
    monkeypatch.setattr(views, "MOST", 1)
    answer = client.get(f"{council}list/?fresh")
    assert b"more locations than a sheet has room for" in answer.content
    assert b"/explore/?place=" in answer.content


def test_places_that_do_not_exist_are_404(client):
    assert client.get("/places/nowhere/2026-09-01/list/").status_code == 404
