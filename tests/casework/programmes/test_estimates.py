"""Estimates in the background: asked, calculated once from edition and protocol, or refused with the reason."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from tests.casework.programmes import records

from careplace import __version__
from careplace.casework import edition_reader
from careplace.casework.mailing import send_queued
from careplace.casework.programmes.estimates import answer_of, ask, calculate
from careplace.casework.programmes.models import Estimate
from careplace.engine import Cursor
from careplace.measures.dictionary import measures
from careplace.measures.outcomes.series_of_places import series_of_places
from careplace.measures.reader import Reader

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture
def home(demo_home) -> Path:
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        yield demo_home
    edition_reader.forget()


@pytest.fixture
def council(home) -> str:
    """A council of the demonstration whose hospitals' figures there are."""
    with edition_reader.edition(home) as edition:
        reader = Reader(Cursor(edition.engine), edition.folder, edition.gazetteer)
        return series_of_places(reader, measures()[records.MEASURE]).places[0]


@pytest.fixture
def asked(council) -> Estimate:
    evaluator = records.evaluator(council)
    _, outcome = records.locked(evaluator)
    return ask(evaluator, outcome.pk)


def test_it_waits_until_the_worker_calculates_it(asked, home):
    assert asked.state == "waiting"
    assert DBTaskResult.objects.count() == 1
    send_queued()
    done = Estimate.objects.get(pk=asked.pk)
    assert done.state == "done"
    assert done.edition == edition_reader.edition_id(home)
    assert done.release == __version__
    assert done.sentences[0].startswith("After the start of “Home first” in ")
    # The demonstration has fewer than 39 councils.
    assert done.conclusion == "cannot be tested"
    assert "<svg" in done.picture
    assert done.picture in done.page
    assert "aria-labelledby" not in done.paper_picture


def test_the_same_edition_and_protocol_give_the_same_again(asked, home, council):
    send_queued()
    done = Estimate.objects.get(pk=asked.pk)
    again = answer_of(home, council, done.outcome, [].append)
    assert (again.sentences, again.page) == (done.sentences, done.page)


def test_a_task_that_runs_twice_changes_nothing(asked, home):
    assert calculate.func(str(asked.pk)) == "done"
    version = Estimate.objects.get(pk=asked.pk).version
    assert calculate.func(str(asked.pk)) == "done"
    assert Estimate.objects.get(pk=asked.pk).version == version


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"event": "2031-01"}, "outside the series"),
        ({"event": "2016-06"}, "2 periods before the programme began"),
        ({"left_out": ["E99999999"]}, "E99999999"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(council, values, says):
    evaluator = records.evaluator(council)
    programme = records.programme(evaluator, **values)
    outcome = records.outcome(evaluator, programme)
    records.protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)
    estimate = ask(evaluator, outcome.pk)
    assert calculate.func(str(estimate.pk)) == "refused"
    assert says in Estimate.objects.get(pk=estimate.pk).reason


def test_without_an_edition_it_is_refused(tmp_path):
    evaluator = records.evaluator()
    _, outcome = records.locked(evaluator)
    estimate = ask(evaluator, outcome.pk)
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": tmp_path})):
        assert calculate.func(str(estimate.pk)) == "refused"
