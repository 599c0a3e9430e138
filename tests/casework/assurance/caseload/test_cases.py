"""Cases of services: each thing that is known becomes its signal, and nothing that a reader may not read is in them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.caseload.cases import cases, visit_level
from careplace.casework.assurance.caseload.noted_kinds import noted_kinds, recorded_kinds
from careplace.casework.assurance.caseload.published_facts import PublishedFacts
from careplace.casework.assurance.caseload.ranking import ranked
from careplace.casework.assurance.caseload.records import records
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.kinds import signal_kinds
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default as template
from careplace.casework.workflow.actions import changes

TODAY = date.today()  # noqa: DTZ011 - signals of a later day are refused, so the tests go with the clock
LONG_AGO = date(2020, 3, 5)
FACTS = PublishedFacts(
    location_id="1-1", overall="Inadequate", published_on=LONG_AGO, register_snapshot=LONG_AGO, ended_on=None,
    provider_id="P", provider_name="Care Ltd", questions_rated=5, below_good=2, ratings=3,
    falls=(LONG_AGO,), others_fallen=1,
)  # fmt: skip
ALL_ROLES = ("team_manager", "quality_officer", "panel_member", "commissioner", "partner_reader", "auditor")


def add(acting, name: str = "Rose House", **fields) -> Service:
    with changes(acting) as at_once:
        return at_once.add(Service(**{"name": name, "kind": "care_home"} | fields))


def note(acting, service: Service, kind: str, days: int = 10, **more) -> Signal:
    fields = {"happened_on": TODAY - timedelta(days), "source": "a nurse", "text": "Few staff"}
    with changes(acting) as at_once:
        return at_once.add(Signal(service=service, kind=kind, **fields | more))


def final_visit(service: Service, grade: str, days: int) -> Visit:
    """Written straight into the tables: the way there is tested with visits."""
    on = TODAY - timedelta(days)
    return Visit.objects.create(
        place=service.place, state="final", service=service, kind="planned", planned_on=on, visited_on=on,
        final_on=on, template=template().id, template_version=template().version, grade=grade,
    )  # fmt: skip


def known(reader, facts=None) -> dict[str, dict[str, list]]:
    """{service: {kind: [(level or number, day)]}} for a reader."""
    loaded = records(reader, TODAY, window(default(), TODAY))
    found = cases(loaded, facts or {}, template())
    return {case.service: _by_kind(case) for case in found.values()}


def _by_kind(case) -> dict[str, list]:
    by_kind: dict[str, list] = {}
    for signal in case.signals:
        value = signal.level if signal.number is None else signal.number
        by_kind.setdefault(signal.kind, []).append((value, signal.on))
    return by_kind


def test_every_kind_that_officers_enter_is_one_of_a_scheme_or_gives_no_points():
    assert set(noted_kinds()) <= set(signal_kinds())
    assert {kind.signal for kind in noted_kinds().values()} <= set(kinds())
    assert {kind for kind in recorded_kinds() if kinds()[kind].type != "event"} == set()


@pytest.mark.usefixtures("both")
def test_what_the_edition_says_is_in_the_case():
    acting = actor()
    add(acting, location_id="1-1")
    add(acting, "Unknown House", location_id="1-9")
    found = known(acting, {"1-1": FACTS})
    assert found["Rose House"] == {
        "rating": [("Inadequate", LONG_AGO)],
        "key-questions-below-good": [(2, LONG_AGO)],
        "fall": [(None, LONG_AGO)],
        "other-homes-fallen": [(1, TODAY)],
        "visit": [("Never visited", TODAY)],
        "placements": [("Open", TODAY)],
    }
    assert set(found["Unknown House"]) == {"visit", "placements"}


@pytest.mark.usefixtures("sqlite")
def test_a_location_without_a_rating_is_not_yet_rated_as_of_its_register():
    acting = actor()
    add(acting, location_id="1-1")
    unrated = FACTS.__class__(
        **vars(FACTS) | {"overall": None, "published_on": None, "ratings": 1, "falls": ()}
    )
    loaded = records(acting, TODAY, window(default(), TODAY))
    (case,) = cases(loaded, {"1-1": unrated}, template()).values()
    assert case.latest("rating").level == "Not yet rated"
    assert "fall" not in case.recorded


@pytest.mark.usefixtures("both")
def test_events_count_open_or_dealt_with_and_a_manager_is_absent_until_the_team_has_dealt_with_it():
    acting = actor()
    service = add(acting)
    note(acting, service, "complaint")
    note(acting, service, "complaint", days=900)
    closed = [note(acting, service, "safeguarding"), note(acting, service, "manager_left")]
    note(acting, service, "staffing")
    with changes(acting) as at_once:
        for signal in closed:
            at_once.change(Signal, signal.pk, "close", {"outcome": "Seen"}, 1)
    found = known(acting)["Rose House"]
    assert found["complaint"] == [(None, TODAY - timedelta(10))]
    assert found["safeguarding-concern"] == [(None, TODAY - timedelta(10))]
    assert "manager" not in found
    note(acting, service, "manager_left", days=900)
    assert known(acting)["Rose House"]["manager"] == [("Absent", TODAY - timedelta(900))]


@pytest.mark.usefixtures("both")
def test_the_latest_final_visit_counts_by_its_grade():
    acting = actor()
    service = add(acting)
    final_visit(service, "poor", 400)
    final_visit(service, "good", 20)
    assert known(acting)["Rose House"]["visit"] == [("No concern", TODAY - timedelta(20))]
    final_visit(service, "requires-improvement", 10)
    assert known(acting)["Rose House"]["visit"] == [("Some concern", TODAY - timedelta(10))]


def test_a_grade_is_a_concern_by_what_the_template_says_of_it():
    levels = {grade.key: visit_level(template(), grade.key) for grade in template().grades}
    assert levels == {
        "excellent": "No concern",
        "good": "No concern",
        "requires-improvement": "Some concern",
        "poor": "Serious concern",
    }
    assert visit_level(template(), "of-another-template") == "Some concern"


@pytest.mark.usefixtures("sqlite")
def test_a_visit_with_a_day_that_is_still_to_come_does_not_count():
    acting = actor()
    final_visit(add(acting), "poor", -3)
    assert "visit" not in known(acting)["Rose House"]


@pytest.mark.usefixtures("both")
def test_a_suspension_counts_from_the_day_that_the_audit_has():
    manager = officer_at()
    service = add(manager)
    with changes(manager) as at_once:
        at_once.change(Service, service.pk, "suspend", {"reason": "Nights"}, 1)
        at_once.change(Service, service.pk, "edit", {"name": "Rose Court"}, 2)
    assert known(manager)["Rose Court"]["placements"] == [("Suspended", TODAY)]


@pytest.mark.usefixtures("both")
def test_services_of_ended_contracts_and_of_other_places_are_not_in_the_order():
    manager = officer_at()
    ended = add(manager, "Ended House")
    with changes(manager) as at_once:
        at_once.change(Service, ended.pk, "end-contract", {"contract_ended_on": TODAY}, 1)
    add(officer_at(OTHER_PLACE), "Other House")
    add(manager)
    assert list(known(manager)) == ["Rose House"]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("role", ALL_ROLES)
def test_restricted_signals_visits_and_decisions_change_nothing_for_people_who_may_not_read_them(role):
    """The same case, order and bands before and after: neither a count nor "there was none" says that there is one."""
    acting, reader = officer_at(), actor(role)
    service = add(acting)
    add(acting, "Violet Court")
    note(acting, service, "complaint")
    before = seen_by(reader)
    for kind in signal_kinds():
        note(acting, service, kind, sensitivity="restricted")
    an_override(acting=acting, service=service, sensitivity="restricted")
    changed = seen_by(reader) != before
    assert changed == (role in ("team_manager", "quality_officer"))
    before = seen_by(reader)
    note(acting, service, "whistleblowing")
    final_visit(service, "poor", 5)
    assert (seen_by(reader) != before) == (role not in ("partner_reader", "auditor"))


def seen_by(reader) -> list[tuple]:
    """Everything that the order says to a reader."""
    loaded = records(reader, TODAY, window(default(), TODAY))
    entries = ranked(default(), loaded, cases(loaded, {}, template()))
    return [(e.service.name, e.band.key, e.priority, e.decision.sentence, e.lowering) for e in entries]


@pytest.mark.usefixtures("both")
def test_people_who_may_not_read_every_signal_are_not_shown_that_there_was_none():
    acting = officer_at()
    add(acting)
    for role, expected in (("quality_officer", False), ("panel_member", True), ("partner_reader", True)):
        ((*_, priority, _sentence, _effects),) = seen_by(actor(role))
        assert ("complaint" in {entry.kind for entry in priority.unknown}) == expected, role


@pytest.mark.usefixtures("sqlite")
def test_the_number_of_queries_does_not_grow_with_services(django_queries):
    acting = officer_at()
    counts = []
    for number in (2, 40):
        for i in range(number):
            service = add(acting, f"House {number} {i}")
            note(acting, service, "complaint")
            final_visit(service, "good", 10)
        with django_queries() as queries:
            records(acting, TODAY, window(default(), TODAY, most_events=300))
        counts.append(len(queries))
    assert counts == [6, 6]


@pytest.mark.usefixtures("sqlite")
def test_changes_are_named_since_the_start_of_the_working_day_before():
    assert window(default(), date(2026, 11, 30)).since.astimezone(UTC) == datetime(2026, 11, 27, tzinfo=UTC)
    assert window(default(), date(2026, 12, 29)).since.astimezone(UTC) == datetime(2026, 12, 24, tzinfo=UTC)
