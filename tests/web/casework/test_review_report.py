"""Pages of a review's report: who sees them in which state, the editor with its preview, and the way to the public site."""

import pytest
from django.conf import settings
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews.report.written import quote_of, written
from tests.web.casework.access_report import REVIEW_PAGES, SECTION_PAGES, STATES, STEPS, TEAM
from tests.web.casework.refusals import refused
from tests.web.casework.test_judgements import client_of, queries, text
from tests.web.casework.test_query_counts import MOST

from careplace.casework.reviews.report import actions
from careplace.casework.reviews.report.models import Comment, Report, Section
from careplace.casework.reviews.report.publishing import publication_id
from careplace.casework.reviews.report.states import REPORT
from careplace.publications.store import Store


def address(name: str, record) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[PLACE, record.pk, *([action] if action else [])])


def test_the_table_has_every_state_and_step():
    assert tuple(REPORT.states) == STATES
    steps = {name.split()[1] for name in STEPS}
    # The second is a step of a judgement, which takes the report with it.
    assert steps | {"begin", "judgement-opened"} == {transition.action for transition in REPORT.transitions}


@pytest.mark.parametrize("state", STATES)
def test_each_state_allows_each_part_of_the_team_what_the_table_says(staff, state):
    world = written(settings.CAREPLACE.home, state)
    people = {"lead": world.lead, "reviewer": world.judged.colleague, "panel": world.panel}
    for part, actor in people.items():
        client = client_of(actor)
        for name, parts in STEPS.items():
            expected = 200 if state in parts.get(part, ()) else 403
            assert client.get(address(name, world.report)).status_code == expected, (part, name)
        for name, states in SECTION_PAGES.items():
            expected = 200 if state in states else 403
            assert client.get(address(name, world.section())).status_code == expected, (part, name)


@pytest.mark.parametrize("role", ["review_lead", "reviewer", "team_manager"])
def test_for_people_outside_the_team_there_is_no_report(as_role, role):
    world, client = written(settings.CAREPLACE.home, "accuracy"), as_role(role, name="Olga Outside")
    actions.comment(world.lead, world.section(), COMMENT)
    expected = 404 if role in TEAM else refused(role)
    pages = [address(name, world.report.review) for name in REVIEW_PAGES]
    pages += [address(name, world.section()) for name in SECTION_PAGES]
    pages += [address(name, world.report) for name in STEPS] + [
        address("report-answer", Comment.objects.get())
    ]
    for path in pages:
        assert client.get(path).status_code == expected, path
        assert client.post(path, {}).status_code in (expected, 405), path


COMMENT = {
    "organisation": "acute-trust",
    "name": "The hospital",
    "passage": "People",
    "says": "Not since May.",
}


def test_from_nothing_to_the_public_site(staff):
    world = written(settings.CAREPLACE.home)
    lead, panel = client_of(world.lead), client_of(world.panel)
    section = world.section()
    reference = quote_of(world)
    sent = {"text": f"## What changed\n\n{reference} It is **late**.", "version": str(section.version)}
    page = lead.post(address("report-section", section), sent | {"preview": "1"}).content.decode()
    assert "“She came home on Friday.” (a person we heard) It is <strong>late</strong>" in page
    assert reference in page
    assert Section.objects.get(pk=section.pk).version == section.version
    assert lead.post(address("report-section", section), sent).status_code == 302
    assert lead.post(address("report-section", section), sent).status_code == 409
    step(lead, "send-out")
    said = COMMENT | {"passage": "1"}
    page = lead.post(address("report-comment", section), said, follow=True).content.decode()
    assert "Not since May." in page
    answer = {"decision": "partly", "answer": "We added the month.", "version": "1"}
    assert lead.post(address("report-answer", Comment.objects.get()), answer).status_code == 302
    step(lead, "end-accuracy")
    step(panel, "agree")
    page = step(lead, "publish")
    assert "Published: it is on the public site" in page
    (version,) = Store(settings.CAREPLACE.home).versions(publication_id(world.report.review))
    shown = Store(settings.CAREPLACE.home).content(version, "index.html").decode()
    assert "They made 1 comment: 1 was accepted in part." in shown


def step(client, action: str) -> str:
    report = Report.objects.get()
    answer = client.post(
        address(f"report-step {action}", report), {"version": str(report.version)}, follow=True
    )
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_sentence_that_the_review_denies_is_shown_on_save_and_refused_at_the_gate(staff):
    world = written(settings.CAREPLACE.home)
    world.write("On governance, 2 of 2 sources raised a concern.")
    lead = client_of(world.lead)
    assert "the records have 1 of 2" in text(lead, address("report-section", world.section()))
    assert "1 thing keeps it from being published" in text(
        lead, address("review-report", world.report.review)
    )
    world.to("ready")
    answer = lead.post(address("report-step publish", world.report), {"version": str(world.report.version)})
    assert answer.status_code == 422
    assert "the records have 1 of 2" in answer.content.decode()


def test_nothing_that_people_write_runs_in_the_page(staff):
    world = written(settings.CAREPLACE.home)
    world.write("<script>alert(1)</script> [x](javascript:alert(1))")
    for path in (address("review-report", world.report.review), address("report-section", world.section())):
        page = text(client_of(world.judged.colleague if "sections" in path else world.lead), path)
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_at_most_twelve_queries_and_no_more_with_more_comments(staff):
    world = written(settings.CAREPLACE.home, "accuracy")
    client, path = client_of(world.lead), address("review-report", world.report.review)
    world.write(f"Somebody said {quote_of(world)}.")
    actions.comment(world.lead, world.section(), COMMENT)
    before = queries(client, path)
    for _ in range(5):
        actions.comment(world.lead, world.section(), COMMENT)
    assert queries(client, path) == before <= MOST
