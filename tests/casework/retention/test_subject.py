"""What there is about a person: every place where their words are, with hints, audited."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.visits.records import a_visit, piece
from tests.casework.people import OTHER_PLACE, PLACE, actor, member

from careplace.casework.accounts.models import User
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.erasure import erase
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.retention.export import subject_zip
from careplace.casework.retention.subject import SHORTEST, has_word, subject_export, third_parties
from careplace.casework.scope.actor import NotAllowed, actor_at
from careplace.casework.workflow.actions import changes

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def auditor(both):
    return actor("auditor", name="Tom Birch")


def service_with(contacts: str, place: str = PLACE) -> Service:
    manager = actor_at(member("team_manager", place, f"M{Service.objects.count()} X"), place)
    with changes(manager) as at_once:
        return at_once.add(Service(name="Rose House", kind="care_home", contacts=contacts))


def test_a_phrase_is_found_in_records_and_in_their_history_with_whom_else_it_is_about(auditor):
    service = service_with("Manager: Zoë Green, with Mr Cole, cole@example.org")
    found = subject_export(auditor, None, "zoë  GREEN", "Request of 3 March")
    assert [(m.kind, m.field, m.history) for m in found.mentions] == [
        ("service", "contacts", 0),
        ("service", "contacts", 1),
    ]
    assert found.mentions[0].third_parties == ["Mr Cole", "cole@example.org"]
    assert {m.record for m in found.mentions} == {str(service.pk)}


def test_a_phrase_deep_in_the_record_of_a_visit_is_found(auditor):
    visit = a_visit("recording")
    record = {"evidence": [piece(text="Zoë Green said so.")], "grades": {}}
    Visit.objects.filter(pk=visit.pk).update(record=record)
    (mention,) = subject_export(auditor, None, "Zoë Green", "x").mentions
    assert (mention.kind, mention.field, mention.text) == ("visit", "record", "Zoë Green said so.")


def test_an_officer_gets_account_roles_records_and_what_they_did(auditor):
    visit = a_visit("recording")
    person = User.objects.get(pk=visit.officer_id)
    found = subject_export(auditor, person, "", "Request")
    assert found.account["email"] == person.email
    assert [role["role"] for role in found.roles] == ["team_manager"]
    assert found.records == [
        {"kind": "visit", "record": str(visit.pk), "as": ["officer_id"], "state": "recording"}
    ]
    assert {change["action"] for change in found.changes} >= {"add", "plan", "start", "record"}


def test_another_place_and_erased_texts_are_not_in_it(auditor):
    service_with("Zoë Green", OTHER_PLACE)
    here = service_with("Zoë Green")
    Service.objects.filter(pk=here.pk).update(contacts="")
    assert len(subject_export(auditor, None, "Zoë Green", "x").mentions) == 1
    with locked_chain(PLACE, "x") as chain:
        erase(chain, "service", str(here.pk), "x")
    found = subject_export(auditor, None, "Zoë Green", "x").mentions
    # What is left is the event of the search before, which has the words too.
    assert {mention.kind for mention in found} == {"subject-access"}


def test_each_export_is_an_event_without_the_name_in_the_chain(auditor):
    subject_export(auditor, None, "Zoë Green", "Request of Zoë Green")
    event = Event.objects.get(kind="subject-access")
    assert (event.action, event.person) == ("export", auditor.person)
    assert "Green" not in event.after
    assert {text.field for text in PersonalText.objects.filter(event=event)} == {"words", "reason"}


@pytest.mark.parametrize("role", ["team_manager", "quality_officer", "panel_member", "commissioner"])
def test_others_may_not_export(both, role):
    with pytest.raises(NotAllowed, match="Administrator, Auditor"):
        subject_export(actor(role), None, "Zoë Green", "x")


def test_a_phrase_that_would_find_everybody_is_refused(auditor):
    with pytest.raises(ValueError, match=f"at least {SHORTEST}"):
        subject_export(auditor, None, " a ", "x")


def test_the_file_has_json_and_html_and_texts_are_escaped(auditor):
    service_with("<script>alert(1)</script> Zoë Green")
    packed = subject_zip(subject_export(auditor, None, "Zoë Green", "x"))
    with ZipFile(BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["subject-access.html", "subject-access.json"]
        content = json.loads(archive.read("subject-access.json"))
        page = archive.read("subject-access.html").decode()
    assert content["words"] == ["Zoë Green"]
    assert "<script>" not in page
    assert "Zoë Green" in page


@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_a_word_is_found_wherever_it_stands(word, before, after):
    assert has_word(f"{before} {word} {after}", [word])


def test_the_person_is_nobody_else():
    words = ["Ann Smith", "ann@example.org"]
    assert third_parties("Ms Smith met Mrs Green; ann@example.org wrote to zoe@example.org", words) == [
        "Mrs Green",
        "Ms Smith",
        "zoe@example.org",
    ]
