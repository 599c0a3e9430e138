"""Double coding: blind until both are done, compared by paragraph, and evidence only once reconciled."""

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from tests.casework.reviews import records

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding import actions, rounds
from careplace.casework.reviews.coding.actions import Choice, codings_seen
from careplace.casework.reviews.coding.anchoring import replace_text
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Coding, Round
from careplace.casework.scope.actor import NotAllowed
from careplace.statistics.agreement import agreement
from careplace.voices.texts import Span, paragraphs

pytestmark = pytest.mark.usefixtures("both")
WORDS = "One.\nTwo.\nThree.\nFour.\n"


class Pair:
    """A lead and a colleague who code one text apart; a third person is on the team."""

    def __init__(self):
        self.lead = records.lead()
        self.review = records.review(self.lead)
        self.colleague = records.colleague(self.lead, self.review)
        self.third = records.colleague(self.lead, self.review, name="Tia Third")
        self.text = records.text(self.lead, records.source(self.lead, self.review), WORDS)
        self.codes = [
            records.code(self.lead, self.review, name) for name in ("Medicines", "Telling", "Waiting")
        ]
        self.round = self.begin()

    def begin(self, **values):
        usual = {"title": "First", "first_id": self.lead.person, "second_id": self.colleague.person}
        return rounds.begin(
            self.lead, self.review.pk, usual | {"sources": [str(self.text.source_id)]} | values
        )

    def code(self, actor, paragraph, code, direction="concern"):
        span = paragraphs(WORDS)[paragraph]
        return actions.code(actor, self.text, span, Choice((self.codes[code].pk,), direction))[0]

    def done(self, actor):
        return rounds.say_done(actor, self.round.pk, Round.objects.get(pk=self.round.pk).version)


@pytest.fixture
def pair():
    return Pair()


def test_neither_sees_what_the_other_gives_and_nothing_counts(pair):
    own, other = pair.code(pair.lead, 0, 0), pair.code(pair.colleague, 0, 0)
    assert list(codings_seen(pair.lead)) == [own]
    assert list(codings_seen(pair.colleague)) == [other]
    assert not codings_seen(pair.third).exists()
    assert not evidence_of(pair.review.pk)
    for act in (
        lambda: actions.edit(pair.lead, other.pk, 1, {"direction": "mixed"}),
        lambda: actions.remove(pair.lead, other.pk, 1),
    ):
        with pytest.raises(Coding.DoesNotExist):
            act()


def test_others_do_not_code_the_text_meanwhile_nor_does_who_is_done(pair):
    with pytest.raises(NotAllowed, match="code this text apart"):
        pair.code(pair.third, 0, 0)
    pair.done(pair.lead)
    with pytest.raises(NotAllowed):
        pair.code(pair.lead, 0, 0)
    with pytest.raises(NotAllowed):
        pair.done(pair.lead)
    assert not codings_seen(pair.lead).exclude(coder_id=pair.lead.person).exists()


def test_once_both_are_done_the_agreement_is_by_paragraph(pair):
    for actor, given in ((pair.lead, [(0, 0), (1, 0), (2, 1)]), (pair.colleague, [(0, 0), (2, 0), (2, 1)])):
        for paragraph, code in given:
            pair.code(actor, paragraph, code)
    pair.done(pair.lead)
    compared = pair.done(pair.colleague)
    assert compared.state == "comparing"
    ids = [str(code.pk) for code in pair.codes]
    assert compared.segments == {ids[0]: [1, 1, 1, 1], ids[1]: [1, 0, 0, 3], ids[2]: [0, 0, 0, 4]}
    codes, counts, measured = rounds.agreement_of(compared)
    assert set(codes) == set(ids[:2])
    assert counts[codes.index(ids[0])].tolist() == [1, 1, 1, 1]
    assert np.allclose(measured.kappa.value[codes.index(ids[0])], agreement([1], [1], [1], [1]).kappa.value)
    assert codings_seen(pair.third).count() == 6


def test_what_is_kept_is_evidence_and_the_rest_is_taken_back(pair):
    mine, theirs = pair.code(pair.lead, 0, 0), pair.code(pair.colleague, 0, 1)
    last = pair.code(pair.colleague, 3, 1)
    with pytest.raises(NotAllowed):
        rounds.reconcile(pair.lead, pair.round.pk, [mine.pk], [])
    pair.done(pair.lead)
    pair.done(pair.colleague)
    assert rounds.reconcile(pair.third, pair.round.pk, [mine.pk], [theirs.pk]).state == "comparing"
    assert len(evidence_of(pair.review.pk)) == 1
    with pytest.raises(ValidationError, match="decided some of these meanwhile"):
        rounds.reconcile(pair.lead, pair.round.pk, [mine.pk], [])
    finished = rounds.reconcile(pair.lead, pair.round.pk, [], [last.pk])
    assert finished.state == "reconciled"
    assert finished.segments[str(pair.codes[0].pk)] == [0, 1, 0, 3]


def test_what_both_gave_alike_is_kept_once_and_the_rest_is_still_to_decide(pair):
    same, _twin = pair.code(pair.lead, 0, 0), pair.code(pair.colleague, 0, 0)
    pair.code(pair.lead, 1, 0), pair.code(pair.colleague, 1, 0, "strength")
    pair.code(pair.lead, 2, 1), pair.code(pair.colleague, 3, 1)
    noted, note = pair.code(pair.lead, 3, 2), pair.code(pair.colleague, 3, 2)
    actions.edit(pair.colleague, note.pk, note.version, {"memo": "Ask again"})
    with pytest.raises(NotAllowed):
        rounds.keep_alike(pair.lead, pair.round.pk)
    pair.done(pair.lead)
    kept = rounds.keep_alike(pair.third, pair.done(pair.colleague).pk)
    assert kept.state == "comparing"
    assert list(Coding.objects.filter(state="coded")) == [same]
    assert Coding.objects.filter(state="removed").get().coder_id != same.coder_id
    assert noted in rounds.undecided(kept)
    assert len(rounds.undecided(kept)) == 6
    assert rounds.keep_alike(pair.lead, kept.pk).state == "comparing"


def test_where_both_gave_everything_alike_nothing_is_left_to_decide(pair):
    for actor in (pair.lead, pair.colleague):
        pair.code(actor, 0, 0), pair.code(actor, 1, 1)
        done = pair.done(actor)
    assert rounds.keep_alike(pair.lead, done.pk).state == "reconciled"
    assert Coding.objects.filter(state="coded").count() == 2


def test_an_edit_meanwhile_keeps_blind_codings_blind(pair):
    coding = pair.code(pair.lead, 0, 0)
    with in_review(pair.third, pair.review.pk) as at_once:
        new = replace_text(at_once, pair.text, f"Zero.\n{WORDS}", "edited")
        replace_text(at_once, new, f"Zero.\n{WORDS.replace('One.', 'One more.')}", "edited")
    coding.refresh_from_db()
    assert coding.state == "unsure"
    assert not codings_seen(pair.colleague).exists()
    with pytest.raises(ValidationError, match="confirm or remove"):
        pair.done(pair.lead)
    assert actions.confirm(pair.lead, coding.pk, coding.version).state == "blind"
    assert not pair.done(pair.lead).second_done


def test_only_texts_that_nobody_coded_are_coded_twice(pair):
    second = records.text(pair.lead, records.source(pair.lead, pair.review, "Interview 2"))
    records.coding(pair.lead, second, pair.codes[0])
    assert rounds.free_sources(pair.review) == []
    for sources in ([str(second.source_id)], [str(pair.text.source_id)]):
        with pytest.raises(ValidationError):
            pair.begin(sources=sources)


def test_two_different_people_who_code_are_needed(pair):
    other = records.text(pair.lead, records.source(pair.lead, pair.review, "Interview 2"))
    panel = records.colleague(pair.lead, pair.review, "panel", "Pat Panel")
    sources = [str(other.source_id)]
    with pytest.raises(ValidationError):
        pair.begin(second_id=pair.lead.person, sources=sources)
    with pytest.raises(ValidationError):
        pair.begin(second_id=panel.person, sources=sources)


def test_only_the_lead_begins_and_gives_up_and_what_was_given_is_taken_back(pair):
    coding = pair.code(pair.colleague, 0, 0)
    with pytest.raises(NotAllowed):
        rounds.abandon(pair.colleague, pair.round.pk, 1, "No time")
    assert rounds.abandon(pair.lead, pair.round.pk, 1, "No time").state == "abandoned"
    coding.refresh_from_db()
    assert coding.state == "removed"
    actions.code(pair.third, pair.text, Span(0, 4), Choice((pair.codes[0].pk,), "concern"))
    assert len(evidence_of(pair.review.pk)) == 1
