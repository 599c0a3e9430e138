"""What reviews recommended in a place and what was done, on the page of the place: counts, links, and what is left out."""

import json
from datetime import date

import pytest
from tests.web.walking import Walk

from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description
from careplace.web.public.publications import catalogue

REVIEW, PLAN = "review-of-place", "action-plan-of-place"
MADE = [
    {
        "line": "safe",
        "title": "Safe",
        "organisation": "The council: social work",
        "text": "Order <b>early</b>.",
    },
    {"line": "safe", "title": "Safe", "organisation": "Hospital trusts", "text": "Tell families."},
]
VISIT = {
    "visited_on": "2027-09-14",
    "findings": [{"recommendation": 1, "verdict": "Not met"}, {"recommendation": 2, "verdict": "Met"}],
}
FOLLOWED = {
    "schema": 1,
    "review": REVIEW,
    "as_at": "2027-10-01",
    "recommendations": MADE,
    "endings": [{"ending": "open"}, {"ending": "done"}],
    "summits": [{"held_on": "2027-01-20"}],
    "follow_up_visits": [{"visited_on": "2027-03-01", "findings": []}, VISIT],
}


@pytest.fixture
def changing(site, home, edition, tmp_path, monkeypatch):
    """(client, home, council) of a store without publications."""
    copy = tmp_path / "home"
    copy.mkdir()
    for name in ("editions", "current"):
        (copy / name).symlink_to(home / name)
    monkeypatch.setattr(catalogue, "CHECKED", -1.0)
    councils = (area for area in edition.gazetteer.areas.values() if area.kind == "council")
    return site(home=copy), copy, min(councils, key=lambda area: area.code)


def publish(home, council, kind: str, id: str, file: str, record: dict) -> None:
    described = Description(
        kind, f"Going home: {kind}", "What was said.", council.code, council.name, "A team", date(2027, 10, 1)
    )
    release(home, id, described, {"index.html": "<p>Text</p>", file: json.dumps(record)})


def reviewed(home, council) -> None:
    record = {
        "schema": 1,
        "framework": {"title": "Local system review"},
        "judgements": [],
        "recommendations": MADE,
    }
    publish(home, council, "review", REVIEW, "review.json", record)


def planned(home, council, **values) -> None:
    publish(home, council, "action-plan", PLAN, "action-plan.json", FOLLOWED | values)


def section(client, council) -> str:
    """The part of the place's page; "" where there is none."""
    page = client.get(f"/places/{council.code.lower()}/", follow=True).content.decode()
    part = page.partition('<section aria-labelledby="recommended"')[2].partition("</section>")[0]
    walk = Walk({})
    walk.feed(f"<section{part}</section>")
    assert walk.wrong == []
    return " ".join(part.replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_page_says_what_was_recommended_and_what_was_done_with_a_link(changing):
    client, home, council = changing
    reviewed(home, council)
    planned(home, council)
    text = section(client, council)
    assert text.count(f'href="/publications/{PLAN}/"') == 1
    assert REVIEW not in text
    for number in ("done, with evidence", "still followed"):
        assert f"<span data-fixed>1</span> {number}" in text
    assert "met about it on" in text
    assert "<span data-fixed>1</span> not met" in text
    assert "<b>" not in text
    assert "Order &lt;b&gt;early&lt;/b&gt;." in text


def test_a_place_without_publications_has_no_such_part(changing):
    client, _home, council = changing
    assert section(client, council) == ""


def test_a_review_without_a_plan_says_so(changing):
    client, home, council = changing
    reviewed(home, council)
    text = section(client, council)
    assert "No plan of action is published yet" in text
    assert "The council: social work: Order" in text


def test_a_plan_from_before_endings_has_its_recommendations_without_counts(changing):
    client, home, council = changing
    record = {key: value for key, value in FOLLOWED.items() if key in ("schema", "as_at", "recommendations")}
    publish(home, council, "action-plan", PLAN, "action-plan.json", record)
    text = section(client, council)
    assert "Tell families." in text
    assert "done, with evidence" not in text


@pytest.mark.parametrize(
    "values", [{"endings": [{"ending": "open"}]}, {"schema": 2}, {"recommendations": None}]
)
def test_a_plan_that_cannot_be_read_is_left_out(changing, values):
    client, home, council = changing
    planned(home, council, **values)
    assert section(client, council) == ""


def test_what_is_withdrawn_is_left_out(changing):
    client, home, council = changing
    planned(home, council)
    assert section(client, council) != ""
    withdraw(home, PLAN, "A name was in it.", date(2027, 10, 2))
    assert section(client, council) == ""
