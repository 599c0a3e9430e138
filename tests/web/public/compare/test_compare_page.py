"""The page that sets places side by side."""

import re

import pytest
from tests.web.filled import RATE, SCORE, SHARE
from tests.web.walking import walked

from careplace.web.public.compare.comparison import compared
from careplace.web.public.measures.listing import headlines
from careplace.web.public.place.addresses import slug_of, slugs


@pytest.fixture
def two(edition):
    return [a for a in slugs(edition).values() if a.kind == "council" and a.stands()][2:4]


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def address(edition, places, *measures) -> str:
    return "/compare/?" + "&".join(
        [*(f"place={slug_of(edition, a)}" for a in places), *(f"measure={m}" for m in measures)]
    )


def test_without_places_the_page_says_how_to_ask(reader):
    answer = reader.get("/compare/")
    assert answer.status_code == 200
    assert "Name two to eight places" in text(answer)
    assert "<table" not in answer.content.decode()


def test_one_place_asks_for_another(reader, edition, two):
    assert f"compare with {two[0].name}" in text(reader.get(address(edition, two[:1])))


def test_every_number_is_its_figure(reader, edition, two):
    html = reader.get(address(edition, two)).content.decode()
    told = compared(edition, tuple(two), tuple(headlines(edition)))
    held = [f for one in told for s in one.sides for f in (s.figure, s.difference) if f] + [
        one.england for one in told
    ]
    walk = walked(html, {figure.id: figure for figure in held})
    assert walk.wrong == []
    assert walk.numbers > 20


def test_every_chart_has_its_table(reader, edition, two):
    html = reader.get(address(edition, two, SHARE, SCORE, RATE)).content.decode()
    # And before them one table of every measure.
    assert html.count("<figure") == html.count("<table") - 1 == 3
    assert html.index('id="at-a-glance"') < html.index("<figure")
    assert html.count("<h1") == 1
    assert not re.search(r"\b(rank|ranked|league)\b", html)


def test_only_chosen_measures_are_shown_and_ticked(reader, edition, two):
    html = reader.get(address(edition, two, SCORE)).content.decode()
    assert html.count("<figure") == 1
    assert re.findall(r'value="([^"]+)" checked', html) == [SCORE]


def test_names_lead_to_the_address_that_says_the_same_for_ever(reader, edition, two):
    answer = reader.get("/compare/", {"place": [two[0].name, "", two[1].code], "measure": [SCORE, SCORE]})
    assert answer.status_code == 302
    assert answer["Location"] == address(edition, two, SCORE)
    assert reader.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("place=zzzz&place=qqqq", "No place is called"),
        ("measure=zzzz", "No measure is called"),
        ("&".join(f"place=p{n}" for n in range(9)), "at most 8"),
        ("&".join(f"measure=m{n}" for n in range(30)), "at most 24"),
        ("place=%3Cscript%3Ealert(1)%3C/script%3E&place=a", "No place is called"),
        ("measure=rating-share:'%20or%201=1", "No measure is called"),
    ],
)
def test_what_is_wrong_is_told_above_and_beside_its_field(reader, query, words):
    answer = reader.get(f"/compare/?{query}")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert words in text(answer)
    assert 'class="govuk-error-summary"' in html
    assert "<script>alert" not in html
    for field in re.findall(r'<li><a href="#([^"]+)"', html):
        assert f'id="{field}"' in html
    assert "<title data-verbatim>Error: " in html


def test_every_field_has_a_label_and_keeps_what_was_written(reader):
    html = reader.get("/compare/?place=zzzz&place=qqqq").content.decode()
    for id in re.findall(r'<input[^>]+id="([^"]+)"', html):
        assert f'for="{id}"' in html
    assert 'value="zzzz"' in html


def test_differences_are_said_in_words(reader, edition, two):
    said = text(reader.get(address(edition, two, SHARE, SCORE, RATE)))
    assert re.search(r"(better|worse) than|no clear difference", said)
