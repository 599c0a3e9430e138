"""People of a place by what they may do."""

import pytest
from django.utils import timezone
from tests.casework.people import OTHER_PLACE, PLACE, member

from careplace.casework.scope.models import Membership
from careplace.casework.scope.people import named_with_roles, people_with

pytestmark = pytest.mark.usefixtures("both")


def test_people_are_listed_by_name_with_every_role_that_gives_the_permission(both):
    zoe, ann = member("quality_officer", name="Zoe X"), member("team_manager", name="Ann Y")
    Membership.objects.create(user=ann, place=PLACE, role="panel_member")
    Membership.objects.create(user=ann, place=PLACE, role="administrator")
    member("auditor", name="Tom Z"), member("team_manager", OTHER_PLACE, "Far Away")
    assert named_with_roles(PLACE, "panels.read") == [
        (str(ann.pk), "Ann Y, Panel member, Team manager"),
        (str(zoe.pk), "Zoe X, Quality officer"),
    ]
    assert list(people_with(PLACE, "panels.read")) == [ann, zoe]
    assert list(people_with(PLACE, "panels.decide")) == [ann]
    assert list(people_with(PLACE, "nothing.at-all")) == named_with_roles(PLACE, "nothing.at-all") == []


def test_a_role_that_has_ended_gives_nothing(both):
    ann = member("team_manager", name="Ann Y")
    Membership.objects.filter(user=ann).update(ended_at=timezone.now())
    assert list(people_with(PLACE, "panels.read")) == named_with_roles(PLACE, "panels.read") == []
