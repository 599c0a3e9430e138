"""Pages of proof: what they say, the file, who sees which services, and the starts of contracts."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access import ALL_ROLES
from tests.web.casework.access_proof import RECORD_PAGES, TRACE
from tests.web.casework.refusals import refused

from careplace.casework.assurance.proof.measures import measures
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.assurance.proof.years import year_of
from careplace.casework.assurance.visits import actions
from careplace.casework.audit.models import Event
from careplace.casework.workflow.actions import changes


def contract(service, acting=None, began_on=date(2020, 1, 1)) -> Contract:
    """The start of a service's contract, noted."""
    with changes(acting or officer_at(service.place)) as at_once:
        return at_once.add(Contract(service=service, began_on=began_on, source="The register"), "note")


def visited(acting, service, on) -> None:
    """A visit that took place."""
    visit = actions.plan(acting, service.pk, {"kind": "planned", "planned_on": on})
    with actions.seen(acting, visit.pk, visit.version) as now:
        now.change("start", visited_on=on, officer_id=acting.person)


@pytest.fixture
def year(staff):
    """The first half of the year before this one, in which one of two homes was visited."""
    year = year_of(timezone.localdate()).before
    acting = officer_at()
    homes = [a_service(acting, name) for name in ("Visited House", "Missed =House")]
    for home in homes:
        contract(home, acting)
    visited(acting, homes[0], date(year.first, 6, 5))
    a_service(acting, "Added later")
    return year


def test_the_page_says_what_was_done_and_the_year_before(as_role, year):
    client = as_role("partner_reader")
    page = client.get(reverse("proof", args=[PLACE]), {"year": year.first}).content.decode()
    assert (
        f"1 of 2 contracted homes received an annual visit in {year.label} "
        f"(contracted on 31 March {year.first + 1}; for 1 more service the records do not show whether "
        "there was a contract then); 1 did not (no visit was planned: 1)."
    ) in page
    assert f"There is nothing to compare with in {year.before.label}." in page
    assert "1 visit took place; most in a month: 1, in June" in page
    assert "No service was at a level of escalation on" in page
    assert "1 service has no date" in page
    assert "House" not in page


def test_the_current_year_is_shown_without_a_choice_and_no_other_is_guessed(as_role, year):
    client, address = as_role("auditor"), reverse("proof", args=[PLACE])
    today = timezone.localdate()
    assert f"What was done in {year_of(today).words(today)}" in client.get(address).content.decode()
    for wrong in ("2", "abcd", "٢٠٢٥", "1999", str(year_of(today).first + 1), "0x7e"):
        assert client.get(address, {"year": wrong}).status_code == 404


def test_behind_a_figure_are_its_services_for_people_who_may_read_visits(as_role, year):
    address = reverse("proof-figure", args=[PLACE, "homes-visited"])
    page = as_role("panel_member").get(address, {"year": year.first}).content.decode()
    rows = page.split("<tr")[2:]
    assert ["Missed =House" in rows[0], "no visit was planned" in rows[0]] == [True, True]
    assert ["Visited House" in rows[1], "5 June" in rows[1]] == [True, True]
    assert "Added later" in page
    for role in ALL_ROLES:
        client = as_role(role, name=f"{role.title()} Person")
        for key in measures():
            answer = client.get(reverse("proof-figure", args=[PLACE, key]))
            assert answer.status_code == (200 if role in TRACE else refused(role)), (role, key)


def test_the_file_has_every_figure_and_no_name_of_a_service(as_role, year):
    answer = as_role("auditor").get(reverse("proof-csv", args=[PLACE]), {"year": year.first})
    text = b"".join(answer.streaming_content).decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows[f"casework/homes-visited/{PLACE}/{year.label.replace('/', '-')}"]
    assert (row["numerator"], row["denominator"], row["share"]) == ("1", "2", "0.5000")
    assert row["as_at"] == f"{year.first + 1}-03-31"
    assert len(rows) == len(measures())
    assert "House" not in text
    unknown = rows[f"casework/supported-improved/{PLACE}/{year.label.replace('/', '-')}"]
    assert (unknown["numerator"], unknown["share"]) == ("", "")


def test_at_most_twelve_queries(as_role, year):
    client = as_role("team_manager")
    for address in ("proof", "contracts"):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(address, args=[PLACE]))
        assert len(queries) <= 12, [query["sql"][:80] for query in queries]


def test_contracts_are_noted_for_several_services_at_once(as_role, year):
    client = as_role("commissioner")
    added = a_service(officer_at(), "Also added")
    address = reverse("contracts-note", args=[PLACE])
    page = client.get(address).content.decode()
    assert "Visited House" not in page
    sent = {
        "began_on_0": "1",
        "began_on_1": "4",
        "began_on_2": "2019",
        "source": "Register",
        "services": [str(added.pk)],
    }
    assert client.post(address, sent).status_code == 302
    record = Contract.objects.get(service=added)
    assert (record.began_on, record.state) == (date(2019, 4, 1), "noted")
    event = Event.objects.get(record=str(record.pk))
    assert (event.action, event.person) == ("note", str(client.person.pk))
    assert "1 April 2019" in client.get(reverse("contracts", args=[PLACE])).content.decode()


def test_a_start_in_the_future_or_for_no_service_is_refused(as_role, year):
    client, address = as_role("commissioner"), reverse("contracts-note", args=[PLACE])
    other = a_service(officer_at(OTHER_PLACE), "Elsewhere")
    ours = a_service(officer_at(), "Also added")
    day = {"began_on_0": "1", "began_on_1": "4", "source": "Register"}
    for wrong in (
        day | {"began_on_2": "2099", "services": [str(ours.pk)]},
        day | {"began_on_2": "2019", "services": [str(other.pk)]},
        day | {"began_on_2": "2019"},
    ):
        assert client.post(address, wrong).status_code == 422
    assert not Contract.objects.filter(service__in=[other, ours]).exists()


def test_a_start_is_corrected_and_a_conflict_is_shown(as_role, year):
    client, record = as_role("team_manager"), Contract.objects.first()
    address = reverse("contract-correct", args=[PLACE, record.pk])
    sent = {"began_on_0": "1", "began_on_1": "4", "began_on_2": "2021", "source": "Register", "version": "1"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"began_on_2": "2022"})
    assert again.status_code == 409
    record.refresh_from_db()
    assert record.began_on == date(2021, 4, 1)


def test_a_start_of_another_place_does_not_exist(every_role):
    record = contract(a_service(officer_at(OTHER_PLACE), "Elsewhere"))
    there, here = (reverse("contract-correct", args=[place, record.pk]) for place in (OTHER_PLACE, PLACE))
    for role, client in every_role.items():
        assert client.get(there).status_code == 404, role
        expected = 404 if role in RECORD_PAGES["contract-correct"] else refused(role)
        assert client.get(here).status_code == expected, role


def test_who_corrects_a_start(every_role):
    record = contract(a_service(officer_at(), "Here"))
    address = reverse("contract-correct", args=[PLACE, record.pk])
    for role, client in every_role.items():
        seen = role in RECORD_PAGES["contract-correct"]
        assert client.get(address).status_code == (200 if seen else refused(role)), role
        assert client.post(address, {}).status_code == (422 if seen else refused(role)), role
        assert client.post(reverse("proof-figure", args=[PLACE, "homes-visited"])).status_code == 405, role
