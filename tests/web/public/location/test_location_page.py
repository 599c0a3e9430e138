"""The page of a location in every state, and what no edition knows."""

import re

import pytest
from tests.web import register_states as known


def page(client, id: str, status: int = 200) -> str:
    answer = client.get(f"/locations/{id}/")
    assert answer.status_code == status
    return " ".join(
        re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1].split("</main>")[0]).split()
    )


SAID = {
    known.OWN: ["Rated G Good overall", "1 June 2019", "7.3 years old at 1 September 2026"],
    known.INHERITED: ["The rating is inherited", "has no ratings by key question"],
    known.NEVER: ["CQC has not rated it", "20", "Care home service without nursing", "Dementia"],
    known.MET: ["it met the regulations", "Safe Regulations met"],
    known.NOT_MET: ["did not meet all regulations"],
    known.DORMANT: ["Dormant:", "providing nothing at 1 September 2026"],
    known.LITTLE: ["too little evidence"],
    known.SERVICES: ["rated its services one by one", "Homecare G Good", "Ratings of service groups published"],
    known.EARLIER: ["lists every location registered in", "this one is not among them", "As at 1 February 2021"],
    known.DEREGISTERED: [
        "Closed House",
        "Deregistered: this registration ended on 4 March 2020",
        "1 December 2019 Rating published: I Inadequate",
        "No register of this edition holds this location",
        "It was followed by Inherited House",
    ],
    known.INSPECTED: ["ended on 3 February 2018", "2 January 2016 Rating of an inspection published: G Good"],
}  # fmt: skip
SAID[known.NEWER] = [
    "Rated I Inadequate overall, published on 20 September 2026 .",
    "newer than the register of 1 September 2026 , in which it was rated G Good , published on 1 June 2019",
    "from CQC’s list of inspections of home care",
    "before the latest rating, which is published without its key questions",
]
SAID[known.CLOSED] = ["this registration ended on 21 September 2026", "Last rated G Good overall"]
SAID[known.DEREGISTERED] += ["Last rated I Inadequate overall, published on 1 December 2019"]
SAID[known.EARLIER][2:] = ["1 February 2021", "months old at 1 February 2021"]


@pytest.mark.parametrize("id", SAID)
def test_every_state_is_told(states, id):
    text = page(states, id)
    for said in SAID[id]:
        assert said in text
    assert "None" not in text


def test_a_closed_registration_of_which_nothing_is_known_is_gone(states):
    text = page(states, known.GONE, 410)
    assert "closed" in text
    assert known.OWN in text
    assert states.get(f"/locations/{known.GONE}/")["Cache-Control"] == "no-store"


def test_the_history_holds_earlier_ratings_newest_first_and_where_they_are_from(states):
    text = page(states, known.OWN)
    assert "3 February 2016 Rating published: I Inadequate" in text
    assert text.index("1 May 2019") < text.index("3 February 2016")
    assert "Published by CQC: new provider" in text
    assert "before" in text


def test_near_by_tells_kilometres_as_a_slow_reckoning_does(states):
    # A tenth of a degree of latitude: 6371 km x 0.1 x pi / 180.
    row = r"Inherited House AA1 1AA RI Requires improvement 1 June 2019 6\.9 miles \(11\.1 km\)"
    assert re.search(row, page(states, known.OWN))
    assert "Near by" not in page(states, known.DEREGISTERED)


def test_the_record_of_provider_and_brand_counts_the_register(states):
    text = page(states, known.NEVER)
    assert re.search(r"Provider: Good Provider Limited 1 September 2026 8 0 1 1 0 6", text)
    assert re.search(r"Brand: Brand & <b>Sons</b>|Brand: Brand &amp; &lt;b&gt;Sons&lt;/b&gt;", text)


def test_names_are_escaped(states):
    html = states.get(f"/locations/{known.OWN}/").content.decode()
    assert "<b>Sons" not in html
    assert "&#39; /C calc" in html


def test_an_identifier_in_lower_case_leads_to_the_one_address(client):
    answer = client.get("/locations/rx601/")
    assert (answer.status_code, answer["Location"]) == (302, "/locations/RX601/")


@pytest.mark.parametrize("id", ["1-1", "ZZZZZ", "1-900001-2", "-" * 24])
def test_an_unknown_identifier_is_404_and_says_what_one_is(client, id):
    answer = client.get(f"/locations/{id}/")
    assert answer.status_code == 404
    assert b"identifier" in answer.content


def mistyped(id: str) -> str:
    """The identifier with its last character changed."""
    return id[:-1] + ("0" if id[-1] != "0" else "1")


def test_a_mistyped_identifier_is_met_with_those_one_character_away(states):
    text = states.get(f"/locations/{mistyped(known.OWN)}/").content.decode()
    assert "Did you mean" in text
    assert f'href="/locations/{known.OWN}/"' in text


def test_a_providers_identifier_among_locations_is_met_with_the_provider(states):
    assert (
        f'href="/providers/{known.PROVIDER}/"' in states.get(f"/locations/{known.PROVIDER}/").content.decode()
    )


def test_a_locations_identifier_among_providers_is_met_with_the_location(states):
    assert f'href="/locations/{known.OWN}/"' in states.get(f"/providers/{known.OWN}/").content.decode()


@pytest.mark.parametrize("id", ["a" * 25, "1-1'--", "%27%20or%201=1", "..", "é1", "١-١", "{{7*7}}"])
def test_what_is_no_identifier_is_404_or_400(client, id):
    assert client.get(f"/locations/{id}/").status_code in (400, 404)
    assert client.get(f"/providers/{id}/").status_code in (400, 404)


def test_it_links_to_the_council_the_provider_and_cqc(states):
    html = states.get(f"/locations/{known.OWN}/").content.decode()
    assert f'href="https://www.cqc.org.uk/location/{known.OWN}"' in html
    assert f'href="/providers/{known.PROVIDER}/"' in html
    council = re.search(r'<dt>Council</dt><dd><a[^>]*href="(/places/[^"]+)"', html)[1]
    assert states.get(council).status_code == 200
