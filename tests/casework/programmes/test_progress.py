"""How far a calculation is: seen while it runs, stopped where it was killed, and never half an answer."""

from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.casework.people import actor
from tests.casework.programmes import records
from tests.casework.programmes.local.records import described, entered, table

from careplace.casework import edition_reader
from careplace.casework.programmes import estimates, protocol
from careplace.casework.programmes.estimates import ask, ask_all, calculate
from careplace.casework.programmes.jobs import mark_stopped
from careplace.casework.programmes.latest import latest_estimates
from careplace.casework.programmes.models import Estimate, EstimateProgress
from careplace.casework.programmes.paper import NOT_OPENED, paper
from careplace.casework.programmes.progress import (
    LOST_AFTER,
    NEVER_BEGAN,
    STOPPED,
    is_lost,
    is_running,
    progress_of,
    report,
)
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict
from careplace.publish.evaluation.study import STEPS

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def outcome(evaluator):
    """A local outcome with figures of a locked programme: no edition is needed to ask for it."""
    programme = records.programme(evaluator)
    local = described(evaluator, programme)
    protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)
    entered(evaluator, local)
    return local.outcome


@pytest.fixture
def estimate(evaluator, outcome) -> Estimate:
    return ask(evaluator, outcome.pk)


def seen(estimate: Estimate, ago: timedelta) -> Estimate:
    """The estimate as a page reads it, whose last step began so long ago."""
    report(estimate, "synthetic control")
    EstimateProgress.objects.update(seen_at=timezone.now() - ago)
    return Estimate.objects.select_related("progress").get(pk=estimate.pk)


def test_what_is_calculated_is_seen_by_others(estimate):
    assert progress_of(estimate).step == ""
    report(estimate, "difference in differences")
    report(estimate, "synthetic control")
    row = Estimate.objects.select_related("progress").get(pk=estimate.pk)
    shown = progress_of(row)
    assert (shown.number, shown.of, shown.step) == (1, 1, "synthetic control")
    assert is_running(row, timezone.now())


def test_which_of_those_that_were_asked_for_together_it_is(evaluator, outcome):
    programme = outcome.programme
    described(evaluator, programme, title="Without figures")
    records.outcome(evaluator, programme)
    asked = ask_all(evaluator, programme.pk)
    assert [(progress_of(one).number, progress_of(one).of) for one in asked] == [(1, 2), (2, 2)]
    assert len({one.run for one in asked}) == 1
    with pytest.raises(ValidationError, match="Every outcome is being calculated or has no figures yet"):
        ask_all(evaluator, programme.pk)


def test_one_that_is_calculated_is_not_asked_for_again(evaluator, estimate, outcome):
    with pytest.raises(ValidationError, match="It is being calculated"):
        ask(evaluator, outcome.pk)
    assert Estimate.objects.count() == 1


def test_estimates_are_behind_mails_in_the_queue(estimate):
    assert DBTaskResult.objects.get().priority == estimates.BEHIND_MAILS < 0


@pytest.mark.parametrize(
    ("ago", "lost"), [(LOST_AFTER + timedelta(minutes=1), True), (LOST_AFTER - timedelta(minutes=1), False)]
)
def test_one_that_was_killed_is_stopped_by_the_timer(estimate, ago, lost):
    row = seen(estimate, ago)
    assert is_lost(row, timezone.now()) == lost
    assert mark_stopped(timezone.now()) == lost
    after = Estimate.objects.get(pk=estimate.pk)
    assert (after.state, after.reason) == (("stopped", STOPPED) if lost else ("waiting", ""))
    assert (after.sentences, after.page, after.picture, after.conclusion) == ([], "", "", "")
    assert mark_stopped(timezone.now()) == 0


def test_one_that_never_began_is_stopped_after_a_day(estimate):
    assert mark_stopped(timezone.now()) == 0
    assert mark_stopped(timezone.now() + NEVER_BEGAN) == 1


def test_it_is_run_again_before_the_timer_says_so(evaluator, estimate, outcome):
    seen(estimate, LOST_AFTER)
    again = ask(evaluator, outcome.pk)
    assert Estimate.objects.get(pk=estimate.pk).state == "stopped"
    assert (again.state, again.pk != estimate.pk) == ("waiting", True)


@pytest.mark.parametrize("fault", [SystemExit, KeyboardInterrupt, MemoryError, RuntimeError])
def test_whatever_ends_it_early_leaves_no_part_of_an_answer(estimate, demo_home, monkeypatch, fault):
    def ends(_estimate, step):
        raise fault(step)

    monkeypatch.setattr(estimates, "report", ends)
    with pytest.raises(fault):
        calculate.func(str(estimate.pk))
    after = Estimate.objects.get(pk=estimate.pk)
    assert (after.state, after.sentences, after.page) == ("stopped", [], "")


def test_one_that_was_given_up_and_ends_all_the_same_changes_nothing(estimate, tmp_path, monkeypatch):
    whole = estimates._result

    def late(waiting):
        mark_stopped(timezone.now() + NEVER_BEGAN + LOST_AFTER)
        return whole(waiting)

    monkeypatch.setattr(estimates, "_result", late)
    with pytest.raises(Conflict):
        calculate.func(str(estimate.pk))
    assert Estimate.objects.get(pk=estimate.pk).state == "stopped"


def test_what_was_answered_before_stays_in_the_paper(evaluator, estimate, outcome):
    Estimate.objects.update(state="done", edition="2026-11-01", sentences=["No clear difference."])
    stopped = ask(evaluator, outcome.pk)
    Estimate.objects.filter(pk=stopped.pk).update(state="stopped")
    latest = latest_estimates([outcome])[outcome.pk]
    assert (latest.answer.pk, latest.pending.pk) == (estimate.pk, stopped.pk)
    (part,) = paper(outcome.programme).outcomes
    assert part.sentences == ("No clear difference.",)


def test_what_stopped_is_not_opened(estimate, outcome):
    Estimate.objects.update(state="stopped")
    (part,) = paper(outcome.programme).outcomes
    assert (part.result, part.sentences) == (NOT_OPENED, ("Its calculation stopped before its end.",))


def test_every_method_is_noted_before_it_is_calculated(demo_home: Path, monkeypatch):
    noted = []
    monkeypatch.setattr(estimates, "report", lambda _estimate, step: noted.append(step))
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        with edition_reader.edition(demo_home) as edition:
            codes = [a.code for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands()]
        own = records.evaluator(codes[0], "Eve Evaluator")
        programme = records.programme(own)
        local = described(own, programme, design="compared")
        protocol.lock(own, programme.pk, programme.version, records.TODAY)
        rows = [table(area=code, phase=n).splitlines()[1:] for n, code in enumerate(codes[:4])]
        entered(own, local, "\n".join(["period,area,value", *chain(*rows)]), home=demo_home)
        asked = ask(own, local.outcome_id)
        assert calculate.func(str(asked.pk)) == "done"
        edition_reader.forget()
    assert noted == ["the figures are read", *STEPS.values()]
    assert not EstimateProgress.objects.filter(estimate=asked).exists()


def test_people_without_the_role_cannot_open_every_outcome(outcome):
    with pytest.raises(NotAllowed, match="needs another role: Programme evaluator"):
        ask_all(actor(), outcome.programme_id)
