"""Today: the order and its reasons, decisions, promises and changes, in at most twelve queries."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from tests.casework.assurance.overrides.records import REASON, an_override
from tests.casework.assurance.visits.records import a_visit, an_action, officer_at
from tests.casework.people import PLACE

from careplace.casework import edition_reader
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.workflow.actions import changes

MOST_QUERIES = 12
DEFAULT = Path(schemes.__file__).with_name("default.toml")


def text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def today(client, page: str = "") -> str:
    return text(client.get(reverse("today", args=[PLACE]) + page))


def notes(acting, service: Service, number: int, **more) -> None:
    fields = {"kind": "safeguarding", "happened_on": timezone.localdate(), "source": "a nurse"}
    with changes(acting) as at_once:
        for _ in range(number):
            at_once.add(Signal(service=service, text="Few staff", **fields | more))


def names(page: str) -> list[str]:
    """The services in the order of a page."""
    return re.findall(r"(House \d+) (?:High|Medium|Low) ", page)


def test_services_are_in_order_with_reasons_what_would_lower_it_and_the_scheme(as_role, service):
    client = as_role("quality_officer")
    service(), notes(officer_at(), service(), 6)
    page = today(client)
    assert names(page) == ["House 1", "House 0"]
    assert "House 1 Medium 6 safeguarding concerns in the past 12 months. 28 points" in page
    assert "the scheme “Example scheme”, version 2026-11: illustrative, not from any council ." in page
    assert "What would lower it most: A visit this month with no concern:" in page
    assert "kinds of signals, with which it could be high" in page


def test_the_team_s_own_scheme_is_used_and_named(as_role, service):
    text_of_file = DEFAULT.read_text(encoding="utf-8").replace("Example scheme", "Our scheme")
    own = schemes.parse(text_of_file.replace("illustrative, not from any council", "agreed in March"))
    service()
    with override_settings(PRIORITY_SCHEME=own):
        assert "the scheme “Our scheme”, version 2026-11: agreed in March ." in today(as_role("auditor"))


def test_five_hundred_services_are_on_pages(as_role, service):
    manager = officer_at()
    with changes(manager) as at_once:
        for number in range(60):
            at_once.add(Service(name=f"House {number:02}", kind="care_home"))
    client = as_role("quality_officer")
    first, last = today(client), today(client, "?page=6")
    assert "Services 1 to 10 of 60, the highest priority first." in first
    assert (len(names(first)), len(names(last))) == (10, 10)
    assert "What you do here" in first
    assert "What you do here" not in last
    assert names(today(client, "?page=nothing")) == names(first)


def test_a_decision_is_made_shown_reviewed_and_ended(as_role, service):
    client, record = as_role("quality_officer", name="Omar Quint"), service()
    service()
    path = reverse("service-priority", args=[PLACE, record.pk])
    until = timezone.localdate() + timedelta(30)
    date = {"until_0": until.day, "until_1": until.month, "until_2": until.year}
    form = {"band": "high", "reason": REASON, "sensitivity": "ordinary"} | date
    assert client.post(reverse("override-add", args=[PLACE, record.pk]), form)["Location"] == path
    for page in (today(client), text(client.get(path))):
        assert f"Omar Quint decided high until {until.day} " in page
        assert REASON in page
        assert "By itself the scheme gives low (15 points)." in page
    again = client.post(reverse("override-add", args=[PLACE, record.pk]), form)
    assert (again.status_code, "review or end it" in text(again)) == (422, True)
    override = Override.objects.get()
    review = reverse("override-review", args=[PLACE, override.pk])
    assert f'value="{until.year}"' in client.get(review).content.decode()
    assert client.post(review, form | {"band": "medium", "version": 1})["Location"] == path
    stale = client.post(review, form | {"version": 1})
    assert (stale.status_code, Override.objects.get().band) == (409, "medium")
    end = reverse("override-end", args=[PLACE, override.pk])
    assert client.post(end, {"end_reason": "", "version": 2}).status_code == 422
    assert client.post(end, {"end_reason": "A manager is in post", "version": 2})["Location"] == path
    assert "Why it ended early: A manager is in post" in text(client.get(path))
    assert "decided" not in text(client.get(path)).partition("Decisions of people")[0]
    assert client.get(review).status_code == 403


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reason": "Mrs Smith fell"}, "It names a person"),
        ({"until_2": "2099"}, "Enter a date from"),
        ({"band": "purple"}, "Select a valid choice"),
        ({"sensitivity": ""}, "This field is required."),
    ],
)
def test_a_wrong_decision_has_its_reason_and_is_not_kept(as_role, service, fields, message):
    until = timezone.localdate() + timedelta(30)
    date = {"until_0": until.day, "until_1": until.month, "until_2": until.year}
    form = {"band": "high", "reason": REASON, "sensitivity": "ordinary"} | date
    path = reverse("override-add", args=[PLACE, service().pk])
    answer = as_role("quality_officer").post(path, form | fields)
    assert (answer.status_code, message in text(answer)) == (422, True)
    assert not Override.objects.exists()


def test_a_restricted_decision_is_not_on_the_pages_of_a_panel_member(as_role):
    override = an_override(sensitivity="restricted")
    panel = as_role("panel_member")
    for path in (
        reverse("today", args=[PLACE]),
        reverse("service-priority", args=[PLACE, override.service_id]),
    ):
        page = text(panel.get(path))
        assert "Rose House" in page
        assert REASON not in page
        assert "decided high" not in page
    assert panel.get(reverse("override-review", args=[PLACE, override.pk])).status_code == 403


def test_a_decision_with_a_band_of_another_scheme_is_said_not_to_count(as_role):
    override = an_override(band="of-another-scheme")
    client = as_role("quality_officer")
    for path in (
        reverse("today", args=[PLACE]),
        reverse("service-priority", args=[PLACE, override.service_id]),
    ):
        page = text(client.get(path))
        assert f"The decision of {override.decided_by.name} does not count: its band is not in this" in page


def test_promises_say_whose_turn_it_is_and_ones_own_visits_come_first(as_role):
    day = timezone.localdate()
    client = as_role("quality_officer")
    own, soon, action = a_visit("recording"), a_visit("planned"), an_action("agreed")
    Visit.objects.filter(pk=own.pk).update(officer=client.person)
    Visit.objects.filter(pk=soon.pk).update(planned_on=day + timedelta(1))
    Action.objects.filter(pk=action.pk).update(due_on=day - timedelta(9))
    page = today(client)
    page = page.partition("Your visits: 1")[2]
    yours = page.partition("Your visits")[2].partition("Promises that are missed")[0]
    assert "Rose House : send the draft to the provider, no date set; waiting for" in yours
    assert "The next step is ours." in yours
    missed, _, rest = page.rpartition("Promises that will be missed within a week if nothing changes")
    assert "The next step is the provider’s Rose House : do what was agreed, overdue by" in missed
    assert "The next step is ours Rose House : make the visit, due in" in rest
    assert "1 step waits without a day" in rest
    assert "No visit is yours at the moment." in today(as_role("team_manager", name="Ada Lovell"))


def test_changes_link_to_their_record_and_only_auditors_to_the_audit(as_role, service):
    record = service()
    client = as_role("quality_officer")
    answer = client.get(reverse("today", args=[PLACE])).content.decode()
    address = reverse("service", args=[PLACE, record.pk])
    assert f'<a class="govuk-link" href="{address}">added {record.name} to the list</a>' in answer
    assert reverse("audit", args=[PLACE]) not in answer
    assert (
        reverse("audit", args=[PLACE])
        in as_role("auditor").get(reverse("today", args=[PLACE])).content.decode()
    )


def test_people_who_may_not_read_services_see_what_they_do_here(as_role, service):
    record = service()
    page = today(as_role("reviewer"))
    assert "What you do here" in page
    assert record.name not in page


def test_a_service_of_an_ended_contract_has_no_priority(as_role, service):
    record = service("ended")
    page = text(as_role("quality_officer").get(reverse("service-priority", args=[PLACE, record.pk])))
    assert "so it has no priority" in page


def full(manager, number: int) -> None:
    """Services with everything that the page may have to name, in each state."""
    for count in range(number):
        with changes(manager) as at_once:
            record = at_once.add(
                Service(name=f"Home {number} {count}", kind="care_home", location_id=f"1-{number}{count}")
            )
            at_once.change(Service, record.pk, "suspend", {"reason": "Nights"}, 1)
        notes(manager, record, 4)
        an_override(acting=officer_at(), service=record)
    for state in ("planned", "accuracy", "final"):
        a_visit(state)
    an_action("agreed")


@pytest.mark.parametrize("role", ["team_manager", "panel_member", "auditor"])
def test_the_page_takes_at_most_twelve_queries_whatever_the_number_of_services(as_role, django_queries, role):
    client, manager, counts = as_role(role), officer_at(), []
    for number in (3, 30):
        full(manager, number)
        with django_queries() as queries:
            assert client.get(reverse("today", args=[PLACE])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_explanation_takes_at_most_twelve_queries(as_role, django_queries):
    client = as_role("team_manager")
    full(officer_at(), 2)
    record = Override.objects.first().service
    with django_queries() as queries:
        answer = client.get(reverse("service-priority", args=[PLACE, record.pk]))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_the_example_is_the_scheme_where_none_is_set():
    assert schemes.default() == settings.PRIORITY_SCHEME


def test_the_page_of_a_service_has_one_timeline_of_what_the_reader_may_read(as_role, service):
    record = service()
    notes(officer_at(), record, 1)
    notes(officer_at(), record, 1, kind="whistleblowing", sensitivity="restricted")
    an_override(acting=officer_at(), service=record, sensitivity="restricted")
    path = reverse("service", args=[PLACE, record.pk])
    team, panel, partner = (
        text(as_role(role).get(path)).partition("Timeline")[2]
        for role in ("quality_officer", "panel_member", "partner_reader")
    )
    assert "CQC does not register this service" in team
    for words in (
        "A safeguarding concern, not dealt with yet",
        "A member of staff spoke up",
        "decided the priority",
    ):
        assert words in team
    assert ("A safeguarding concern" in panel, "spoke up" in panel, "decided" in panel) == (
        True,
        False,
        False,
    )
    assert ("concern" in partner, f"added {record.name} to the list" in partner) == (False, True)


def test_the_timeline_of_a_location_of_the_edition_has_its_ratings(as_role, service, demo_home):
    query = """
        select location_id from latest_rating join current_location using (location_id)
        where latest_rating.overall = 'Good' order by 1 limit 1"""
    with edition_reader.cursor_of(demo_home) as cursor:
        (row,) = cursor.rows(query)
    record = service(location_id=row["location_id"])
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        client = as_role("auditor")
        page = text(client.get(reverse("service", args=[PLACE, record.pk])))
        priority = text(client.get(reverse("service-priority", args=[PLACE, record.pk])))
    assert "Rated Good" in page.partition("Timeline")[2]
    assert "CQC's latest overall rating is Good, of" in priority
