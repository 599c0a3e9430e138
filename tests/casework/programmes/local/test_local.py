"""Local outcomes: described before the lock, in the digest, and figures in versions that stay."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import OTHER_PLACE
from tests.casework.programmes import records
from tests.casework.programmes.local.records import TITLE, described, entered, table

from careplace.casework.programmes import protocol
from careplace.casework.programmes.estimates import ask
from careplace.casework.programmes.local import actions
from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure
from careplace.casework.programmes.local.revisions import revised, revision_words
from careplace.casework.programmes.models import Estimate, Outcome
from careplace.casework.programmes.titles import outcome_title
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import FileRefused

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def programme(evaluator):
    return records.programme(evaluator)


@pytest.fixture
def local(evaluator, programme):
    return described(evaluator, programme)


def lock(evaluator, programme):
    return protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)


def test_what_it_counts_is_part_of_what_is_locked(evaluator, programme, local):
    locked = lock(evaluator, programme)
    (content,) = protocol.content_of(locked)["local"]
    assert content["measure"] == local.outcome.measure
    assert (content["title"], content["source"], content["design"]) == (TITLE, local.source, "alone")
    assert local.outcome.registered
    assert protocol.is_whole(locked)
    LocalMeasure.objects.update(numerator="People who asked for a device")
    assert not protocol.is_whole(locked)


def test_without_one_the_digest_of_older_protocols_stays(evaluator):
    assert "local" not in protocol.content_of(records.locked(evaluator)[0])


def test_one_that_is_added_after_the_lock_is_exploratory_and_not_in_the_digest(evaluator):
    programme, _ = records.locked(evaluator)
    late = described(evaluator, programme)
    assert not late.outcome.registered
    assert protocol.is_whole(programme)


def test_it_is_described_otherwise_while_the_protocol_is_written(evaluator, programme, local):
    assert actions.edit(evaluator, local.pk, local.version, {"title": "Another"}).title == "Another"
    lock(evaluator, programme)
    with pytest.raises(NotAllowed, match="The protocol is locked"):
        actions.edit(evaluator, local.pk, 2, {"title": "A third"})


def test_what_has_figures_is_not_described_otherwise(evaluator, local):
    entered(evaluator, local)
    with pytest.raises(NotAllowed, match="It has figures"):
        actions.edit(evaluator, local.pk, local.version, {"title": "Another"})


@pytest.mark.parametrize(
    ("values", "field"),
    [({"unit": "share"}, "denominator"), ({"denominator": "All"}, "denominator"), ({"source": ""}, "source")],
)
def test_a_description_that_does_not_fit_leaves_nothing(evaluator, programme, values, field):
    with pytest.raises(ValidationError) as error:
        described(evaluator, programme, **values)
    assert field in error.value.message_dict
    assert not Outcome.objects.exists()


def test_a_later_file_is_a_new_version_and_the_old_stays(evaluator, local):
    first = entered(evaluator, local)
    second = entered(evaluator, local, table(step=40), seen=1, file="")
    assert [(row.number, row.file) for row in local.figures.all()] == [(2, ""), (1, "figures.csv")]
    assert LocalFigures.objects.get(pk=first.pk).rows == first.rows
    assert first.sha256 != second.sha256
    assert second.is_whole


def test_the_same_figures_have_one_digest_whatever_they_came_in(evaluator, local):
    first = entered(evaluator, local)
    heading, *rows = table().splitlines()
    assert entered(evaluator, local, "\n".join([heading, *reversed(rows)]), 1, "").sha256 == first.sha256


def test_a_file_with_a_fault_is_not_half_read(evaluator, local):
    with pytest.raises(FileRefused, match="row 38, column value: found x"):
        entered(evaluator, local, table() + "2019-01,x\n")
    assert not LocalFigures.objects.exists()


def test_two_people_do_not_enter_over_each_other(evaluator, local):
    entered(evaluator, local)
    with pytest.raises(ValidationError, match="A colleague entered version 1 meanwhile"):
        entered(evaluator, local)


def test_what_was_changed_since_is_counted(evaluator, local):
    heading, *rows = table().splitlines()
    first = entered(evaluator, local)
    more = entered(evaluator, local, "\n".join([heading, *rows, "2019-01,5"]), 1)
    fewer = entered(evaluator, local, "\n".join([heading, *rows[1:], "2019-01,6"]), 2)
    assert [revised(first, more), revised(more, fewer)] == [0, 2]
    assert revision_words(first) == revision_words(more) == []
    assert revision_words(fewer) == [
        "Version 3 of the figures changed or left out 2 of the 37 figures of version 2."
    ]


def test_a_dropped_outcome_gets_no_figures(evaluator, local):
    Outcome.objects.filter(pk=local.outcome_id).update(state="dropped")
    with pytest.raises(NotAllowed, match="was dropped"):
        entered(evaluator, local)


def test_another_places_outcome_is_not_there(local):
    with pytest.raises(LocalMeasure.DoesNotExist):
        entered(records.evaluator(OTHER_PLACE), local)


def test_no_outcome_is_opened_before_the_lock_or_without_figures(evaluator, programme, local):
    entered(evaluator, local)
    other = described(evaluator, programme, title="Another")
    with pytest.raises(NotAllowed, match="Lock the protocol first"):
        ask(evaluator, local.outcome_id)
    lock(evaluator, programme)
    with pytest.raises(NotAllowed, match="Enter the figures of this outcome first"):
        ask(evaluator, other.outcome_id)
    assert not Estimate.objects.exists()
    assert ask(evaluator, local.outcome_id).state == "waiting"


def test_its_title_is_its_own(local):
    assert outcome_title(Outcome.objects.get()) == TITLE
