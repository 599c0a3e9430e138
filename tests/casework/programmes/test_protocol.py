"""What is compared is settled, dated and hashed before an outcome is opened, and cannot be changed after."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import OTHER_PLACE, actor
from tests.casework.programmes import records

from careplace.casework.audit.models import Event
from careplace.casework.programmes import protocol
from careplace.casework.programmes.estimates import ask
from careplace.casework.programmes.models import Estimate, Programme
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def evaluator():
    return records.evaluator()


def test_what_is_locked_is_dated_and_hashed(evaluator):
    programme, outcome = records.locked(evaluator)
    content = {
        "event": "2018-01",
        "left_out": [],
        "name": "Home first",
        "outcomes": [["discharge", outcome.measure, "all", "lower"]],
        "protocol": programme.protocol,
        "purpose": programme.purpose,
        "starts_on": "2018-01-01",
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert programme.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (programme.state, programme.locked_on) == ("locked", records.TODAY)
    assert protocol.is_whole(programme)


def test_no_outcome_is_opened_before(evaluator):
    programme = records.programme(evaluator)
    outcome = records.outcome(evaluator, programme)
    with pytest.raises(NotAllowed, match="Lock the protocol first"):
        ask(evaluator, outcome.pk)
    assert not Estimate.objects.exists()


def test_a_protocol_without_an_outcome_is_not_locked(evaluator):
    programme = records.programme(evaluator)
    with pytest.raises(NotAllowed, match="Choose at least one outcome"):
        protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)


def test_nothing_of_a_locked_protocol_can_be_changed(evaluator):
    programme, _ = records.locked(evaluator)
    with pytest.raises(NotAllowed, match="is not possible"), changes(evaluator) as at_once:
        at_once.change(Programme, programme.pk, "edit", {"event": "2019-01"}, programme.version)


def test_an_outcome_that_is_added_later_is_exploratory_for_ever(evaluator):
    programme, first = records.locked(evaluator)
    later = records.outcome(evaluator, programme, breakdown="responsible:nhs")
    assert (first.registered, later.registered) == (True, False)
    assert protocol.is_whole(Programme.objects.get(pk=programme.pk))
    with pytest.raises(ValidationError), changes(evaluator) as at_once:
        at_once.add(
            type(later)(programme=programme, measure=first.measure, breakdown="all", hoped="lower"), "list"
        )


def test_a_protocol_that_was_changed_behind_our_back_opens_nothing(evaluator):
    programme, outcome = records.locked(evaluator)
    Programme.objects.filter(pk=programme.pk).update(event="2016-01")
    assert not protocol.is_whole(Programme.objects.get(pk=programme.pk))
    with pytest.raises(NotAllowed, match="not what was locked"):
        ask(evaluator, outcome.pk)


@pytest.mark.parametrize("field", protocol.LOCKED)
def test_the_digest_covers_every_field(evaluator, field):
    programme, _ = records.locked(evaluator)
    before = protocol.digest_of(programme)
    setattr(programme, field, "changed")
    assert protocol.digest_of(programme) != before


def test_who_saw_an_older_draft_does_not_lock_the_newer(evaluator):
    programme = records.programme(evaluator)
    records.outcome(evaluator, programme)
    with changes(evaluator) as at_once:
        at_once.change(Programme, programme.pk, "edit", {"protocol": "Another."}, programme.version)
    with pytest.raises(Conflict):
        protocol.lock(evaluator, programme.pk, 1, records.TODAY)


def test_nothing_is_added_once_the_evaluation_ended(evaluator):
    programme, outcome = records.locked(evaluator)
    with changes(evaluator) as at_once:
        at_once.change(Programme, programme.pk, "end", {"reason": "It is over."}, programme.version)
    with pytest.raises(NotAllowed, match="has ended"):
        records.outcome(evaluator, programme, breakdown="responsible:nhs")
    with pytest.raises(NotAllowed, match="has ended"):
        ask(evaluator, outcome.pk)


@pytest.mark.parametrize("role", ["team_manager", "administrator", "auditor", "reviewer"])
def test_others_do_not_write(role, evaluator):
    with pytest.raises(NotAllowed):
        records.programme(actor(role, name="Olu Other"), name="Another")


def test_a_programme_of_another_place_is_none(evaluator):
    programme = records.programme(evaluator)
    away = records.evaluator(OTHER_PLACE, "Ada Away")
    with pytest.raises(Programme.DoesNotExist):
        records.outcome(away, programme)


@pytest.mark.parametrize(
    ("field", "value"),
    [("event", "January 2018"), ("left_out", ["Leeds"]), ("left_out", "E08000035"), ("name", "")],
)
def test_what_cannot_be_a_protocol_is_refused(evaluator, field, value):
    with pytest.raises(ValidationError) as error:
        records.programme(evaluator, **{field: value})
    assert field in error.value.message_dict


def test_each_change_is_in_the_audit(evaluator):
    records.locked(evaluator)
    assert [event.action for event in Event.objects.order_by("number")] == ["draft", "list", "lock"]


def test_measures_of_councils_alone_are_outcomes():
    measures = protocol.outcome_measures()
    assert records.MEASURE in measures
    assert all(not measure.places or "council" in measure.places for measure in measures.values())
