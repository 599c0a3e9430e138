"""Plans: the least cost of all by brute force on small cases, and what must hold of every plan."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.casework.assurance.planning.capacity import Absence, Officer, visits_in_week, weeks
from careplace.casework.assurance.planning.frequency import MOST_URGENT, Service, default, due_days
from careplace.casework.assurance.planning.plan import EARLY, LATE, MOVED, Plan, cost_table, jobs_of, plan

START, END = date(2027, 1, 4), date(2027, 12, 31)
SHORT = date(2027, 1, 29)


@st.composite
def services(draw, most: int) -> list[Service]:
    numbers = draw(st.lists(st.integers(0, 99), unique=True, max_size=most))
    return [
        Service(
            f"S{number:02}",
            draw(st.sampled_from(["care_home", "home_care"])),
            draw(st.sampled_from(["North", "South"])),
            draw(st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 3))),
            draw(st.booleans()),
            *draw(st.sampled_from([(0, "low", 0), (30, "low", 0), (500, "medium", 2), (960, "high", 4)])),
        )
        for number in numbers
    ]


@st.composite
def officers(draw, most_visits: int) -> list[Officer]:
    count = draw(st.integers(0, 3))
    districts = st.sampled_from([frozenset({"North"}), frozenset({"South"}), frozenset({"North", "South"})])
    first = draw(st.dates(START, END))
    away = (Absence(first, first + timedelta(days=draw(st.integers(0, 60)))),)
    return [
        Officer(f"O{n}", 5 * draw(st.integers(0, most_visits)), draw(districts), away) for n in range(count)
    ]


def slow_cost(services: list[Service], officers: list[Officer]) -> float:
    """The least cost of lateness of any way to give each visit that is due by SHORT to an officer and a week, or nobody."""
    due = [(s, day) for s in services for day in due_days(default(), s, START, SHORT)]
    places = [(o, monday) for monday in weeks(START, SHORT) for o in officers]
    room = [visits_in_week(officer, monday, START, SHORT) for officer, monday in places]
    least = float("inf")
    for choice in product([None, *range(len(places))], repeat=len(due)):
        used = Counter(choice)
        if any(used[place] > room[place] for place in range(len(places))):
            continue
        least = min(least, sum(_slow_cost(*due[n], choice[n], places) for n in range(len(due))))
    return least


def _slow_cost(service: Service, due: date, place: int | None, places) -> float:
    weight = 1 + service.score
    last = SHORT - timedelta(days=SHORT.weekday())
    if place is None:
        return weight * (max(0, (last - due + timedelta(days=due.weekday())).days // 7) + 1)
    officer, monday = places[place]
    if service.district not in officer.districts:
        return float("inf")
    return weight * max(0, (monday - (due - timedelta(days=due.weekday()))).days // 7)


def cost(services: list[Service], result: Plan) -> float:
    score = {service.id: 1 + service.score for service in services}
    last = SHORT - timedelta(days=SHORT.weekday())
    late = sum(visit.weeks_late * score[visit.service] for visit in result.visits)
    for missed in result.missed:
        late += score[missed.service] * (
            (last - (missed.due - timedelta(days=missed.due.weekday()))).days // 7 + 1
        )
    return late


@given(services(4), officers(2))
@settings(max_examples=examples(60))
def test_no_plan_is_less_late_than_the_one_found(services, officers):
    services = [service for service in services if service.kind == "care_home"]
    result = plan(default(), services, officers, START, SHORT)
    assert cost(services, result) == slow_cost(services, officers)


def slow_table(jobs, work, before) -> list[list[float]]:
    """The cost of each job with each officer in each week, one by one."""
    known = {(visit.service, visit.due): (visit.officer, visit.monday) for visit in before.visits}
    return [
        [_slow_entry(job, *place, known.get((job.service.id, job.due))) for place in work] for job in jobs
    ]


def _slow_entry(job, officer, monday, planned) -> float:
    if job.service.district not in officer.districts or not job.earliest <= monday <= job.latest:
        return 1e15
    late = max(0, (monday - (job.due - timedelta(days=job.due.weekday()))).days // 7)
    moved = 0 if planned in (None, (officer.id, monday)) else 100
    early = max(0, (job.due - monday).days // 7)
    untimely = job.service.urgency * (EARLY - early) if job.service.urgency else early
    return late * (1 + job.service.score) * LATE + moved + untimely


@given(services(8), officers(3), st.randoms())
@settings(max_examples=examples(60), deadline=None)
def test_costs_are_those_of_each_job_officer_and_week_by_itself(services, officers, random):
    known = plan(default(), services, officers, START, END)
    kept = Plan(tuple(visit for visit in known.visits if random.random() < 0.5), (), 0)
    jobs = [job for service in services for job in jobs_of(default(), service, START, END)]
    work = [(officer, monday) for monday in weeks(START, END) for officer in officers]
    table = cost_table(jobs, work, kept)
    assert table.shape == (len(jobs), len(work))
    assert table.tolist() == slow_table(jobs, work, kept)


@given(services(12), officers(3))
@settings(max_examples=examples(40))
def test_what_holds_of_every_plan(services, officers):
    result = plan(default(), services, officers, START, END)
    by_id, team = {s.id: s for s in services}, {o.id: o for o in officers}
    due = Counter((s.id, day) for s in services for day in due_days(default(), s, START, END))
    assert Counter((v.service, v.due) for v in (*result.visits, *result.missed)) == due
    for (officer, monday), count in Counter((v.officer, v.monday) for v in result.visits).items():
        assert count <= visits_in_week(team[officer], monday, START, END)
    for visit in result.visits:
        assert by_id[visit.service].district in team[visit.officer].districts
        assert visit.weeks_late == max(
            0, (visit.monday - (visit.due - timedelta(days=visit.due.weekday()))).days // 7
        )
    for service in services:
        days = [
            visit.monday
            for visit in sorted(result.visits, key=lambda v: v.due)
            if visit.service == service.id
        ]
        assert days == sorted(set(days))


@given(services(8), officers(3), st.randoms())
@settings(max_examples=examples(30))
def test_the_order_of_the_input_does_not_matter(services, officers, random):
    result = plan(default(), services, officers, START, END)
    random.shuffle(services)
    random.shuffle(officers)
    assert plan(default(), services, officers, START, END) == result


@given(services(8), officers(3))
@settings(max_examples=examples(30))
def test_replanned_without_a_change_it_is_the_same(services, officers):
    first = plan(default(), services, officers, START, END)
    assert plan(default(), services, officers, START, END, before=first) == first


@given(services(8), officers(3), st.data())
@settings(max_examples=examples(40))
def test_of_two_services_that_differ_in_priority_alone_the_higher_is_never_visited_later(
    services, officers, data
):
    """Nor missed, where the other is visited."""
    for service in services[:1]:
        lower = replace(service, id="lower", score=10, band="", urgency=0)
        score, urgency = data.draw(st.sampled_from([(500, 2), (960, 4)]))
        higher = replace(lower, id="higher", score=score, urgency=urgency)
        result = plan(default(), [*services, lower, higher], officers, START, END)
        weeks_of = {(v.service, v.due): v.monday for v in result.visits}
        for day in due_days(default(), lower, START, END):
            at = [weeks_of.get((name, day), date.max) for name in ("higher", "lower")]
            assert at == sorted(at)


@given(services(8), officers(3), st.data())
@settings(max_examples=examples(30))
def test_a_known_visit_moves_only_where_the_sum_of_delays_becomes_less(services, officers, data):
    """Whatever priorities change since: a service that was low may be urgent now."""
    first = plan(default(), services, officers, START, END)
    urgent = [replace(s, urgency=data.draw(st.sampled_from([0, 2, MOST_URGENT]))) for s in services]
    second = plan(default(), urgent, officers, START, END, before=first)
    assert second == first


NORTH = frozenset({"North"})


def test_the_highest_priority_is_visited_as_early_as_it_may_be_and_the_lowest_when_it_is_due():
    due = date(2027, 3, 1)
    calm, urgent = homes(1)[0], replace(homes(1)[0], id="Urgent", score=900, urgency=MOST_URGENT)
    result = plan(default(), [calm, urgent], [Officer("Ann", 20, NORTH)], START, END)
    assert {v.service: v.monday for v in result.visits} == {
        "Home 0": due,
        "Urgent": due - timedelta(weeks=EARLY),
    }


def test_a_new_urgent_service_moves_no_known_visit():
    team = [Officer("Ann", 5, NORTH)]
    first = plan(default(), homes(4), team, START, END)
    new = Service("New", "care_home", "North", date(2026, 3, 1), score=900, urgency=MOST_URGENT)
    second = plan(default(), [*homes(4), new], team, START, END, before=first)
    assert set(first.visits) <= set(second.visits)


def homes(count: int, score: int = 0) -> list[Service]:
    return [Service(f"Home {n}", "care_home", "North", date(2026, 3, 1), score=score) for n in range(count)]


def test_when_somebody_is_away_only_their_visits_move():
    team = [Officer("Ann", 5, NORTH), Officer("Ben", 5, NORTH)]
    first = plan(default(), homes(4), team, START, END)
    assert first.missed == first.late == ()
    away = min(visit.monday for visit in first.visits if visit.officer == "Ann")
    team[0] = Officer("Ann", 5, NORTH, (Absence(away, away + timedelta(days=4)),))
    second = plan(default(), homes(4), team, START, END, before=first)
    moved = {visit.service for visit in first.visits} - {
        one.service for one in first.visits for other in second.visits if one == other
    }
    assert len(moved) == 1
    assert second.missed == second.late == ()


def test_where_there_is_too_little_time_the_lowest_priority_is_missed_and_said():
    urgent = Service("Urgent", "care_home", "North", None, score=80)
    calm = Service("Calm", "care_home", "North", None, score=5)
    result = plan(default(), [calm, urgent], [Officer("Ann", 5, NORTH)], START, date(2027, 1, 8))
    assert [visit.service for visit in result.visits] == ["Urgent"]
    (missed,) = result.missed
    assert (missed.service, missed.reason) == (
        "Calm",
        "nobody who visits in North has time for it before 8 January 2027",
    )
    assert result.capacity == 1


def test_a_district_without_an_officer_is_said():
    result = plan(default(), homes(1), [Officer("Ann", 5, frozenset({"South"}))], START, END)
    assert [missed.reason for missed in result.missed] == ["nobody visits in North"]


@pytest.mark.parametrize(
    ("team", "reason"),
    [
        ([Officer("Ann", 5, frozenset({""}))], "nobody who visits has time for it before 8 January 2027"),
        ([], "no officer makes visits"),
    ],
)
def test_a_service_without_a_district_is_said_to_be_in_none(team, reason):
    services = [Service(name, "care_home", "", None, score=score) for name, score in (("A", 80), ("B", 5))]
    result = plan(default(), services, team, START, date(2027, 1, 8))
    assert {missed.reason for missed in result.missed} == {reason}


@pytest.mark.parametrize(
    ("services", "officers"), [([], []), (homes(2), []), ([], [Officer("Ann", 5, NORTH)])]
)
def test_nothing_to_plan_or_nobody_to_plan_for(services, officers):
    result = plan(default(), services, officers, START, END)
    assert result.visits == ()
    assert len(result.missed) == len(services)


def test_lesser_costs_never_outweigh_a_week_of_delay():
    assert LATE > (MOVED + MOST_URGENT * EARLY) * 5_000
    assert MOVED > 3 * MOST_URGENT * EARLY
    assert np.float64(LATE * 1_001 * 53 * 5_000) < 2**53
