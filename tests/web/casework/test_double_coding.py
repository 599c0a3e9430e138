"""Pages of double coding: blind, side by side, and reconciled paragraph by paragraph."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.casework.reviews import records
from tests.web.casework.coding_records import Desk, client_of

from careplace.casework.reviews.coding.models import Coding, Round
from careplace.voices.texts import paragraphs

MOST, SEARCH = 12, 15
"""Queries of a page; search counts what it finds, and takes the words and the codings of what it shows alone."""
GIVEN = {"direction": "concern"}


class Pair(Desk):
    """A desk whose lead and a colleague, whose client is `other`, code its text apart."""

    def __init__(self):
        super().__init__("One was told.\nTwo waited.\nThree.\n")
        self.colleague = records.colleague(self.lead, self.review)
        self.mine, self.other = self.client, client_of(self.colleague)
        data = {"title": "Round 1", "first_id": self.lead.person, "second_id": self.colleague.person}
        answer = self.post("review-round-add", **data, sources=[str(self.source.pk)])
        assert answer.status_code == 302, answer.content
        self.round = Round.objects.get()

    def give(self, client, number):
        span = paragraphs(self.text.content)[number]
        address = f"{self.address('coding-add', of=self.text)}?start={span.start}&end={span.end}"
        return client.post(address, {"codes": [self.code.pk], **GIVEN})

    def done(self, client):
        version = Round.objects.get().version
        return client.post(self.address("review-round-step", "say-done", of=self.round), {"version": version})


@pytest.fixture
def pair(staff):
    return Pair()


def _decisions(page):
    return [
        (form.fields["of"], [box.get("value") for box in form.xpath(".//input[@name='keep']")])
        for form in html.fromstring(page).forms
        if "of" in form.fields
    ]


def test_each_sees_only_their_own_until_both_are_done(pair):
    assert pair.give(pair.mine, 0).status_code == 302
    address = pair.address("text-coding", of=pair.text)
    assert "<mark" in pair.mine.get(address).content.decode()
    page = pair.other.get(address).content.decode()
    assert "<mark" not in page
    assert "you are one of them" in page.casefold()
    assert (
        "0 paragraphs found"
        in pair.other.get(pair.address("review-search"), {"direction": "concern"}).content.decode()
    )
    assert "Agreement" not in pair.get("review-round", of=pair.round)


def test_a_third_person_reads_the_text_and_does_not_code_it(pair):
    third = client_of(records.colleague(pair.lead, pair.review, name="Tia Third"))
    assert "Code this paragraph" not in third.get(pair.address("text-coding", of=pair.text)).content.decode()
    assert pair.give(third, 0).status_code == 403


def test_the_two_are_reconciled_side_by_side(pair):
    pair.give(pair.mine, 0), pair.give(pair.mine, 1), pair.give(pair.other, 0)
    assert pair.done(pair.mine).status_code == 302
    assert pair.done(pair.mine).status_code == 403
    assert pair.done(pair.other).status_code == 302
    page = pair.get("review-round", of=pair.round)
    assert "2 paragraphs to decide" in page
    assert "0.67" in page
    assert "gave no code" in page
    assert pair.post("review-round", of=pair.round).status_code == 422
    for of, (first, *_) in _decisions(page):
        data = {"of": of, "keep": [first]}
        assert pair.client.post(pair.address("review-round", of=pair.round), data).status_code == 302
        assert pair.client.post(pair.address("review-round", of=pair.round), data).status_code in (403, 422)
    assert "Everything is decided" in pair.get("review-round", of=pair.round)
    assert sorted(Coding.objects.values_list("state", flat=True)) == ["coded", "coded", "removed"]
    assert Round.objects.get().state == "reconciled"


def test_what_both_gave_alike_is_kept_by_one_button(pair):
    for client in (pair.mine, pair.other):
        pair.give(client, 0), pair.give(client, 1)
    pair.give(pair.mine, 2)
    path = pair.address("review-round", of=pair.round)
    assert pair.client.post(path, {"alike": "1"}).status_code == 403
    pair.done(pair.mine), pair.done(pair.other)
    assert "gave 2 codings alike" in pair.get("review-round", of=pair.round)
    assert pair.client.post(path, {"alike": "1"}).status_code == 302
    page = pair.get("review-round", of=pair.round)
    assert "1 paragraph to decide" in page
    assert "Keep what both gave alike" not in page
    assert sorted(Coding.objects.values_list("state", flat=True)) == [
        "blind",
        *["coded"] * 2,
        *["removed"] * 2,
    ]


@pytest.mark.parametrize("of", ["", "[1]", '"x"', "{}", '["x"]', "null"])
def test_what_are_no_codings_is_refused(pair, of):
    pair.done(pair.mine), pair.done(pair.other)
    assert pair.client.post(pair.address("review-round", of=pair.round), {"of": of}).status_code == 422


def test_one_person_is_not_two_coders(pair):
    data = {"title": "Round 2", "first_id": pair.lead.person, "second_id": pair.lead.person, "sources": []}
    assert pair.post("review-round-add", **data).status_code == 422


def test_it_is_given_up_with_a_reason(pair):
    pair.give(pair.other, 0)
    assert (
        pair.post("review-round-step", "abandon", of=pair.round, version=1, reason="No time").status_code
        == 302
    )
    assert "No time" in pair.get("review-round", of=pair.round)
    assert "Round 1" in pair.get("review-rounds")
    assert Coding.objects.get().state == "removed"


def _queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured.captured_queries)


def _more(pair, number):
    """More of everything: texts, codes, codings, and codings of the two."""
    for n in range(number):
        code = records.code(pair.lead, pair.review, f"Code {number} {n}")
        text = records.text(pair.lead, records.source(pair.lead, pair.review, f"Interview {number} {n}"))
        records.coding(pair.lead, text, code)
        records.coding(pair.lead, pair.text, code, start=0, end=4, round=pair.round, state="blind")
    Coding.objects.filter(round=pair.round).update(state="blind")


def test_no_page_asks_more_where_there_is_more(pair):
    pages = {
        "codes": pair.address("review-codes"),
        "texts": pair.address("review-search"),
        "search": f"{pair.address('review-search')}?q=home",
        "text": pair.address("text-coding", of=pair.text),
        "rounds": pair.address("review-rounds"),
        "round": pair.address("review-round", of=pair.round),
    }
    _more(pair, 2)
    pair.done(pair.mine), pair.done(pair.other)
    few = {name: _queries(pair.mine, path) for name, path in pages.items()}
    _more(pair, 9)
    assert {name: _queries(pair.mine, path) for name, path in pages.items()} == few
    assert few.pop("search") <= SEARCH
    assert max(few.values()) <= MOST, few
