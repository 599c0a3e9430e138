"""Coding by several people at once: nothing is lost, nothing is given to words that nobody saw."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.casework.reviews import records

from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding import actions
from careplace.casework.reviews.coding.actions import Choice
from careplace.casework.reviews.coding.anchoring import replace_text
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.models import Source, Text
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict
from careplace.voices.texts import Quotation, Span, paragraphs

pytestmark = pytest.mark.usefixtures("both")
FIRST, SECOND = Span(0, 24), Span(25, 54)


class Desk:
    """A review with a lead, a colleague, a text and a code."""

    def __init__(self):
        self.lead = records.lead()
        self.review = records.review(self.lead)
        self.colleague = records.colleague(self.lead, self.review)
        self.text = records.text(self.lead, records.source(self.lead, self.review))
        self.text_seen = Text.objects.get(pk=self.text.pk)
        self.code = records.code(self.lead, self.review)
        self.choice = Choice((self.code.pk,), "concern")

    def coded(self, span=FIRST, actor=None):
        return actions.code(actor or self.lead, self.text, span, self.choice)[0]

    def replace(self, content):
        with in_review(self.colleague, self.review.pk) as at_once:
            self.text.refresh_from_db()
            return replace_text(at_once, self.text, content, "edited")


@pytest.fixture
def desk():
    return Desk()


def test_words_get_several_codes_at_once(desk):
    other = records.code(desk.lead, desk.review, "Telling people")
    choice = Choice((desk.code.pk, other.pk), "strength", ("dementia",), "Note")
    codings = actions.code(desk.colleague, desk.text, SECOND, choice)
    assert {c.code_id for c in codings} == {desk.code.pk, other.pk}
    assert {(c.start, c.end, c.state, c.direction, c.memo) for c in codings} == {
        (25, 54, "coded", "strength", "Note")
    }
    assert {str(c.coder_id) for c in codings} == {desk.colleague.person}
    assert Event.objects.filter(kind="coding").count() == 2
    # Both are of one key line and one direction: the source says it once.
    assert len(evidence_of(desk.review.pk)) == 1


def test_the_same_code_at_the_same_words_is_one_coding(desk):
    desk.coded()
    assert actions.code(desk.lead, desk.text, FIRST, desk.choice) == []
    assert Coding.objects.count() == 1


def test_two_people_may_give_the_same_code(desk):
    desk.coded()
    desk.coded(actor=desk.colleague)
    assert Coding.objects.count() == 2


def test_a_text_that_a_colleague_edited_meanwhile_is_coded_at_the_same_words(desk):
    new = desk.replace(f"Thank you.\n{records.WORDS}")
    coding = desk.coded()
    assert coding.text_id == new.pk
    assert new.content[coding.start : coding.end] == "She came home on Friday."


def test_words_that_a_colleague_changed_meanwhile_are_a_conflict_and_both_are_kept(desk):
    new = desk.replace("She came home on Monday.\nNobody had told the pharmacy.\n")
    with pytest.raises(Conflict) as conflict:
        desk.coded()
    assert conflict.value.record == new
    assert not Coding.objects.exists()
    assert desk.coded(SECOND).text_id == new.pk


@pytest.mark.parametrize("span", [Span(0, 56), Span(90, 91)])
def test_words_beyond_the_text_are_refused(desk, span):
    with pytest.raises(ValidationError, match="not in the text"):
        desk.coded(span)


def test_a_direction_and_a_used_code_are_needed(desk):
    for codes, direction in (((desk.code.pk,), ""), ((), "concern"), ((uuid4(),), "concern")):
        with pytest.raises(ValidationError):
            actions.code(desk.lead, desk.text, FIRST, Choice(codes, direction))
    with pytest.raises(ValidationError):
        actions.code(desk.lead, desk.text, FIRST, Choice((desk.code.pk,), "concern", ("nobody",)))


def test_a_retired_code_is_no_longer_given(desk):
    with in_review(desk.lead, desk.review.pk) as at_once:
        at_once.change(Code, desk.code.pk, "retire", {"reason": "Merged."}, desk.code.version)
    with pytest.raises(ValidationError, match="codes that are used"):
        desk.coded()


def test_a_code_of_another_review_is_none_here(desk):
    other = records.code(desk.lead, records.review(desk.lead, title="Crisis"))
    with pytest.raises(ValidationError):
        actions.code(desk.lead, desk.text, FIRST, Choice((other.pk,), "concern"))


def test_the_panel_reads_and_does_not_code(desk):
    panel = records.colleague(desk.lead, desk.review, "panel", "Pat Panel")
    with pytest.raises(NotAllowed):
        desk.coded(actor=panel)


def test_many_places_are_coded_at_once_or_none(desk):
    codings = actions.code_all(
        desk.lead, desk.review.pk, [(desk.text, FIRST), (desk.text, SECOND)], desk.choice
    )
    assert [c.start for c in codings] == [0, 25]
    places = [(desk.text, Span(0, 3)), (desk.text, Span(0, 900))]
    with pytest.raises(ValidationError):
        actions.code_all(desk.lead, desk.review.pk, places, desk.choice)
    assert Coding.objects.count() == 2


def test_a_coding_is_edited_and_taken_back(desk):
    coding = desk.coded()
    other = records.code(desk.lead, desk.review, "Other")
    edited = actions.edit(desk.colleague, coding.pk, 1, {"direction": "mixed", "code_id": other.pk})
    assert (edited.direction, edited.code_id, edited.version) == ("mixed", other.pk, 2)
    with pytest.raises(Conflict):
        actions.remove(desk.lead, coding.pk, 1)
    actions.remove(desk.lead, coding.pk, 2)
    assert not evidence_of(desk.review.pk)


def test_a_coding_of_another_team_does_not_exist(desk):
    coding = desk.coded()
    other = records.lead("Olu Other")
    for act in (actions.remove, actions.confirm):
        with pytest.raises(Coding.DoesNotExist):
            act(other, coding.pk, 1)


def test_a_suggestion_counts_once_a_person_accepts_it_as_their_own(desk):
    coding = desk.coded()
    Coding.objects.filter(pk=coding.pk).update(state="suggested", direction="")
    assert not evidence_of(desk.review.pk)
    with pytest.raises(ValidationError):
        actions.accept(desk.colleague, coding.pk, 1, {})
    accepted = actions.accept(desk.colleague, coding.pk, 1, {"direction": "concern"})
    assert (accepted.state, str(accepted.coder_id)) == ("coded", desk.colleague.person)
    assert len(evidence_of(desk.review.pk)) == 1


def test_an_unsure_coding_counts_once_a_person_confirms_it(desk):
    coding = desk.coded()
    desk.replace("She came home on Monday.\nNobody had told the pharmacy.\n")
    assert not evidence_of(desk.review.pk)
    confirmed = actions.confirm(desk.lead, coding.pk, 2)
    assert (confirmed.state, confirmed.doubt) == ("coded", "")


def test_a_coding_whose_words_are_gone_needs_other_words(desk):
    coding = desk.coded()
    new = desk.replace("Nobody had told the pharmacy.\n")
    with pytest.raises(ValidationError, match="no longer in the text"):
        actions.confirm(desk.lead, coding.pk, 2)
    confirmed = actions.confirm(desk.lead, coding.pk, 2, Span(0, 6))
    assert (confirmed.text_id, confirmed.state, confirmed.start, confirmed.end) == (new.pk, "coded", 0, 6)


def test_three_people_code_and_one_edits_at_once_and_nothing_is_lost(desk):
    """Each coding is on the current text, at its own words, whoever came first."""
    words = paragraphs(desk.text.content)

    def one(number: int) -> list[Coding]:
        try:
            if number == 0:
                desk.replace(f"Thank you.\n{records.WORDS}")
                return []
            actor = (desk.lead, desk.colleague, desk.lead)[number - 1]
            return actions.code(actor, desk.text_seen, words[number % 2], desk.choice)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    current = Text.objects.get(state="current")
    assert current.number == 2
    rows = Coding.objects.all()
    assert {row.text_id for row in rows} == {current.pk}
    assert {current.content[row.start : row.end] for row in rows} == set(records.WORDS.splitlines())
    assert all(Quotation(Span(row.start, row.end), row.sha256).stands_in(current.content) for row in rows)
    assert not list(faults())


def test_a_source_that_was_withdrawn_is_not_coded(desk):
    source = desk.text.source
    with in_review(desk.lead, desk.review.pk) as at_once:
        at_once.change(Source, source.pk, "withdraw", {"reason": "Consent was taken back."}, source.version)
    with pytest.raises(NotAllowed, match="not used"):
        desk.coded()
