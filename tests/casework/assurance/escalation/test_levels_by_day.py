"""Levels of services on a day: by history, of one place, and where proof finds them."""

from datetime import timedelta

import pytest
from tests.casework.assurance.escalation.records import (
    DAY,
    REVIEW,
    a_case,
    a_closed_case,
    a_decision,
    person,
    values,
)
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.escalation.levels_by_day import levels_on
from careplace.casework.assurance.proof import levels

pytestmark = pytest.mark.usefixtures("both")
BEFORE, AFTER = DAY - timedelta(1), REVIEW + timedelta(1)


def test_a_level_counts_from_the_day_of_the_move(both):
    case = a_case()
    assert levels_on(PLACE, BEFORE) == {}
    assert levels_on(PLACE, DAY) == {str(case.service_id): "Enhanced monitoring"}


def test_a_later_move_does_not_change_an_earlier_day(both):
    case, manager = a_case(), person("team_manager")
    level = current_ladder().levels[2]
    decision = a_decision(manager, case.service, level.key)
    raised = values(manager, level.key, decision=decision, review_on=AFTER)
    actions.move(manager, case.pk, case.version, raised, REVIEW)
    assert levels_on(PLACE, REVIEW - timedelta(1)) == {str(case.service_id): "Enhanced monitoring"}
    assert levels_on(PLACE, REVIEW) == {str(case.service_id): level.title}


def test_a_closed_case_counts_until_it_was_closed(both):
    case = a_closed_case()
    assert list(levels_on(PLACE, DAY)) == [str(case.service_id)]
    assert levels_on(PLACE, REVIEW) == {}


def test_another_places_levels_are_not_seen(both):
    a_case(place=OTHER_PLACE)
    assert levels_on(PLACE, AFTER) == {}


def test_proof_reads_the_levels_of_cases(both):
    case = a_case()
    assert levels.levels_on(PLACE, AFTER) == {str(case.service_id): "Enhanced monitoring"}
