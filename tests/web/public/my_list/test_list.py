"""The list that a reader keeps in an address."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web import register_states as known

from careplace.web.public.my_list.params import MOST, added, locations, without

ids = st.lists(st.from_regex(r"[0-9A-Z-]{2,24}", fullmatch=True), max_size=MOST, unique=True)


def rows(client, *location_ids: str) -> list[str]:
    """The words of each row of the table."""
    answer = client.get("/my-list/?" + "&".join(f"location={id}" for id in location_ids))
    assert answer.status_code == 200
    body = re.search(r"<tbody>(.*)</tbody>", answer.content.decode(), re.DOTALL)[1]
    return [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split())
        for row in body.split("</tr>")
        if row.strip()
    ]


def test_it_has_the_locations_in_the_order_of_the_address(states):
    first, second = rows(states, known.INHERITED, known.OWN)
    assert first.startswith("Inherited House Good Provider Limited")
    assert "RI Requires improvement inherited" in first
    assert "RI Requires improvement inherited 1 June 2019 7.3" in first
    assert known.FORMULA.split("|")[0] in second


def test_it_says_what_has_closed_or_left_or_is_not_known(states):
    shut, dormant, earlier, unknown = rows(states, known.CLOSED, known.DORMANT, known.EARLIER, "1-1")
    assert "(closed on 21 September 2026 )" in shut
    assert "(dormant)" in dormant
    assert "Not in the latest register of its council: last registered on 1 February 2021" in earlier
    assert "Not in this edition" in unknown


def test_each_can_be_taken_off_without_script(states):
    text = states.get(f"/my-list/?location={known.OWN}&location={known.INHERITED}").content.decode()
    links = re.findall(r'href="(/my-list/[^"]*)"[^>]*>Take off', text)
    assert links == [f"/my-list/?location={known.INHERITED}", f"/my-list/?location={known.OWN}"]


def test_one_can_be_added_by_a_form_without_script(states):
    text = states.get(f"/my-list/?location={known.OWN}").content.decode()
    assert f'type="hidden" name="location" value="{known.OWN}"' in text
    answer = states.get(f"/my-list/?location={known.OWN}&location=+{known.INHERITED}+")
    assert answer["Location"] == f"/my-list/?location={known.OWN}&location={known.INHERITED}"


def test_an_empty_list_says_how_to_fill_it(client):
    assert b"Your list is empty" in client.get("/my-list/").content


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("location=a%20b", "is no identifier"),
        ("location=" + "1" * 25, "is no identifier"),
        ("location=%C3%A91", "is no identifier"),
        ("&".join(f"location=1-{n}" for n in range(MOST + 1)), "has room for 12"),
    ],
)
def test_what_is_no_list_is_400_with_the_reason(client, query, words):
    answer = client.get(f"/my-list/?{query}")
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    assert words in answer.content.decode()


def test_it_is_kept_in_no_cookie(states):
    assert not states.get(f"/my-list/?location={known.OWN}").cookies


@given(ids, st.from_regex(r"[0-9A-Z-]{2,24}", fullmatch=True))
def test_adding_and_taking_away(start, id):
    kept = tuple(start)
    more = added(kept, id)
    assert len(more) <= MOST
    assert more[: len(kept)] == kept
    assert without(more, id) == without(kept, id)
    assert locations([text.lower() for text in kept]) == kept if kept else True


def links(page: str) -> dict[str, str]:
    """{words: address} of the links of a page."""
    pairs = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {
        " ".join(re.sub(r"<[^>]+>", "", words).split()): html.unescape(address) for address, words in pairs
    }


def test_the_page_of_a_location_keeps_the_list(states):
    address = f"/my-list/?location={known.OWN}&location={known.INHERITED}"
    opened = links(states.get(address).content.decode())["Inherited House"]
    assert opened == f"/locations/{known.INHERITED}/?location={known.OWN}&location={known.INHERITED}"
    page = links(states.get(opened).content.decode())
    assert page["My list (2)"] == address
    assert page["Take off my list"] == f"/my-list/?location={known.OWN}"
    assert "location=" + known.OWN in page["find services near it"]


def test_the_page_of_a_location_adds_to_the_list_that_its_address_keeps(states):
    page = links(states.get(f"/locations/{known.INHERITED}/?location={known.OWN}").content.decode())
    assert page["Add to my list"] == f"/my-list/?location={known.OWN}&location={known.INHERITED}"
    alone = links(states.get(f"/locations/{known.INHERITED}/").content.decode())
    assert alone["Begin a list with this service"] == f"/my-list/?location={known.INHERITED}"
    assert not any(words.startswith("My list") for words in alone)


def test_a_full_list_on_the_page_of_a_location(states):
    full = "&".join(f"location=1-{n}" for n in range(MOST))
    page = states.get(f"/locations/{known.OWN}/?{full}").content.decode()
    assert f"My list ({MOST})" in " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Your list is full" in page
    assert states.get(f"/locations/{known.OWN}/?location=a%20b").status_code == 400


def test_a_location_in_lower_case_redirects_with_the_list(states):
    answer = states.get(f"/locations/rx601/?location={known.OWN}")
    assert answer["Location"] == f"/locations/RX601/?location={known.OWN}"
