"""Signals from the edition: the statement on a small register, against a slow reading of the same rows."""

from datetime import date

import pyarrow as pa
import pytest
from tests.casework.people import actor

from careplace.casework.assurance.models import Service, Signal, signals_for
from careplace.casework.assurance.published_signals import PACKAGE
from careplace.casework.workflow.actions import changes
from careplace.engine import Engine, sql_text

TODAY, RECENT, OLD = date(2026, 11, 29), date(2025, 6, 1), date(2023, 11, 28)
NOW, BEFORE = date(2026, 11, 1), date(2026, 10, 1)
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
HEIGHT = {"Outstanding": 4, "Good": 3, "Requires improvement": 2, "Inadequate": 1}
GOOD = dict.fromkeys(QUESTIONS, "Good")
RI = "Requires improvement"


def location(id: str, overall: str | None, published_on: date | None, before: str | None, **more) -> dict:
    """A location whose key questions are Good, but for `more`; `before` is its rating in the snapshot before."""
    questions = dict.fromkeys(QUESTIONS, "Good" if overall else None)
    basics = {"location_id": id, "overall": overall, "published_on": published_on, "before": before}
    return basics | questions | more


LOCATIONS = [
    location("1-1", "Good", RECENT, "Good"),
    location("1-2", "Inadequate", RECENT, "Good", safe="Inadequate"),
    location("1-3", "Good", OLD, "Outstanding"),
    location("1-4", "Inadequate", OLD, "Good", ended_on=RECENT),
    location("1-5", None, None, None),
    location("1-6", "Good", date(2023, 11, 29), RI),
    location("1-7", RI, RECENT, "Insufficient evidence to rate", caring=RI, well_led=None),
]


def by_hand(location: dict) -> set[tuple]:
    """(kind, question, level, date, level before) of a location."""
    if location.get("ended_on"):
        return {("closed", None, None, location["ended_on"], None)}
    overall, published, before = location["overall"], location["published_on"], location["before"]
    signals = set()
    if HEIGHT.get(overall, 9) < 3:
        signals.add(("below-good", None, overall, published, None))
    if overall in HEIGHT and before in HEIGHT and HEIGHT[overall] < HEIGHT[before]:
        signals.add(("fall", None, overall, BEFORE, before))
    for question in QUESTIONS:
        if HEIGHT.get(location[question], 9) < 3:
            words = question.replace("_", "-").capitalize()
            signals.add(("question-below-good", words, location[question], published, None))
    if overall in HEIGHT and published < date(TODAY.year - 3, TODAY.month, TODAY.day):
        signals.add(("old", None, overall, published, None))
    return signals


@pytest.fixture
def rows():
    columns = ("location_id", "overall", *QUESTIONS, "published_on", "ended_on")
    with Engine() as engine:
        latest = [{name: location.get(name) for name in columns} for location in LOCATIONS]
        engine.register("latest_rating", pa.Table.from_pylist(latest))
        ids = [one["location_id"] for one in LOCATIONS]
        nowhere_ended = pa.array([None] * len(ids), pa.date32())
        engine.register("current_location", pa.table({"location_id": ids, "ended_on": nowhere_ended}))
        register = [
            {"location_id": location["location_id"], "snapshot": snapshot, "overall": level}
            for location in LOCATIONS
            for snapshot, level in ((NOW, location["overall"]), (BEFORE, location["before"]))
        ]
        engine.register("register", pa.Table.from_pylist(register))
        yield lambda ids: engine.rows(
            sql_text(PACKAGE, "published_signals.sql"), {"ids": ids, "today": TODAY}
        )


def test_the_statement_gives_what_a_slow_reading_gives(rows):
    answers = rows([location["location_id"] for location in LOCATIONS] + ["1-999"])
    for location in LOCATIONS:
        signals = [
            (row["kind"], row["question"], row["overall"], row["dated"], row["previous"])
            for row in answers
            if row["location_id"] == location["location_id"]
        ]
        assert set(signals) == by_hand(location), location["location_id"]
        assert len(signals) == len(set(signals))


def test_only_the_locations_that_were_named_are_looked_at(rows):
    assert {row["location_id"] for row in rows(["1-2"])} == {"1-2"}
    assert rows([]) == []


def signal(service: Service, **more) -> Signal:
    fields = {"kind": "staffing", "happened_on": RECENT, "source": "a nurse", "text": "Few staff"}
    return Signal(service=service, **fields | more)


@pytest.mark.usefixtures("both")
def test_a_restricted_signal_is_for_the_team_only():
    acting = actor()
    with changes(acting) as at_once:
        service = at_once.add(Service(name="Rose House", kind="care_home"))
        for sensitivity in ("ordinary", "restricted"):
            at_once.add(signal(service, sensitivity=sensitivity))
    counts = {
        role: signals_for(actor(role)).count() for role in ("team_manager", "panel_member", "partner_reader")
    }
    assert counts == {"team_manager": 2, "panel_member": 1, "partner_reader": 0}
    assert signals_for(actor(place="E09000001")).count() == 0
