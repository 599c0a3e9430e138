"""Pages of statements: who does what in which state, what is refused, and what the public site then has."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access_proof import STATEMENT_PAGES, STATEMENT_STATES, TEAM, TRACE
from tests.web.casework.refusals import refused
from tests.web.casework.test_proof import contract, visited

from careplace.casework.assurance.proof import statements
from careplace.casework.assurance.proof.models import Statement
from careplace.casework.assurance.proof.states import STATEMENT
from careplace.casework.assurance.proof.years import year_of
from careplace.publications.store import Store


def last_year():
    return year_of(timezone.localdate()).before


def a_statement(state="draft", place=PLACE) -> Statement:
    """A statement in a state, of a year in which the one home was visited."""
    today, home, year = timezone.localdate(), settings.CAREPLACE.home, last_year()
    acting = officer_at(place)
    service = a_service(acting)
    contract(service, acting)
    visited(acting, service, date(year.first, 6, 5))
    record = statements.write(acting, year, "", today, home)
    if state != "draft":
        record = statements.review(officer_at(place), record.pk, record.version, today, home)
    if state in ("published", "withdrawn"):
        record = statements.publish(officer_at(place), record.pk, record.version, today, home)
    if state == "withdrawn":
        record = statements.take_back(officer_at(place), record.pk, record.version, "Wrong", today, home)
    return record


def address(name: str, record: Statement, place: str = PLACE) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[place, record.pk, *([action] if action else [])])


def test_the_table_has_every_state_and_step():
    assert tuple(STATEMENT.states) == STATEMENT_STATES
    steps = {name.split()[1] for name in STATEMENT_PAGES if " " in name}
    assert steps == {transition.action for transition in STATEMENT.transitions} - {"write"}


@pytest.mark.parametrize("state", STATEMENT_STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, state):
    record = a_statement(state)
    for name, states in STATEMENT_PAGES.items():
        path = address(name, record)
        for role, client in every_role.items():
            seen = role in states[state]
            assert client.get(path).status_code == (200 if seen else refused(role)), (role, name)
            sent = client.post(path, {}).status_code
            assert sent == (405 if name == "statement" else 422 if seen else refused(role)), (role, name)
    record.refresh_from_db()
    assert record.state == state


def test_statements_of_another_place_do_not_exist_there_or_here(every_role):
    record = a_statement(place=OTHER_PLACE)
    for name in STATEMENT_PAGES:
        for role, client in every_role.items():
            assert client.get(address(name, record, OTHER_PLACE)).status_code == 404, (role, name)
            expected = 404 if role in (TRACE if name == "statement" else TEAM) else refused(role)
            assert client.get(address(name, record)).status_code == expected, (role, name)


def test_from_the_draft_to_the_public_site_by_two_people(as_role):
    year = last_year()
    officer, manager = as_role("quality_officer"), as_role("team_manager", name="Mary Manager")
    acting = officer_at()
    service = a_service(acting)
    contract(service, acting)
    visited(acting, service, date(year.first, 6, 5))
    wrong = f"We are proud: 3 of 4 contracted homes received an annual visit in {year.label}."
    sent = {"first_year": str(year.first), "introduction": wrong}
    page = officer.post(reverse("statement-add", args=[PLACE]), sent, follow=True).content.decode()
    assert "Sentences that the figures deny" in page
    assert "the records have 1 of 1" in page
    record = Statement.objects.get()
    review = address("statement-step review", record)
    assert manager.post(review, {"version": "1"}).status_code == 422
    right = {"introduction": "We visit every home.", "version": "1"}
    page = officer.post(address("statement-step rewrite", record), right, follow=True).content.decode()
    assert "Sentences that the figures deny" not in page
    assert officer.post(address("statement-step rewrite", record), right).status_code == 409
    assert manager.post(review, {"version": "2"}).status_code == 302
    page = manager.post(
        address("statement-step publish", record), {"version": "3"}, follow=True
    ).content.decode()
    assert "Published: it is on the public site" in page
    (version,) = Store(settings.CAREPLACE.home).versions(statements.publication_id(record))
    assert b"We visit every home." in Store(settings.CAREPLACE.home).content(version, "index.html")


def test_a_statement_of_a_year_that_has_not_ended_is_not_offered(as_role):
    client = as_role("team_manager")
    this_year = year_of(timezone.localdate()).first
    sent = {"first_year": str(this_year), "introduction": ""}
    assert client.post(reverse("statement-add", args=[PLACE]), sent).status_code == 422


def test_nothing_that_people_write_runs_in_the_page(as_role):
    client, record = as_role("team_manager"), a_statement()
    Statement.objects.update(text="<script>alert(1)</script> [x](javascript:alert(1))")
    page = client.get(address("statement", record)).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_at_most_twelve_queries(as_role):
    client, record = as_role("team_manager"), a_statement("published")
    for path in (reverse("statements", args=[PLACE]), address("statement", record)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 12, [query["sql"][:80] for query in queries]
