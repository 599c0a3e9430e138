"""Long lists of visits and actions are on pages, the earliest first; what is counted is counted over all of them."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.casework.assurance.visits.records import a_visit, an_action
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.visits.models import Action, Visit
from careplace.web.casework.visits.plan import PAGE as ACTIONS
from careplace.web.casework.visits.views import PAGE as VISITS

LONG_AGO = date(2020, 1, 1)


def copies(record, number: int, field: str) -> None:
    """More records like one, a day apart."""
    model, values = type(record), record.values()
    model.objects.bulk_create(
        model(place=record.place, **values | {field: LONG_AGO + timedelta(days=n)}) for n in range(number)
    )


def days(page: str) -> list[str]:
    """The days by which the rows of a page are in order."""
    return re.findall(r'<td class="govuk-table__cell"><time datetime="([\d-]+)"', page)


def shown(client, name: str, query: str = "", *more) -> str:
    return client.get(reverse(name, args=[PLACE, *more]) + query).content.decode()


def test_visits_are_on_pages_the_earliest_first(as_role):
    client = as_role("quality_officer")
    copies(a_visit("planned"), VISITS, "planned_on")
    a_visit("planned", OTHER_PLACE)
    first, second = shown(client, "visits"), shown(client, "visits", "?page=2")
    assert days(first)[0] == "2020-01-01"
    assert (len(days(first)), len(days(second))) == (VISITS, 1)
    assert f"Visits 1 to {VISITS} of {VISITS + 1}." in first
    assert ">Later visits</a>" in first
    assert ">Earlier visits</a>" not in first
    assert ">Earlier visits</a>" in second
    assert shown(client, "visits", "?page=x") == first


def test_a_short_list_has_no_pages_and_an_empty_one_says_so(as_role):
    client = as_role("quality_officer")
    assert "No visit is planned or under way" in shown(client, "visits")
    assert "Nobody asks for anything" in shown(client, "actions")
    a_visit("planned")
    assert 'aria-label="Pages of visits"' not in shown(client, "visits")


@pytest.mark.parametrize("of_service", [False, True])
def test_actions_are_on_pages_and_all_of_them_are_counted(as_role, of_service):
    client, action = as_role("quality_officer"), an_action("agreed")
    copies(action, ACTIONS + 4, "due_on")
    Action.objects.exclude(pk=action.pk).filter(due_on__gt=LONG_AGO).update(due_on="2099-01-01")
    Action.objects.filter(pk=action.pk).update(due_on="2099-01-02")
    name, more = ("service-plan", [action.service_id]) if of_service else ("actions", [])
    first, second = shown(client, name, "", *more), shown(client, name, "?page=2", *more)
    for page in (first, second):
        assert f"{ACTIONS + 5} actions, of which <strong>1 is overdue</strong>" in page
    assert (len(days(first)), len(days(second))) == (ACTIONS, 5)
    assert "(overdue)" in first
    assert "(overdue)" not in second


def test_the_tables_find_the_overdue_actions_that_a_record_says_of_itself(staff):
    today = date(2026, 11, 2)
    for state in ("proposed", "agreed", "done", "verified", "moved"):
        action = an_action(state)
        for due in (None, today - timedelta(1), today):
            Action.objects.filter(pk=action.pk).update(due_on=due)
            (row,) = Action.objects.filter(pk=action.pk)
            assert Action.objects.filter(Action.overdue_on(today), pk=row.pk).exists() == row.overdue(today)
    assert Visit.objects.count() == 0
