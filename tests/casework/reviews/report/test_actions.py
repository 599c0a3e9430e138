"""A report from its first section to the quality panel."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import PLACE
from tests.casework.reviews.judgements.judged import LINE
from tests.casework.reviews.report.written import TODAY, quote_of, written

from careplace.casework.reviews.judgements import actions as judging
from careplace.casework.reviews.judgements.models import Dissent, LineJudgement
from careplace.casework.reviews.report import actions
from careplace.casework.reviews.report.contents import contents_of
from careplace.casework.reviews.report.outline import outline
from careplace.casework.reviews.report.publishing import gate
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("sqlite")
COMMENT = {
    "organisation": "acute-trust",
    "name": "The hospital",
    "passage": "People",
    "says": "Not since May.",
}


def problems(world) -> str:
    contents = contents_of(world.report, world.report.sections.all(), TODAY, world.home)
    return " ".join(gate(contents, world.home).problems)


def test_the_narrative_comes_first_in_the_order_of_the_framework(tmp_path):
    world = written(tmp_path)
    framework = world.judged.review.framework_used
    keys = [section.key for section in world.report.sections.all()]
    assert keys == ["summary", "about", *(theme.key for theme in framework.themes), "voices", "questions"]
    assert keys == [heading.key for heading in outline(framework)]


def test_a_judgement_has_its_dissents_in_their_order(tmp_path):
    world = written(tmp_path)
    line, texts = next(iter(world.judged.review.framework_used.lines)), ("First.", "Second.")
    judgement = LineJudgement.objects.get(review=world.report.review_id, line=line)
    for text in texts:
        Dissent.objects.create(
            place=PLACE,
            state="kept",
            review_id=world.report.review_id,
            judgement=judgement,
            person_id=world.panel.person,
            text=text,
        )
    judged = contents_of(world.report, world.report.sections.all(), TODAY, world.home).judged
    assert {j.line.key: j.dissents for j in judged if j.dissents} == {line: texts}
    assert len(judged) == len(world.judged.review.framework_used.lines)


def test_a_review_has_one_report(tmp_path):
    world = written(tmp_path)
    with pytest.raises(ValidationError, match="has a report already"):
        actions.begin(world.lead, world.report.review_id)


def test_nobody_overwrites_what_they_did_not_see(tmp_path):
    world = written(tmp_path)
    section = world.section()
    actions.write(world.judged.colleague, section, section.version, "Mine.", tmp_path)
    with pytest.raises(Conflict):
        actions.write(world.lead, section, section.version, "Yours.", tmp_path)


def test_every_comment_is_answered_before_the_panel_reads(tmp_path):
    world = written(tmp_path, "accuracy")
    comment = actions.comment(world.lead, world.section(), COMMENT)
    with pytest.raises(ValidationError, match="1 without an answer"):
        actions.end_accuracy(world.lead, world.report, world.report.version)
    answer = {"decision": "rejected", "answer": "The interviews were in October."}
    actions.answer(world.lead, comment, comment.version, answer)
    assert actions.end_accuracy(world.lead, world.report, world.report.version).state == "panel"


def test_comments_are_taken_only_while_the_facts_are_checked(tmp_path):
    world = written(tmp_path)
    with pytest.raises(NotAllowed):
        actions.comment(world.lead, world.section(), COMMENT)


@pytest.mark.parametrize("who", ["lead", "colleague"])
def test_only_the_panel_agrees(tmp_path, who):
    world = written(tmp_path, "panel")
    acting = world.lead if who == "lead" else world.judged.colleague
    with pytest.raises(NotAllowed):
        actions.agree(acting, world.report, world.report.version)


def test_nothing_is_written_once_the_panel_has_it(tmp_path):
    world = written(tmp_path, "panel")
    with pytest.raises(NotAllowed):
        world.write("Another finding.")
    world.report = actions.send_back(world.panel, world.report, world.report.version, "Say since when.")
    assert world.write("Since May.").text == "Since May."


def test_a_sound_report_has_no_problem(tmp_path):
    assert problems(written(tmp_path)) == ""


@pytest.mark.parametrize(("text", "problem"), [
    (" ", "nothing is written"),
    ("It is [[figure:outcome-x/E08000026/2024-25/all]].", "The current edition has no figure outcome-x"),
    ("See [[quote:12]].", "is no reference"),
    ("![A map](map.png)", "A report has no pictures"),
    ("In all, 30 of 40 homes (90%) are good.", "90%"),
])  # fmt: skip
def test_what_keeps_a_report_from_being_published(tmp_path, text, problem):
    world = written(tmp_path)
    world.write(text)
    assert problem in problems(world)


def test_own_counts_of_sources_are_compared(tmp_path):
    world = written(tmp_path)
    world.write("On governance, 2 of 2 sources raised a concern.")
    assert "the records have 1 of 2" in problems(world)
    world.write("On governance, 1 of 2 sources raised a concern.")
    assert problems(world) == ""


def test_a_quotation_that_consent_does_not_allow_keeps_it_back(tmp_path):
    world = written(tmp_path)
    world.write(quote_of(world))
    assert problems(world) == ""
    type(world.judged.concern).objects.filter(pk=world.judged.concern.pk).update(consent="no-quotation")
    assert "Interview 1 may be counted and summed up, and never quoted." in problems(world)


@pytest.mark.parametrize("state", ["panel", "ready"])
def test_a_judgement_that_is_opened_again_takes_the_report_from_the_panel(tmp_path, state):
    world = written(tmp_path, state)
    record = world.judged.review.linejudgements.get(line=LINE)
    judging.reopen(world.lead, record, record.version, "A new interview.")
    world.report.refresh_from_db()
    assert (world.report.state, world.report.panel_member_id) == ("draft", None)
    assert "was opened again: A new interview." in world.report.reason
    assert "no final judgement" in problems(world)


def test_the_panel_agrees_anew_once_a_second_person_has(tmp_path):
    world = written(tmp_path, "ready")
    record = world.judged.review.linejudgements.get(line=LINE)
    record = judging.reopen(world.lead, record, record.version, "A new interview.")
    world.report.refresh_from_db()
    world.to("panel")
    with pytest.raises(ValidationError, match="no final judgement"):
        actions.agree(world.panel, world.report, world.report.version)
    record = judging.propose(world.lead, record, record.version, TODAY)
    judging.agree(world.judged.colleague, record, record.version, TODAY)
    assert problems(world) == ""
    world.report = actions.agree(world.panel, world.report, world.report.version)
    assert world.publish().published_version == 1


@pytest.mark.parametrize("state", ["draft", "accuracy", "published"])
def test_a_judgement_that_is_opened_again_leaves_a_report_that_no_panel_has(tmp_path, state):
    world = written(tmp_path, state)
    record = world.judged.review.linejudgements.get(line=LINE)
    judging.reopen(world.lead, record, record.version, "A new interview.")
    world.report.refresh_from_db()
    assert world.report.state == state
    assert "no final judgement" in problems(world)
