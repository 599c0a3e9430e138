"""The steps of an action, compared with reading every event of it from the first on: slow, and plain."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.proof.action_steps import DUE_ON, ActionSteps
from careplace.casework.audit.digests import canonical

FIRST = datetime(2025, 5, 1, 12, tzinfo=UTC)
DAYS = st.none() | st.dates(date(2025, 5, 1), date(2025, 5, 4))
EVENTS = st.lists(st.tuples(st.sampled_from(["edit", "agree", "report-done", "verify"]), DAYS), max_size=6)


def history(due_on, events):
    """(action, at, before, after) of events that each set the date; the first event adds the action."""
    now = due_on
    yield "propose", FIRST, {}, {"due_on": now, "issue": "Gaps"}
    for number, (action, due_on) in enumerate(events, start=1):
        changed = due_on != now
        before, after = ({"due_on": now}, {"due_on": due_on}) if changed else ({"state": "x"}, {"state": "y"})
        yield action, FIRST + timedelta(days=number), before, after
        now = due_on


def first_due(events):
    """The date when the provider first agreed, as what was written until then has it."""
    due_on = None
    for action, _at, _before, after in events:
        due_on = after.get("due_on", due_on)
        if action == "agree":
            return due_on
    return None


def days_of(events, wanted):
    return [at.date() for action, at, _before, _after in events if action == wanted]


@given(due_on=DAYS, changes=EVENTS, state=st.sampled_from(["agreed", "done", "verified"]))
def test_the_dates_are_those_of_the_whole_history(due_on, changes, state):
    events, steps = list(history(due_on, changes)), ActionSteps()
    for action, at, before, _after in events:
        text = canonical(before)
        if action in ("agree", "report-done") or DUE_ON in text:
            steps.add(action, at, text)
    now = changes[-1][1] if changes else due_on
    dates = steps.dates(uuid4(), uuid4(), None, "council", state, now)
    agreed, done = days_of(events, "agree"), days_of(events, "report-done")
    assert dates.agreed_on == (agreed[0] if agreed else None)
    assert dates.first_due_on == first_due(events)
    assert dates.done_on == (done[-1] if done and state != "agreed" else None)
    assert dates.due_moved == (first_due(events) is not None and first_due(events) != now)


def test_words_that_look_like_a_date_that_changed_are_none():
    steps = ActionSteps()
    steps.add("agree", FIRST, "{}")
    steps.add("edit", FIRST, canonical({"issue": '"due_on":'}))
    steps.add("edit", FIRST, '{"step":{"due_on":1}}')
    assert steps.dates(uuid4(), uuid4(), uuid4(), "icb", "agreed", date(2025, 6, 1)).first_due_on == date(
        2025, 6, 1
    )


@given(due_on=DAYS, changes=EVENTS, day=st.dates(date(2025, 4, 30), date(2025, 5, 9)))
def test_an_action_that_a_figure_counts_from_a_day_on_is_read(due_on, changes, day):
    """By the days that figures look at, of the whole history."""
    steps = ActionSteps()
    for action, at, before, _after in history(due_on, changes):
        steps.add(action, at, canonical(before))
    now = changes[-1][1] if changes else due_on
    dates = steps.dates(uuid4(), uuid4(), None, "council", "agreed", now)
    counts = any(on is not None and on >= day for on in (dates.agreed_on, dates.first_due_on))
    assert counts <= (steps.reaches(day) or (now is not None and now >= day))
