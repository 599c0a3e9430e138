"""A judgement from its draft to the second person, and what refuses it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.reviews import records
from tests.casework.reviews.judgements.judged import LINE, TODAY, judged

from careplace.casework.audit.models import Event
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.judgements import actions
from careplace.casework.reviews.judgements.models import Dissent, LineJudgement
from careplace.casework.reviews.models import Review, Source
from careplace.casework.reviews.weighing import weigh_lines
from careplace.casework.scope.actor import NotAllowed

pytestmark = pytest.mark.usefixtures("both")


def messages(error) -> str:
    return " ".join(error.value.messages)


def test_two_people_make_a_judgement_final():
    world = judged()
    record = world.judgement("final")
    assert (record.state, str(record.judge_id)) == ("final", world.lead.person)
    assert str(record.reviewer_id) == world.colleague.person
    made = Event.objects.filter(kind="judgement").values_list("action", flat=True)
    assert sorted(made) == ["agree", "propose", "write"]


def test_nobody_agrees_with_their_own_judgement():
    world = judged()
    record = world.judgement("proposed")
    with pytest.raises(NotAllowed, match="A colleague has to agree"):
        actions.agree(world.lead, record, record.version, TODAY)


def test_who_edits_becomes_the_judge_and_cannot_agree():
    world = judged()
    record = world.written()
    record = actions.edit(world.colleague, record, record.version, world.values(confidence="low"))
    record = actions.propose(world.colleague, record, record.version, TODAY)
    with pytest.raises(NotAllowed):
        actions.agree(world.colleague, record, record.version, TODAY)
    assert actions.agree(world.lead, record, record.version, TODAY).state == "final"


@pytest.mark.parametrize(("change", "message"), [
    ({"supporting": []}, "Name the sources that support it."),
    ({"opposing": []}, "1 of the sources say the opposite"),
    ({"level": "good"}, "gives no levels"),
])  # fmt: skip
def test_what_a_judgement_lacks_keeps_it_a_draft(change, message):
    world = judged()
    record = world.written(**change)
    with pytest.raises(ValidationError) as error:
        actions.propose(world.lead, record, record.version, TODAY)
    assert message in messages(error)
    record.refresh_from_db()
    assert record.state == "draft"


def test_a_source_that_was_withdrawn_is_named_by_its_title():
    world = judged()
    record = world.judgement("proposed")
    with in_review(world.lead, world.review.pk) as at_once:
        reason = {"reason": "Consent was taken back."}
        at_once.change(Source, world.concern.pk, "withdraw", reason, world.concern.version)
    with pytest.raises(ValidationError) as error:
        actions.agree(world.colleague, record, record.version, TODAY)
    assert "say nothing about this line: Interview 1." in messages(error)
    assert str(world.concern.pk) not in messages(error)


def test_sent_back_and_opened_again_with_a_reason():
    world = judged()
    record = world.judgement("proposed")
    record = actions.send_back(world.colleague, record, record.version, "Say which medicines.")
    assert (record.state, record.reason_back) == ("draft", "Say which medicines.")
    record = actions.propose(world.lead, record, record.version, TODAY)
    record = actions.agree(world.colleague, record, record.version, TODAY)
    record = actions.reopen(world.lead, record, record.version, "A new interview.")
    assert (record.state, record.reviewer_id) == ("draft", None)


def test_dissent_is_kept_when_the_judgement_changes():
    world = judged()
    record = world.judgement("final")
    kept = actions.dissent(world.colleague, record, "The pharmacy was told twice.")
    actions.reopen(world.lead, record, record.version, "To look again.")
    assert list(Dissent.objects.all()) == [kept]
    with pytest.raises(NotAllowed, match="change it instead"):
        actions.dissent(world.lead, record, "I too.")


def test_the_panel_reads_and_does_not_judge():
    world = judged()
    panel = records.colleague(world.lead, world.review, "panel", "Pia Panel")
    with pytest.raises(NotAllowed, match="another member"):
        actions.write(panel, world.review.pk, LINE, world.values())


def test_somebody_outside_the_team_finds_no_review():
    world = judged()
    with pytest.raises(Review.DoesNotExist):
        actions.write(records.lead("Olga Other"), world.review.pk, LINE, world.values())


def test_the_database_has_no_final_judgement_of_one_person():
    world = judged()
    record = world.judgement("final")
    rows = LineJudgement.objects.filter(pk=record.pk)
    for values in ({"reviewer_id": record.judge_id}, {"reviewer_id": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_what_keeps_the_judgements_of_a_review_from_being_published():
    world = judged()
    world.judgement("final")
    weights = weigh_lines(world.review.framework_used, evidence_of(world.review.pk), TODAY)
    records = {record.line: record for record in LineJudgement.objects.all()}
    missing = actions.unsound(world.review.framework_used, records, weights)
    assert len(missing) == len(world.review.framework_used.lines) - 1
    Source.objects.filter(pk=world.strength.pk).update(state="withdrawn")
    weights = weigh_lines(world.review.framework_used, evidence_of(world.review.pk), TODAY)
    assert any(
        "say nothing about this line" in fault
        for fault in actions.unsound(world.review.framework_used, records, weights)
    )
