"""The pages of planning, as people use them."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.casework.assurance.planning.teams import homes
from tests.casework.people import PLACE, member

from careplace.casework.assurance.planning.models import Leave, OfficerTime, PlanRules, ServiceDistrict
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.actor import actor_at

PLAN = reverse("planning", args=[PLACE])


@pytest.fixture
def manager(as_role):
    client = as_role("team_manager", name="Mary Manager")
    client.actor = actor_at(client.person, PLACE)
    set_rules(client)
    return client


def set_rules(client) -> None:
    today = timezone.localdate()
    fields = (
        {"version": 0, "frequency": ""} | boxes("starts_on", today) | boxes("ends_on", today + timedelta(364))
    )
    assert client.post(reverse("plan-rules", args=[PLACE]), fields).status_code == 302
    assert PlanRules.objects.get().starts_on == today


def boxes(name: str, day) -> dict[str, str]:
    """A date as a form sends it."""
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def give_time(client, name: str = "Ann Smith", visits: int = 6):
    person = member("quality_officer", PLACE, name)
    fields = {"visits_a_month": visits, "districts": ""}
    assert client.post(reverse("officer-time", args=[PLACE, person.pk]), fields).status_code == 302
    return person


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def keys(answer) -> list[str]:
    return [part.split('"')[0] for part in answer.content.decode().split('name="change" value="')[1:]]


def test_without_time_the_page_says_what_to_write_and_what_is_missed(manager):
    homes(manager.actor, 2)
    page = text(manager.get(PLAN))
    assert "Nobody has time for visits yet." in page
    assert "Home 00, due by" in page


def test_a_manager_accepts_the_plan_and_the_calendar_shows_it(manager):
    give_time(manager)
    homes(manager.actor, 3)
    page = manager.get(PLAN)
    assert "never visited yet" in text(page)
    chosen = keys(page)
    assert len(chosen) == 3
    answer = manager.post(PLAN, {"change": chosen[:2]})
    assert answer["Location"] == reverse("calendar", args=[PLACE]) + "?officer=all"
    assert Visit.objects.count() == 2
    assert len(keys(manager.get(PLAN))) == 1
    assert "Ann Smith" in text(manager.get(answer["Location"]))
    stale = manager.post(PLAN, {"change": [chosen[2], chosen[0].replace(chosen[0][-10:], "2030-01-07")]})
    assert (stale.status_code, Visit.objects.count()) == (409, 2)
    assert "nothing was planned" in text(stale)
    # What is planned already is not planned twice.
    assert manager.post(PLAN, {"change": chosen}).status_code == 302
    assert Visit.objects.count() == 3
    assert manager.post(PLAN, {}).status_code == 422


def test_an_officer_reads_the_plan_and_accepts_nothing(manager, as_role):
    give_time(manager)
    homes(manager.actor, 1)
    chosen, officer = keys(manager.get(PLAN)), as_role("quality_officer", name="Olu Officer")
    page = officer.get(PLAN)
    assert "Home 00" in text(page)
    assert keys(page) == []
    assert officer.post(PLAN, {"change": chosen}).status_code == 403
    assert not Visit.objects.exists()


def test_leave_shows_what_moves_and_a_manager_moves_it(manager):
    person = give_time(manager, visits=9)
    homes(manager.actor, 3)
    manager.post(PLAN, {"change": keys(manager.get(PLAN))})
    first, last = timezone.localdate(), timezone.localdate() + timedelta(days=20)
    fields = {"officer": str(person.pk)} | boxes("first_on", first) | boxes("last_on", last)
    page = manager.post(reverse("leave-add", args=[PLACE]), fields)["Location"]
    shown = manager.get(page)
    assert "Promises that are missed because of it" in text(shown)
    assert "It is late by" in text(shown)
    moves = keys(shown)
    assert moves
    manager.post(PLAN, {"change": moves})
    assert not Visit.objects.filter(planned_on__lte=last).exists()
    assert "No planned visit moves." in text(manager.get(page))
    leave = Leave.objects.get()
    manager.post(reverse("leave-remove", args=[PLACE, leave.pk]), {"version": leave.version})
    assert Leave.objects.get().state == "removed"
    assert manager.get(page).status_code == 404


def test_an_officer_enters_their_own_leave_only(manager, as_role):
    other, officer = give_time(manager), as_role("quality_officer", name="Olu Officer")
    day = timezone.localdate()
    fields = {"officer": str(other.pk)} | boxes("first_on", day) | boxes("last_on", day)
    assert officer.post(reverse("leave-add", args=[PLACE]), fields).status_code == 422
    own = officer.post(reverse("leave-add", args=[PLACE]), fields | {"officer": str(officer.person.pk)})
    assert own.status_code == 302
    assert str(Leave.objects.get().officer_id) == str(officer.person.pk)
    wrong = fields | {"officer": str(officer.person.pk)} | boxes("last_on", day - timedelta(days=1))
    assert "must not be before the first" in text(officer.post(reverse("leave-add", args=[PLACE]), wrong))


def test_districts_are_written_in_one_form(manager):
    rose, violet = homes(manager.actor, 2)
    page = reverse("districts", args=[PLACE])
    fields = {f"district_{rose.pk}": " North ", f"district_{violet.pk}": ""}
    assert manager.post(page, fields).status_code == 302
    assert [(row.service_id, row.district) for row in ServiceDistrict.objects.all()] == [(rose.pk, "North")]
    assert 'value="North"' in manager.get(page).content.decode()
    answer = manager.post(page, {f"district_{rose.pk}": "x" * 61})
    assert answer.status_code == 422
    assert "x" * 61 in answer.content.decode()


def test_rules_that_cannot_be_used_name_every_fault(manager):
    today = timezone.localdate()
    fields = {"version": 1, "frequency": "version = "} | boxes("starts_on", today) | boxes("ends_on", today)
    answer = manager.post(reverse("plan-rules", args=[PLACE]), fields)
    assert answer.status_code == 422
    assert "it is no TOML" in text(answer)


def test_when_the_period_is_over_the_page_says_so(manager):
    yesterday = timezone.localdate() - timedelta(days=1)
    PlanRules.objects.update(starts_on=yesterday, ends_on=yesterday)
    assert "The period of the plan ended on" in text(manager.get(PLAN))


@pytest.mark.parametrize("page", ["planning", "planning-team", "calendar", "calendar-key", "districts"])
def test_a_page_takes_a_fixed_number_of_queries_however_much_is_in_it(manager, page):
    for number in range(3):
        give_time(manager, f"Officer{number} X")
    homes(manager.actor, 12)
    manager.post(PLAN, {"change": keys(manager.get(PLAN))[:6]})
    assert OfficerTime.objects.count() == 3
    # The first look after a change calculates the plan; it is kept until the next change.
    assert manager.get(reverse(page, args=[PLACE])).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert manager.get(reverse(page, args=[PLACE])).status_code == 200
    assert len(queries) <= 12, [query["sql"] for query in queries]
