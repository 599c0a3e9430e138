"""What changed lately: in sentences, of what the reader may read, without a text that somebody wrote."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.casework.assurance.caseload.test_cases import TODAY, add, note
from tests.casework.assurance.overrides.records import REASON, an_override
from tests.casework.assurance.visits.records import a_visit, an_action, officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.accounts.models import User
from careplace.casework.assurance.caseload.recent_changes import (
    PAGES,
    change_words,
    changed_signals,
    recent_changes,
)
from careplace.casework.assurance.caseload.records import Window, records, signals_of
from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.overrides.states import OVERRIDE
from careplace.casework.assurance.states import SERVICE, SIGNAL
from careplace.casework.assurance.visits.states import ACTION, VISIT
from careplace.casework.workflow.actions import changes

WORKFLOWS = {workflow.kind: workflow for workflow in (SERVICE, SIGNAL, VISIT, ACTION, OVERRIDE)}


def read_by(reader, since: datetime | None = None, most: int = 300) -> list:
    """The changes of the past hour, or since a moment."""
    looked_at = Window((), (), 0, since or timezone.now() - timedelta(hours=1), most)
    loaded = records(reader, TODAY, looked_at)
    _open, changed = signals_of(loaded, [], changed_signals(loaded), 3)
    return recent_changes(loaded, changed)


def sentences(reader, **more) -> list[str]:
    return [change.sentence for change in read_by(reader, **more)]


def test_every_action_of_every_workflow_has_words_and_no_other():
    assert set(change_words()) == set(WORKFLOWS) == set(PAGES)
    for kind, workflow in WORKFLOWS.items():
        assert set(change_words()[kind]) == {transition.action for transition in workflow.transitions}
    for words in (words for actions in change_words().values() for words in actions.values()):
        assert words["one"].format(service="Rose House") != words["one"]
        assert words["many"].format(count=7).count("7") == 1


@pytest.mark.usefixtures("both")
def test_a_change_names_person_service_and_page_and_no_text():
    acting = officer_at()
    service = add(acting)
    with changes(acting) as at_once:
        signal = at_once.add(
            Signal(service=service, kind="staffing", happened_on=TODAY, source="a nurse", text="Few zebras")
        )
        at_once.change(Signal, signal.pk, "close", {"outcome": "Counted zebras"}, 1)
    an_override(acting=acting, service=service)
    found = read_by(officer_at())
    assert [change.sentence for change in found] == [
        "decided the priority of Rose House",
        "closed a signal about Rose House",
        "noted a signal about Rose House",
        "added Rose House to the list",
    ]
    assert {change.person for change in found} == {User.objects.get(pk=acting.person).name}
    assert {change.record for change in found} == {service.pk}
    assert [change.page for change in found] == ["service-priority", "service", "service", "service"]
    text = repr(found)
    assert "zebras" not in text
    assert REASON not in text


@pytest.mark.usefixtures("both")
def test_changes_in_a_row_of_one_kind_by_one_person_are_one_line():
    acting, colleague = officer_at(), officer_at()
    for number in range(5):
        add(acting, f"House {number}")
    add(colleague, "Violet Court")
    assert sentences(colleague) == ["added Violet Court to the list", "added 5 services to the list"]
    assert [change.page for change in read_by(colleague)] == ["service", None]


@pytest.mark.usefixtures("both")
def test_people_read_the_changes_of_what_they_may_read():
    acting = officer_at()
    service = add(acting)
    note(acting, service, "staffing", sensitivity="restricted")
    note(acting, service, "complaint")
    an_override(acting=acting, service=service, sensitivity="restricted")
    visit, action = a_visit("planned"), an_action()
    of_visits = {f"planned a visit to {visit.service.name}", f"asked {action.service.name} for an action"}
    panel = set(sentences(actor("panel_member")))
    assert of_visits <= panel
    assert "noted a signal about Rose House" in panel
    assert not [sentence for sentence in panel if "priority" in sentence or "2 signals" in sentence]
    team = set(sentences(officer_at()))
    assert {"decided the priority of Rose House", "noted 2 signals"} <= team
    partner = sentences(actor("partner_reader"))
    assert {sentence.split()[0] for sentence in partner} == {"added"}
    assert sentences(actor("provider_user")) == []
    assert sentences(actor("team_manager", OTHER_PLACE)) == []


@pytest.mark.usefixtures("both")
def test_only_changes_since_the_moment_and_of_the_last_events_are_named():
    acting = officer_at()
    add(acting, "Rose House")
    add(acting, "Violet Court")
    assert sentences(acting, since=datetime(2099, 1, 1, tzinfo=UTC)) == []
    assert sentences(acting, most=1) == ["added Violet Court to the list"]
    assert sentences(acting, most=0) == []


@pytest.mark.usefixtures("sqlite")
def test_the_page_of_a_visit_is_the_visits():
    visit = a_visit("planned")
    change = next(c for c in read_by(officer_at()) if c.page == "visit")
    assert change.record == UUID(str(visit.pk))
