"""Who acts for which services, which reports are shared, and who read what first."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.assurance.sharing.records import a_provider, a_visit_as, administrator_at
from tests.casework.assurance.visits.records import AFTER, SENT, a_service, a_visit, officer_at
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.accounts.invitations import accept, open_invitation
from careplace.casework.accounts.models import User
from careplace.casework.assurance.sharing import access, boundary
from careplace.casework.assurance.sharing.models import ActsFor, FirstRead, SharedReport
from careplace.casework.assurance.sharing.readers import readers_of
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.models import Event
from careplace.casework.scope.actor import NotAllowed, actor_at

pytestmark = pytest.mark.usefixtures("both")


def test_an_invitation_names_the_services_and_the_person_acts_for_them_once_they_accept(monkeypatch):
    codes = []
    monkeypatch.setattr(
        "careplace.casework.accounts.invitations.send_invitation", lambda _i, code, _s: codes.append(code)
    )
    office = officer_at()
    rose, iris = a_service(office, "Rose"), a_service(office, "Iris")
    with transaction.atomic():
        access.invite_provider(administrator_at(), " Eve@Example.org ", [rose.pk], "http://testserver/")
        assert codes == []  # The code leaves once everything is kept.
    user = User.objects.create_user("eve@example.org", "Eve Hall", "x")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    assert actor_at(user, PLACE) is None
    accept(open_invitation("eve@example.org", codes[0]), user)
    assert list(boundary.own_services(actor_at(user, PLACE))) == [rose]
    assert iris.pk not in boundary.own_services(actor_at(user, PLACE)).values_list("pk", flat=True)


def test_the_services_of_an_address_are_those_that_were_named_last():
    office = officer_at()
    rose, iris, lily = (a_service(office, name) for name in ("Rose", "Iris", "Lily"))
    acting = a_provider(rose, iris)
    email = User.objects.get(pk=acting.person).email
    access.name_services(administrator_at(), email, [iris.pk, lily.pk])
    assert set(boundary.own_services(acting)) == {iris, lily}
    assert ActsFor.objects.get(service=rose).state == "ended"
    access.name_services(administrator_at(), email, [iris.pk, lily.pk])
    assert ActsFor.objects.count() == 3
    access.end_services(administrator_at(), email)
    assert not boundary.own_services(acting).exists()


def test_a_service_of_another_place_or_none_is_not_named():
    elsewhere = a_service(officer_at(OTHER_PLACE))
    for services in ([], [elsewhere.pk]):
        with pytest.raises(ValidationError, match="Choose one or more"):
            access.name_services(administrator_at(), "eve@example.org", services)
    with pytest.raises(NotAllowed):
        access.name_services(officer_at(), "eve@example.org", [a_service(officer_at()).pk])
    assert not ActsFor.objects.exists()


def test_the_database_refuses_an_address_twice_and_one_in_capitals():
    service = a_service(officer_at())
    row = {"place": PLACE, "state": "current", "service": service}
    ActsFor.objects.create(email="a@b.org", **row)
    for email in ("a@b.org", "A@b.org"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActsFor.objects.create(email=email, **row)


def test_a_final_report_is_shared_stopped_and_shared_again_each_with_its_event():
    visit, officer = a_visit("final"), officer_at()
    for share in (True, True, False, True):
        access.share_report(officer, visit.pk, share, AFTER)
    actions = Event.objects.filter(kind="shared report").order_by("number").values_list("action", flat=True)
    assert list(actions) == ["share", "stop", "share"]
    access.share_report(officer, a_visit("final").pk, False, AFTER)
    assert SharedReport.objects.count() == 1


@pytest.mark.parametrize("state", ["planned", "recording", "accuracy", "review", "cancelled"])
def test_only_a_final_report_is_shared(state):
    with pytest.raises(NotAllowed, match="Only a final report"):
        access.share_report(officer_at(), a_visit(state).pk, True, AFTER)
    with pytest.raises(Visit.DoesNotExist):
        access.share_report(officer_at(OTHER_PLACE), a_visit("final").pk, True, AFTER)


def test_a_first_reading_is_noted_once_and_the_team_sees_who_read_what():
    visit = a_visit_as("accuracy")
    ann, ben = a_provider(visit.service), a_provider(visit.service)
    stranger = a_provider(a_service(officer_at(), "Other"))
    for _ in range(2):
        access.note_read(ann, visit, "draft")
    with pytest.raises(Visit.DoesNotExist):
        access.note_read(stranger, visit, "draft")
    assert FirstRead.objects.get().shared_on == visit.draft_sent_on
    readers = {reader.email: reader for reader in readers_of(visit)}
    emails = [User.objects.get(pk=acting.person).email for acting in (ann, ben)]
    assert [[what for what, _at in readers[email].reads] for email in emails] == [["the draft"], []]
    assert len(readers) == 2


def test_a_draft_that_is_sent_again_is_read_again_and_a_person_who_left_stays_on_the_list():
    visit = a_visit_as("accuracy")
    ann = a_provider(visit.service)
    access.note_read(ann, visit, "draft")
    Visit.objects.filter(pk=visit.pk).update(draft_sent_on=SENT.replace(year=2021))
    access.note_read(ann, visit, "draft")
    assert FirstRead.objects.count() == 2
    access.end_services(administrator_at(), User.objects.get(pk=ann.person).email)
    (reader,) = readers_of(visit)
    assert (len(reader.reads), reader.acts) == (2, False)
