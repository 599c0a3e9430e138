"""Pages of weighing and judgements: who sees them, what they say, and a judgement made by two people."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.casework.reviews.judgements.judged import LINE, judged
from tests.web.casework.access_judgements import JUDGEMENT_PAGES, REVIEW_PAGES, STATES, TEAM
from tests.web.casework.fixtures import with_second_factor
from tests.web.casework.refusals import refused

from careplace.casework.accounts.models import User
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.judgements.models import Dissent, LineJudgement
from careplace.casework.reviews.judgements.states import JUDGEMENT
from careplace.casework.reviews.models import Source
from careplace.casework.scope.actor import Actor


def client_of(actor: Actor) -> Client:
    """A client of somebody who acts already."""
    person = User.objects.get(pk=actor.person)
    with_second_factor(person)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, record, *more: str) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[PLACE, record.pk, *([action] if action else []), *more])


def of_review(name: str, review) -> str:
    return address(name, review, *([] if name == "review-weighing" else [LINE]))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def test_the_table_has_every_state_and_step():
    assert tuple(JUDGEMENT.states) == STATES
    steps = {name.split()[1] for name in JUDGEMENT_PAGES if " " in name}
    assert steps | {"write", "edit"} == {transition.action for transition in JUDGEMENT.transitions}


def test_pages_of_a_review_are_for_its_team_alone(every_role):
    world = judged()
    record = world.judgement()
    paths = [of_review(name, world.review) for name in REVIEW_PAGES]
    paths += [address(name, record) for name in JUDGEMENT_PAGES]
    for role, client in every_role.items():
        for path in paths:
            assert client.get(path).status_code == (404 if role in TEAM else refused(role)), (role, path)


@pytest.mark.parametrize("state", STATES)
def test_each_state_allows_what_the_table_says(staff, state):
    world = judged()
    record = world.judgement(state)
    for client in (client_of(world.lead), client_of(world.colleague)):
        for name, states in JUDGEMENT_PAGES.items():
            expected = 200 if states[state] else 403
            assert client.get(address(name, record)).status_code == expected, name
            assert client.post(address(name, record), {}).status_code == (422 if expected == 200 else 403), (
                name
            )


def test_a_line_that_the_framework_does_not_have_is_no_page(staff):
    world = judged()
    client = client_of(world.lead)
    assert client.get(address("review-line", world.review, "weather")).status_code == 404
    assert client.get(address("judgement-add", world.review, "weather")).status_code == 404


def test_the_weight_in_words_and_numbers(staff):
    world = judged()
    page = text(client_of(world.colleague), of_review("review-line", world.review))
    assert "2 sources say something: 1 strength, 0 mixed, 1 concern." in page
    assert "Nothing is corroborated" in page
    assert "Contradiction: some sources give a strength, others a concern." in page
    assert "Not heard on this line: People who use services, and their carers; " in page
    assert "No source is older than 12 months." in page
    assert "She came home on Friday." in page
    overview = text(client_of(world.lead), of_review("review-weighing", world.review))
    assert "Sources contradict each other." in overview
    assert "No source says anything." in overview


def test_words_that_may_not_be_quoted_have_no_reference(staff):
    world = judged()
    Source.objects.filter(pk=world.concern.pk).update(consent="no-quotation")
    page = text(client_of(world.lead), of_review("review-line", world.review))
    kept, quotable = Coding.objects.get(source=world.concern), Coding.objects.get(source=world.strength)
    assert f"[[quote:{quotable.pk}]]" in page
    assert str(kept.pk) not in page
    assert "It may not be quoted." in page


def test_from_the_draft_to_the_second_person(staff):
    world = judged()
    lead, colleague = client_of(world.lead), client_of(world.colleague)
    sent = {name: value for name, value in world.values().items() if name != "level"}
    page = lead.post(of_review("judgement-add", world.review), sent, follow=True).content.decode()
    record = LineJudgement.objects.get()
    assert "Medicines are not sorted out in time." in page
    assert "Agree" not in page
    assert lead.post(address("judgement-step propose", record), {"version": "1"}).status_code == 302
    assert lead.post(address("judgement-step agree", record), {"version": "2"}).status_code == 403
    page = colleague.post(
        address("judgement-step agree", record), {"version": "2"}, follow=True
    ).content.decode()
    assert "Final: it is the review" in page
    answer = colleague.post(address("judgement-dissent", record), {"text": "Not in our ward."}, follow=True)
    assert "Not in our ward." in answer.content.decode()
    assert Dissent.objects.count() == 1


def test_what_is_missing_is_said_above_the_form(staff):
    world = judged()
    record = world.written(opposing=[])
    answer = client_of(world.lead).post(address("judgement-step propose", record), {"version": "1"})
    assert answer.status_code == 422
    assert "1 of the sources say the opposite" in answer.content.decode()


def test_a_framework_with_levels_asks_for_one(staff):
    lead = records.lead("Olga Other")
    review = records.review(lead, "council-assessment")
    client = client_of(lead)
    assert "Requires improvement" in text(client, address("judgement-add", review, "safeguarding"))
    world = judged()
    page = text(client_of(world.colleague), of_review("judgement-add", world.review))
    assert "Which level?" not in page


def test_no_more_queries_with_more_sources(staff):
    world = judged()
    world.judgement()
    client = client_of(world.colleague)
    paths = [of_review(name, world.review) for name in REVIEW_PAGES]
    before = {path: queries(client, path) for path in paths}
    code = records.code(world.lead, world.review, "Transport", LINE)
    for n in range(10):
        more = records.source(world.lead, world.review, f"Interview {n + 10}", held_on=date(2025, 1, 6))
        records.coding(world.lead, records.text(world.lead, more), code, "mixed")
    assert {path: queries(client, path) for path in paths} == before
    assert max(before.values()) <= 12, before


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_nothing_that_people_write_runs_in_the_page(staff):
    world = judged()
    world.written(statement="<script>alert(1)</script>")
    page = text(client_of(world.lead), of_review("review-line", world.review))
    assert "<script>alert" not in page
