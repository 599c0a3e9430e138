"""Search by postcode, town, place and name; and what the search box suggests."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web import register_states as known

from careplace.places.folding import plain_words
from careplace.web.public.search.localities import localities
from careplace.web.public.search.results import MOST_NAMES, MOST_SUGGESTIONS, results, suggestions


def page(client, text: str) -> str:
    answer = client.get("/search", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def first(edition, kind: str) -> dict:
    query = "select * from locality where kind = $1 and latitude is not null order by addresses desc, name limit 1"
    return edition.rows(query, [kind])[0]


@pytest.mark.parametrize("kind", ["postcode", "postcode sector", "postcode district"])
def test_a_postcode_names_its_councils_and_links_to_the_services_near_it(client, edition, kind):
    row = first(edition, kind)
    text = page(client, row["name"].lower().replace(" ", "") if kind == "postcode" else row["name"])
    assert edition.gazetteer.areas[row["council"]].name in html.unescape(text)
    link = html.unescape(re.search(r'href="(/near/\?[^"]+)"', text)[1])
    assert client.get(link).status_code == 200


def test_a_town_names_its_council(client, edition):
    row = first(edition, "town")
    if len(results(edition, row["name"]).exact) != 1:
        assert edition.gazetteer.areas[row["council"]].name in html.unescape(page(client, row["name"]))


def test_a_postcode_that_is_none_says_what_to_write(client):
    text = html.unescape(page(client, "NG31 6A"))
    assert (
        "is not a postcode. Write a whole postcode, such as NG31 6AA, or its first part, such as NG31."
        in " ".join(re.sub(r"<[^>]+>", "", text).split())
    )


def test_a_service_and_a_provider_are_matched_by_name_and_by_identifier(states):
    assert f'href="/locations/{known.INHERITED}/"' in page(states, "inherited house")
    assert f'href="/locations/{known.INHERITED}/"' in page(states, known.INHERITED)
    assert f'href="/providers/{known.PROVIDER}/"' in page(states, "Good Provider")
    assert f'href="/providers/{known.PROVIDER}/"' in page(states, known.PROVIDER)


def test_a_closed_service_is_marked(states):
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page(states, "Shut House"))).split())
    assert re.search(r"Shut House \(closed on 21 September 2026 ?\)", words)


def test_people_who_are_providers_are_never_listed_by_their_number(states):
    assert "/providers/" not in page(states, "Individual partnership provider")


def test_names_are_escaped(states):
    text = page(states, known.FORMULA)
    assert "<b>" not in text
    assert html.escape(known.FORMULA, quote=True).split("&")[0] in text


def test_nothing_at_all_says_so(client):
    nothing = page(client, "zzzz")
    assert "Nothing is called that" in nothing
    assert "for a village, write its postcode" in nothing
    assert "Write a postcode" in page(client, "")


def test_names_that_are_nearly_right_are_suggested_only_where_nothing_is(client, edition):
    area = next(
        a for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands() and len(a.name) > 8
    )
    wrong = area.name[:4] + area.name[5:]
    if results(edition, wrong).is_like:
        assert "These are like it" in page(client, wrong)


def test_suggestions_begin_with_the_words(client, edition):
    town = first(edition, "town")["name"]
    answer = client.get("/suggestions", {"q": town[:3]})
    names = answer.json()["suggestions"]
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert 0 < len(names) <= MOST_SUGGESTIONS
    assert all(plain_words(name).startswith(plain_words(town[:3])) for name in names)
    assert client.get("/suggestions").json() == {"suggestions": []}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_words_are_answered(edition, text):
    matches = results(edition, text)
    assert max(len(matches.services), len(matches.providers)) <= MOST_NAMES
    assert len(suggestions(edition, text)) <= MOST_SUGGESTIONS
    assert all(town.name for town in localities(edition, text))


def test_words_are_folded_in_the_edition_as_here(edition):
    """The statement that folds names when an edition is built, and the function that folds what a reader writes."""
    rows = edition.rows("select name, folded from locality")
    rows += edition.rows("select location_name as name, folded_name as folded from current_location")
    assert [row for row in rows if plain_words(row["name"]) != row["folded"]] == []
