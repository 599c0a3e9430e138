"""Who may do what, where."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from tests.casework.people import OTHER_PLACE, PLACE, member, user

from careplace.casework.scope.actor import NotAllowed, actor_at, places_of
from careplace.casework.scope.models import PLACE as PLACE_CODE
from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import permissions, roles

READERS_OF_AUDIT = {"auditor"}


@pytest.mark.usefixtures("both")
def test_a_person_is_an_actor_only_where_they_have_a_role_now():
    person = member("auditor")
    assert actor_at(person, OTHER_PLACE) is None
    assert actor_at(person, PLACE).roles == {"auditor"}
    assert places_of(person) == [PLACE]
    Membership.objects.update(ended_at=timezone.now())
    assert actor_at(person, PLACE) is None
    assert places_of(person) == []


@pytest.mark.usefixtures("both")
def test_roles_of_a_person_add_up():
    person = member("auditor")
    Membership.objects.create(user=person, place=PLACE, role="quality_officer")
    acting = actor_at(person, PLACE)
    assert acting.may("audit.read")
    assert acting.may("services.write")
    assert not acting.may("people.manage")


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("role", ["nobody", "auditor"])
def test_the_database_refuses_a_role_that_there_is_not_and_one_twice(role):
    person = member("auditor")
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=person, place=PLACE, role=role)


@pytest.mark.usefixtures("sqlite")
def test_the_message_names_the_roles_that_may():
    with pytest.raises(NotAllowed, match="It is for: Auditor"):
        actor_at(member("quality_officer"), PLACE).check("audit.read")


@pytest.mark.usefixtures("sqlite")
def test_without_a_role_a_person_has_no_place():
    assert places_of(user()) == []


def test_each_role_says_what_a_person_with_it_does():
    assert len({role.does for role in roles().values()}) == len(roles()) == 11
    assert all(role.does.endswith(".") and role.title for role in roles().values())


@pytest.mark.parametrize("permission", sorted(permissions()))
def test_only_auditors_read_the_audit_and_they_write_nothing(permission):
    with_it = {role.key for role in roles().values() if permission in role.may}
    assert (with_it == READERS_OF_AUDIT) == (permission == "audit.read")
    if permission.endswith((".write", ".import", ".manage")):
        assert "auditor" not in with_it


@pytest.mark.parametrize("code", ["", "E0800002", "E080000266", "e08000026", "E08000026\n", "Coventry"])
def test_a_place_is_a_code(code):
    with pytest.raises(ValidationError):
        PLACE_CODE(code)
