"""The page of a provider: its locations by council, its own rating, and nobody's name."""

import html
import re

import pytest
from tests.web import register_states as known

from careplace.web.public.editions import shelf


def text_of(client, id: str) -> str:
    answer = client.get(f"/providers/{id}/")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_it_counts_its_locations_by_rating(states):
    text = text_of(states, known.PROVIDER)
    assert "Good Provider Limited" in text
    assert "8 locations in 1 council" in text
    assert (
        "Outstanding Good Requires improvement Inadequate Rated by service group No rating 0 1 1 0 1 5"
        in text
    )
    assert "Dormant House (dormant)" in text


def test_its_locations_have_their_latest_ratings_and_closed_ones_are_not_counted(states):
    text = text_of(states, known.CHANGED)
    assert "2 locations in 1 council" in text
    assert "Of these 1 has closed since" in text
    assert (
        "Outstanding Good Requires improvement Inadequate Rated by service group No rating 0 0 0 1 0 0"
        in text
    )
    assert "Shut House (closed on 21 September 2026 )" in text
    assert re.search(r"Newer House.*I Inadequate.*20 September 2026", text)


def test_its_own_rating_is_told_where_there_is_one(states):
    text = text_of(states, known.PROVIDER)
    assert re.search(r"The provider Not rated .*2 January 2025", text)
    reading = shelf().read()
    other = reading.rows(
        "select min(provider_id) as id from register where provider_id <> $1", [known.PROVIDER]
    )[0]["id"]
    reading.close()
    assert "no rating of the provider itself" in text_of(states, other)


def test_a_partnership_is_not_named_and_its_end_is_told(states):
    text = text_of(states, known.PERSON)
    assert "Individual/partnership provider" in text
    assert "ended on 5 April 2021" in text
    assert "no location in the newest register" in text
    assert "Older registers alone hold 1 more" in text


def test_a_location_of_a_nameless_provider_names_nobody(states):
    page = states.get(f"/locations/{known.EARLIER}/").content.decode()
    assert f">Individual/partnership provider {known.PERSON}<" in re.sub(r"</?span[^>]*>", "", page)


@pytest.mark.parametrize("id", ["1-1", "ZZ", "RX6-", "0" * 24])
def test_an_unknown_provider_is_404(client, id):
    answer = client.get(f"/providers/{id}/")
    assert answer.status_code == 404
    assert b"identifier" in answer.content


def test_lower_case_leads_to_the_one_address(client):
    assert client.get("/providers/rx6/")["Location"] == "/providers/RX6/"


def test_every_provider_of_the_register_has_a_page(client):
    reading = shelf().read()
    ids = [
        row["id"]
        for row in reading.rows("select distinct provider_id as id from register order by id limit 25")
    ]
    reading.close()
    for id in ids:
        assert "location" in text_of(client, id)
