"""What is on an agenda, and the papers for it: from the cases, for any number of services by the same few queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework.assurance.escalation.records import (
    DAY,
    REVIEW,
    SOON,
    a_case,
    a_closed_case,
    a_meeting,
    a_service,
    person,
    user_of,
)
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.agenda import agenda_entries
from careplace.casework.assurance.escalation.papers import Paper, as_json, from_json, papers
from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.workflow.actions import changes

pytestmark = pytest.mark.usefixtures("both")


def test_cases_that_are_due_or_were_raised_since_the_last_meeting_are_on_the_agenda(both):
    officer = person("quality_officer")
    case = a_case()
    a_case(place=OTHER_PLACE)
    a_closed_case()
    both_reasons = "Raised to Enhanced monitoring on 2 November 2026. Its review is due on 4 November 2026."
    assert agenda_entries(PLACE, SOON) == [(case.service, both_reasons)]
    raised = "Raised to Enhanced monitoring on 2 November 2026."
    assert agenda_entries(PLACE, DAY) == [(case.service, raised)]
    a_meeting(officer, DAY + timedelta(1))
    assert agenda_entries(PLACE, REVIEW) == [(case.service, "Its review is due on 4 November 2026.")]
    given = {"finding": "No change", "owner": user_of(officer), "review_on": date(2026, 11, 30)}
    actions.review(officer, case.pk, case.version, given, SOON)
    assert agenda_entries(PLACE, REVIEW) == []


def test_a_raise_that_the_last_meeting_decided_is_not_on_the_next_agenda_for_it(both):
    case = a_case("formal")
    assert case.moves.get().decision.decided_on == DAY
    assert agenda_entries(PLACE, DAY + timedelta(1)) == []
    assert [why for _service, why in agenda_entries(PLACE, SOON)] == ["Its review is due on 4 November 2026."]


def test_a_paper_has_level_visit_signals_and_overdue_actions(both, tmp_path):
    manager, case = person("team_manager"), a_case()
    for text, sensitivity in (("Few staff", "ordinary"), ("Theft", "restricted")):
        fields = {"kind": "staffing", "happened_on": DAY, "source": "a nurse", "text": text}
        with changes(manager) as at_once:
            at_once.add(Signal(service=case.service, sensitivity=sensitivity, **fields))
    asked = {"asked_by": "council", "issue": "Gaps"}
    action = visits.propose(manager, case.service_id, asked)
    agreed = {"step": "Audit", "responsible": "Manager", "due_on": DAY}
    visits.move_action(manager, action.pk, "agree", action.version, agreed)
    visit = visits.plan(manager, case.service_id, {"kind": "planned", "planned_on": DAY})
    with visits.seen(manager, visit.pk, 1) as now:
        now.change("start", visited_on=DAY, officer_id=manager.person)
    paper = papers(manager, tmp_path, [case.service], "Routine", SOON)[case.service_id]
    assert paper == Paper(
        SOON,
        "Enhanced monitoring",
        SOON,
        "Two visits below standard",
        visited_on=DAY,
        open_signals=2,
        overdue_actions=1,
    )
    panel = papers(person("panel_member"), tmp_path, [case.service], "Routine", SOON)
    assert panel[case.service_id].open_signals == 1
    assert from_json(as_json(paper)) == paper
    assert from_json({}) is None


def test_papers_of_many_services_take_as_many_queries_as_those_of_one(both, tmp_path):
    manager = person("team_manager")
    services = [a_service(manager) for _ in range(6)]
    counts = []
    for some in (services[:1], services):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert {paper.level for paper in papers(manager, tmp_path, some, "Routine", DAY).values()} == {
                "Routine"
            }
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
