"""Pages of coding: the code book, and a text coded paragraph by paragraph, by a script, and by two at once."""

import json

import pytest
from lxml import html
from tests.casework.reviews import records
from tests.web.casework.coding_records import Desk, client_of

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.anchoring import replace_text
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.voices.texts import paragraphs

HOSTILE = "</script><script>alert(1)</script> & <mark>”\n"
GIVEN = {"direction": "concern"}


@pytest.fixture
def desk(staff):
    return Desk()


def _at(desk, number=0, text=None):
    span = paragraphs((text or desk.text).content)[number]
    return f"{desk.address('coding-add', of=text or desk.text)}?start={span.start}&end={span.end}"


def _words(page):
    """The paragraphs as a reader of the page sees them, without the numbers of codings."""
    tree = html.fromstring(page)
    for number in tree.xpath("//sup[@data-skip]"):
        number.drop_tree()
    return [p.text_content() for p in tree.xpath("//p[contains(@class, 'cp-words')]")]


def _marked(page):
    return [mark.text_content() for mark in html.fromstring(page).iter("mark")]


def test_a_paragraph_is_coded_without_script(desk):
    page = desk.get("text-coding", of=desk.text)
    link = html.fromstring(page).xpath("//a[contains(@class, 'cp-code-paragraph')]/@href")[1]
    assert "Nobody had told the pharmacy." in desk.client.get(link).content.decode()
    answer = desk.post("", address=link, codes=[desk.code.pk], **GIVEN)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?page=1#p25")
    page = desk.get("text-coding", of=desk.text)
    assert _marked(page) == ["Nobody had told the pharmacy."]
    assert "Medicines" in page
    assert Coding.objects.get().state == "coded"


def test_a_part_of_a_paragraph_is_coded_by_its_words(desk):
    desk.post("", address=_at(desk), words="home on Friday", codes=[desk.code.pk], **GIVEN)
    assert _marked(desk.get("text-coding", of=desk.text)) == ["home on Friday"]


@pytest.mark.parametrize("words", ["not there", "e"])
def test_words_that_are_not_there_once_are_refused(desk, words):
    answer = desk.post("", address=_at(desk), words=words, codes=[desk.code.pk], **GIVEN)
    assert answer.status_code == 422
    assert "These words are" in answer.content.decode()
    assert not Coding.objects.exists()


@pytest.mark.parametrize("query", ["?start=5&end=5", "?start=0&end=900", "?start=x&end=1", "?start=-1&end=3"])
def test_an_address_without_words_is_none(desk, query):
    assert desk.client.get(desk.address("coding-add", of=desk.text) + query).status_code == 404


def _script(desk, address, **data):
    return desk.client.post(address, data, headers={"Accept": "application/json"})


def test_a_script_is_answered_in_json(desk):
    answer = _script(desk, _at(desk), codes=[desk.code.pk], **GIVEN)
    assert json.loads(answer.content) == {"codings": [str(Coding.objects.get().pk)]}
    assert _script(desk, _at(desk), codes=[desk.code.pk], **GIVEN).json() == {"codings": []}
    refused = _script(desk, _at(desk), codes=[desk.code.pk])
    assert (refused.status_code, len(refused.json()["faults"])) == (422, 1)


def test_words_that_changed_meanwhile_are_not_coded_and_the_choice_is_kept(desk):
    address = _at(desk)
    with in_review(desk.lead, desk.review.pk) as at_once:
        new = replace_text(at_once, desk.text, "She came home on Monday.\n", "edited")
    assert _script(desk, address, codes=[desk.code.pk], **GIVEN).status_code == 409
    answer = desk.post("", address=address, codes=[desk.code.pk], memo="Mine", **GIVEN)
    page = answer.content.decode()
    assert (answer.status_code, "Mine" in page, "A colleague changed these words" in page) == (
        422,
        True,
        True,
    )
    assert not Coding.objects.exists()
    assert desk.post("", address=_at(desk, text=new), codes=[desk.code.pk], **GIVEN).status_code == 302


def test_a_hostile_text_is_shown_as_it_is(staff):
    desk = Desk(HOSTILE)
    desk.post("", address=_at(desk), words="</script>", memo=HOSTILE, codes=[desk.code.pk], **GIVEN)
    desk.post("", address=_at(desk), codes=[desk.code.pk], **GIVEN)
    page = desk.get("text-coding", of=desk.text)
    assert "<script>alert" not in page
    assert _words(page) == [HOSTILE.strip()]


def test_overlapping_codings_are_marked_in_shared_stretches(desk):
    for words in ("She came home", "home on Friday"):
        desk.post("", address=_at(desk), words=words, codes=[desk.code.pk], **GIVEN)
    page = desk.get("text-coding", of=desk.text)
    assert _marked(page) == ["She came ", "home", " on Friday"]
    assert _words(page) == records.WORDS.splitlines()


def test_a_long_text_has_pages(staff):
    desk = Desk("\n".join(f"Comment {number}." for number in range(250)))
    assert len(_words(desk.get("text-coding", of=desk.text, page=3))) == 50
    assert len(_words(desk.get("text-coding", of=desk.text, page="x"))) == 100
    answer = desk.post("", address=_at(desk, 240), codes=[desk.code.pk], **GIVEN)
    assert "?page=3#p" in answer["Location"]
    assert _marked(desk.get("text-coding", of=desk.text, page=3)) == ["Comment 240."]


def test_a_coding_is_changed_and_removed(desk):
    coding = records.coding(desk.lead, desk.text, desk.code)
    data = {"code": desk.code.pk, "direction": "strength", "version": 1}
    assert desk.post("coding-step", "edit", of=coding, **data).status_code == 302
    assert desk.post("coding-step", "remove", of=coding, version=1).status_code == 409
    assert desk.post("coding-step", "remove", of=coding, version=2).status_code == 302
    coding.refresh_from_db()
    assert (coding.direction, coding.state) == ("strength", "removed")


def test_a_coding_whose_words_are_gone_is_listed_and_given_other_words(desk):
    coding = records.coding(desk.lead, desk.text, desk.code)
    with in_review(desk.lead, desk.review.pk) as at_once:
        new = replace_text(at_once, desk.text, "Nobody had told the pharmacy.\n", "redacted")
    assert "no longer in the text" in desk.get("text-coding", of=new)
    assert "They were erased" in desk.get("coding-step", "confirm", of=coding)
    assert desk.post("coding-step", "confirm", of=coding, version=2, **GIVEN).status_code == 422
    data = {"words": "the pharmacy", "version": 2, **GIVEN}
    assert desk.post("coding-step", "confirm", of=coding, **data).status_code == 302
    assert _marked(desk.get("text-coding", of=new)) == ["the pharmacy"]


def test_the_panel_reads_and_has_no_way_to_code(desk):
    panel = client_of(records.colleague(desk.lead, desk.review, "panel", "Pat Panel"))
    assert panel.post(_at(desk), {"codes": [desk.code.pk], **GIVEN}).status_code == 403
    records.coding(desk.lead, desk.text, desk.code)
    page = panel.get(desk.address("text-coding", of=desk.text)).content.decode()
    assert _marked(page) == ["She came home on Friday."]
    for words in ("Code this paragraph", "Change", "<dialog"):
        assert words not in page
    for name in ("review-codes", "review-search", "review-exchange"):
        page = panel.get(desk.address(name), {"q": "home"}).content.decode()
        assert "Add a code" not in page
        assert "Save the codes" not in page
        assert "Import the" not in page


def test_the_code_book_is_a_tree_with_counts_and_search(desk):
    home = {"name": "Medicines at home", "parent": str(desk.code.pk), "memo": "Doses, blister packs"}
    assert desk.post("review-code-add", **home).status_code == 302
    records.coding(desk.lead, desk.text, desk.code)
    page = desk.get("review-codes")
    assert page.index("Medicines</span>") < page.index("Medicines at home")
    assert "Medicines › Medicines at home" in desk.get("review-codes", q="blister")
    assert "0 of 2 codes" in desk.get("review-codes", q="dose transport")


def test_a_name_that_the_book_has_is_warned_of_and_used_where_the_person_is_sure(desk):
    below = records.code(desk.lead, desk.review, "Leaving")
    data = {"name": "MEDICINES!", "parent": str(below.pk)}
    answer = desk.post("review-code-add", **data)
    assert (answer.status_code, "The code book has this name already" in answer.content.decode()) == (
        422,
        True,
    )
    assert desk.post("review-code-add", sure="on", **data).status_code == 302
    assert 'list="code-names"' in desk.get("review-code-add")


def test_a_code_is_never_below_itself(desk):
    below = records.code(desk.lead, desk.review, "Doses")
    data = {"name": "Doses", "version": 1}
    assert desk.post("review-code-edit", of=below, parent=str(desk.code.pk), **data).status_code == 302
    answer = desk.post("review-code-edit", of=desk.code, name="Medicines", parent=str(below.pk), version=1)
    assert answer.status_code == 422
    assert Code.objects.get(pk=desk.code.pk).parent is None


def test_a_code_is_retired_and_used_again(desk):
    assert desk.post("review-code-use", "retire", of=desk.code, version=1, reason="Merged").status_code == 302
    assert "retired: Merged" in desk.get("review-codes")
    assert str(desk.code.pk) not in desk.client.get(_at(desk)).content.decode()
    assert desk.post("review-code-use", "use-again", of=desk.code, version=2).status_code == 302
    assert Code.objects.get(pk=desk.code.pk).state == "used"


def test_for_people_outside_the_team_nothing_of_it_exists(desk):
    coding = records.coding(desk.lead, desk.text, desk.code)
    other = client_of(records.lead("Olu Other"))
    for name, of, parts in [
        ("review-codes", desk.review, ()),
        ("review-code-edit", desk.code, ()),
        ("text-coding", desk.text, ()),
        ("coding-add", desk.text, ()),
        ("coding-step", coding, ("remove",)),
    ]:
        assert other.get(desk.address(name, *parts, of=of)).status_code == 404, name


COMMENTS = "\n".join(f"Comment {n}: the {'nurse' if n % 2 else 'pharmacy'} was kind." for n in range(120))


def _passages(page):
    return html.fromstring(page).xpath("//input[@name='passages']/@value")


def test_texts_are_listed_and_searched(staff):
    desk = Desk(COMMENTS)
    assert desk.address("text-coding", of=desk.text) in desk.get("review-search")
    page = desk.get("review-search", q="nurse kind")
    assert "60 paragraphs found" in page
    assert len(_passages(page)) == 50
    assert len(_passages(desk.get("review-search", q="nurse kind", page=2))) == 10
    assert "1 paragraph found" in desk.get("review-search", q="119")
    assert "0 paragraphs found" in desk.get("review-search", q="<script>")


def test_ticked_results_are_coded_at_once(staff):
    desk = Desk(COMMENTS)
    ids = _passages(desk.get("review-search", q="nurse"))[:3]
    address = f"{desk.address('review-search')}?q=nurse"
    data = {"total": 60, "codes": [desk.code.pk], **GIVEN}
    assert desk.post("", address=address, **data).status_code == 422
    assert desk.post("", address=address, passages=ids, **data).status_code == 302
    assert sorted(c.start for c in Coding.objects.all()) == sorted(
        span.start for n, span in enumerate(paragraphs(COMMENTS)) if n in (1, 3, 5)
    )
    assert "3 paragraphs found" in desk.get("review-search", code=str(desk.code.pk), direction="concern")
    assert "57 paragraphs found" in desk.get("review-search", q="nurse", uncoded="on")


def test_all_results_of_all_pages_are_coded_at_once_unless_they_changed(staff):
    desk = Desk(COMMENTS)
    address = f"{desk.address('review-search')}?q=nurse"
    data = {"everything": "on", "codes": [desk.code.pk], **GIVEN}
    assert desk.post("", address=address, total=59, **data).status_code == 422
    assert not Coding.objects.exists()
    assert desk.post("", address=address, total=60, **data).status_code == 302
    assert Coding.objects.filter(state="coded").count() == 60
