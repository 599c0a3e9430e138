"""A person's own band: decided once, reviewed, ended by a person or by its date, and audited, on both databases."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.assurance.overrides.records import REASON, an_override
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.actions import decide, end, end_lapsed, review
from careplace.casework.assurance.overrides.models import Override, latest_end, overrides_for
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes

TODAY = date(2026, 11, 29)
AFTER = TODAY + timedelta(31)
pytestmark = pytest.mark.usefixtures("both")


def test_a_decision_counts_from_its_day_to_its_last_and_is_in_the_audit():
    override = an_override(today=TODAY)
    assert [override.counts_on(TODAY + timedelta(n)) for n in (-1, 0, 30, 31)] == [False, True, True, False]
    event = Event.objects.get(kind="override")
    assert (event.action, event.record) == ("decide", str(override.pk))
    assert REASON not in event.after
    assert list(faults()) == []


def test_a_service_has_one_active_decision():
    first = an_override(today=TODAY)
    with pytest.raises(ValidationError, match="There is an override of this service's priority already"):
        an_override(acting=officer_at(), service=first.service, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(
            service=first.service, place=first.place, state="active", decided_by=first.decided_by,
            band="low", since=TODAY, until=TODAY, reason="x",
        )  # fmt: skip
    assert Override.objects.count() == 1


def test_a_decision_whose_last_day_has_passed_makes_way_for_another():
    first = an_override(today=TODAY)
    second = an_override(acting=officer_at(), service=first.service, today=AFTER, band="low")
    first.refresh_from_db()
    assert (first.state, second.state, second.band) == ("ended", "active", "low")
    assert [event.action for event in Event.objects.filter(kind="override").order_by("number")] == [
        "decide",
        "lapse",
        "decide",
    ]


def test_lapsed_decisions_end_once():
    an_override(today=TODAY)
    an_override(today=TODAY, until=AFTER)
    other_place = an_override(OTHER_PLACE, today=TODAY)
    acting = officer_at()
    assert [end_lapsed(acting, day) for day in (TODAY, AFTER, AFTER)] == [0, 1, 0]
    other_place.refresh_from_db()
    assert other_place.state == "active"


def test_a_review_is_a_new_decision_by_the_person_who_reviews():
    override, colleague = an_override(today=TODAY), officer_at()
    values = {"band": "medium", "reason": "One manager is back.", "until": AFTER}
    reviewed = review(colleague, override.pk, 1, values, TODAY + timedelta(7))
    assert (reviewed.since, reviewed.band, str(reviewed.decided_by_id)) == (
        TODAY + timedelta(7),
        "medium",
        colleague.person,
    )
    with pytest.raises(Conflict):
        review(officer_at(), override.pk, 1, values, TODAY)


def test_a_decision_ends_early_with_a_reason_and_then_no_more():
    override, acting = an_override(today=TODAY), officer_at()
    with pytest.raises(ValidationError):
        end(acting, override.pk, 1, "")
    assert end(acting, override.pk, 1, "The new manager is in post.").state == "ended"
    with pytest.raises(NotAllowed):
        end(acting, override.pk, 2, "Again.")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": TODAY - timedelta(1)}, "until"),
        ({"until": latest_end(TODAY) + timedelta(1)}, "until"),
        ({"reason": ""}, "reason"),
        ({"reason": "Mrs Smith fell."}, "reason"),
        ({"band": ""}, "band"),
        ({"sensitivity": "secret"}, "sensitivity"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(values, field):
    with pytest.raises(ValidationError) as refused:
        an_override(today=TODAY, **values)
    assert field in refused.value.message_dict
    assert not Override.objects.exists()


def test_the_longest_decision_lasts_a_year():
    assert an_override(today=TODAY, until=latest_end(TODAY)).until == date(2027, 11, 29)


def test_the_database_itself_refuses_a_decision_that_ends_before_it_begins():
    override = an_override(today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.filter(pk=override.pk).update(until=TODAY - timedelta(1))


def test_a_service_of_another_place_or_of_an_ended_contract_gets_none():
    acting = officer_at()
    values = {"band": "high", "reason": "x", "until": AFTER}
    with pytest.raises(Service.DoesNotExist):
        decide(acting, uuid4(), values, TODAY)
    with pytest.raises(Service.DoesNotExist):
        decide(acting, a_service(officer_at(OTHER_PLACE)).pk, values, TODAY)
    service = a_service(acting)
    with changes(acting) as at_once:
        at_once.change(Service, service.pk, "end-contract", {"contract_ended_on": TODAY}, 1)
    with pytest.raises(NotAllowed):
        decide(acting, service.pk, values, TODAY)


def test_restricted_decisions_are_for_the_team_and_none_for_people_who_read_no_signals():
    an_override(today=TODAY)
    an_override(today=TODAY, sensitivity="restricted")
    counts = {
        role: overrides_for(actor(role)).count()
        for role in ("quality_officer", "panel_member", "commissioner", "partner_reader", "auditor")
    }
    assert counts == {
        "quality_officer": 2,
        "panel_member": 1,
        "commissioner": 1,
        "partner_reader": 0,
        "auditor": 0,
    }
    assert overrides_for(actor(place=OTHER_PLACE)).count() == 0
