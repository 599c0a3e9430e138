"""What is shared with a provider's user, in each state of what it is about; all else does not exist for them."""

import pytest
from tests.casework.assurance.sharing.records import (
    a_file,
    a_provider,
    a_visit_as,
    administrator_at,
    an_action_as,
)
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE
from tests.web.casework.access_provider import ACTION_STATES, VISIT_STATES

from careplace.casework.accounts.models import User
from careplace.casework.assurance.sharing import access, boundary
from careplace.casework.assurance.visits.models import Action, Visit

pytestmark = pytest.mark.usefixtures("sqlite")
ROWS = (
    boundary.own_services,
    boundary.visits_with_provider,
    boundary.drafts,
    boundary.reports,
    boundary.own_actions,
    boundary.own_files,
)


@pytest.mark.parametrize("state", VISIT_STATES)
def test_a_draft_is_shared_from_its_sending_to_the_review_and_a_report_once_it_is_shared(state):
    visit = a_visit_as(state)
    acting = a_provider(visit.service)
    assert boundary.drafts(acting).exists() == (state in ("accuracy", "late"))
    assert boundary.visits_with_provider(acting).exists() == (state in ("accuracy", "late", "review"))
    assert boundary.reports(acting).exists() == (state == "shared")


@pytest.mark.parametrize("state", ACTION_STATES)
def test_an_action_is_shared_unless_the_report_that_it_follows_is_not_final(state):
    action = an_action_as(state)
    assert boundary.own_actions(a_provider(action.service)).exists() == (state != "before-final")


@pytest.mark.parametrize(("step", "shared"), [("", False), ("Audit", True)])
def test_what_was_moved_elsewhere_before_the_provider_saw_it_stays_with_the_team(step, shared):
    action, visit = an_action_as("moved"), a_visit_as("final")
    Visit.objects.filter(pk=visit.pk).update(service=action.service)
    Action.objects.filter(pk=action.pk).update(visit=visit, step=step)
    assert boundary.own_actions(a_provider(action.service)).exists() == shared
    Visit.objects.filter(pk=visit.pk).update(state="review")
    assert not boundary.own_actions(a_provider(action.service)).exists()


def everything(acting) -> list[int]:
    return [rows(acting).count() for rows in ROWS]


def test_for_people_who_do_not_act_for_the_service_there_is_nothing():
    visit, action, file = a_visit_as("accuracy"), an_action_as("agreed"), a_file()
    own = a_provider(visit.service, action.service, file.service)
    assert everything(own) == [3, 1, 1, 0, 2, 1]
    elsewhere = a_service(officer_at(OTHER_PLACE))
    others = (
        a_provider(),
        a_provider(a_service(officer_at(), "Other")),
        a_provider(elsewhere, place=OTHER_PLACE),
        officer_at(),
    )
    assert [sum(everything(acting)[1:]) for acting in others] == [0] * 4
    access.end_services(administrator_at(), User.objects.get(pk=own.person).email)
    assert everything(own) == [0] * 6
